package import Foundation

/// Send a mail to a client.
package struct MailSend: Message {
    package static let type = "mail.send"
    /// Each one address and nothing else.
    package let to: [String]
    /// Name of the template that the mail was made of.
    package let template: String
    /// One line.
    package let mailSubject: String
    package let html: String
    /// The same as plain text.
    package let text: String
    package let clientID: ClientID?
    /// The survey that the mail asks for, for services that collect the answers another way.
    package let surveyID: SurveyID?
    package let attachments: [Attachment]?

    package var subject: String { clientID?.rawValue ?? to.first ?? Subject.company.id }

    private enum CodingKeys: String, CodingKey {
        case to, template
        case mailSubject = "subject"
        case html, text
        case clientID = "client_id"
        case surveyID = "survey_id"
        case attachments
    }

    package init(
        to: [String],
        template: String,
        mailSubject: String,
        html: String,
        text: String,
        clientID: ClientID? = nil,
        surveyID: SurveyID? = nil,
        attachments: [Attachment]? = nil
    ) {
        self.to = to
        self.template = template
        self.mailSubject = mailSubject
        self.html = html
        self.text = text
        self.clientID = clientID
        self.surveyID = surveyID
        self.attachments = attachments
    }

    /// A file that goes with a mail: where it lies, or its content.
    package struct Attachment: Codable, Equatable, Sendable {
        package let name: String
        package let url: String?
        package let contentBase64: String?
        package let mediaType: String

        package init(name: String, url: String?, contentBase64: String?, mediaType: String) {
            self.name = name
            self.url = url
            self.contentBase64 = contentBase64
            self.mediaType = mediaType
        }

        private enum CodingKeys: String, CodingKey {
            case name, url
            case contentBase64 = "content_base64"
            case mediaType = "media_type"
        }
    }
}

/// Give a person a task.
package struct TaskCreate: Message {
    package static let type = "task.create"
    package let assigneeID: PersonID
    package let title: String
    package let dueAt: Date?
    package let clientID: ClientID?
    package let leadID: LeadID?
    package let note: String?

    package var subject: String {
        clientID?.rawValue ?? leadID?.rawValue ?? assigneeID.rawValue
    }

    package init(
        assigneeID: PersonID,
        title: String,
        dueAt: Date? = nil,
        clientID: ClientID? = nil,
        leadID: LeadID? = nil,
        note: String? = nil
    ) {
        self.assigneeID = assigneeID
        self.title = title
        self.dueAt = dueAt
        self.clientID = clientID
        self.leadID = leadID
        self.note = note
    }

    private enum CodingKeys: String, CodingKey {
        case assigneeID = "assignee_id"
        case title
        case dueAt = "due_at"
        case clientID = "client_id"
        case leadID = "lead_id"
        case note
    }
}

/// Put a call to the client into somebody's plan.
package struct CallSchedule: Message {
    package static let type = "call.schedule"

    /// Why the call is to be made: one of Baton's own reasons, or a word of a company's rule.
    package struct Reason: OpenVocabulary {
        package static let passedToSales = Reason(rawValue: "passed_to_sales")
        package static let returnedBySales = Reason(rawValue: "returned_by_sales")
        package static let missedCall = Reason(rawValue: "missed_call")
        package static let offerAccepted = Reason(rawValue: "offer_accepted")
        package static let knownClient = Reason(rawValue: "known_client")
        package static let ordinary = Reason(rawValue: "ordinary")
        package static let duty = Reason(rawValue: "duty")
        package static let final = Reason(rawValue: "final")
        package static let questionnaire = Reason(rawValue: "nps_questionnaire")
        package static let known = [
            passedToSales, returnedBySales, missedCall, offerAccepted, knownClient, ordinary,
            duty, final, questionnaire,
        ]

        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package let assigneeID: PersonID
    package let dueAt: Date
    package let reason: Reason
    package let leadID: LeadID?
    package let clientID: ClientID?
    package let phone: String?
    /// The survey whose questions are asked, where it is for that.
    package let surveyID: SurveyID?
    package let note: String?

    package var subject: String {
        leadID?.rawValue ?? clientID?.rawValue ?? assigneeID.rawValue
    }

    package init(
        assigneeID: PersonID,
        dueAt: Date,
        reason: Reason,
        leadID: LeadID? = nil,
        clientID: ClientID? = nil,
        phone: String? = nil,
        surveyID: SurveyID? = nil,
        note: String? = nil
    ) {
        self.assigneeID = assigneeID
        self.dueAt = dueAt
        self.reason = reason
        self.leadID = leadID
        self.clientID = clientID
        self.phone = phone
        self.surveyID = surveyID
        self.note = note
    }

    private enum CodingKeys: String, CodingKey {
        case assigneeID = "assignee_id"
        case dueAt = "due_at"
        case reason
        case leadID = "lead_id"
        case clientID = "client_id"
        case phone
        case surveyID = "survey_id"
        case note
    }
}

extension EmailAddress {
    /// The address as the only recipient of a mail; nil where it could become a second one.
    ///
    /// A mailer that puts addresses into one header would read these characters as more than one
    /// address, or as a name before it.
    package init?(recipient raw: String) {
        self.init(raw)
        guard !rawValue.holds(Self.mailerSyntax) else { return nil }
    }

    private static let mailerSyntax: Set<Unicode.Scalar> = [
        ",", ";", ":", "<", ">", "(", ")", "[", "]", "\\", "\"",
    ]
}

extension String {
    /// The text on one line, for titles and subjects: whatever could end a header becomes a space.
    package var onOneLine: String {
        let words = split { character in
            character.isWhitespace || character.isNewline
                || character.unicodeScalars.contains {
                    $0.properties.generalCategory == .control
                }
        }
        return String(words.joined(separator: " ").prefix(Limits.titleCharactersMax))
    }
}

extension CallSchedule: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("assignee_id", assigneeID)
        try object.field("due_at", dueAt)
        try object.field("reason", reason)
        try object.field("lead_id", leadID)
        try object.field("client_id", clientID)
        try object.field("phone", phone)
        try object.field("survey_id", surveyID)
        try object.field("note", note)
    }
}
