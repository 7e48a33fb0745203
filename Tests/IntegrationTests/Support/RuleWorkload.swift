import Foundation
import Postgres
import Testing

/// A company whose rules follow events about leads, calls, deals, clients and reviews, each of
/// which takes a lane of its own and concerns subjects of the others.
struct RuleWorkload {
    let numbers: ClosedRange<Int>

    init(subjects count: Int) {
        numbers = 1...count
    }

    /// Sections of the configuration.
    static let sections = """
        [[people]]
        id = "dir"
        name = "Директор"
        roles = ["director"]
        [[people]]
        id = "kira"
        name = "Кира"
        roles = ["consultant"]
        [[people]]
        id = "pavel"
        name = "Павел"
        roles = ["project_manager"]
        [[chains]]
        name = "climb"
        steps = ["person:petrova", "person:sidorov"]
        step_timeout = "3s"
        repeat = 0
        final = { assign = "person:dir" }

        [[rules]]
        name = "arrived"
        on = "lead.created"
        do = [
          { set = "season", value = "autumn" },
          { notify = "responsible", text = "{{lead_id}}" },
        ]
        [[rules]]
        name = "labelled"
        on = "baton.lead.fields_set"
        when = { "fields.season" = { exists = true } }
        do = [{ notify = "role:director", text = "{{lead.id}}: {{lead.fields.season}}" }]
        [[rules]]
        name = "uncalled"
        on = "lead.created"
        when = { "lead.open" = true }
        after = "8s"
        unless = ["call.made"]
        do = [{ notify = "responsible", severity = "warning", text = "{{lead_id}}" }]
        [[rules]]
        name = "called"
        on = "call.made"
        do = [
          { set = "called", value = true },
          { notify = "responsible", text = "{{lead.company}}" },
        ]
        [[rules]]
        name = "lost"
        on = "deal.lost"
        do = [{ set = "lost", value = true }, { notify = "responsible", text = "{{lead.company}}" }]
        [[rules]]
        name = "known"
        on = "client.upserted"
        do = [{ start = "climb", text = "{{client.name}}" }]
        [[rules]]
        name = "reviewed"
        on = "review.received"
        [[rules.do]]
        publish = "task.create"
        [rules.do.data]
        assignee_id = "{{client.project_manager_id}}"
        title = "{{client.name}}"
        [[rules]]
        name = "vip"
        on = "lead.updated"
        when = { "fields.vip" = true }
        do = [{ start = "climb" }]
        [[rules]]
        name = "ping"
        on = "lead.updated"
        when = { "fields.loop" = true }
        do = [{ set = "ping", value = 1 }]
        [[rules]]
        name = "pong"
        on = "baton.lead.fields_set"
        when = { "fields.ping" = { exists = true } }
        do = [{ set = "pong", value = 1 }]
        [[rules]]
        name = "pang"
        on = "baton.lead.fields_set"
        when = { "fields.pong" = { exists = true } }
        do = [{ set = "ping", value = 1 }]
        """

    // MARK: - Events

    private func each(_ event: (Int) -> SentEvent) -> [SentEvent] { numbers.map(event) }

    /// What all others are about.
    var arrivals: [SentEvent] {
        each { number in
            let lead = #""lead_id":"L\#(number)","company":"company \#(number)""#
            let rest = #""source":{"channel":"site"},"responsible_id":"kira""#
            return SentEvent(id: "L\(number)-new", type: "lead.created", data: "{\(lead),\(rest)}")
        }
            + each { number in
                let client = #""client_id":"K\#(number)","name":"client \#(number)""#
                return SentEvent(
                    id: "K\(number)-new",
                    type: "client.upserted",
                    data: #"{\#(client),"project_manager_id":"pavel"}"#
                )
            }
    }

