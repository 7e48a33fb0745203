import Foundation

/// One number with what it is.
struct Figure: Encodable {
    let name: String
    let value: Double
    let unit: String
    /// What it should be, where somebody has said so.
    let target: Target?

    /// A bound for a number.
    enum Target: Encodable, CustomStringConvertible {
        case atLeast(Double)
        case atMost(Double)

        func isMet(by value: Double) -> Bool {
            switch self {
            case .atLeast(let bound): value >= bound
            case .atMost(let bound): value <= bound
            }
        }

        var bound: Double {
            switch self {
            case .atLeast(let bound), .atMost(let bound): bound
            }
        }

        var description: String {
            switch self {
            case .atLeast(let bound): "≥ \(bound.formatted(.number.grouping(.never)))"
            case .atMost(let bound): "≤ \(bound.formatted(.number.grouping(.never)))"
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    init(_ name: String, _ value: Double, _ unit: String, _ target: Target? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
        self.target = target
    }
}

/// What one kind of measurement found, run by run.
struct Report: Encodable {
    let title: String
    let runs: [[Figure]]
    /// The median of each figure over the runs.
    let medians: [Figure]
    /// The machine's load before each run: what else was going on.
    let loads: [Double]
    /// What was wrong; then the figures mean nothing.
    let faults: [String]
    /// How something went over time.
    let series: [Series]

    init(
        _ title: String,
        runs: [[Figure]],
        loads: [Double],
        faults: [String],
        series: [Series] = []
    ) {
        self.title = title
        self.runs = runs
        self.loads = loads
        self.faults = faults
        self.series = series
        medians = (runs.first ?? []).map { figure in
            let values = runs.compactMap { run in
                run.first { $0.name == figure.name }?.value
            }.sorted()
            return Figure(figure.name, values[values.count / 2], figure.unit, figure.target)
        }
    }
}

extension Report {
    /// The median of a figure; 0 where it was not measured.
    func median(_ name: String) -> Double {
        medians.first { $0.name == name }?.value ?? 0
    }
}

/// Everything that one call of `bench` prints.
struct Document: Encodable {
    let machine: Machine
    /// Keys of the daemon's configuration that are not the defaults.
    let settings: [String: String]
    let reports: [Report]

    init(machine: Machine, settings: [String: String], _ reports: [Report]) {
        self.machine = machine
        self.settings = settings
        self.reports = reports
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
        var lines = machine.lines
        let changed = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        lines.append("settings: " + (changed.isEmpty ? "defaults" : changed.joined(separator: " ")))
        for report in reports { lines += ["", report.title] + Self.rows(of: report) }
        return lines.joined(separator: "\n")
    }

    private static func rows(of report: Report) -> [String] {
        let loads = report.loads.map { Self.text($0) }.joined(separator: " ")
        var rows = ["  load before each run: \(loads)"]
        for (index, median) in report.medians.enumerated() {
            let values = report.runs.map { Self.text($0[index].value) }
            var row = "  " + median.name.padded(34)
            row += Self.text(median.value).padded(12, onLeft: true) + " " + median.unit.padded(10)
            if let target = median.target {
                row += "\(target.isMet(by: median.value) ? "ok    " : "MISSED") \(target)"
            }
            if values.count > 1 { row += "  (" + values.joined(separator: " ") + ")" }
            rows.append(row)
        }
        return rows + report.faults.map { "  WRONG: \($0)" }
    }

    private static func text(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 1 ? 2 : 4
        return value.formatted(.number.precision(.fractionLength(digits)).grouping(.never))
    }
}

extension String {
    fileprivate func padded(_ width: Int, onLeft: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return onLeft ? blanks + self : self + blanks
    }
}
