/// Somebody was asked and let the time pass; never on the bus.
package struct ReactionMissed: Message {
    package static let type = "internal.reaction_missed"
    package let personID: PersonID
    /// From this many in a row on the person is paused; nil never pauses.
    package let missesMax: Int?
    package let pause: Duration
    /// Who else is asked; the last one available among them is never paused.
    package let peers: [PersonID]

    package var subject: String { personID.rawValue }

    package init(_ person: PersonID, missesMax: Int?, pause: Duration, peers: [PersonID]) {
        personID = person
        self.missesMax = missesMax
        self.pause = pause
        self.peers = peers
    }
}

/// A person did something, whatever it was; never on the bus.
package struct PersonActed: Message {
    package static let type = "internal.person_acted"
    package let personID: PersonID

    package var subject: String { personID.rawValue }

    package init(_ person: PersonID) {
        personID = person
    }
}

extension Context {
    /// Whoever is paused and yet does something, whatever it is, is asked again at once.
    ///
    /// Only reactions to what was asked count against the misses themselves: somebody who works in
    /// the CRM and lets every offer pass is paused all the same.
    func activity(of actor: PersonID?) -> [Effect] {
        guard let actor, let until = company.people[actor]?.silence?.pausedUntil, until > now
        else { return [] }
        return [.tell(PersonActed(actor))]
    }
}

extension Decision {
    /// The same with more effects; where nothing changed, the state stays what it was.
    func with(_ more: [Effect], keeping state: State) -> Decision {
        guard !more.isEmpty else { return self }
        return switch self {
        case .changed(let state, let effects): .changed(to: state, effects: effects + more)
        case .ignored: .changed(to: state, effects: more)
        case .rejected(let reason, let effects): .rejected(reason, effects: effects + more)
        case .refused: self
        }
    }
}

/// Nobody is at the person's desk any more; never on the bus.
package struct DeskLeft: Message {
    package static let type = "internal.desk_left"
    package let personID: PersonID

    package var subject: String { personID.rawValue }
}

/// A person has left, or is away for long; never on the bus.
package struct PersonGone: Message {
    package static let type = "internal.person_gone"
    package let personID: PersonID

    package var subject: String { personID.rawValue }
}

/// The person whom a lead or a call waits for can't react any more; never on the bus.
package struct HolderLeft: Message {
    package static let type = "internal.holder_left"
    package let personID: PersonID
    /// What waits: a lead or a call, say.
    package let kind: SubjectKind
    package let id: String

    package var subject: String { id }
}

extension PersonID {
    /// The look-up key of everything that waits for this person to react.
    package var deskKey: String { "desk:\(asKey)" }

    /// The look-up key of everything that lies on this person's desk.
    package var heldKey: String { "held:\(asKey)" }

    /// The id as a part of a look-up key: ASCII, so that keys are equal where their bytes are.
    private var asKey: String {
        let isPlain = rawValue.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "%") }
        guard !isPlain else { return rawValue }
        return rawValue.utf8.reduce(into: "") { key, byte in
            let isPlain = byte < 0x80 && byte != UInt8(ascii: "%")
            key += isPlain ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16)
        }
    }
}
