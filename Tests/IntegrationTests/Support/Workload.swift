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
