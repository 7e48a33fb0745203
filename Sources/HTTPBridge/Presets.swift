import AdapterKit
import Domain

/// Notices as chats want them.
enum Presets {
    /// A button as a link to its page.
    struct Link: Equatable, Sendable {
        let label: String
        let url: String
    }

    /// The body for an incoming webhook of Mattermost: a direct message to `chat_id`.
    static func mattermost(_ command: Command, _ links: [Link]) -> [UInt8] {
        let text = markdown(command.data["text"].text ?? "")
        let buttons = links.map { "[\(markdown($0.label))](\($0.url))" }
        var body: [String: Value] = [
            "text": .text(([text] + buttons).joined(separator: "\n"))
        ]
        if let chat = command.data["chat_id"].filled {
            body["channel"] = .text(chat.hasPrefix("@") || chat.hasPrefix("#") ? chat : "@\(chat)")
        }
        return Value.object(body).json
    }

    /// The body of `chat.postMessage` of Slack.
    static func slack(_ command: Command, _ links: [Link]) -> [UInt8] {
        let text = mrkdwn(command.data["text"].text ?? "")
        let buttons = links.map { "<\($0.url)|\(mrkdwn($0.label))>" }
        return Value.object([
            "channel": .text(command.data["chat_id"].filled ?? ""),
            "text": .text(([text] + buttons).joined(separator: "\n")),
            "unfurl_links": .bool(false), "unfurl_media": .bool(false),
        ]).json
    }

    /// Whether Slack has taken a message: it answers 200 also where it has not.
    static func judge(slack answer: String) throws(Failure) {
        let reply = Value(json: Array(answer.utf8))
        // Incoming webhooks answer with this word.
        if reply["ok"] == .bool(true) || answer.harmlessLine == "ok" { return }
        guard reply["ok"] == .bool(false) else {
            throw .away("Slack's answer is not JSON", isUnclear: true)
        }
        let code = reply["error"].text ?? "error"
        switch code {
        case "ratelimited", "rate_limited", "service_unavailable":
            throw .away("Slack asks for patience: \(code)", isUnclear: false)
        case "fatal_error", "internal_error", "request_timeout":
            throw .away("Slack has failed: \(code)", isUnclear: true)
        case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
            "missing_scope", "no_permission", "ekm_access_denied":
            throw .credentials("Slack does not accept the token: \(code)")
        default: throw .refused(code: code, "Slack refuses it: \(code)")
        }
    }

    /// Text in which Markdown finds no mark, and nobody is mentioned.
    static func markdown(_ text: String) -> String {
        text.replacing(scalars: { scalar in
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", ">", "~", "<":
                "\\\(scalar)"
            case "@": "@\u{200B}"
            default: nil
            }
        })
    }

    /// Text in which Slack finds neither links nor mentions.
    static func mrkdwn(_ text: String) -> String {
        text.replacing(scalars: { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: nil
            }
        })
    }
}
