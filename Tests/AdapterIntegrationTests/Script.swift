import AdapterKit
import Curl
import Domain
import Foundation
import Testing

/// One of the servers in `deploy/dev` that stand in for systems of other companies, as a process.
final class Script {
    private let child: Child
    /// What it said of itself as its first line.
    let said: Value

    init(_ name: String, _ arguments: [String] = []) throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        child = try Child([project.appending(path: "deploy/dev/\(name)").path()] + arguments)
        said = Value(json: Array(try child.firstLine().utf8))
    }

    /// Where it listens for HTTP.
    var address: String {
        get throws { try #require(said["address"].text) }
    }

    /// Ends the process.
    func stop() {
        child.stop()
    }

    static let open = AddressRules(allowsPrivate: true)

    /// Gives an order; what it answers.
    @discardableResult
    func post(_ path: String, _ order: Value) throws -> Value {
        let answer = try HTTPRequest(
            "POST",
            try address + path,
            body: order.json,
            rules: Self.open
        ).perform()
        try #require(answer.status == 200, "\(answer.text)")
        return Value(json: answer.body)
    }

    /// What it tells of itself.
    func get(_ path: String) throws -> Value {
        Value(json: try HTTPRequest("GET", try address + path, rules: Self.open).perform().body)
    }
}
