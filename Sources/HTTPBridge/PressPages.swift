import AdapterKit
import Dispatch
import Domain
import Foundation
package import Postgres
package import Web

/// The pages of buttons in chats that can only link.
///
/// A link was sent to its recipient alone, so its holder is taken for the recipient.
package final class PressPages: PressDesk {
    private let keys: [String]
    private let postgres: PostgresConfiguration
    private let queue = DispatchQueue(label: "presses")

    /// - Parameter keys: Of the adapters whose buttons these are.
    package init(keys: [String], postgres: PostgresConfiguration) {
        self.keys = keys
        self.postgres = postgres
    }

    /// The page of a button, which changes nothing.
    package func page(_ token: String) async -> HookAnswer {
        await answer { ledger throws(Failure) in
            guard let owner = try Buttons.owner(of: token, ledger) else { return nil }
            return Self.page(
                "<form method=\"post\"><button>\(owner.label.escapedForHTML)</button></form>",
                status: 200
            )
        }
    }

    /// Presses the button.
    package func press(_ token: String) async -> HookAnswer {
        await answer { ledger throws(Failure) in
            guard let owner = try Buttons.owner(of: token, ledger) else { return nil }
            let now = Date()
            switch try Buttons.press(token, by: owner.recipient, ledger, now: now) {
            case .taken(let type, let data, let message, let isFinal):
                let event = OutgoingEvent(
                    id: "press-\(token.prefix(8))-\(Int(now.timeIntervalSince1970 * 1000))",
                    type: type,
                    subject: data["lead_id"]?.text ?? data["call_id"]?.text ?? owner.recipient,
                    data: data
                )
                var queries = [ledger.announce(event, now: now), Buttons.pressed(token, now: now)]
                if isFinal, let message { queries.append(Buttons.gone(message.id, ledger)) }
                try ledger.commit(queries)
                return Self.page("<p>Принято.</p>", status: 200)
            case .repeated: return Self.page("<p>Уже принято.</p>", status: 200)
            case .expired:
                return Self.page("<p>Кнопка больше не действует.</p>", status: 410)
            case .notTheirs, .unknown: return nil
            }
        }
    }

    private func answer(
        _ body: @escaping @Sendable (Ledger) throws(Failure) -> HookAnswer?
    ) async -> HookAnswer {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.tried(body)) }
        }
    }

    private func tried(_ body: (Ledger) throws(Failure) -> HookAnswer?) -> HookAnswer {
        let database = Database(postgres)
        defer { database.close() }
        for key in keys {
            do throws(Failure) {
                let ledger = Ledger(database, adapter: key, source: "http")
                if let answer = try body(ledger) { return answer }
            } catch {
                return Self.page("<p>Попробуйте ещё раз чуть позже.</p>", status: 503)
            }
        }
        return Self.page("<p>Такой кнопки нет.</p>", status: 404)
    }

    private static func page(_ body: String, status: Int) -> HookAnswer {
        HookAnswer(
            status: status,
            "<!doctype html><html lang=\"ru\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>Baton</title>"
                + "<body>\(body)",
            contentType: "text/html; charset=utf-8"
        )
    }
}
