/// Hot leads that the one person in the list takes at once, workload W1.
///
/// Per lead two events in and four commands out: the offer with its notice, for which a timer of
/// 15 minutes is armed, then the assignment with the call, for which it is disarmed.
struct RaceWorkload: Workload {
    let name = "hot lead (W1)"
    let settings = HotLead.settings(list: ["anna"], step: "15m")
    let people = HotLead.people(["anna", "head"])
    private(set) var events: [PlannedEvent] = []
    private let leadCount: Int

    /// At least the given number of events; `width` leads are on offer at a time.
    init(events count: Int, width: Int = 250) {
        leadCount = (count + 1) / 2
        var first = 0
        while first < leadCount {
            let leads = first..<min(first + width, leadCount)
            for lead in leads {
                events.append(
                    HotLead.created(lead, number: events.count, ["lead.offer", "chat.notify"])
                )
            }
            for lead in leads { events.append(HotLead.accepted(lead, number: events.count)) }
            first = leads.upperBound
        }
    }

    var truths: [(sql: String, answer: Int)] {
        [
            ("SELECT count(*) FROM baton.subject WHERE kind = 'lead'", leadCount),
            (
                """
                SELECT count(*) FROM baton.subject WHERE kind = 'lead'
                    AND state -> 'lead' ->> 'responsible_id' = 'anna'
                """, leadCount
            ),
            ("SELECT count(*) FROM baton.timer", 0),
        ]
    }
}

/// Hot leads that nobody takes, beside the everyday work of qualification.
///
/// Every fifth event is a hot lead; it passes on from one to the next each time a step ends, and
/// in the end goes to the head.
struct ExpiryWorkload: Workload {
    let name = "expiring offers"
    let settings: [String: String]
    let people: [PlannedEvent]
    private(set) var events: [PlannedEvent] = []
    private let chains: Int
    private let ordinary: QualificationWorkload

    private static let list = ["anna", "boris", "vera"]

    /// This many chains, with steps of this many seconds.
    init(chains: Int, step: Int, crowd: Crowd? = nil) {
        self.chains = chains
        settings = HotLead.settings(list: Self.list, step: "\(step)s")
            .merging(crowd?.settings ?? [:]) { first, _ in first }
        ordinary = QualificationWorkload(events: chains * 4, width: 200)
        people =
            HotLead.people(Self.list + ["head"]) + ordinary.people
            + (crowd?.people ?? [])
        for chain in 0..<chains {
            let lead = HotLead.firstNumber + chain
            events.append(HotLead.created(lead, number: events.count, Self.commands))
            for event in ordinary.events[(chain * 4)..<(chain * 4 + 4)] {
                events.append(event.renumbered(events.count))
            }
        }
    }

    /// Everything that follows from one lead, to its end.
    private static let commands: [String] = {
        let passedOn = ["lead.offer_withdrawn", "lead.offer", "chat.notify"]
        return ["chat.notify", "chat.notify", "lead.offer", "chat.notify"] + passedOn + passedOn
            + [
                "lead.offer_withdrawn", "lead.assign", "call.schedule", "chat.notify",
                "chat.notify",
            ]
    }()

    var truths: [(sql: String, answer: Int)] {
        [
            (
                """
                SELECT count(*) FROM baton.subject WHERE kind = 'lead'
                    AND state -> 'lead' ->> 'responsible_id' = 'head'
                """, chains
            ),
            ("SELECT count(*) FROM baton.timer WHERE kind = 'lead'", 0),
        ]
    }
}

/// Everyday work beside offers that stand, of hot leads that the tables were filled with.
struct PendingWorkload: Workload {
    let name = "qualification"
    let settings: [String: String]
    let people: [PlannedEvent]
    let events: [PlannedEvent]

    /// This many events of everyday work, and offers that stand so long.
    init(events count: Int, step: String = "15m") {
        settings = HotLead.settings(list: ["anna"], step: step)
        let ordinary = QualificationWorkload(events: count, width: 200)
        people = HotLead.people(["anna", "head"]) + ordinary.people
        events = ordinary.events
    }

    var truths: [(sql: String, answer: Int)] { [] }
}

/// What the workloads with hot leads share.
enum HotLead {
    /// Hot leads have numbers of their own, so that both kinds can run beside each other.
    static let firstNumber = 500_000

    static func settings(list: [String], step: String) -> [String: String] {
        [
            "lead_distribution.fallback_top":
                "[\(list.map { "\"\($0)\"" }.joined(separator: ","))]",
            "lead_distribution.offer_timeout": "\"\(step)\"",
            "lead_distribution.working_time": "false",
            "lead_distribution.first_action_within": "\"off\"",
            "lead_distribution.repeat": "0",
            "lead_distribution.misses_to_pause": "0",
            "lead_distribution.final.assign": "\"person:head\"",
        ]
    }

    static func people(_ ids: [String]) -> [PlannedEvent] {
        ids.enumerated().map { index, id in
            let role = id == "head" ? "sales_head" : "sales_manager"
            return PlannedEvent(
                number: -1000 - index,
                type: "person.upserted",
                lead: nil,
                subject: id,
                data: """
                    {"person_id":"\(id)","name":"\(id)","roles":["\(role)"],"chat_id":"H\(index)"}
                    """,
                commands: []
            )
        }
    }

    static func created(_ lead: Int, number: Int, _ commands: [String]) -> PlannedEvent {
        PlannedEvent(
            number: number,
            type: "lead.created",
            lead: lead,
            subject: "L\(lead)",
            data: """
                {"lead_id":"L\(lead)","hot":true,"source":{"channel":"site","campaign":"autumn",\
                "kind":"advertising"},"contact":{"name":"Иван Петров \(lead)",\
                "phone":"+7381\(2_000_000 + lead)"},"company":"ООО Ромашка \(lead)",\
                "fields":{"direction":"ftl","budget":120000}}
                """,
            commands: commands
        )
    }

    static func accepted(_ lead: Int, number: Int) -> PlannedEvent {
        PlannedEvent(
            number: number,
            type: "lead.offer_accepted",
            lead: lead,
            subject: "L\(lead)",
            data: #"{"lead_id":"L\#(lead)","person_id":"anna"}"#,
            commands: ["lead.assign", "call.schedule"]
        )
    }
}
