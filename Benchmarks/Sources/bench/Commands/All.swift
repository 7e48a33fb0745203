import ArgumentParser
import Foundation

/// `bench all`: everything, one after the other.
struct All: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Everything, one after the other, in about ten minutes."
    )

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.report { site in
            Self.measurements.map { measurement in
                tell("measuring: \(measurement.name)")
                // What the others have found must not be lost with one that fails.
                do {
                    return try measurement.measure(site)
                } catch {
                    return Report(
                        measurement.name,
                        runs: [[]],
                        loads: [],
                        faults: ["\(measurement.name): \(error)"]
                    )
                }
            }
        }
    }

    private struct Measurement {
        let name: String
        let measure: (Site) throws -> Report
    }

    /// Sizes and times are chosen so that all of it stays near ten minutes.
    private static var measurements: [Measurement] {
        let race = ["--workload", "race"]
        return [
            Measurement(name: "drain") { try Drain.parse(["--runs", "2"]).measure($0) },
            Measurement(name: "limits") {
                try Limits.parse(["--events", "10000"]).measure($0)
            },
            Measurement(name: "latency of qualification") {
                try Latency.parse(["--seconds", "20"]).measure($0, rate: 50)
            },
            Measurement(name: "latency of W1, and what the machine allows") {
                try Steady.parse(["--runs", "1"]).measure($0)
            },
            Measurement(name: "latency of W1 at 500") {
                try Latency.parse(race + ["--seconds", "20"]).measure($0, rate: 500)
            },
            Measurement(name: "timers") {
                try Timers.parse(["--chains", "500"]).measure($0)
            },
            Measurement(name: "calls") { try Calls.parse([]).measure($0) },
            Measurement(name: "burst") { try Burst.parse([]).measure($0) },
            Measurement(name: "pending timers") { try Pending.parse([]).measure($0) },
            Measurement(name: "scale") { try Scale.parse(["--events", "10000"]).measure($0) },
            Measurement(name: "take-over") { try TakeOver.parse(["--runs", "3"]).measure($0) },
            Measurement(name: "idle") { try Idle.parse([]).measure($0) },
            Measurement(name: "soak") { try Soak.parse([]).measure($0) },
        ]
    }
}
