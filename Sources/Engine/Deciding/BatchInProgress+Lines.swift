import Contract
import Domain
import Foundation

/// A timer that came due, as the cause of what follows.
struct TimerFired: Message {
    static let type = "internal.timer_fired"
    let subject: String

    init(_ timer: StoredTimer) {
        subject = timer.key.subject.id
    }
}

/// A subject was looked at again, as the cause of what follows.
struct Revisited: Message {
    static let type = "subject.revisited"
    let subject: String
}

extension EventDecider.Result {
    /// A timer that its process could not work with: nothing follows but a line in the journal.
    init(refused flaw: Flaw, _ timer: StoredTimer) {
        self.init(timer, .refused, flaw.code.rawValue)
    }

    /// A timer of a process that is no more, or knows no timer of that name any more.
    init(unknown timer: StoredTimer) {
        self.init(timer, .ignored, "unknown_timer")
    }

    private init(_ timer: StoredTimer, _ outcome: ProcessDecision.Outcome, _ reason: String) {
        decisions = [
            ProcessDecision(
                process: timer.key.process,
                subject: timer.key.subject.id,
                outcome: outcome,
                reason: reason,
                notes: []
            )
        ]
    }

    /// How the event ended, all processes taken together.
    var outcome: JournalEntry.Outcome {
        if decisions.contains(where: { $0.outcome == .rejected }) { return .rejected }
        return decisions.contains { $0.outcome == .applied } ? .applied : .ignored
    }
}

extension JournalEntry {
    /// The line of a message that could not be worked with.
    ///
    /// The subject is what the message says; which kind it is of nobody knows.
    init(dead arrival: Arrival, _ flaw: Flaw, _ hint: EventHint, seq: Int64) {
        let message = arrival.message
        self.init(
            seq: seq,
            received: message.received,
            occurred: message.received,
            key: nil,
            type: arrival.routingKey,
            subject: hint.subject ?? "",
            outcome: .dead,
            event: nil,
            deadLetter: DeadLetter(
                flaw: flaw,
                exchange: arrival.exchange,
                routingKey: arrival.routingKey,
                contentType: message.contentType,
                messageID: message.messageID,
                type: message.type,
                headers: message.headers,
                hint: hint,
                properties: message.properties?.json,
                body: message.body,
                bodySize: message.bodySize
            )
        )
    }
}

extension EventHint {
    /// What an event says that was read.
    init(_ read: ReadEvent) {
        self.init(
            type: read.event.type,
            source: read.event.key.source,
            id: read.event.key.id,
            subject: read.subject
        )
    }
}