    /// Events about one lead in several lanes at once, among them calls to every second one.
    var crossing: [SentEvent] {
        numbers.filter { $0.isMultiple(of: 2) }.map { number in
            let call = #""call_id":"C\#(number)","person_id":"kira","to":"1""#
            let data = #"{\#(call),"lead_id":"L\#(number)"}"#
            return SentEvent(id: "C\(number)-made", type: "call.made", data: data)
        }
            + each { number in
                let deal = #""deal_id":"D\#(number)","manager_id":"petrova""#
                let data = #"{\#(deal),"lead_id":"L\#(number)"}"#
                return SentEvent(id: "D\(number)-lost", type: "deal.lost", data: data)
            }
            + each { number in
                let data = #"{"review_id":"R\#(number)","client_id":"K\#(number)"}"#
                return SentEvent(id: "R\(number)-new", type: "review.received", data: data)
            }
            + each { number in
                let fields = number.isMultiple(of: 4) ? #""loop":true"# : #""vip":true"#
                let data = #"{"lead_id":"L\#(number)","fields":{\#(fields)}}"#
                return SentEvent(id: "L\(number)-updated", type: "lead.updated", data: data)
            }
    }

    /// The second of the chain takes every third client; the others go to its end.
    var answers: [SentEvent] {
        numbers.filter { $0.isMultiple(of: 3) }.map { number in
            let chain = #""chain":"climb","subject_kind":"client","subject_id":"K\#(number)""#
            let data = #"{\#(chain),"person_id":"petrova"}"#
            return SentEvent(id: "K\(number)-accepted", type: "chain.accepted", data: data)
        }
    }

    var events: [SentEvent] { arrivals + crossing + answers }

    /// How often each rule fires in all.
    var firings: [String: Int] {
        let (all, fourth) = (numbers.count, numbers.count / 4)
        return [
            "arrived": all, "labelled": all, "uncalled": all - all / 2, "called": all / 2,
            "lost": all, "known": all, "reviewed": all, "vip": all - fourth, "ping": fourth,
            "pong": 4 * fourth, "pang": 3 * fourth,
        ]
    }
}

extension RuleWorkload {
    /// Each rule has fired as often as it should, once for each cause, and each chain has ended.
    func check(_ rig: Rig) throws {
        let rows = try rig.database.rows(
            """
            SELECT c->'data'->>'rule', count(*) FROM journal, json_array_elements(commands) c
            WHERE c->>'type' = 'baton.rule.fired' GROUP BY 1
            """
        )
        var fired: [String: Int] = [:]
        for row in rows { fired[try row.text(0)] = Int(try row.int(1)) }
        #expect(fired == firings)
        try expect(rig, "repeated", [], Self.repeated)
        try expect(rig, "failed", [], Self.failed)
        try expect(
            rig,
            "fields",
            Array(repeating: "autumn true true", count: numbers.count / 2),
            Self.fields
        )
        let taken = numbers.count / 3
        try expect(
            rig,
            "chains of clients",
            Array(repeating: "exhausted dir", count: numbers.count - taken)
                + Array(repeating: "taken petrova", count: taken),
            Self.chains
        )
    }

    private func expect(_ rig: Rig, _ what: String, _ rows: [String], _ sql: String) throws {
        let found = try rig.database.rows(sql).map { try $0.text(0) }
        #expect(found == rows, "\(what)")
    }

    /// Rules outside the circle that fired twice because of one event or timer.
    private static let repeated = """
        SELECT c->'data'->>'rule' || ' ' || (c->>'causationid')
        FROM journal, json_array_elements(commands) c
        WHERE c->>'type' = 'baton.rule.fired' AND c->'data'->>'rule' NOT IN ('pong', 'pang')
        GROUP BY c->'data'->>'rule', c->>'causationid', c->>'subject' HAVING count(*) > 1
        """

    /// Firings with something that could not be done.
    private static let failed = """
        SELECT c->'data'->>'rule' || ' ' || (c->'data'->>'failures')
        FROM journal, json_array_elements(commands) c
        WHERE c->>'type' = 'baton.rule.fired' AND c->'data'->>'failures' IS NOT NULL
        """

    /// What rules of several lanes have set in every second lead: nothing is lost.
    private static let fields = """
        SELECT concat_ws(' ', f->>'season', f->>'called', f->>'lost')
        FROM (SELECT id, state->'lead'->'fields' AS f FROM subject WHERE kind = 'lead') AS leads
        WHERE substr(id, 2)::int % 2 = 0
        """

    private static let chains = """
        SELECT run->>'phase' || ' ' || (run->>'owner_id')
        FROM (SELECT state->'rule_chains'->'runs'->'climb' AS run FROM subject
            WHERE kind = 'client') AS runs
        ORDER BY 1
        """
}
