package import Foundation

/// One person's turn: a lead offered, a call rung.
package struct TurnFact: Equatable, Sendable {
    /// What the person was asked for.
    package enum Kind: String, Vocabulary {
        case offer, ring
    }

    package let kind: Kind
    /// The id of the lead or the call.
    package let about: String
    /// Which turn of the chain, from 1; 0 for somebody who took a lead without having had one.
    package let number: Int
    package let personID: PersonID
    package let startedAt: Date
    package let endedAt: Date?
    /// Nil while it runs.
    package let ending: ChainPassage.Ending?
    /// When the person took it or refused it, in the turn or afterwards.
    package let reactedAt: Date?
    /// Whether the person took it.
    package let isWon: Bool

    package init(
        kind: Kind,
        about: String,
        number: Int,
        personID: PersonID,
        startedAt: Date,
        endedAt: Date? = nil,
        ending: ChainPassage.Ending? = nil,
        reactedAt: Date? = nil,
        isWon: Bool = false
    ) {
        self.kind = kind
        self.about = about
        self.number = number
        self.personID = personID
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ending = ending
        self.reactedAt = reactedAt
        self.isWon = isWon
    }

    /// From the beginning of the turn to the reaction, in whole milliseconds as all instants are.
    package var secondsToReact: Double? {
        reactedAt.map { max(0, ($0.timeIntervalSince(startedAt) * 1000).rounded() / 1000) }
    }
}

extension TurnFact: FactRow {
    package static let table = FactTable(
        "report_turn",
        "One row per turn of a person: a lead offered, a call rung. Number 0 is a person who took "
            + "a lead out of turn.",
        [
            .key("kind", .text, "offer or ring."),
            .key("about", .text, "The lead or the call."),
            .key("started_at", .instant, "When the turn began."),
            .key("number", .integer, "Which turn of the chain, from 1."),
            .fixed("person_id", .text, "Whose turn it was."),
            .optional("ended_at", .instant, "When it ended."),
            .optional("ending", .text, "accepted, declined, expired, …; NULL while it runs."),
            .optional(
                "reacted_at",
                .instant,
                "When the person took it or refused it, in the turn or afterwards."
            ),
            .column("won", .flag, "Whether the person took it."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(kind.rawValue), .text(about), .instant(startedAt), .integer(number),
            .text(personID.rawValue), .instant(endedAt), .word(ending), .instant(reactedAt),
            .flag(isWon),
        ]
    }

    package var changes: [FactChange] { [.day(part: kind.rawValue, startedAt)] }
}
