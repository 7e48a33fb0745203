/// Any work, in a company with many more people: what an event costs must not grow with them.
struct CrowdedWorkload: Workload {
    private let work: any Workload
    let people: [PlannedEvent]

    init(_ work: any Workload, people count: Int) {
        self.work = work
        people =
            work.people
            + (0..<count).map { number in
                PlannedEvent(
                    number: -10_000 - number,
                    type: "person.upserted",
                    lead: nil,
                    subject: "crowd\(number)",
                    data: """
                        {"person_id":"crowd\(number)","name":"Сотрудник \(number)",\
                        "roles":["consultant"],"chat_id":"C\(number)"}
                        """,
                    commands: []
                )
            }
    }

    var name: String { work.name }
    var settings: [String: String] { work.settings }
    var events: [PlannedEvent] { work.events }
    var truths: [(sql: String, answer: Int)] { work.truths }
}
