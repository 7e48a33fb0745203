package import Foundation

/// Keeps who is on a call and who was rung last, for all calls.
package enum Telephones: BusinessProcess {
    /// A conversation that somebody is in.
    package struct Talk: Codable, Equatable, Sendable {
        package let callID: CallID
        package let since: Date

        private enum CodingKeys: String, CodingKey {
            case callID = "call_id"
            case since
        }
    }

    /// The telephones of the company.
    package struct State: ProcessState {
        /// Who is on a call, by the person's id.
        package private(set) var talks: [String: Talk] = [:]
        /// When each was last rung or answered, by the person's id.
        package private(set) var reachedAt: [String: Date] = [:]
        /// Who was rung last in his turn: to be rung out of it moves nobody.
        package private(set) var lastRungID: PersonID?

        package init() {}

        /// Whether the person is known to be on a call.
        package func isTalking(_ person: PersonID) -> Bool {
            talks[person.rawValue] != nil
        }

        private enum CodingKeys: String, CodingKey {
            case talks
            case reachedAt = "reached_at"
            case lastRungID = "last_rung_id"
        }
    }

    /// What can happen to the telephones.
    package enum Input: Sendable {
        case rung(PersonID, at: Date, isInTurn: Bool)
        case taken(PersonID, CallID, at: Date)
        case freed(CallID)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
    }

    package static let name = "telephones"
    package static let subject = SubjectKind.company
    package static let residence = Residence.allLanes
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [
        TelephoneRung.self, TelephoneTaken.self, TelephoneFreed.self,
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as TelephoneRung:
            [Concern(name, .rung(body.personID, at: body.at, isInTurn: body.isInTurn))]
        case let body as TelephoneTaken:
            [Concern(name, .taken(body.personID, body.callID, at: body.at))]
        case let body as TelephoneFreed: [Concern(name, .freed(body.callID))]
        default: []
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var telephones = state ?? State()
        switch input {
        case .rung(let person, let instant, let isInTurn):
            telephones.rung(person, instant, isInTurn)
        case .taken(let person, let call, let instant): telephones.taken(person, call, instant)
        case .freed(let call): telephones.freed(call)
        }
        return telephones == state ? .ignored(Ignored.nothingNew) : .changed(to: telephones)
    }
}

extension Telephones.State {
    fileprivate mutating func rung(_ person: PersonID, _ instant: Date, _ isInTurn: Bool) {
        reachedAt[person.rawValue] = instant
        if isInTurn { lastRungID = person }
    }

    fileprivate mutating func taken(_ person: PersonID, _ call: CallID, _ instant: Date) {
        reachedAt[person.rawValue] = instant
        talks[person.rawValue] = Telephones.Talk(callID: call, since: instant)
    }

    fileprivate mutating func freed(_ call: CallID) {
        talks = talks.filter { $0.value.callID != call }
    }
}

/// A person's telephone was made to ring; never on the bus.
package struct TelephoneRung: Message {
    package static let type = "internal.telephone_rung"
    package let personID: PersonID
    package let at: Date
    /// Whether it was his turn, and not for the sake of the caller.
    package let isInTurn: Bool
    package var subject: String { Subject.company.id }
}

/// A person is on a call from now on; never on the bus.
package struct TelephoneTaken: Message {
    package static let type = "internal.telephone_taken"
    package let personID: PersonID
    package let callID: CallID
    package let at: Date
    package var subject: String { Subject.company.id }
}

/// Nobody is on the call any more; never on the bus.
package struct TelephoneFreed: Message {
    package static let type = "internal.telephone_freed"
    package let callID: CallID
    package var subject: String { Subject.company.id }
}

extension Company {
    /// Who is on a call, and who was rung last.
    package var telephones: Telephones.State {
        get { state(of: Telephones.self) ?? Telephones.State() }
        set { set(newValue, of: Telephones.name) }
    }
}
