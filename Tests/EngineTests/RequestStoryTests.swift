import Contract
import Domain
import Engine
import Foundation
import Testing

/// The story of a request is found by its id, whatever its messages are about.
@Suite struct `A request that is about something else` {
    private let start = Date(timeIntervalSince1970: 1_772_445_600)

    private func entry(_ type: String, _ data: String) throws -> JournalEntry {
        let decider = BatchDecider(policies: Policies(), source: "baton", text: \.template)
        var simulation = try Simulation(decider, start: start)
        let body =
            #"{"specversion":"1.0","id":"e1","source":"t","type":"\#(type)","data":\#(data)}"#
        return try #require(
            try simulation.receive(Array(body.utf8), routingKey: type, at: start).first
        )
    }

    @Test(arguments: ["report.requested", "documents.requested"])
    func `is told under its id as well as under its client`(type: String) throws {
        let kinds = type == "report.requested" ? #"["positions"]"# : #"["invoice"]"#
        let entry = try entry(
            type,
            #"{"request_id":"R1","client_id":"C1","kinds":\#(kinds),"#
                + #""period":{"from":"2026-01-01","to":"2026-01-31"}}"#
        )
        #expect(entry.subject == "C1")
        #expect(entry.alsoAbout.contains(Subject(.request, "R1")))
    }
}
