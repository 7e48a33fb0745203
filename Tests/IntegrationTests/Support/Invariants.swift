import AMQP
import Foundation
import Postgres
import Testing

/// What must hold after every fault, once everything is worked off and the daemon has stopped.
///
/// No event lost, state once, one id one content, order per lead, timers once and not early.
struct Invariants {
    let rig: Rig
    /// The ids of the events that were published.
    let events: [String]
    var deadLetters = 0

    private struct Command {
        let id: String
        let content: String
        /// Whose order it keeps: those about one subject that one lane decided.
        var order = ""
    }

    func check() throws {
        try checkEvents()
        try checkCommands()
        try checkTimers()
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
        let lost = events.filter { counts[$0] == nil }
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
            SELECT c.value->>'id', c.value::text, j.lane || ' ' || (c.value->>'subject')
            FROM journal j
            CROSS JOIN LATERAL json_array_elements(j.commands) WITH ORDINALITY c (value, n)
            ORDER BY j.lane, j.seq, c.n
            """
        ).map { row in
            Command(id: try row.text(0), content: try row.text(1), order: try row.text(2))
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
                first.append(Command(id: message.id, content: content))
            }
        }
        let missing = decided.filter { contents[$0.id] == nil }.map(\.content)
        #expect(missing == [], "commands lost")
        let known = Set(decided.map(\.id))
        let strange = first.filter { !known.contains($0.id) }
        #expect(strange.map(\.content) == [], "commands that nobody has decided")
        for command in decided where contents[command.id] != nil {
            #expect(contents[command.id] == command.content)
        }
        let orders = Dictionary(decided.map { ($0.id, $0.order) }) { first, _ in first }
        let asPublished = Dictionary(grouping: first) { orders[$0.id] ?? "" }
        for (order, commands) in Dictionary(grouping: decided, by: \.order) {
            let ids = asPublished[order, default: []].map(\.id)
            #expect(ids == commands.map(\.id), "the order of the commands about \(order)")
        }
    }

    /// Every timer fired once, not before it was due, and none that is due is left.
    private func checkTimers() throws {
        let wrong = try rig.database.rows(
            """
            SELECT subject || ' ' || type || ' ' || occurred_at || ' ' || count(*)
            FROM journal WHERE type LIKE 'timer.%'
            GROUP BY subject, type, occurred_at
            HAVING count(*) <> 1 OR min(received_at) < occurred_at
            """
        ).map { try $0.text(0) }
        #expect(wrong == [], "timers early or twice")
        let left = try rig.database.number("SELECT count(*) FROM timer WHERE due_at < now()")
        #expect(left == 0, "timers that did not fire")
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
