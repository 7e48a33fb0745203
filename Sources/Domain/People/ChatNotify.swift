/// Tell a person something in the company's chat.
package struct ChatNotify: Message {
    package static let type = "chat.notify"

    /// How loudly.
    package enum Severity: String, Vocabulary {
        case info, warning, critical
    }

    package let recipientID: PersonID
    package let chatID: String?
    package let severity: Severity
    /// Name of the template that the text was made of.
    package let template: String
    package let text: String
    package let leadID: LeadID?

    package var subject: String { leadID?.rawValue ?? recipientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case recipientID = "recipient_id"
        case chatID = "chat_id"
        case severity, template, text
        case leadID = "lead_id"
    }
}

extension Context {
    /// The command that tells a person a phrase.
    package func notify(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        lead: LeadID? = nil
    ) -> Effect {
        .publish(
            ChatNotify(
                recipientID: person.id,
                chatID: person.chatID,
                severity: severity,
                template: phrase.template,
                text: text(phrase),
                leadID: lead
            )
        )
    }
}
