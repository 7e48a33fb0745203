import Foundation

/// W1 for a program that decides nothing: for each event what is written and published.
struct MinimalWork: Sendable {
    /// One event, as far as it differs from others of its kind.
    struct Event: Sendable {
        let id: String
        let key: UUID
        let lead: Int
        let subject: String
        let phone: String
        let isCreated: Bool
        /// The ids of its commands.
        let commandIDs: [String]
    }

    let recording: Recording
    let site: Site
    let names: Stage.Names
    /// The address of the run's database.
    let database: String
    let events: [Event]
    /// Begins every event's id.
    let prefix: String
    let leadCount: Int
    let batching: Batching

    /// Made before anything is measured.
    init(_ recording: Recording, _ workload: RaceWorkload, _ stage: Stage) throws {
        self.recording = recording
        site = stage.site
        names = stage.names
        database = stage.site.url(of: stage.run)
        prefix = stage.run + "-"
        batching = Batching(stage.site.settings)
        leadCount = (workload.events.compactMap(\.lead).max() ?? -1) + 1
        let prefix = prefix
        events = try workload.events.map { event in
            guard let lead = event.lead else { throw BenchError("W1 has events without a lead") }
            return Event(
                id: prefix + "\(event.number)",
                key: UUID(),
                lead: lead,
                subject: event.subject,
                phone: "+7381\(2_000_000 + lead)",
                isCreated: event.type == recording.created.type,
                commandIDs: event.commands.indices.map { _ in UUID().uuidString.lowercased() }
            )
        }
    }

    /// What was recorded of events of this kind.
    func recording(of event: Event) -> EventRecording {
        event.isCreated ? recording.created : recording.accepted
    }

    /// The event of a delivery's message id.
    func number(ofMessage id: String) -> Int? {
        guard id.hasPrefix(prefix), let number = Int(id.dropFirst(prefix.count)),
            events.indices.contains(number)
        else { return nil }
        return number
    }
}

/// How much is in flight, as the daemon is configured.
struct Batching: Sendable {
    let prefetch: Int
    let batchMax: Int
    let confirmWindow: Int

    /// The daemon's defaults, unless other values were asked for.
    init(_ settings: [String: String]) {
        func value(_ key: String, _ normal: Int) -> Int {
            settings["amqp." + key].flatMap { Int($0) } ?? normal
        }
        prefetch = value("prefetch", 500)
        batchMax = value("batch_max", 200)
        confirmWindow = value("confirm_window", 1000)
    }
}
