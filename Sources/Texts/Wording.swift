import Domain
import Foundation

/// How values are written in one language.
struct Wording: Sendable {
    let language: Language
    let timeZone: TimeZone

    /// The value as it stands in a sentence.
    func text(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): flag ? language.yes : language.no
        case .number(let number): text(number)
        case .text(let text): text
        case .list(let values): joined(values.map(text))
        case .object(let members): joined(pairs(members))
        }
    }

    /// The value, seen through a helper.
    func text(_ value: Value, _ helper: Filling.Helper) -> String {
        switch helper {
        case .labels: joined(names(in: value).map { language.labels[$0] ?? $0 })
        case .roles: joined(names(in: value).map { language.roles[$0] ?? $0 })
        case .word: joined(names(in: value).map { language.words[$0] ?? $0 })
        case .coded: joined(names(in: value).map(explained))
        case .duration: duration(value) ?? text(value)
        case .date: instant(value).map(date) ?? day(value) ?? text(value)
        case .time: instant(value).map(timeOfDay) ?? text(value)
        case .moment: instant(value).map { "\(date($0)), \(timeOfDay($0))" } ?? text(value)
        case .money: money(value) ?? text(value)
        case .points: number(value).map(points) ?? text(value)
        }
    }

    /// A phrase that nobody wrote a template for.
    func plain(_ phrase: Phrase) -> String {
        guard !phrase.values.isEmpty else { return phrase.template }
        return "\(phrase.template) (\(joined(pairs(phrase.values))))"
    }

    // MARK: - Words

    private func pairs(_ members: [String: Value]) -> [String] {
        members.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }
    }

    private func joined(_ parts: [String]) -> String {
        parts.joined(separator: ", ")
    }

    private func names(in value: Value) -> [String] {
        switch value {
        case .list(let values): values.map(text)
        case .object(let members): members.keys.sorted()
        case .null, .bool, .number, .text: value.isBlank ? [] : [text(value)]
        }
    }

    private func explained(_ word: String) -> String {
        guard let meaning = language.words[word], meaning != word else { return word }
        return "\(meaning) (\(word))"
    }

    // MARK: - Numbers

    private func text(_ number: Decimal) -> String {
        let parts = "\(number)".split(separator: ".", maxSplits: 1)
        let whole = grouped(parts.first.map(String.init) ?? "0")
        return parts.count == 2 ? whole + language.decimalPoint + parts[1] : whole
    }

    /// Four digits stay together: they are easily read, and may be a year.
    private func grouped(_ digits: String) -> String {
        let sign = digits.hasPrefix("-") ? "−" : ""
        let bare = digits.drop { $0 == "-" }
        guard bare.count > 4, bare.allSatisfy(\.isNumber) else { return sign + bare }
        let head = bare.count % 3
        var groups = head == 0 ? [] : [bare.prefix(head)]
        var rest = bare.dropFirst(head)
        while !rest.isEmpty {
            groups.append(rest.prefix(3))
            rest = rest.dropFirst(3)
        }
        return sign + groups.joined(separator: language.groupSeparator)
    }

    /// Units of the rating, always with two places.
    private func points(_ number: Decimal) -> String {
        let parts = number.twoPlaces.split(separator: ".", maxSplits: 1)
        return grouped(parts.first.map(String.init) ?? "0") + language.decimalPoint
            + (parts.dropFirst().first ?? "00")
    }

    private func number(_ value: Value?) -> Decimal? {
        switch value {
        case .number(let number): number
        case .text(let text):
            Decimal(string: text, locale: Foundation.Locale(identifier: "en_US_POSIX"))
        case .null, .bool, .list, .object, nil: nil
        }
    }

    private func money(_ value: Value) -> String? {
        guard case .object(let members) = value, let amount = number(members["amount"]),
            let currency = members["currency"]?.text
        else { return nil }
        let signs = ["RUB": "₽", "USD": "$", "EUR": "€"]
        var figures = text(amount)
        let fraction = figures.split(separator: language.decimalPoint).dropFirst().last
        if fraction?.count == 1 { figures += "0" }
        return "\(figures)\u{A0}\(signs[currency] ?? currency)"
    }

    // MARK: - Time

    /// The two largest units, abbreviated: an abbreviation is right in every grammatical case.
    private func duration(_ value: Value) -> String? {
        guard let number = number(value), number >= 0, number < 1_000_000_000 else { return nil }
        let seconds = Int(truncating: number as NSDecimalNumber)
        let counts = [seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
        let units = zip(counts, language.timeUnits)
        let parts = units.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
        guard !parts.isEmpty else { return "0\u{A0}\(language.timeUnits[3])" }
        return parts.map { "\($0.0)\u{A0}\($0.1)" }.joined(separator: " ")
    }

    private func instant(_ value: Value) -> Date? {
        value.text.flatMap(Timestamp.date)
    }

    private func components(_ date: Date) -> DateComponents {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    }

    private func date(_ date: Date) -> String {
        let parts = components(date)
        return written(parts.year ?? 0, parts.month ?? 1, parts.day ?? 0)
    }

    /// A day without a time, such as `2026-10-01`.
    private func day(_ value: Value) -> String? {
        value.text.flatMap { CalendarDay($0) }.map { written($0.year, $0.month, $0.day) }
    }

    private func written(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(day) \(language.months[(month - 1) % 12]) \(year)"
    }

    private func timeOfDay(_ date: Date) -> String {
        let parts = components(date)
        let minute = parts.minute ?? 0
        return "\(parts.hour ?? 0):\(minute < 10 ? "0" : "")\(minute)"
    }
}
