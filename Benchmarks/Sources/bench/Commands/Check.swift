import ArgumentParser
import Foundation

/// The ratio of Baton to the minimal program that was reached once.
struct Baseline: Codable {
    /// Of the events per second.
    let ratio: Double
    let machine: [String]
    let runs: Int
    let events: Int

    /// Part of the recorded ratio below which a change counts as too slow.
    static let tolerated = 0.8
    static let file = "deploy/dev/bench-baseline.json"

    static func read(_ file: String) throws -> Baseline {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw BenchError("\(file) is not there: `bench record` writes it")
        }
        do {
            return try JSONDecoder().decode(Baseline.self, from: data)
        } catch {
            throw BenchError("\(file) can't be read: \(error)")
        }
    }

    func write(_ file: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(self) + Data("\n".utf8)
        try json.write(to: URL(filePath: file), options: .atomic)
    }
}

/// What `bench check` and `bench record` may be told.
struct BaselineOptions: ParsableArguments {
    @Option(help: "Where the recorded ratio is.")
    var baseline = Baseline.file

    @Option(help: "How many events.")
    var events = 20_000

    @Option(help: "How many turns of Baton and minimal program; the median of the ratios counts.")
    var runs = 5

    /// Baton's rate divided by that of the minimal program, turn by turn.
    func measure(_ site: Site) throws -> Report {
        let run = try LimitRun(site, events: events)
        var turn = 0
        let repetition = try Repetition(runs) {
            turn += 1
            // Who is first changes, so that neither has the warmer servers.
            let early = turn.isMultiple(of: 2) ? try run.minimal(.both) : nil
            let baton = try run.baton()
            let minimal = try early ?? run.minimal(.both)
            let rates = [baton, minimal].map { $0.value("events per second") }
            return Outcome(
                figures: [
                    Figure("ratio", rates[0] / max(rates[1], 1), ""),
                    Figure("Baton", rates[0], "events/s"),
                    Figure("minimal program", rates[1], "events/s"),
                ],
                faults: baton.faults + minimal.faults
            )
        }
        return repetition.report("W1, \(events) events, Baton to the minimal program")
    }
}

/// `bench check`: whether W1 has become slower than it was.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fails when W1 is slower than 0.8 of the recorded ratio to the minimal program."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: BaselineOptions

    func run() throws {
        let baseline = try Baseline.read(options.baseline)
        var ratio = 0.0
        try common.report { site in
            let report = try options.measure(site)
            ratio = report.median("ratio")
            return [report]
        }
        let bound = baseline.ratio * Baseline.tolerated
        let found = ratio.formatted(.number.precision(.fractionLength(3)))
        let recorded = baseline.ratio.formatted(.number.precision(.fractionLength(3)))
        guard ratio >= bound else {
            throw BenchError(
                """
                W1 has become too slow: Baton reaches \(found) of the minimal program's rate, \
                \(recorded) was recorded, and less than \(Baseline.tolerated) of that is a fault.
                """
            )
        }
        tell("W1 is fast enough: \(found) of the minimal program's rate, recorded \(recorded).")
    }
}

/// `bench record`: writes the ratio that `bench check` compares with.
struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes down the present ratio of W1 to the minimal program."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: BaselineOptions

    func run() throws {
        try common.report { site in
            let report = try options.measure(site)
            guard report.faults.isEmpty else { return [report] }
            let baseline = Baseline(
                ratio: report.median("ratio"),
                machine: try Machine(site).lines,
                runs: options.runs,
                events: options.events
            )
            try baseline.write(options.baseline)
            return [report]
        }
    }
}
