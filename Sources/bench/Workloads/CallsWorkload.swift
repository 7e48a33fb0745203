/// Calls that all come at once, ring one head after the other, and are given up in the end.
struct CallsWorkload: Workload {
    let name = "calls"
    let settings: [String: String]
    let people: [PlannedEvent]
    private(set) var events: [PlannedEvent] = []

    /// How many of the events are calls that begin; as many that end follow them.
    let callCount: Int

    /// So many calls, each of which rings so many heads; a head has one call at a time.
    init(calls: Int, steps: Int, ring: Int) {
        callCount = calls
        let heads = (0..<(calls + calls / 10 + steps)).map { "h\($0)" }
        settings = [
            "calls.heads": "[\(heads.map { "\"\($0)\"" }.joined(separator: ","))]",
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
        let rings = Array(repeating: ["call.stop_ring", "call.ring"], count: steps - 1)
        for call in 0..<calls {
            append(
                "call.incoming",
                call,
                #","from":"+7391\#(2_000_000 + call)","to":"+73812000001""#,
                ["call.ring"] + rings.flatMap { $0 }
            )
        }
        for call in 0..<calls {
            append("call.ended", call, #","duration":0"#, ["call.stop_ring", "chat.notify"])
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
