/// Events to be published, each with what must follow from it.
protocol Workload {
    /// For the report.
    var name: String { get }
    /// Keys of the daemon's configuration that it needs, as `section.key`, in the form of TOML.
    var settings: [String: String] { get }
    /// Announced before anything is measured.
    var people: [PlannedEvent] { get }
    /// Numbered from 0, in the order of publishing.
    var events: [PlannedEvent] { get }
    /// What must be true of the database afterwards: a question and its answer.
    var truths: [(sql: String, answer: Int)] { get }
}

/// An event that is to be published.
struct PlannedEvent {
    /// Ends the event's id; people have negative numbers.
    let number: Int
    let type: String
    /// The lead, counted from 0; nil where order does not matter.
    let lead: Int?
    let subject: String
    /// The CloudEvent's data, as JSON.
    let data: String
    /// The types of the commands that must follow, in order.
    let commands: [String]

    /// The same event at another place.
    func renumbered(_ number: Int) -> PlannedEvent {
        PlannedEvent(
            number: number,
            type: type,
            lead: lead,
            subject: subject,
            data: data,
            commands: commands
        )
    }

    /// The whole CloudEvent.
    func json(id: String, time: String) -> String {
        """
        {"specversion":"1.0","id":"\(id)","source":"crm","type":"\(type)",\
        "subject":"\(subject)","time":"\(time)","datacontenttype":"application/json",\
        "data":\(data)}
        """
    }
}
