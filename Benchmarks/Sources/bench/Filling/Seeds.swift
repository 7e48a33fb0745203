import Foundation

extension Stage {
    /// Plays the first leads of a workload, the first fifth of them no further than their creation,
    /// and stops the daemon.
    func playSeeds(_ seeds: some Workload, isOpenOnly: Bool = false) throws {
        let leads = (seeds.events.compactMap(\.lead).max() ?? 0) + 1
        let openCount = isOpenOnly ? leads : leads / 5
        var begun: Set<Int> = []
        var first: [PlannedEvent] = []
        var rest: [PlannedEvent] = []
        for event in seeds.events {
            guard let lead = event.lead else { continue }
            if begun.insert(lead).inserted {
                first.append(event)
            } else if lead >= openCount {
                rest.append(event)
            }
        }
        let feeder = try Feeder(self)
        var expected = try count("SELECT count(*) FROM baton.journal")
        // Apart, so that the versions tell the open ones from the others.
        for events in [first, rest] {
            try feeder.publish(events)
            expected += events.count
            try waitFor("the first leads to be decided") {
                try self.count("SELECT count(*) FROM baton.journal") >= expected
            }
        }
        try waitFor("their commands to be published") {
            try self.count(
                "SELECT count(*) FROM baton.lane WHERE published_seq = next_seq - 1"
            ) == 1
        }
        try daemon.stop()
    }
}
