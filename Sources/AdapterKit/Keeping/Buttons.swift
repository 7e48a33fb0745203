package import Domain
package import Foundation
package import Postgres

/// Buttons under notices: each carries a token that nobody can guess, and only its recipient may
/// press it.
package enum Buttons {
    /// A button that is to be sent.
    package struct Button: Sendable {
        package let token: String
        package let recipient: String
        /// What is published when it is pressed: a type and data.
        package let event: Value
        /// The command that it belongs to.
        package let command: String
        /// What the notice is about, so that it is found when that is over.
        package let topic: String
        package let expires: Date?

        package init(
            token: String,
            recipient: String,
            event: Value,
            command: String,
            topic: String,
            expires: Date?
        ) {
            self.token = token
            self.recipient = recipient
            self.event = event
            self.command = command
            self.topic = topic
            self.expires = expires
        }
    }

    /// A message with buttons, by the number that the chat gave it.
    package struct Message: Hashable, Sendable {
        package let id: String
        /// The command that it was sent for.
        package let command: String
    }

    /// What a press leads to.
    package enum Press: Sendable {
        /// Its event is to be published; the message, and whether its buttons are of no more use.
        case taken(type: String, data: [String: Value], message: Message?, isFinal: Bool)
        /// The same was pressed last.
        case repeated
        /// Its time is over.
        case expired
        /// Somebody else presses it.
        case notTheirs
        /// There is no such button.
        case unknown
    }

    /// 128 bits of chance, as 22 letters, digits, `-` and `_`.
    package static func token() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return Data(bytes).base64EncodedString().replacing(scalars: { scalar in
            switch scalar {
            case "+": "-"
            case "/": "_"
            case "=": ""
            default: nil
            }
        })
    }

    /// Keeps a button before it goes out.
    package static func keep(_ button: Button, _ ledger: Ledger, now: Date) -> Query {
        Query(
            insert,
            [
                .text(button.token), .text(ledger.adapter), .text(button.recipient),
                .bytes(button.event.json), .text(button.command), .text(button.topic),
                .timestamp(button.expires), .timestamp(now),
            ]
        )
    }

    /// The tokens of a command's buttons that were kept before, in their order.
    package static func tokens(
        of command: String,
        _ ledger: Ledger
    ) throws(Failure) -> [String] {
        try ledger.texts(ofCommand, [.text(ledger.adapter), .text(command)]).map { $0[0] }
    }

    /// Notes in which message the buttons went out.
    package static func sent(_ tokens: [String], message: String) -> Query {
        Query(setMessage, [.texts(tokens), .text(message)])
    }

    /// Messages about a topic to a person whose buttons are still there.
    package static func messages(
        topic: String,
        recipient: String,
        _ ledger: Ledger
    ) throws(Failure) -> [Message] {
        let found = try ledger.texts(
            ofTopic,
            [.text(ledger.adapter), .text(topic), .text(recipient)]
        )
        return found.map { Message(id: $0[0], command: $0[1]) }
    }

    /// Messages whose buttons have expired.
    package static func expired(_ ledger: Ledger, now: Date) throws(Failure) -> [Message] {
        let found = try ledger.texts(past, [.text(ledger.adapter), .timestamp(now)])
        return found.map { Message(id: $0[0], command: $0[1]) }
    }

    /// When the next button expires; nil where none does.
    package static func nextExpiry(_ ledger: Ledger) throws(Failure) -> Date? {
        guard let row = try ledger.rows(next, [.text(ledger.adapter)]).first else { return nil }
        do throws(PostgresError) {
            return try row.optionalTimestamp(0)
        } catch {
            throw .storage(error.description)
        }
    }

    /// Lets the buttons of a message expire now, so that they go even where that fails at first.
    package static func over(_ message: Message, _ ledger: Ledger, now: Date) -> Query {
        Query(setOver, [.text(ledger.adapter), .text(message.id), .timestamp(now)])
    }

    /// Notes that a message has no buttons any more.
    package static func gone(_ message: String, _ ledger: Ledger) -> Query {
        Query(setGone, [.text(ledger.adapter), .text(message)])
    }

    /// Notes that a button was pressed.
    package static func pressed(_ token: String, now: Date) -> Query {
        Query(setPressed, [.text(token), .timestamp(now)])
    }

    /// What somebody's press of a button leads to.
    package static func press(
        _ token: String,
        by person: String,
        _ ledger: Ledger,
        now: Date
    ) throws(Failure) -> Press {
        guard let row = try ledger.rows(find, [.text(ledger.adapter), .text(token)]).first else {
            return .unknown
        }
        do throws(PostgresError) {
            guard try row.text("recipient") == person else { return .notTheirs }
            if try row.bool("is_last") { return .repeated }
            if let expires = try row.optionalTimestamp("expires_at"), expires <= now {
                return .expired
            }
            if try row.bool("is_gone") { return .expired }
            let event = Value(json: try row.bytes("event"))
            guard let type = event["type"].text else { return .unknown }
            let command = try row.text("command")
            return .taken(
                type: type,
                data: event["data"].members,
                message: try row.optionalText("message").map { Message(id: $0, command: command) },
                isFinal: type.hasPrefix("lead.offer")
            )
        } catch {
            throw .storage(error.description)
        }
    }

    /// Whose button it is and what stands on it; nil where there is none.
    package static func owner(
        of token: String,
        _ ledger: Ledger
    ) throws(Failure) -> (recipient: String, label: String)? {
        guard let row = try ledger.rows(find, [.text(ledger.adapter), .text(token)]).first else {
            return nil
        }
        do throws(PostgresError) {
            let event = Value(json: try row.bytes("event"))
            return (try row.text("recipient"), event["label"].text ?? "")
        } catch {
            throw .storage(error.description)
        }
    }

    private static let insert = Statement(
        """
        INSERT INTO button (token, adapter, recipient, event, command, topic, expires_at, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        name: "button_insert"
    )
    private static let ofCommand = Statement(
        """
        SELECT token, '' FROM button WHERE adapter = $1 AND command = $2 ORDER BY ordinal
        """,
        name: "button_of_command"
    )
    private static let setMessage = Statement(
        "UPDATE button SET message = $2 WHERE token = ANY ($1)",
        name: "button_message"
    )
    private static let ofTopic = Statement(
        """
        SELECT DISTINCT message, command FROM button
        WHERE adapter = $1 AND topic = $2 AND recipient = $3 AND NOT is_gone
          AND message IS NOT NULL
        """,
        name: "button_of_topic"
    )
    private static let past = Statement(
        """
        SELECT DISTINCT message, command FROM button
        WHERE adapter = $1 AND expires_at <= $2 AND NOT is_gone AND message IS NOT NULL LIMIT 5
        """,
        name: "button_past"
    )
    private static let next = Statement(
        """
        SELECT min(expires_at) FROM button
        WHERE adapter = $1 AND NOT is_gone AND message IS NOT NULL
        """,
        name: "button_next"
    )
    private static let setOver = Statement(
        """
        UPDATE button SET expires_at = $3
        WHERE adapter = $1 AND message = $2 AND coalesce(expires_at > $3, true)
        """,
        name: "button_over"
    )
    private static let setGone = Statement(
        "UPDATE button SET is_gone = true WHERE adapter = $1 AND message = $2",
        name: "button_gone"
    )
    private static let setPressed = Statement(
        "UPDATE button SET pressed_at = $2 WHERE token = $1",
        name: "button_pressed"
    )
    private static let find = Statement(
        """
        SELECT b.recipient, b.event, b.command, b.message, b.expires_at, b.is_gone,
               b.pressed_at IS NOT NULL AND NOT EXISTS (
                   SELECT FROM button AS o
                   WHERE o.adapter = b.adapter AND o.command = b.command
                     AND o.pressed_at > b.pressed_at) AS is_last
        FROM button AS b WHERE b.adapter = $1 AND b.token = $2
        """,
        name: "button_find"
    )
}
