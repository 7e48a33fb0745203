import Domain
package import Foundation
package import Texts

/// How figures and words are shown to people in one language.
package struct ReportLanguage: Sendable {
    package let locale: Texts.Locale
    let vocabulary: [String: String]
    /// Meanings of the company's coded words, such as junk stages.
    private let word: @Sendable (String) -> String

    package init(_ locale: Texts.Locale, word: @escaping @Sendable (String) -> String) {
        self.locale = locale
        self.word = word
        let own =
            switch locale {
            case .ru: [ReportVocabulary.russian, ReaderWords.russian, Registry.words(\.russian)]
            case .en: [ReportVocabulary.english, ReaderWords.english, Registry.words(\.english)]
            }
        vocabulary = own.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    /// A word of the pages themselves.
    package subscript(_ key: String) -> String { vocabulary[key] ?? key }

    /// A word of the pages, where there is one.
    subscript(_ key: String, or other: String) -> String { vocabulary[key] ?? other }

    /// The meaning of a word of the contract.
    package func meaning(_ code: String) -> String { vocabulary["word.\(code)"] ?? word(code) }

    func title(_ name: ReportName) -> String { self["report.\(name.rawValue)"] }

    func title(_ reader: Reader) -> String { self["reader.\(reader.rawValue)"] }

    func title(_ column: ReportColumn) -> String { self["column.\(column.key)"] }

    func title(_ by: ReportGrouping) -> String { self["by.\(by.rawValue)"] }

    // MARK: - Figures

    var decimalPoint: String { locale == .ru ? "," : "." }
    private var groupSeparator: String { locale == .ru ? "\u{A0}" : "," }

    /// A whole number in groups of three digits.
    package func count(_ number: Int) -> String {
        let digits = String(abs(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += groupSeparator }
            text.append(digit)
        }
        return number < 0 ? "−" + text : text
    }

    /// A number with this many digits behind the point.
    func decimal(_ number: Double, digits: Int) -> String {
        let scale = [1.0, 10, 100, 1000][min(digits, 3)]
        let scaled = Int((abs(number) * scale).rounded())
        let fraction = String(scaled % Int(scale))
        let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
        let sign = number < 0 && scaled > 0 ? "−" : ""
        let whole = sign + count(scaled / Int(scale))
        return digits == 0 ? whole : whole + decimalPoint + zeros + fraction
    }

    func share(_ share: Double) -> String {
        decimal(share * 100, digits: 1) + (locale == .ru ? "\u{A0}%" : "%")
    }

    func money(_ money: Money) -> String {
        let text = Money.text(money.amount)
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".")
        let whole = parts.first.flatMap { Int($0) } ?? 0
        let fraction = parts.count > 1 ? String(parts[1]) : "00"
        let isRound = fraction.allSatisfy { $0 == "0" }
        let amount = count(whole) + (isRound ? "" : decimalPoint + fraction)
        let sign = isNegative ? "−" : ""
        let symbol = ["RUB": "₽", "USD": "$", "EUR": "€"][money.currency] ?? money.currency
        return locale == .ru ? "\(sign)\(amount)\u{A0}\(symbol)" : "\(sign)\(symbol)\(amount)"
    }

    /// Units of the rating, with two places.
    func points(_ points: Decimal) -> String {
        let parts = points.twoPlaces.drop { $0 == "-" }.split(separator: ".")
        let whole = parts.first.flatMap { Int($0) } ?? 0
        let sign = points < 0 ? "−" : ""
        return sign + count(whole) + decimalPoint + (parts.dropFirst().first ?? "00")
    }

    /// A length of time in its two largest units.
    func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        guard whole >= 60 else {
            return decimal(seconds, digits: seconds < 10 && seconds > 0 ? 1 : 0)
                + "\u{A0}" + self["unit.second"]
        }
        let units = [
            (86_400, "unit.day"), (3600, "unit.hour"), (60, "unit.minute"), (1, "unit.second"),
        ]
        guard let first = units.firstIndex(where: { whole >= $0.0 }) else { return "" }
        let parts = [first, first + 1].filter { $0 < units.count }.map { index in
            let above = index == 0 ? Int.max : units[index - 1].0
            return ((index == first ? whole : whole % above) / units[index].0, units[index].1)
        }
        return parts.filter { $0.0 > 0 }.map { "\(count($0.0))\u{A0}\(self[$0.1])" }
            .joined(separator: " ")
    }

    func day(_ day: CalendarDay) -> String {
        let (number, month) = (day.day, Self.two(day.month))
        switch locale {
        case .ru: return "\(Self.two(number)).\(month).\(day.year)"
        case .en: return "\(number) \(self["month.\(day.month)"]) \(day.year)"
        }
    }

    /// Day and time of day in a time zone.
    package func moment(_ instant: Date, _ zone: TimeZone) -> String {
        let calendar = WorkCalendar(timeZone: zone)
        let seconds = Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant)
        let ofDay = ((seconds % 86_400) + 86_400) % 86_400
        let clock = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map(Self.two)
        return day(calendar.day(of: instant)) + " " + clock.joined(separator: ":")
    }

    /// How a row is called: a person, a day, or whatever its key is.
    func name(of row: ReportRow, _ by: ReportGrouping) -> String {
        if let name = row.name { return name }
        guard !row.key.isEmpty else { return self["none.\(by.rawValue)"] }
        if by == .state { return meaning(row.key) }
        if by == .day, let day = CalendarDay(row.key) { return self.day(day) }
        return row.key
    }

    /// A figure for people.
    package func text(_ cell: ReportCell, _ zone: TimeZone) -> String {
        switch cell {
        case .count(let count): self.count(count)
        case .share(let share): share.map(self.share) ?? "—"
        case .score(let score): score.map { decimal($0, digits: 1) } ?? "—"
        case .seconds(let seconds): seconds.map(duration) ?? "—"
        case .money(let money): money.map(self.money) ?? "—"
        case .points(let points): points.map(self.points) ?? "—"
        case .parts(let parts): text(parts)
        case .text(let text): text.map(meaning) ?? "—"
        case .instant(let instant): moment(instant, zone)
        }
    }

    private func text(_ parts: [String: Int]) -> String {
        guard !parts.isEmpty else { return "—" }
        return parts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(meaning($0)) \(count($1))" }.joined(separator: ", ")
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
