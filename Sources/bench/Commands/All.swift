import ArgumentParser

/// `bench all`: everything, one after the other.
struct All: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Everything, one after the other: drain, latency, timers, idle."
    )

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.report { site in
            [
                try Drain.parse([]).measure(site),
                try Drain.parse(["--workload", "race"]).measure(site),
                try Latency.parse([]).measure(site, rate: 50), try Timers.parse([]).measure(site),
                try Idle.parse([]).measure(site),
            ]
        }
    }
}
