import Domain
import Foundation

/// Section `[calendar]`, which becomes Domain's working hours.
enum CalendarSection {
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    static func hours(_ section: SectionReader) -> WorkingHours? {
        let week = weekdays.map { name in
            section.optional(
                name,
                .clockRanges,
                sample: sample(name),
                "nothing or []: a day off"
            )
                ?? []
        }
        let holidays = section.value(
            "holidays",
            Form.days.list(),
            default: [],
            "days off, such as [\"2026-01-01..2026-01-08\", \"2026-02-23\"]"
        )
        let exceptions = exceptions(section)
        if week.allSatisfy(\.isEmpty) && exceptions.values.allSatisfy(\.isEmpty) {
            section.report(
                "has no working hours at all; give some, or leave the section out for 24x7"
            )
        }
        let numbered = zip(1..., week).filter { !$0.1.isEmpty }
        return WorkingHours(
            week: Dictionary(uniqueKeysWithValues: numbered.map { ($0.0, $0.1) }),
            holidays: Set(holidays.flatMap(\.days)),
            exceptions: exceptions
        )
    }

    private static func sample(_ weekday: String) -> String {
        ["saturday", "sunday"].contains(weekday) ? "[]" : "[\"09:00-13:00\", \"14:00-18:00\"]"
    }

    private static func exceptions(_ section: SectionReader) -> [CalendarDay: [ClockRange]] {
        let listed = section.map(
            "working_days",
            .clockRanges,
            samples: ["\"2026-11-07\" = [\"10:00-16:00\"]"],
            "Days with hours of their own; they win over weekday and holiday."
        )
        let days = listed.compactMap { text, ranges -> (CalendarDay, [ClockRange])? in
            if let day = CalendarDay(text) { return (day, ranges) }
            section.reading.report(
                section.path / "working_days" / text,
                .file,
                "must be a day such as \"2026-11-07\", not \(TOMLNode.quoted(text))"
            )
            return nil
        }
        return Dictionary(days) { first, _ in first }
    }
}
