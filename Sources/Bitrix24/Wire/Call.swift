import AdapterKit
import Domain

/// One call of a method of the portal.
struct Call: Equatable, Sendable {
    let method: String
    let parameters: [String: Value]

    init(_ method: String, _ parameters: [String: Value] = [:]) {
        self.method = method
        self.parameters = parameters
    }

    /// As a batch holds it.
    var command: String {
        let query = PHPQuery.text(parameters)
        return query.isEmpty ? method : "\(method)?\(query)"
    }

    /// The right that the method needs.
    var scope: String? {
        switch method.split(separator: ".").first {
        case "crm": "crm"
        case "user": "user"
        case "department": "department"
        case "imbot": "imbot"
        case "tasks": "task"
        case "bizproc": "bizproc"
        case "userfieldconfig": "userfieldconfig"
        default: nil
        }
    }

    /// Whether it changes nothing.
    var isReading: Bool {
        let ends = [".list", ".get", ".fields", ".current", "scope", "profile"]
        return ends.contains { method.hasSuffix($0) }
    }
}

/// What a call gave: its result, how many there are in all, and where the next page begins.
struct Reply: Equatable, Sendable {
    let result: Value
    let next: Int?
}

/// A call that the portal has refused.
struct Refusal: Error, Equatable, Sendable {
    let call: Call
    let status: Int
    let code: String
    let description: String

    /// What it means for the caller.
    var failure: Failure {
        let told = description.harmlessLine
        let text = "\(call.method): \(told.isEmpty ? code : told)"
        switch code.lowercased() {
        case "query_limit_exceeded", "overload_limit":
            return .away("\(text) (\(code))", isUnclear: false)
        case "operation_time_limit", "internal_server_error", "error_unexpected_answer":
            return .later(code: code, text)
        case "expired_token", "no_auth_found", "invalid_credentials", "invalid_token",
            "authorization_error", "user_access_error":
            return .credentials(
                "the webhook is not accepted (\(code): \(told)); make a new one and put its "
                    + "address into the credential"
            )
        case "insufficient_scope":
            return .credentials(
                "the webhook lacks the right \"\(call.scope ?? "?")\" (insufficient_scope, "
                    + "\(call.method)): add it to the webhook in the portal"
            )
        case "bot_ownership_error", "bot_not_found":
            return .credentials("the bot is not ours any more (\(code): \(told))")
        default: break
        }
        switch status {
        case 401: return .credentials("the webhook is not accepted: \(code): \(told)")
        case 429, 500...: return .later(code: code.isEmpty ? String(status) : code, text)
        default: return .refused(code: code.isEmpty ? String(status) : code, text)
        }
    }
}
