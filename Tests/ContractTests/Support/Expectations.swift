import Contract
import Domain
import Foundation
import Testing

/// Fails with one line a complaint.
func expectNone(_ complaints: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    guard !complaints.isEmpty else { return }
    let text = complaints.joined(separator: "\n")
    Issue.record("\(complaints.count) to mend:\n\(text)", sourceLocation: sourceLocation)
}

extension Incoming {
    /// When every message of the tests is received.
    static let receiptTime = Date(timeIntervalSince1970: 1_788_300_000)

    /// A message in structured mode.
    static func structured(_ event: JSON) -> Incoming {
        structured(event.pretty())
    }

    static func structured(_ body: String) -> Incoming {
        structured(Array(body.utf8))
    }

    static func structured(_ body: [UInt8]) -> Incoming {
        Incoming(contentType: "application/cloudevents+json", body: body, received: receiptTime)
    }
}

extension EventReader {
    /// What is wrong with a message; a message that can be read is a failure of the test.
    func flaw(
        _ incoming: Incoming,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Flaw {
        try #require(throws: Flaw.self, sourceLocation: sourceLocation) { try read(incoming) }
    }
}
