package import Foundation

/// Somebody calls one of the company's lines.
package struct CallIncoming: Message {
    package static let type = "call.incoming"
    package let callID: CallID
    /// The caller's number as the exchange writes it; anything where the number is hidden.
    package let from: String
    /// The line that was dialled.
    package let to: String
    package let at: Date?

    package var subject: String { callID.rawValue }

    package init(callID: CallID, from: String, to: String, at: Date? = nil) {
        self.callID = callID
        self.from = from
        self.to = to
        self.at = at
    }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case from, to, at
    }
}

/// A telephone of the company rings.
package struct CallRinging: Message {
    package static let type = "call.ringing"
    package let callID: CallID
    package let personID: PersonID?
    package let phoneExtension: String?

    package var subject: String { callID.rawValue }
    package var flaw: Flaw? { Flaw(telephoneOf: personID, phoneExtension) }

    package init(callID: CallID, personID: PersonID? = nil, phoneExtension: String? = nil) {
        self.callID = callID
        self.personID = personID
        self.phoneExtension = phoneExtension
    }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case phoneExtension = "extension"
    }
}

/// Somebody of the company took the call.
package struct CallAnswered: Message {
    package static let type = "call.answered"
    package let callID: CallID
    package let personID: PersonID?
    package let phoneExtension: String?
    package let at: Date?

    package var subject: String { callID.rawValue }
    package var flaw: Flaw? { Flaw(telephoneOf: personID, phoneExtension) }

    package init(
        callID: CallID,
        personID: PersonID? = nil,
        phoneExtension: String? = nil,
        at: Date? = nil
    ) {
        self.callID = callID
        self.personID = personID
        self.phoneExtension = phoneExtension
        self.at = at
    }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case phoneExtension = "extension"
        case at
    }
}

/// A telephone of the company will not take the call.
package struct CallDeclined: Message {
    package static let type = "call.declined"

    /// Why not.
    package enum Cause: String, Vocabulary {
        case declined, busy, unreachable
    }

    package let callID: CallID
    package let personID: PersonID?
    package let phoneExtension: String?
    package let cause: Cause?

    package var subject: String { callID.rawValue }
    package var flaw: Flaw? { Flaw(telephoneOf: personID, phoneExtension) }

    package init(
        callID: CallID,
        personID: PersonID? = nil,
        phoneExtension: String? = nil,
        cause: Cause? = nil
    ) {
        self.callID = callID
        self.personID = personID
        self.phoneExtension = phoneExtension
        self.cause = cause
    }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case phoneExtension = "extension"
        case cause
    }
}

/// The call is over, no matter who hung up.
package struct CallEnded: Message {
    package static let type = "call.ended"
    package let callID: CallID
    package let at: Date?
    /// Seconds.
    package let duration: Double?
    package let cause: String?
    package let recordingURL: String?

    package var subject: String { callID.rawValue }

    package init(
        callID: CallID,
        at: Date? = nil,
        duration: Double? = nil,
        cause: String? = nil,
        recordingURL: String? = nil
    ) {
        self.callID = callID
        self.at = at
        self.duration = duration
        self.cause = cause
        self.recordingURL = recordingURL
    }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case at, duration, cause
        case recordingURL = "recording_url"
    }
}

/// Somebody says what the call was.
package struct CallMarked: Message {
    package static let type = "call.marked"

    /// What the call was.
    package enum Verdict: String, Vocabulary {
        case real, spam
    }

    package let callID: CallID
    package let personID: PersonID
    package let verdict: Verdict
    package let comment: String?

    package var subject: String { callID.rawValue }

    package init(
        callID: CallID,
        personID: PersonID,
        verdict: Verdict,
        comment: String? = nil
    ) {
        self.callID = callID
        self.personID = personID
        self.verdict = verdict
        self.comment = comment
    }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case verdict, comment
    }
}

extension Flaw {
    /// A message about a telephone must say whose; nil where it does.
    fileprivate init?(telephoneOf person: PersonID?, _ phoneExtension: String?) {
        guard person == nil, phoneExtension == nil else { return nil }
        self.init(
            .missingField,
            field: "data.person_id",
            "data.person_id: is missing, and so is data.extension; one of them is needed"
        )
    }

    /// A call that Baton never heard of.
    static func unknownCall(_ id: CallID) -> Flaw {
        Flaw(.unknownCall, field: "data.call_id", "data.call_id: there is no call \(id)")
    }
}
