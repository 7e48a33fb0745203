import CoreMetrics
package import Domain
package import Foundation
package import Postgres

/// A work while it is carried out, on one thread.
package final class Job {
    package private(set) var item: WorkItem
    package let ledger: Ledger
    /// What an adapter does where nobody can tell whether something was done.
    private let onUnclear: OnUnclear
    private let metrics: AdapterMetrics
    /// The instant by which everything in the job is dated.
    package let now: Date
    /// What is committed together with the end of the work.
    package private(set) var ending: [Query] = []

    /// What to do about a thing that may have been made and can't be looked up.
    package enum OnUnclear: String, CaseIterable, Sendable {
        /// Make it again: one duplicate can't be excluded.
        case again = "repeat"
        /// Put it aside for a person to look.
        case park
    }

    init(
        _ item: WorkItem,
        ledger: Ledger,
        onUnclear: OnUnclear,
        metrics: AdapterMetrics,
        now: Date
    ) {
        self.item = item
        self.ledger = ledger
        self.onUnclear = onUnclear
        self.metrics = metrics
        self.now = now
    }

    package var command: Command { item.command }
    package var data: Value { item.command.data }

    /// Does something that creates, once.
    ///
    /// `begun` is committed before the call, `done` with its id after it. After an unclear answer,
    /// or a crash between the two, `find` looks for what was made; without it one duplicate can't
    /// be excluded.
    ///
    /// - Returns: the id that the other side gave.
    package func once(
        _ step: String,
        find: (() throws(Failure) -> String?)? = nil,
        make: () throws(Failure) -> String
    ) throws(Failure) -> String {
        switch item.progress[step] {
        case .done(let id): return id
        case .begun:
            if let find {
                if let found = try find() { return try finish(step, found) }
            } else {
                try repeatUnclear(step)
            }
        case nil:
            item.progress[step] = .begun
            try ledger.keep(item, now: now)
        }
        do throws(Failure) {
            return try finish(step, try make())
        } catch {
            try takeBack(step, after: error, canLookUp: find != nil)
            throw error
        }
    }

    /// What is committed together with the end of the work.
    package func atEnd(_ queries: Query...) { ending += queries }

    /// Announces an event together with the end of the work.
    package func announce(_ event: OutgoingEvent) {
        ending.append(ledger.announce(event, now: now))
    }

    private func finish(_ step: String, _ id: String) throws(Failure) -> String {
        item.progress[step] = .done(id)
        try ledger.keep(item, now: now)
        return id
    }

    private func repeatUnclear(_ step: String) throws(Failure) {
        guard onUnclear == .again else {
            throw .unclear(
                "the answer was lost, and the other side has no key to look up whether it was "
                    + "done (on_unclear = \"park\"): look there, then retry or skip it"
            )
        }
        metrics.possibleDuplicates.increment()
    }

    /// What was surely not done is not begun.
    ///
    /// A system that has failed inside may have done it all the same: where that can be looked up
    /// it is.
    private func takeBack(
        _ step: String,
        after failure: Failure,
        canLookUp: Bool
    ) throws(Failure) {
        switch failure {
        case .away(_, isUnclear: true), .storage, .unclear: return
        case .later where canLookUp: return
        case .away(_, isUnclear: false), .later, .refused, .credentials, .waiting, .stale:
            item.progress[step] = nil
            try ledger.keep(item, now: now)
        }
    }
}
