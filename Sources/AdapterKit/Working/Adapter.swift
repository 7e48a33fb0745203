package import Foundation

/// One side of the world that Baton's commands are carried out on, or whose changes it hears.
package protocol Adapter: Sendable {
    /// The name of its section.
    var kind: String { get }
    /// The commands it carries out.
    var commandTypes: Set<String> { get }
    /// How many commands it carries out at once.
    var workers: Int { get }
    /// How often it looks for news; nil where nothing is looked for.
    var pollInterval: Duration? { get }
    /// How long it tries what fails for a while; nil for as long as it takes.
    var patience: Duration? { get }
    var onUnclear: Job.OnUnclear { get }

    /// Which pieces a command has that are carried out each by itself.
    func parts(of command: Command) -> [Part]
    /// Carries a part out; what it throws decides what becomes of it.
    func carryOut(_ job: Job) throws(Failure)
    /// Whatever must be known before anything is carried out; called until it succeeds, and again
    /// after credentials have failed.
    func prepare(_ ledger: Ledger, now: Date) throws(Failure)
    /// Whether ``prepare(_:now:)`` finds out that credentials work; else a command has to try.
    var provesCredentials: Bool { get }
    /// Whether it was at work before: then it is ready also while the other side is away.
    func hasBegun(_ ledger: Ledger) throws(Failure) -> Bool
    /// Looks for news and announces them; called every ``pollInterval``.
    func observe(_ ledger: Ledger, now: Date) throws(Failure)
    /// Tries every destination, for `check`.
    func check() -> [Finding]
}

extension Adapter {
    package var pollInterval: Duration? { nil }
    package var patience: Duration? { nil }
    package var provesCredentials: Bool { true }
    package func parts(of command: Command) -> [Part] { [Part("", lane: command.subject)] }
    package func prepare(_ ledger: Ledger, now: Date) throws(Failure) {}
    /// Nothing has begun, unless an adapter says otherwise.
    package func hasBegun(_ ledger: Ledger) throws(Failure) -> Bool { false }
    package func observe(_ ledger: Ledger, now: Date) throws(Failure) {}
}

/// One line of `check`.
package struct Finding: Equatable, Sendable {
    package let isGood: Bool
    package let text: String

    package init(_ isGood: Bool, _ text: String) {
        self.isGood = isGood
        self.text = text
    }
}
