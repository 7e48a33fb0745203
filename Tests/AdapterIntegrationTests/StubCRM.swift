import AdapterKit
import Domain
import Foundation
import Testing

/// The project's own small CRM, `deploy/dev/crm`, as a process.
final class StubCRM {
    private let script: Script
    private(set) var webhook: String

    init() throws {
        script = try Script("crm")
        webhook = try #require(script.said["webhook"].text)
    }

    /// Ends the process.
    func stop() {
        script.stop()
    }

    /// What somebody does by hand; the thing that he has changed.
    @discardableResult
    func hand(_ path: String, _ order: [String: Value]) throws -> Value {
        try script.post(path, .object(order))["result"]
    }

    /// Replaces the webhook; the old one is refused from now on.
    func renewWebhook() throws {
        let secret = try #require(try hand("/hand/webhook", [:]).text)
        webhook = try "\(script.address)/rest/1/\(secret)/"
    }

    /// Everything that is in it.
    func state() throws -> Value { try script.get("/state") }
}
