import Foundation

/// A set of documents is issued and drawn.
package struct DocumentReady: Message {
    package static let type = "baton.document.ready"
    package let requestID: RequestID
    package let clientID: ClientID
    package let documents: [Document]

    /// One of the set.
    package struct Document: Codable, Equatable, Sendable {
        package let kind: DocumentKind
        package let number: String
        package let date: CalendarDay
        package let total: Money?
        package let vat: Money?
        /// Signed: plus is what the client owes.
        package let closing: Money?
        package let url: String
        /// Of the PDF.
        package let sha256: String
    }

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }
    package var answerKey: [String]? { [clientID.rawValue, requestID.rawValue] }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case documents
    }
}

/// A set of documents can't be made; no number was taken.
package struct DocumentBlocked: Message {
    package static let type = "baton.document.blocked"
    package let requestID: RequestID
    package let clientID: ClientID
    package let reasons: [Reason]

    /// One thing that is wrong.
    package struct Reason: Codable, Equatable, Sendable {
        package let code: DocumentFault.Code
        package let field: String?
        /// For people, with both values.
        package let sentence: String
    }

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case reasons
    }
}

/// Something was learnt of a period after its documents were issued.
package struct DocumentOutdated: Message {
    package static let type = "baton.document.outdated"
    package let requestID: RequestID
    package let clientID: ClientID
    package let documents: [Document]
    /// What was learnt.
    package let cause: Cause

    /// A document that no longer says everything.
    package struct Document: Codable, Equatable, Sendable {
        package let kind: DocumentKind
        package let number: String
        package let date: CalendarDay
    }

    /// A line of the ledger.
    package struct Cause: Codable, Equatable, Sendable {
        package let kind: FrozenEntry.Kind
        /// The id of the charge or the payment.
        package let reference: String
        package let date: CalendarDay
    }

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case documents, cause
    }
}
