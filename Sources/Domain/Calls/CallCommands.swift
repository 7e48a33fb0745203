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

extension CallID {
    /// The key under which the lead of this call is asked for.
    var leadRef: String { Self.leadRefPrefix + rawValue }

    /// The call whose lead was asked for under the key; nil where it is not a call's.
    init?(leadRef: String) {
        guard leadRef.hasPrefix(Self.leadRefPrefix) else { return nil }
        self.init(rawValue: String(leadRef.dropFirst(Self.leadRefPrefix.count)))
    }

    private static let leadRefPrefix = "call-"
}
