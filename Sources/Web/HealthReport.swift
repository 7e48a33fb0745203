/// Whoever knows how the daemon is.
package protocol HealthSource: Sendable {
    /// How it is now; must not wait for anything.
    func health() -> HealthReport
}

/// How the daemon is.
package struct HealthReport: Equatable, Sendable {
    /// One loop of the daemon, such as a lane's publisher.
    package struct Part: Equatable, Sendable {
        package let name: String
        /// False once it no longer makes progress: only a restart helps then.
        package let ok: Bool
        /// In words: when it last moved, what it does.
        package let text: String

        package init(name: String, ok: Bool, text: String) {
            self.name = name
            self.ok = ok
            self.text = text
        }
    }

    /// Whether the daemon works at all; false asks for a restart.
    package let alive: Bool
    /// Whether events are taken; false asks for patience.
    package let ready: Bool
    /// Why it is not ready, a sentence each.
    package let reasons: [String]
    /// Its loops.
    package let parts: [Part]
    /// Which servers it talks to, a line each.
    package let servers: [String]

    package init(
        alive: Bool,
        ready: Bool,
        reasons: [String] = [],
        parts: [Part] = [],
        servers: [String] = []
    ) {
        self.alive = alive
        self.ready = ready
        self.reasons = reasons
        self.parts = parts
        self.servers = servers
    }

    /// Nil while it lives, else what stands still.
    var illness: String? {
        let stale = parts.filter { !$0.ok }.map { "\($0.name): \($0.text)" }
        guard !alive || !stale.isEmpty else { return nil }
        return stale.isEmpty ? "not alive" : stale.joined(separator: "\n")
    }

    /// Nil while it is ready, else what it waits for.
    var hindrance: String? {
        let illness = illness
        guard !ready || illness != nil else { return nil }
        let why = reasons + [illness].compactMap(\.self)
        return ((why.isEmpty ? ["not ready"] : why) + servers).joined(separator: "\n")
    }

    /// That it is ready, and whom it talks to.
    var readiness: String { (["ready"] + servers).joined(separator: "\n") }
}
