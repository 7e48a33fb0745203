/// Days, weeks and months as people and files write them.
extension CalendarDay {
    /// Such as `2026-09-21`.
    package var text: String { "\(monthText)-\(Self.padded(day, 2))" }

    /// The day that a text such as `2026-09-21` names; nil where it names none.
    package init?(_ text: String) {
        var digits = [0, 0, 0]
        var part = 0
        guard text.utf8.count == 10 else { return nil }
        for (index, byte) in text.utf8.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                part += 1
            } else {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                digits[part] = digits[part] * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        let (year, month, day) = (digits[0], digits[1], digits[2])
        guard (1...12).contains(month) else { return nil }
        let named = CalendarDay(year: year, month: month, day: day)
        guard CalendarDay(ordinal: named.ordinal) == named else { return nil }
        self = named
    }

    /// The month, such as `2026-09`.
    package var monthText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))" }

    /// The ISO week, such as `2026-W39`: weeks begin on Monday, the first holds 4 January.
    package var weekText: String {
        let thursday = adding(days: 4 - weekday)
        let firstDay = CalendarDay(year: thursday.year, month: 1, day: 1)
        let number = (thursday.ordinal - firstDay.ordinal) / 7 + 1
        return "\(Self.padded(thursday.year, 4))-W\(Self.padded(number, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CalendarDay: CustomStringConvertible {
    package var description: String { text }
}

extension CalendarDay: Codable {
    /// Reads a day, with or without a time after it; anything else is an error.
    ///
    /// So is a day of another century: `0001-01-01` is what programs write that know none.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        let rest = text.dropFirst(10).first
        guard let day = CalendarDay(String(text.prefix(10))), Self.usualYears.contains(day.year),
            rest == nil || rest == "T" || rest == " "
        else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be a day such as 2026-01-15"
            )
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static let usualYears = 1900...2199
}
