/// Calls that all come at once, ring one head after the other, and are answered elsewhere at last.
struct CallsWorkload: Workload {
    let name = "calls"
    let settings: [String: String]
    let people: [PlannedEvent]
    private(set) var events: [PlannedEvent] = []

    /// How many of the events are calls that begin; as many that are answered follow them.
    let callCount: Int

    /// A number of calls, each of which rings a number of heads.
    ///
    /// A head has one call at a time, and the list is only gone through forwards.
    init(calls: Int, steps: Int, ring: Int) {
        callCount = calls
        let heads = (0..<(calls * (steps + 1))).map { "h\($0)" }
        settings = [
            "calls.heads": "[\(heads.map { "\"\($0)\"" }.joined(separator: ",\n"))]",
            "calls.ring_timeout": "\"\(ring)s\"", "calls.sticky_first": "false",
        ]
        people = heads.enumerated().map { index, id in
            PlannedEvent(
                number: -1000 - index,
                type: "person.upserted",
                lead: nil,
                subject: id,
                data: """
                    {"person_id":"\(id)","name":"\(id)","roles":["sales_head"],\
                    "chat_id":"H\(index)","extension":"\(1000 + index)"}
                    """,
                commands: []
            )
        }
        // Who is rung is told in the chat who calls.
        let rung = ["call.ring", "chat.notify"]
        let rings = Array(repeating: ["call.stop_ring"] + rung, count: steps - 1)
        for call in 0..<calls {
            append(
                "call.incoming",
                call,
                #","from":"+7391\#(2_000_000 + call)","to":"+73812000001""#,
                rung + rings.flatMap { $0 }
            )
        }
        for call in 0..<calls {
            append("call.answered", call, #","extension":"9999999""#, ["call.stop_ring"])
        }
    }

    var truths: [(sql: String, answer: Int)] { [] }

    private mutating func append(
        _ type: String,
        _ call: Int,
        _ data: String,
        _ commands: [String]
    ) {
        events.append(
            PlannedEvent(
                number: events.count,
                type: type,
                lead: call,
                subject: "C\(call)",
                data: "{\"call_id\":\"C\(call)\"\(data)}",
                commands: commands
            )
        )
    }
}
