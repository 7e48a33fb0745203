/// Leads on their way through qualification.
///
/// Of eight leads
///
/// - four are passed to sales and accepted,
/// - two are returned once in between,
/// - one is filled in further and ends as junk,
/// - one is updated and taken into work.
///
/// 28 events with 54 commands for eight leads. Many leads move at a time, so that two events of
/// one lead hardly ever meet in a batch, as in real life.
struct QualificationWorkload: Workload {
    let name = "qualification"
    let settings: [String: String] = [:]
    let people: [PlannedEvent]
    private(set) var events: [PlannedEvent] = []
    private let leadCount: Int

    private static let marketers = 4
    private static let managers = 12

    /// At least the given number of events; `width` leads move at a time.
    init(events count: Int, width: Int = 280) {
        people = Self.everybody()
        leadCount = (count * 8 + 27) / 28
        var first = 0
        while first < leadCount {
            let leads = first..<min(first + width, leadCount)
            for step in 0..<5 {
                for lead in leads { append(step, of: lead) }
            }
            first = leads.upperBound
        }
    }

    var truths: [(sql: String, answer: Int)] {
        [
            ("SELECT count(*) FROM baton.subject WHERE kind = 'lead'", leadCount),
            (
                """
                SELECT count(*) FROM baton.subject WHERE kind = 'lead'
                    AND json_array_length(state -> 'qualification' -> 'items') = 1
                """, leadCount
            ),
            (
                """
                SELECT count(*) FROM baton.journal
                WHERE outcome = 'applied' AND type <> 'person.upserted'
                """, events.count
            ),
        ]
    }

    // MARK: - Events

    private enum Step {
        case created, passed, returned, accepted, filledIn, junk, updated, taken
    }

    private static func steps(of lead: Int) -> [Step] {
        switch lead % 8 {
        case 0...3: [.created, .passed, .accepted]
        case 4, 5: [.created, .passed, .returned, .passed, .accepted]
        case 6: [.created, .filledIn, .junk]
        default: [.created, .updated, .taken]
        }
    }

    private mutating func append(_ index: Int, of lead: Int) {
        let steps = Self.steps(of: lead)
        guard index < steps.count else { return }
        let (type, data, commands) = Self.content(steps[index], lead)
        events.append(
            PlannedEvent(
                number: events.count,
                type: type,
                lead: lead,
                subject: "L\(lead)",
                data: data,
                commands: commands
            )
        )
    }

    private static func content(
        _ step: Step,
        _ lead: Int
    ) -> (type: String, data: String, commands: [String]) {
        let moved = "qualification.stage_changed"
        let assignAndCall = ["qualification.assign", "call.schedule"]
        switch step {
        case .created: return ("lead.created", created(lead), ["qualification.create"])
        case .updated: return ("lead.updated", updated(lead), [])
        case .filledIn: return ("qualification.fields_changed", filledIn(lead), [])
        case .taken: return (moved, move(lead, "in_progress", by: marketer(lead)), [])
        case .passed:
            let choice = #","sales_manager_id":"\#(manager(lead))""#
            let data = move(lead, "passed_to_sales", by: marketer(lead), choice)
            return (moved, data, assignAndCall)
        case .returned:
            let why = #","comment":"Нет бюджета до весны, вернуться в марте""#
            return (moved, move(lead, "returned_by_sales", by: manager(lead), why), assignAndCall)
        case .accepted:
            return (
                moved, move(lead, "accepted_by_sales", by: manager(lead)),
                ["lead.set_stage", "lead.assign", "qualification.assign", "qualification.close"]
            )
        case .junk:
            let stage = #","junk_stage":"no_answer""#
            return (
                moved, move(lead, "junk", by: marketer(lead), stage),
                ["lead.close", "qualification.close"]
            )
        }
    }

    private static func created(_ lead: Int) -> String {
        """
        {"lead_id":"L\(lead)","source":{"channel":"site","campaign":"spring-freight",\
        "kind":"advertising"},"contact":{"name":"Иван Петров \(lead)",\
        "phone":"+7381\(2_000_000 + lead)","email":"client\(lead)@example.org"},\
        "company":"ООО Ромашка \(lead)","responsible_id":"\(marketer(lead))","hot":false,\
        "region":"Омск","market":"freight","fields":{"direction":"ftl","budget":120000,\
        "cargo":"металлопрокат, 20 т","from":"Омск","to":"Новосибирск",\
        "comment":"Просит перезвонить после обеда, решение принимает директор"}}
        """
    }

    private static func updated(_ lead: Int) -> String {
        #"{"lead_id":"L\#(lead)","actor_id":"\#(marketer(lead))","fields":{"budget":150000}}"#
    }

    private static func filledIn(_ lead: Int) -> String {
        #"{"item_id":"Q1-L\#(lead)","actor_id":"\#(marketer(lead))","fields":{"need":"разово"}}"#
    }

    private static func move(
        _ lead: Int,
        _ stage: String,
        by actor: String,
        _ more: String = ""
    ) -> String {
        #"{"item_id":"Q1-L\#(lead)","stage":"\#(stage)","actor_id":"\#(actor)"\#(more)}"#
    }

    // MARK: - People

    private static func marketer(_ lead: Int) -> String { "marketer-\(lead % marketers)" }
    private static func manager(_ lead: Int) -> String { "manager-\(lead % managers)" }

    private static func everybody() -> [PlannedEvent] {
        let ids =
            (0..<marketers).map { (marketer($0), "marketer") }
            + (0..<managers).map { (manager($0), "sales_manager") }
            + [("head", "sales_head"), ("director", "director")]
        return ids.enumerated().map { index, person in
            PlannedEvent(
                number: -1 - index,
                type: "person.upserted",
                lead: nil,
                subject: person.0,
                data: """
                    {"person_id":"\(person.0)","name":"\(person.0)","roles":["\(person.1)"],\
                    "email":"\(person.0)@example.org","chat_id":"U\(index)"}
                    """,
                commands: []
            )
        }
    }
}
