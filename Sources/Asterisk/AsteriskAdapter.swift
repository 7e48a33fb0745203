package import AdapterKit
import Domain
package import Foundation
package import Logging
package import Postgres
import Synchronization
import Threads

/// Rings one head after another as Baton decides, by FastAGI and the manager interface.
///
/// The caller waits in the dialplan. Where this program goes away the dialplan goes on by itself.
package final class AsteriskAdapter: Adapter {
    package let kind = "asterisk"
    package let commandTypes: Set<String> = ["call.ring", "call.stop_ring", "call.fallback"]
    package let workers = 4
    package let onUnclear = Job.OnUnclear.again
    package let pollInterval: Duration? = .milliseconds(50)
    private let settings: AsteriskSettings
    private let postgres: PostgresConfiguration
    private let key: String
    private let isShadow: Bool
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var sessions: [String: CallSession] = [:]
        var listener: Listener?
        var manager: ManagerTalk?
    }

    /// - Parameters:
    ///   - key: Under what the adapter keeps what it keeps.
    ///   - isShadow: Whether nothing is listened to and nobody rung.
    package init(
        _ settings: AsteriskSettings,
        key: String,
        postgres: PostgresConfiguration,
        isShadow: Bool,
        logger: Logger
    ) {
        self.settings = settings
        self.postgres = postgres
        self.key = key
        self.isShadow = isShadow
        self.logger = logger
    }

    package func parts(of command: Command) -> [Part] {
        [Part("", lane: command.data["call_id"].text ?? command.subject)]
    }

    package func prepare(_ ledger: Ledger, now: Date) throws(Failure) {
        guard !isShadow else { return }
        try connect()
        guard state.withLock({ $0.listener == nil }) else { return }
        do throws(LineError) {
            let listener = try Listener(settings.listen)
            state.withLock { $0.listener = listener }
            thread("asterisk-agi") { self.take(from: listener) }
        } catch {
            throw .credentials("[asterisk] listen: \(error.message)")
        }
    }

    private func connect() throws(Failure) {
        let manager = try ManagerTalk(settings)
        state.withLock { $0.manager = manager }
    }

    private func thread(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            Thread.current.name = name
            body()
        }
        thread.stackSize = 1 << 20
        thread.start()
    }

    // MARK: - Commands

    package func carryOut(_ job: Job) throws(Failure) {
        let id = try job.command.required("call_id")
        guard !isShadow else {
            logger.notice("shadow: would carry \(job.command.type) out for call \(id)")
            return
        }
        let session = state.withLock { $0.sessions[id] }
        switch job.command.type {
        case "call.ring": try ring(job, session)
        case "call.stop_ring":
            if let channel = session?.stop() { try hangUp(channel) }
        case "call.fallback":
            let order = CallOrder.fallback(
                action: try job.command.required("action"),
                target: job.data["target"].identifier ?? ""
            )
            guard session?.give(order) == true else { throw .stale("call \(id) waits no longer") }
        default: throw .refused(code: "unknown_type", "\(job.command.type) is not for calls")
        }
    }

    private func ring(_ job: Job, _ session: CallSession?) throws(Failure) {
        let id = try job.command.required("call_id")
        let seconds = max(
            job.data["timeout"].numeric.map { Int(truncating: $0 as NSNumber) } ?? 8,
            1
        )
        let age = Date().timeIntervalSince(job.command.time)
        guard age < TimeInterval(seconds) else {
            throw .stale("the ring was to last \(seconds) s and is \(Int(age)) s old")
        }
        guard let phone = job.data["extension"].filled,
            phone.wholeMatch(of: /[A-Za-z0-9_.+\-]{1,40}/) != nil
        else {
            throw .refused(code: "no_extension", "data.extension: is missing or is no extension")
        }
        guard session?.give(.ring(extension: phone, seconds: seconds)) == true else {
            throw .stale("call \(id) waits no longer")
        }
    }

    private func hangUp(_ channel: String) throws(Failure) {
        guard let manager = state.withLock({ $0.manager }) else {
            throw .away("the manager interface is not connected", isUnclear: false)
        }
        try manager.hangUp(channel)
    }

    // MARK: - The dialplan

    private func take(from listener: Listener) {
        while true {
            guard let line = listener.accept(within: .seconds(1)) else { continue }
            thread("asterisk-call") { self.serve(line) }
        }
    }

    /// One call, from the dialplan's `AGI()` to its return.
    private func serve(_ line: Line) {
        let ledger = Ledger(Database(postgres), adapter: key, source: kind)
        defer { ledger.database.close() }
        do {
            var talk = try DialplanTalk(line)
            guard let id = talk.variables["agi_uniqueid"], !id.isEmpty else { return }
            let session = CallSession(id: id)
            // Until the exchange says that the caller has hung up.
            state.withLock { $0.sessions[id] = session }
            try announce(
                "call.incoming",
                id: "\(id)-incoming",
                call: id,
                [
                    "from": .text(talk.variables["agi_callerid"] ?? ""),
                    "to": .text(
                        talk.variables["agi_dnid"] ?? talk.variables["agi_extension"] ?? ""
                    ),
                ],
                ledger
            )
            try lead(session, &talk, ledger)
        } catch {
            logger.warning("a conversation with the dialplan ended: \(error)")
        }
    }

    /// Does what is ordered until somebody has talked, or nothing more comes.
    private func lead(
        _ session: CallSession,
        _ talk: inout DialplanTalk,
        _ ledger: Ledger
    ) throws {
        while let order = session.next(within: settings.patience) {
            switch order {
            case .ring(let phone, let seconds):
                let channel = settings.channel.replacing("{extension}", with: phone)
                let status = try talk.dial(channel, seconds: seconds)
                if status == "ANSWER" || session.isAnswered {
                    try talk.set("BATON", "done")
                    return
                }
                if let cause = ["BUSY": "busy", "CHANUNAVAIL": "unreachable"][status] {
                    try announce(
                        "call.declined",
                        id: "\(session.id)-declined-\(UUID().uuidString.lowercased())",
                        call: session.id,
                        ["extension": .text(phone), "cause": .text(cause)],
                        ledger
                    )
                }
            case .fallback(let action, let target):
                try talk.set("BATON", action)
                try talk.set("BATON_TARGET", target)
                return
            }
        }
        logger.warning("call \(session.id) got no decision in time: the dialplan goes on")
    }

    private func announce(
        _ type: String,
        id: String,
        call: String,
        _ data: [String: Value],
        _ ledger: Ledger
    ) throws(Failure) {
        let now = Date()
        let event = OutgoingEvent(
            id: "asterisk-\(id)",
            type: type,
            subject: call,
            data: data.merging(["call_id": .text(call), "at": .instant(now)]) { own, _ in own }
                .filter { !($0.key == "at" && type == "call.declined") }
        )
        try ledger.commit([ledger.announce(event, now: now)])
    }

    // MARK: - The manager

    /// Reads what the manager tells for a moment; the connection is reopened where it has ended.
    package func observe(_ ledger: Ledger, now: Date) throws(Failure) {
        guard !isShadow else { return }
        guard var manager = state.withLock({ $0.manager }) else { return try connect() }
        defer { state.withLock { if $0.manager != nil { $0.manager = manager } } }
        while manager.hasMore || manager.line.isReadable(within: .milliseconds(200)) {
            guard let packet = try event(&manager) else {
                state.withLock { $0.manager = nil }
                throw .away("the manager interface has ended the connection", isUnclear: false)
            }
            try take(packet, ledger)
        }
    }

    private func event(_ manager: inout ManagerTalk) throws(Failure) -> [String: String]? {
        do throws(Failure) {
            return try manager.next()
        } catch {
            state.withLock { $0.manager = nil }
            throw error
        }
    }

    private func take(_ packet: [String: String], _ ledger: Ledger) throws(Failure) {
        let caller = packet["Uniqueid"] ?? ""
        guard let session = state.withLock({ $0.sessions[caller] }) else { return }
        switch packet["Event"] {
        case "DialBegin":
            if let channel = packet["DestChannel"], let ended = session.began(channel) {
                try hangUp(ended)
            }
            if let phone = session.rung {
                try announce(
                    "call.ringing",
                    id: "\(session.id)-ringing-\(packet["DestUniqueid"] ?? phone)",
                    call: session.id,
                    ["extension": .text(phone)],
                    ledger
                )
            }
        case "DialEnd" where packet["DialStatus"] == "ANSWER":
            guard let phone = session.rung, session.answered() else { return }
            try announce(
                "call.answered",
                id: "\(session.id)-answered",
                call: session.id,
                ["extension": .text(phone)],
                ledger
            )
        case "Hangup":
            state.withLock { $0.sessions[caller] = nil }
            guard session.over() else { return }
            let cause = packet["Cause-txt"] ?? ""
            try announce(
                "call.ended",
                id: "\(session.id)-ended",
                call: session.id,
                cause.isEmpty ? [:] : ["cause": .text(cause)],
                ledger
            )
        default: return
        }
    }

    package func check() -> [Finding] {
        do throws(Failure) {
            let manager = try ManagerTalk(settings)
            manager.line.end()
            return [Finding(true, "asterisk: the manager takes the login of \(settings.user)")]
        } catch {
            return [Finding(false, "asterisk: \(error.reason)")]
        }
    }
}
