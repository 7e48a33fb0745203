package import Foundation

/// An adapter could not carry a command out.
package struct CommandFailed: Message {
    package static let type = "command.failed"
    package let commandID: CommandID
    /// The command's type.
    package let commandType: String?
    /// A word for programs.
    package let code: String?
    /// A sentence for people.
    package let reason: String
    /// Whether trying again is of no use.
    package let permanent: Bool?

    package var subject: String { commandID.rawValue }

    package init(
        commandID: CommandID,
        commandType: String? = nil,
        code: String? = nil,
        reason: String,
        permanent: Bool? = nil
    ) {
        self.commandID = commandID
        self.commandType = commandType
        self.code = code
        self.reason = reason
        self.permanent = permanent
    }

    private enum CodingKeys: String, CodingKey {
        case commandID = "command_id"
        case commandType = "type"
        case code, reason, permanent
    }
}

/// A mail was taken by the relay of its addressee.
package struct MailDelivered: Message {
    package static let type = "mail.delivered"
    package let commandID: CommandID
    /// The address.
    package let to: String?
    /// When; without it when the event says.
    package let at: Date?

    package var subject: String { commandID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case commandID = "command_id"
        case to, at
    }
}

/// What became of a command that a process waits for; never on the bus.
package struct CommandAnswered: Message {
    package static let type = "internal.command_answered"
    /// Whose process waits for it.
    package let kind: SubjectKind
    package let id: String
    package let commandID: CommandID
    package let outcome: CommandOutcome

    package var subject: String { id }

    private enum CodingKeys: String, CodingKey {
        case kind, id
        case commandID = "command_id"
        case outcome
    }
}

/// What became of a command.
package struct CommandOutcome: Codable, Equatable, Sendable {
    /// When a mail was delivered.
    package var deliveredAt: Date?
    /// Why the command could not be carried out.
    package var failure: Failure?

    package init(deliveredAt: Date? = nil, failure: Failure? = nil) {
        self.deliveredAt = deliveredAt
        self.failure = failure
    }

    private enum CodingKeys: String, CodingKey {
        case deliveredAt = "delivered_at"
        case failure
    }

    /// Why a command could not be carried out.
    package struct Failure: Codable, Equatable, Sendable {
        package let code: String?
        package let reason: String
        /// Whether trying again is of no use.
        package let isPermanent: Bool

        private enum CodingKeys: String, CodingKey {
            case code, reason
            case isPermanent = "permanent"
        }
    }
}

extension CommandID {
    /// Under which key the subject whose process waits for the command's answer is found.
    package var lookupKey: String { "command:\(rawValue)" }
}
