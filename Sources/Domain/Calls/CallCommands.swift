/// Let a person's telephone ring for a call.
package struct CallRing: Message {
    package static let type = "call.ring"
    package let callID: CallID
    package let personID: PersonID
    package let phoneExtension: String?
    /// Seconds.
    package let timeout: Double
    /// Which step of the chain this is; one whose head was passed over counts too.
    package let step: Int

    package var subject: String { callID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case phoneExtension = "extension"
        case timeout, step
    }
}

/// Let a person's telephone be silent again.
package struct CallStopRing: Message {
    package static let type = "call.stop_ring"

    /// Why it need not ring any more.
    package enum Reason: String, Vocabulary {
        case timeout, declined
        case answeredElsewhere = "answered_elsewhere"
        case hungUp = "hung_up"
    }

    package let callID: CallID
    package let personID: PersonID
    package let reason: Reason

    package var subject: String { callID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case reason
    }
}

/// Do with a call what is done where nobody is rung any more.
package struct CallFallback: Message {
    package static let type = "call.fallback"

    /// Where the caller goes.
    package enum Action: String, Vocabulary {
        case voicemail, queue, number, reject
    }

    package let callID: CallID
    package let action: Action
    /// The queue or the number.
    package let target: String?

    package var subject: String { callID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case action, target
    }
}

/// Make a lead of a call.
package struct LeadCreate: Message {
    package static let type = "lead.create"
    /// Comes back in `lead.created`; the same for the same call.
    package let leadRef: String
    package let source: LeadSource
    package let contact: Contact
    package let responsibleID: PersonID?
    package let callID: CallID?

    package var subject: String { callID?.rawValue ?? leadRef }

    private enum CodingKeys: String, CodingKey {
        case leadRef = "lead_ref"
        case source, contact
        case responsibleID = "responsible_id"
        case callID = "call_id"
    }
}

/// The key under which the lead of a call is asked for: `call-17`, and `call2-17` where the
/// exchange gave the id for the second time.
package struct CallLeadRef: Equatable, Sendable {
    package let callID: CallID
    /// Which call of the id, from 2; nil for the first one.
    package let round: Int?

    init(_ call: Call) {
        callID = call.id
        round = call.round
    }

    /// Reads a key; nil where it is not a call's.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let rest = text.dropFirst(Self.prefix.count)
        let digits = rest.prefix { $0 != "-" }
        guard rest.count > digits.count, digits.isEmpty || Int(digits) != nil,
            let id = CallID(rawValue: String(rest.dropFirst(digits.count + 1)))
        else { return nil }
        callID = id
        round = Int(digits)
    }

    var text: String { "\(Self.prefix)\(round.map(String.init) ?? "")-\(callID)" }

    private static let prefix = "call"
}
