import AdapterKit
import Domain
import Foundation
import Testing

/// Commands as the bus brings them.
@Suite struct `A command` {
    @Test func `is read with its attributes`() throws {
        let json = """
            {"id":"1","type":"lead.assign","subject":"7","time":"2026-01-01T00:00:00Z",
             "data":{"lead_id":"7"}}
            """
        let command = try Command(json: Array(json.utf8), received: .distantPast)
        #expect(command.subject == "7")
        #expect(try command.required("lead_id") == "7")
        #expect(throws: Failure.self) { try command.required("assignee_id") }
    }

    @Test(arguments: ["", "[]", #"{"id":"1"}"#, #"{"id":"1","type":"a.b","data":[]}"#, "{"])
    func `is nothing else`(json: String) {
        #expect(throws: Flaw.self) {
            try Command(json: Array(json.utf8), received: .distantPast)
        }
    }

    @Test func `has buttons with tokens that nobody can guess`() {
        let tokens = Set((0..<1000).map { _ in Buttons.token() })
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { $0.count == 22 && $0.utf8.count <= 64 })
    }
}
