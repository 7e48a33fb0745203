package import Foundation

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
    /// Buttons under the text; each publishes its event when it is pressed.
    package let actions: [Action]?
    /// Until when the buttons are of use; then the chat takes them away.
    package let expiresAt: Date?
    package let leadID: LeadID?
    package let callID: CallID?
    package let clientID: ClientID?

    package var subject: String {
        callID?.rawValue ?? leadID?.rawValue ?? clientID?.rawValue ?? recipientID.rawValue
    }

    /// A button, with the event that the chat publishes when it is pressed.
    package struct Action: Codable, Equatable, Sendable {
        package let id: String
        package let label: String
        package let event: Event

        /// What is published, without its envelope.
        package struct Event: Codable, Equatable, Sendable {
            package let type: String
            package let data: [String: Value]
        }

        package init(id: String, label: String, type: String, data: [String: Value]) {
            self.id = id
            self.label = label
            event = Event(type: type, data: data)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case recipientID = "recipient_id"
        case chatID = "chat_id"
        case severity, template, text, actions
        case expiresAt = "expires_at"
        case leadID = "lead_id"
        case callID = "call_id"
        case clientID = "client_id"
    }
}

extension Context {
    /// The command that tells a person a phrase.
    package func notify(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        lead: LeadID? = nil,
        call: CallID? = nil,
        client: ClientID? = nil,
        actions: [ChatNotify.Action]? = nil,
        until expires: Date? = nil
    ) -> Effect {
        .publish(
            ChatNotify(
                recipientID: person.id,
                chatID: person.chatID,
                severity: severity,
                template: phrase.template,
                text: text(phrase),
                actions: actions,
                expiresAt: expires,
                leadID: lead,
                callID: call,
                clientID: client
            )
        )
    }
}

extension ChatNotify: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("recipient_id", recipientID)
        try object.field("chat_id", chatID)
        try object.field("severity", severity)
        try object.field("template", template)
        try object.field("text", text)
        try object.field("actions", actions)
        try object.field("expires_at", expiresAt)
        try object.field("lead_id", leadID)
        try object.field("call_id", callID)
        try object.field("client_id", clientID)
    }
}

extension ChatNotify.Action: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("id", id)
        try object.field("label", label)
        try object.field("event", event)
    }
}

extension ChatNotify.Action.Event: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("type", type)
        try object.field("data", data)
    }
}
