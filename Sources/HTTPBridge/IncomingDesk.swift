import AdapterKit
import Dispatch
import Domain
import Foundation
package import Logging
package import Postgres
package import Web

/// Takes requests of other systems and announces the events that they become.
package final class IncomingDesk: HookDesk {
    private let hooks: [IncomingHook]
    private let key: String
    private let postgres: PostgresConfiguration
    private let queue = DispatchQueue(label: "hooks")
    private let logger: Logger

    package init(
        _ hooks: [IncomingHook],
        key: String,
        postgres: PostgresConfiguration,
        logger: Logger
    ) {
        self.hooks = hooks
        self.logger = logger
        self.key = key
        self.postgres = postgres
    }

    package var paths: [String] { hooks.map(\.path) }

    /// Takes a request and says what became of it.
    package func take(_ request: HookRequest) async -> HookAnswer {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.answer(request, now: Date())) }
        }
    }

    func answer(_ request: HookRequest, now: Date) -> HookAnswer {
        guard let hook = hooks.first(where: { $0.path == request.path }) else {
            return HookAnswer(status: 404, "nobody listens here")
        }
        let form = FormBody.read(request)
        guard isVerified(request, hook, form, now) else {
            logger.warning("a request at \(hook.path) is not signed as it should be")
            return HookAnswer(status: 401, "the token or the signature is wrong")
        }
        guard let value = Self.value(request, form) else {
            return HookAnswer(status: 400, "the body is neither JSON nor a form")
        }
        let event: OutgoingEvent
        do throws(EventFields.Unfit) {
            guard let made = try Self.event(hook, value) else {
                return HookAnswer(status: 200, "ignored")
            }
            event = made
        } catch {
            logger.warning("a request at \(hook.path) is no event: \(error.message)")
            return HookAnswer(status: 422, error.message)
        }
        // A session of its own: requests come seldom, and one that rests would have to be kept.
        let database = Database(postgres)
        defer { database.close() }
        let ledger = Ledger(database, adapter: key, source: "http")
        do throws(Failure) {
            try ledger.commit([ledger.announce(event, now: now)])
            return HookAnswer(status: 200, "ok")
        } catch {
            logger.error("a request at \(hook.path) can't be kept: \(error.reason)")
            return HookAnswer(status: 503, "try again")
        }
    }

    private func isVerified(
        _ request: HookRequest,
        _ hook: IncomingHook,
        _ form: [String: String]?,
        _ now: Date
    ) -> Bool {
        switch hook.verification {
        case .token(let secret):
            let bearer = request.headers["authorization"].flatMap { header -> String? in
                header.lowercased().hasPrefix("bearer ") ? String(header.dropFirst(7)) : nil
            }
            let given = bearer ?? request.headers["x-baton-token"] ?? ""
            return isSame(given, secret.revealed)
        case .signature(let secret):
            return StandardWebhooks.isValid(
                secret,
                headers: request.headers,
                request.body,
                now: now
            )
        case .anybody: return true
        case .mango(let key, let salt):
            return isSignedByMango(form ?? [:], key: key, salt: salt)
        }
    }

    /// The fields of a request: JSON, a form, or JSON in the field `json` of a form.
    static func value(_ request: HookRequest, _ form: [String: String]?) -> Value? {
        if let form {
            if let json = form["json"] {
                let value = Value(json: Array(json.utf8))
                return value == .null ? nil : value
            }
            return .object(form.mapValues(Value.text))
        }
        let value = Value(json: request.body)
        if case .object = value { return value }
        return nil
    }

    /// The event that the fields become; nil where the conditions don't hold.
    ///
    /// - Throws: where a template has made something that can't stand in its field.
    static func event(
        _ hook: IncomingHook,
        _ value: Value
    ) throws(EventFields.Unfit) -> OutgoingEvent? {
        if let condition = hook.condition, !condition.holds(in: value) { return nil }
        var data: [String: Value] = [:]
        for (name, template) in hook.data {
            let text = template.text(value)
            guard !Value.text(text).isBlank else { continue }
            let fitting = try hook.fields.value(text, of: name)
            EventFields.put(fitting, at: name.parts(at: ".")[...], in: &data)
        }
        let id = hook.id.text(value)
        guard !Value.text(id).isBlank else {
            throw EventFields.Unfit("the id of the event would be empty")
        }
        let known = ["call_id", "lead_id", "client_id", "person_id"].lazy
            .compactMap { data[$0]?.text }.first
        return OutgoingEvent(
            id: id,
            type: hook.type,
            subject: hook.subject?.text(value) ?? known ?? "",
            data: data
        )
    }
}

extension RuleCondition {
    /// Whether it holds of what another system sent.
    func holds(in value: Value) -> Bool {
        switch self {
        case .all(let conditions): conditions.allSatisfy { $0.holds(in: value) }
        case .any(let conditions): conditions.contains { $0.holds(in: value) }
        case .not(let condition): !condition.holds(in: value)
        case .field(let path, let test):
            test.passes(path.steps.reduce(value) { $0[$1] })
        }
    }
}

/// Forms of HTML.
enum FormBody {
    /// The fields of a form; nil where the request is none.
    ///
    /// Many programs call JSON a form, as `curl -d` does: no form begins with a brace.
    static func read(_ request: HookRequest) -> [String: String]? {
        let type = request.headers["content-type"] ?? ""
        let first = request.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded"),
            first != UInt8(ascii: "{"), first != UInt8(ascii: "[")
        else { return nil }
        var fields: [String: String] = [:]
        for pair in String(decoding: request.body, as: UTF8.self).parts(at: "&") {
            let halves = pair.parts(at: "=", atMost: 2)
            fields[decoded(halves[0])] = halves.count > 1 ? decoded(halves[1]) : ""
        }
        return fields
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = String(text).replacing(scalars: { $0 == "+" ? " " : nil })
        return spaced.removingPercentEncoding ?? spaced
    }
}
