import Foundation
import Postgres
import Testing

/// Hot leads that are offered to three people in turn and go to the head in the end: timers.
struct RaceWorkload {
    let leads: [String]
    let step: String

    /// So many leads, offered to each for so long.
    init(leads count: Int, step: String) {
        leads = (0..<count).map { "R\($0)" }
        self.step = step
    }

    static let list = ["anna", "boris", "vera"]

    /// Sections of the configuration.
    var sections: String {
        let people = (Self.list + ["head"]).map { id in
            """
            [[people]]
            id = "\(id)"
            name = "\(id.capitalized)"
            roles = ["\(id == "head" ? "sales_head" : "sales_manager")"]
            """
        }.joined(separator: "\n")
        return """
            \(people)
            [lead_distribution]
            fallback_top = ["anna", "boris", "vera"]
            offer_timeout = "\(step)"
            accept = "holder"
            working_time = false
            first_action_within = "off"
            repeat = 0
            misses_to_pause = 0
            [lead_distribution.final]
            assign = "person:head"
            """
    }

    var created: [SentEvent] {
        leads.map { lead in
            SentEvent(
                id: "\(lead)-created",
                type: "lead.created",
                data: #"{"lead_id":"\#(lead)","hot":true,"source":{"channel":"site"}}"#
            )
        }
    }

    /// The first of the list takes all of them.
    var accepted: [SentEvent] {
        leads.map { lead in
            SentEvent(
                id: "\(lead)-accepted",
                type: "lead.offer_accepted",
                data: #"{"lead_id":"\#(lead)","person_id":"anna"}"#
            )
        }
    }

    /// Waits until each lead is somebody's and nothing is left to fire, stops the daemon, checks.
    func finish(
        _ rig: Rig,
        _ daemon: Daemon,
        _ events: [SentEvent],
        within limit: Duration = .seconds(60)
    ) async throws {
        try await eventually("an owner for each lead", within: limit) {
            let assigned = rig.collector.messages.filter { $0.type == "lead.assign" }
            return Set(assigned.map(\.subject)).isSuperset(of: leads)
        }
        try await eventually("all events and timers", within: limit) {
            try rig.database.number(
                """
                SELECT (SELECT count(*) FROM timer)
                    + (SELECT sum(next_seq - 1 - published_seq)::bigint FROM lane)
                    + (\(events.count) - (SELECT count(event_key) FROM journal))
                """
            ) == 0
        }
        try await daemon.stop()
        try Invariants(rig: rig, events: events.map(\.id)).check()
        try check(rig)
    }

    /// Each lead has gone to one person, who is its owner, and was offered to nobody twice.
    func check(_ rig: Rig) throws {
        struct Command: Decodable {
            struct Content: Decodable {
                let assignee_id: String?
                let person_id: String?
            }
            let data: Content
        }
        let rows = try rig.database.rows(
            "SELECT id, state->'lead'->>'responsible_id' FROM subject WHERE kind = 'lead'"
        )
        var owners: [String: String] = [:]
        for row in rows { owners[try row.text(0)] = try row.optionalText(1) }
        let distinct = Dictionary(
            rig.collector.messages.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        ).values
        let bySubject = Dictionary(grouping: distinct, by: \.subject)
        for lead in leads {
            let about = bySubject[lead, default: []]
            func people(_ type: String) throws -> [String] {
                try about.filter { $0.type == type }.compactMap { message in
                    let data = try JSONDecoder().decode(Command.self, from: Data(message.body)).data
                    return data.assignee_id ?? data.person_id
                }
            }
            let assigned = try people("lead.assign")
            #expect(assigned.count == 1, "owners of \(lead): \(assigned)")
            #expect(assigned.first == owners[lead], "owner of \(lead)")
            let offered = try people("lead.offer")
            #expect(Set(offered).count == offered.count, "offers of \(lead): \(offered)")
            if assigned == ["head"] { #expect(Set(offered) == Set(Self.list)) }
        }
    }
}
