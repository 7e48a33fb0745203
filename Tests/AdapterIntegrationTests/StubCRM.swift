import Domain
import Foundation
import Testing

/// The project's own small CRM, `deploy/dev/crm`, as a process.
final class StubCRM {
    private let script: Script
    let webhook: String

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

    /// Everything that is in it.
    func state() throws -> Value { try script.get("/state") }
}
