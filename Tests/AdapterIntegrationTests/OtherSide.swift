import AdapterKit
import Foundation
import Synchronization

/// A system on the other side that does as the test says, and remembers what it has made.
final class OtherSide: Adapter {
    let kind = "test"
    let commandTypes: Set<String> = ["task.create"]
    let workers = 4
    let onUnclear: Job.OnUnclear

    private let state = Mutex(State())

    private struct State {
        var failures: [String: [Failure]] = [:]
        var made: [String] = []
        var preparing: [Failure] = []
        var hasBegun = false
    }

    init(onUnclear: Job.OnUnclear = .again) {
        self.onUnclear = onUnclear
    }

    /// What each next attempt at a command is answered with; then it succeeds.
    func fail(_ id: String, _ failures: Failure...) {
        state.withLock { $0.failures[id] = failures }
    }

    /// What the next attempts to prepare are answered with, and whether it was at work before.
    func failToPrepare(_ failures: Failure..., hasBegun: Bool) {
        state.withLock { state in
            state.preparing = failures
            state.hasBegun = hasBegun
        }
    }

    func prepare(_ ledger: Ledger, now: Date) throws(Failure) {
        let failure = state.withLock { state in
            state.preparing.isEmpty ? nil : state.preparing.removeFirst()
        }
        if let failure { throw failure }
    }

    func hasBegun(_ ledger: Ledger) throws(Failure) -> Bool { state.withLock(\.hasBegun) }

    /// The commands that were carried out, in their order.
    var made: [String] { state.withLock(\.made) }

    func carryOut(_ job: Job) throws(Failure) {
        _ = try job.once("make") { () throws(Failure) in
            let failure = state.withLock { state -> Failure? in
                guard state.failures[job.command.id]?.isEmpty == false else { return nil }
                return state.failures[job.command.id]?.removeFirst()
            }
            if let failure { throw failure }
            state.withLock { $0.made.append(job.command.id) }
            return "1"
        }
    }

    func check() -> [Finding] { [] }
}
