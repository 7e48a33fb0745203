import Foundation
import Postgres
import Testing

/// Leads that go through the whole qualification: opened, passed to sales and returned, twice,
/// passed a third time, accepted.
struct Workload {
    let leads: [String]

    /// What every lead leads to.
    static let commandsPerLead = 15
    static let eventsPerLead = 7

    init(leads count: Int, named prefix: String = "L") {
        leads = (1...count).map { "\(prefix)\($0)" }
    }

    /// The events in an order in which those of one lead lie far apart.
    var events: [SentEvent] {
        (0..<Self.eventsPerLead).flatMap { step in leads.map { Self.event($0, step) } }
    }

    var commandCount: Int { leads.count * Self.commandsPerLead }

    /// The first `count` events that concern each lead.
    func events(_ steps: Range<Int>) -> [SentEvent] {
        steps.flatMap { step in leads.map { Self.event($0, step) } }
    }

    private static func event(_ lead: String, _ step: Int) -> SentEvent {
        let id = "\(lead)-\(step)"
        guard step > 0 else {
            let data = """
                {"lead_id":"\(lead)","source":{"channel":"site"},"responsible_id":"orlova",\
                "company":"ООО «Ромашка»"}
                """
            return SentEvent(id: id, type: "lead.created", data: data)
        }
        let stage =
            switch step {
            case 6: #""accepted_by_sales""#
            case 2, 4: #""returned_by_sales","comment":"не дозвонился""#
            default: #""passed_to_sales""#
            }
        let data = #"{"lead_id":"\#(lead)","stage":\#(stage)}"#
        return SentEvent(id: id, type: "qualification.stage_changed", data: data)
    }
}

extension Workload {
    private struct Row: Decodable {
        struct Qualification: Decodable { let items: [Item] }
        struct Item: Decodable {
            struct Facts: Decodable { let passes: Int, returns: Int, outcome: String? }
            let stage: String
            let facts: Facts
        }
        let qualification: Qualification
    }

    /// Every lead has exactly one item, and everything happened to it exactly once.
    func check(_ rig: Rig) throws {
        let rows = try rig.database.rows("SELECT id, state FROM subject WHERE kind = 'lead'")
        var seen: Set<String> = []
        for row in rows {
            let lead = try row.text(0)
            guard leads.contains(lead) else { continue }
            seen.insert(lead)
            let state = try JSONDecoder().decode(Row.self, from: Data(try row.json(1)))
            let item = try #require(state.qualification.items.first)
            #expect(state.qualification.items.count == 1, "items of \(lead)")
            #expect(item.stage == "accepted_by_sales", "stage of \(lead)")
            #expect(item.facts.passes == 3, "passes of \(lead)")
            #expect(item.facts.returns == 2, "returns of \(lead)")
        }
        #expect(seen.count == leads.count)
        let creates = rig.collector.messages.filter { $0.type == "qualification.create" }
        let perLead = Dictionary(grouping: creates, by: \.subject).mapValues {
            Set($0.map(\.id)).count
        }
        #expect(perLead.filter { $0.value != 1 } == [:], "more than one item for a lead")
    }
}
