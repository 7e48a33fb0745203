package import Contract
package import Domain
package import Foundation

/// One line of the journal: what came, what was decided, what went out.
package struct JournalEntry: Sendable {
    /// How it ended.
    package enum Outcome: String, Sendable, CaseIterable {
        case applied, ignored, rejected, dead
    }

    package let seq: Int64
    package let received: Date
    /// When it happened; for a timer, when it was due.
    package let occurred: Date
    /// Nil for timers and for dead letters, which may come again.
    package let key: EventKey?
    package let type: String
    package let subject: String
    /// What it is about, where a process knows it.
    package let about: Subject?
    /// Other subjects that it changed.
    package let alsoAbout: [Subject]
    package let outcome: Outcome
    package let decisions: [ProcessDecision]
    /// The CloudEvent as it came; nil where it can't be read.
    package let event: [UInt8]?
    package let commands: [Written]
    package let deadLetter: DeadLetter?

    package init(
        seq: Int64,
        received: Date,
        occurred: Date,
        key: EventKey?,
        type: String,
        subject: String,
        about: Subject? = nil,
        alsoAbout: [Subject] = [],
        outcome: Outcome,
        decisions: [ProcessDecision] = [],
        event: [UInt8]?,
        commands: [Written] = [],
        deadLetter: DeadLetter? = nil
    ) {
        self.seq = seq
        self.received = received
        self.occurred = occurred
        self.key = key
        self.type = type
        self.subject = subject
        self.about = about
        self.alsoAbout = alsoAbout
        self.outcome = outcome
        self.decisions = decisions
        self.event = event
        self.commands = commands
        self.deadLetter = deadLetter
    }
}

/// What one process made of an event.
package struct ProcessDecision: Codable, Equatable, Sendable {
    /// How it ended for the process.
    package enum Outcome: String, Codable, Sendable {
        case applied, ignored, rejected
        /// A timer that its process could not work with.
        case refused
        /// A rule that could not be followed.
        case failed
        /// The event went to the dead letters.
        case dead
    }

    package let process: String
    package let subject: String
    package let outcome: Outcome
    package let reason: String?
    /// Why, in phrases that can be rendered.
    package var notes: [Phrase]

    package init(
        process: String,
        subject: String,
        outcome: Outcome,
        reason: String?,
        notes: [Phrase]
    ) {
        self.process = process
        self.subject = subject
        self.outcome = outcome
        self.reason = reason
        self.notes = notes
    }
}

/// A message that could not be worked with, as it came and with what is wrong with it.
package struct DeadLetter: Equatable, Sendable {
    package let flaw: Flaw
    package let exchange: String
    package let routingKey: String
    package let contentType: String?
    package let messageID: String?
    package let type: String?
    /// The headers that are text, or can be said as text.
    package let headers: [String: String]
    /// What it says of itself, as far as it can be read.
    package let hint: EventHint
    /// All that it carried beside the body, as the bus writes it, so that a replay is the same
    /// message; nil for letters of former versions, and where it can't be kept.
    package let properties: [UInt8]?
    package let body: [UInt8]
    /// The size of the whole body, of which `body` is only the head where it was too large.
    package let bodySize: Int

    package init(
        flaw: Flaw,
        exchange: String,
        routingKey: String,
        contentType: String?,
        messageID: String?,
        type: String?,
        headers: [String: String],
        hint: EventHint = EventHint(),
        properties: [UInt8]? = nil,
        body: [UInt8],
        bodySize: Int? = nil
    ) {
        self.flaw = flaw
        self.exchange = exchange
        self.routingKey = routingKey
        self.contentType = contentType
        self.messageID = messageID
        self.type = type
        self.headers = headers
        self.hint = hint
        self.properties = properties
        self.body = body
        self.bodySize = bodySize ?? body.count
    }
}

/// What one journal entry puts on the bus.
package struct Publication: Sendable {
    package let seq: Int64
    package let commands: [Written]
    package let deadLetter: DeadLetter?

    package init(seq: Int64, commands: [Written], deadLetter: DeadLetter?) {
        self.seq = seq
        self.commands = commands
        self.deadLetter = deadLetter
    }

    /// How many messages it is.
    package var count: Int { commands.count + (deadLetter == nil ? 0 : 1) }
    /// How much memory its bodies take, in bytes.
    package var bytes: Int {
        commands.reduce(deadLetter?.body.count ?? 0) { $0 + $1.json.count }
    }
}

extension ProcessDecision: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("process", process)
        try object.field("subject", subject)
        try object.field("outcome", outcome.rawValue)
        try object.field("reason", reason)
        try object.field("notes", notes)
    }
}
