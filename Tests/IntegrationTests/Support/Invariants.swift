import AMQP
import Foundation
import Postgres
import Testing

/// What must hold after every fault, once everything is worked off and the daemon has stopped.
struct Invariants {
    let rig: Rig
    let workload: Workload
    var deadLetters = 0

    private struct Command {
        let id: String
        let subject: String
        let content: String
    }

    func check() throws {
        try checkEvents()
        try checkCommands()
        try checkLeads()
        try checkVersions()
        for queue in try inboxes() {
            #expect(try rig.host.readyCount(queue) == 0, "something is left in \(queue)")
        }
    }

    /// One queue, or as many as there are lanes.
    private func inboxes() throws -> [String] {
        let lanes = try rig.database.number("SELECT coalesce(lanes, 1) FROM installation")
        return lanes == 1 ? ["baton.inbox"] : (0..<lanes).map { "baton.inbox.\($0)" }
    }

    /// Every event is in the journal exactly once, without gaps in any lane, and all of it is
    /// published.
    private func checkEvents() throws {
        let rows = try rig.database.rows(
            "SELECT event_id, count(*) FROM journal WHERE event_key IS NOT NULL GROUP BY 1"
        )
        var counts: [String: Int64] = [:]
        for row in rows { counts[try row.text(0)] = try row.int(1) }
        let lost = workload.events.map(\.id).filter { counts[$0] == nil }
        #expect(lost == [], "events lost")
        #expect(counts.filter { $0.value != 1 } == [:], "events that took effect again")
        let lanes = try rig.database.rows(
            """
            SELECT min(seq), max(seq), count(*), next_seq, published_seq
            FROM lane JOIN journal USING (lane) GROUP BY lane
            """
        )
        for lane in lanes {
            let next = try lane.int(3)
            #expect(try lane.int(0) == 1)
            #expect(try lane.int(1) == next - 1)
            #expect(try lane.int(2) == next - 1, "the journal has gaps")
            #expect(try lane.int(4) == next - 1, "not everything is marked as published")
        }
        let dead = try rig.database.number("SELECT count(*) FROM journal WHERE outcome = 'dead'")
        #expect(dead == deadLetters, "dead letters")
    }

    /// Every command came at least once, with one id and one content, in the order of decision.
    private func checkCommands() throws {
        let decided = try rig.database.rows(
            """
            SELECT c.value->>'id', c.value->>'subject', c.value::text
            FROM journal j
            CROSS JOIN LATERAL json_array_elements(j.commands) WITH ORDINALITY c (value, n)
            ORDER BY j.lane, j.seq, c.n
            """
        ).map { row in
            Command(id: try row.text(0), subject: try row.text(1), content: try row.text(2))
        }
        #expect(Set(decided.map(\.id)).count == decided.count, "an id stands for two commands")
        var first: [Command] = []
        var contents: [String: String] = [:]
        for message in rig.collector.messages {
            let content = String(decoding: message.body, as: UTF8.self)
            if let known = contents[message.id] {
                #expect(known == content, "two contents under the id \(message.id)")
            } else {
                contents[message.id] = content
                first.append(
                    Command(id: message.id, subject: message.subject, content: content)
                )
            }
        }
        let missing = decided.filter { contents[$0.id] == nil }.map(\.content)
        #expect(missing == [], "commands lost")
        let strange = first.filter { command in !decided.contains { $0.id == command.id } }
        #expect(strange.map(\.content) == [], "commands that nobody has decided")
        for command in decided where contents[command.id] != nil {
            #expect(contents[command.id] == command.content)
        }
        let asDecided = Dictionary(grouping: decided, by: \.subject)
        let asPublished = Dictionary(grouping: first, by: \.subject)
        for (subject, commands) in asDecided {
            let ids = asPublished[subject, default: []].map(\.id)
            #expect(ids == commands.map(\.id), "the order of the commands about \(subject)")
        }
    }

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
    private func checkLeads() throws {
        let rows = try rig.database.rows("SELECT id, state FROM subject WHERE kind = 'lead'")
        var seen: Set<String> = []
        for row in rows {
            let lead = try row.text(0)
            guard workload.leads.contains(lead) else { continue }
            seen.insert(lead)
            let state = try JSONDecoder().decode(Row.self, from: Data(try row.json(1)))
            let item = try #require(state.qualification.items.first)
            #expect(state.qualification.items.count == 1, "items of \(lead)")
            #expect(item.stage == "accepted_by_sales", "stage of \(lead)")
            #expect(item.facts.passes == 3, "passes of \(lead)")
            #expect(item.facts.returns == 2, "returns of \(lead)")
        }
        #expect(seen.count == workload.leads.count)
        let creates = rig.collector.messages.filter { $0.type == "qualification.create" }
        let perLead = Dictionary(grouping: creates, by: \.subject).mapValues {
            Set($0.map(\.id)).count
        }
        #expect(perLead.filter { $0.value != 1 } == [:], "more than one item for a lead")
    }

    /// No subject has changed more often than the journal tells.
    private func checkVersions() throws {
        let wrong = try rig.database.rows(
            """
            SELECT s.kind || '/' || s.id || ' ' || s.version
            FROM subject s
            WHERE s.kind = 'lead' AND NOT s.version BETWEEN 1 AND (
                SELECT count(*) FROM journal j
                WHERE j.outcome <> 'dead' AND (
                    (j.subject_kind = s.kind AND j.subject = s.id)
                    OR j.also_about @> ARRAY[s.kind || '/' || s.id]))
            """
        ).map { try $0.text(0) }
        #expect(wrong == [], "versions that the journal does not explain")
    }
}
