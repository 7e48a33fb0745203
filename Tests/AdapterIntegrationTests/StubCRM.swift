import AdapterKit
import Curl
import Domain
import Foundation
import Testing

/// The project's own small CRM, `deploy/dev/crm`, as a process.
final class StubCRM {
    private let child: Child
    let address: String
    let webhook: String

    init() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        child = try Child(["python3", project.appending(path: "deploy/dev/crm").path()])
        let line = Data(try child.firstLine().utf8)
        let said = Value(json: Array(line))
        address = try #require(said["address"].text)
        webhook = try #require(said["webhook"].text)
    }

    /// Ends the process.
    func stop() {
        child.stop()
    }

    private static let open = AddressRules(allowsPrivate: true)

    /// What somebody does by hand; the thing that he has changed.
    @discardableResult
    func hand(_ path: String, _ order: [String: Value]) throws -> Value {
        let answer = try HTTPRequest(
            "POST",
            address + path,
            body: Value.object(order).json,
            rules: Self.open
        ).perform()
        try #require(answer.status == 200, "\(answer.text)")
        return Value(json: answer.body)["result"]
    }

    /// Everything that is in it.
    func state() throws -> Value {
        Value(json: try HTTPRequest("GET", address + "/state", rules: Self.open).perform().body)
    }
}
