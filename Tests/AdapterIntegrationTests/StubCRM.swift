import AdapterKit
import Curl
import Domain
import Foundation
import Testing

/// The project's own small CRM, `deploy/dev/crm`, as a process.
final class StubCRM {
    private let process = Process()
    let address: String
    let webhook: String

    init() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", project.appending(path: "deploy/dev/crm").path()]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "deploy/dev/crm did not start")
            line += more
        }
        let said = Value(json: Array(line))
        address = try #require(said["address"].text)
        webhook = try #require(said["webhook"].text)
    }

    /// Ends the process.
    func stop() {
        process.terminate()
        process.waitUntilExit()
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
