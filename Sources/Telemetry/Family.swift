/// All series of one metric.
struct Family {
    /// What the metric is; the `TYPE` of the exposition.
    enum Kind: String {
        case counter, gauge, histogram
    }

    /// More label values than this share one last series: labels never fill the memory.
    static let seriesMax = 200
    /// The most characters of one label's value.
    static let labelLengthMax = 120
    /// The value of every label of the last series.
    static let overflow = "other"

    let kind: Kind
    /// The name that the help is kept under, without the suffixes of the exposition.
    let label: String
    private(set) var series: [String: any Instrument] = [:]

    init(kind: Kind, label: String) {
        self.kind = kind
        self.label = label
    }

    /// The series with the labels, made when it is first asked for.
    mutating func instrument<I: Instrument>(
        _ dimensions: [(String, String)],
        _ make: () -> I
    ) -> I {
        var labels = Self.labels(dimensions)
        if series[labels] == nil, series.count >= Self.seriesMax {
            labels = Self.labels(dimensions.map { ($0.0, Self.overflow) })
        }
        if let known = series[labels] as? I { return known }
        let fresh = make()
        series[labels] = fresh
        return fresh
    }

    /// Sorted by name, so that the order in the code does not matter.
    private static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { name, value in (Exposition.name(name), value.prefix(labelLengthMax)) }
            .sorted { $0.0 < $1.0 }
            .map { "\($0)=\"\(Exposition.labelValue(String($1)))\"" }
            .joined(separator: ",")
    }
}
