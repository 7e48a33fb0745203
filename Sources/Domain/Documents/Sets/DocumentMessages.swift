package import Foundation

/// Somebody wants a set of documents for a client.
package struct DocumentsRequested: Message {
    package static let type = "documents.requested"

    /// What is wanted.
    package enum Mode: String, Vocabulary {
        /// A set; one that is there already is named.
        case new
        /// The set that is there, once more by mail: the same bytes.
        case resend
        /// Another set in the place of the one that is there.
        case reissue
    }

    package let requestID: RequestID
    package let clientID: ClientID
    package let period: ReportedPeriod
    /// Without it `[documents] kinds`.
    package let kinds: [DocumentKind]?
    package let legalEntity: LegalEntityID?
    /// Without it `new`.
    package let mode: Mode?
    package let requesterID: PersonID?
    /// Without it the client's addresses.
    package let sendTo: [String]?

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }

    package var flaw: Flaw? {
        if kinds?.isEmpty == true {
            return Flaw(.invalidValue, field: "data.kinds", "data.kinds: must name one or more")
        }
        return period.flaw
    }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case period, kinds
        case legalEntity = "legal_entity"
        case mode
        case requesterID = "requester_id"
        case sendTo = "send_to"
    }

    package init(
        requestID: RequestID,
        clientID: ClientID,
        period: ReportedPeriod,
        kinds: [DocumentKind]? = nil,
        legalEntity: LegalEntityID? = nil,
        mode: Mode? = nil,
        requesterID: PersonID? = nil,
        sendTo: [String]? = nil
    ) {
        self.requestID = requestID
        self.clientID = clientID
        self.period = period
        self.kinds = kinds
        self.legalEntity = legalEntity
        self.mode = mode
        self.requesterID = requesterID
        self.sendTo = sendTo
    }
}

/// A set must not hold any longer: its numbers stay, and nothing takes them.
package struct DocumentsVoided: Message {
    package static let type = "documents.voided"
    package let requestID: RequestID
    package let clientID: ClientID
    package let actorID: PersonID?
    package let reason: String?

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case actorID = "actor_id"
        case reason
    }

    package init(
        requestID: RequestID,
        clientID: ClientID,
        actorID: PersonID? = nil,
        reason: String? = nil
    ) {
        self.requestID = requestID
        self.clientID = clientID
        self.actorID = actorID
        self.reason = reason
    }
}

/// Why a set is blocked: a word for programs, the field, and both values.
package struct DocumentFault: Codable, Hashable, Sendable {
    package let code: Code
    package let field: String?
    /// What must be there.
    package let expected: String?
    /// What is there.
    package let found: String?

    package init(
        _ code: Code,
        field: String? = nil,
        expected: String? = nil,
        found: String? = nil
    ) {
        self.code = code
        self.field = field
        self.expected = expected
        self.found = found
    }

    /// What is wrong.
    package enum Code: String, Vocabulary {
        case unknownClient = "unknown_client"
        case unknownLegalEntity = "unknown_legal_entity"
        case noAddress = "no_address"
        case badAddress = "bad_address"
        case noLines = "no_lines"
        case lineSum = "line_sum"
        case vatSum = "vat_sum"
        case words
        case balance
        case ledgerSum = "ledger_sum"
        case opening
        case inn
        case kpp
        case account
        case paymentCode = "payment_code"
        case paymentCodeReadBack = "payment_code_read_back"
        case documentsDisagree = "documents_disagree"
        case looseNumber = "loose_number"
        case positionsCoverage = "positions_coverage"
        case rendering
        case nothingToResend = "nothing_to_resend"
        case nothingToReplace = "nothing_to_replace"
        case beingMade = "being_made"
        case unsettled
    }
}

/// A set was drawn on trial beside the lanes, and what the lanes don't know was looked up.
package struct DocumentsCollected: Message {
    package static let type = "documents.collected"
    package let clientID: ClientID
    /// Which of the client's sets.
    package let set: Int
    /// Which trial of it.
    package let trial: Int
    /// Empty where a number may be taken.
    package let faults: [DocumentFault]
    package let figures: CollectedFigures

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case set, trial, faults, figures
    }

    package init(
        clientID: ClientID,
        set: Int,
        trial: Int,
        faults: [DocumentFault],
        figures: CollectedFigures
    ) {
        self.clientID = clientID
        self.set = set
        self.trial = trial
        self.faults = faults
        self.figures = figures
    }
}

/// A set was drawn and is kept: nothing draws it again.
package struct DocumentsRendered: Message {
    package static let type = "documents.rendered"
    package let clientID: ClientID
    package let set: Int
    /// Of the set's canonical JSON, in hexadecimal digits.
    package let sha256: String
    package let files: [File]
    /// Why the set can't be drawn after all; nil where it was drawn.
    package let failure: String?

    /// One of the documents.
    package struct File: Codable, Equatable, Sendable {
        package let kind: DocumentKind
        package let sha256: String
        /// Bytes of what is attached.
        package let size: Int

        package init(kind: DocumentKind, sha256: String, size: Int) {
            self.kind = kind
            self.sha256 = sha256
            self.size = size
        }
    }

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case set, sha256, files, failure
    }

    package init(
        clientID: ClientID,
        set: Int,
        sha256: String,
        files: [File],
        failure: String? = nil
    ) {
        self.clientID = clientID
        self.set = set
        self.sha256 = sha256
        self.files = files
        self.failure = failure
    }
}

/// The broker has confirmed a mail with a set.
package struct DocumentsHandedOver: Message {
    package static let type = "documents.handed_over"
    package let clientID: ClientID
    package let set: Int
    /// The id of the mail.
    package let commandID: CommandID
    /// Without it, when it is heard of.
    package let at: Date?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case set
        case commandID = "command_id"
        case at
    }

    package init(clientID: ClientID, set: Int, commandID: CommandID, at: Date) {
        self.clientID = clientID
        self.set = set
        self.commandID = commandID
        self.at = at
    }
}
