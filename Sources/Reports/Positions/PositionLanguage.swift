import Domain
import Foundation
import Texts

/// How positions are told in one language.
struct PositionLanguage {
    let report: ReportLanguage
    private let vocabulary: [String: String]

    init(_ language: ReportLanguage) {
        report = language
        vocabulary =
            switch language.locale {
            case .ru: PositionVocabulary.russian
            case .en: PositionVocabulary.english
            }
    }

    subscript(_ key: String) -> String { vocabulary[key] ?? key }

    /// A sentence with values in the place of its signs `%`, one after the other.
    func filled(_ key: String, _ values: String...) -> String {
        var parts = self[key].parts(at: "%")
        var text = String(parts.removeFirst())
        for (index, part) in parts.enumerated() {
            text += (index < values.count ? values[index] : "%") + part
        }
        return text
    }

    /// A sentence about this many things.
    func counted(_ key: String, _ count: Int) -> String {
        let isOne =
            switch report.locale {
            case .ru: count % 10 == 1 && count % 100 != 11
            case .en: count == 1
            }
        return filled("\(key).\(isOne ? "one" : "many")", report.count(count))
    }

    // MARK: - Names

    func name(_ key: PositionSeriesKey) -> String {
        let parts = [
            self["engine.\(key.engine)", or: key.engine],
            key.region.map { "\(self["region"]) \($0)" },
            key.device.map { self["device.\($0)", or: $0] },
            source(of: key),
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    /// Who measured.
    func source(of key: PositionSeriesKey) -> String {
        self["source.\(key.source)", or: key.source]
    }

    private subscript(_ key: String, or other: String) -> String { vocabulary[key] ?? other }

    func day(_ day: CalendarDay) -> String { report.day(day) }

    // MARK: - Figures

    /// A number with this many digits at most; zeros at its end are left out.
    func number(_ number: Decimal, digits: Int = 2) -> String {
        var text = report.decimal(number.nearestDouble, digits: digits)
        guard text.contains(report.decimalPoint) else { return text }
        while text.last == "0" { text.removeLast() }
        if text.hasSuffix(report.decimalPoint) { text.removeLast() }
        return text
    }

    func percent(_ share: Decimal?) -> String {
        share.map { number($0) + (report.locale == .ru ? "\u{A0}%" : "%") } ?? "—"
    }

    /// Percentage points with their sign.
    func points(_ change: Decimal) -> String {
        let sign = change > 0 ? "+" : change < 0 ? "−" : ""
        return sign + number(abs(change)) + "\u{A0}" + self["points"]
    }

    func reading(_ reading: PositionReading?) -> String {
        switch reading {
        case nil: "—"
        case .place(let place): "\(place)"
        case .notFound: self["not_found"]
        case .notMeasured: self["not_measured"]
        case .notTracked: self["not_tracked"]
        }
    }

    func median(_ median: PositionFigures.Median?, depth: Int) -> String {
        switch median {
        case nil: "—"
        case .place(let place): number(place, digits: 1)
        case .notFound: ">\(depth)"
        }
    }

    /// What happened to a keyword: places where there is a number, a word else.
    func change(_ line: PositionKeywordLine) -> String {
        guard let places = line.placesGained else { return self["state.\(line.state.rawValue)"] }
        return (places > 0 ? "▲\u{A0}" : "▼\u{A0}") + "\(abs(places))"
    }

    // MARK: - Sentences

    /// The sentence at the head of a series.
    func headline(_ series: PositionSeriesReport) -> String {
        switch series.comparisons[.day] {
        case .success(let comparison): headline(comparison)
        case .failure(let why): "\(self["nothing_to_compare"]): \(self[why.rawValue])."
        case nil: "\(self["nothing_to_compare"])."
        }
    }

    private func headline(_ comparison: PositionComparison) -> String {
        let keywords = counted("same_keywords", comparison.compared)
        guard let change = comparison.change else { return self["nothing_to_compare"] + "." }
        let from = percent(comparison.visibilityBefore?.percent)
        let span = filled("from_to", from, percent(comparison.visibility?.percent))
        let amount = number(abs(change)) + "\u{A0}" + self["points"]
        let verb =
            change == 0
            ? self["stayed"] : filled(change > 0 ? "rose" : "fell", amount)
        return "\(verb) (\(span), \(day(comparison.date))) \(keywords)."
    }
}
