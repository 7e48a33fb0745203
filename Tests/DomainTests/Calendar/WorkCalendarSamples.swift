import Domain
import Foundation
import Testing

/// A calendar of the time zone; round the clock unless told otherwise.
func calendar(
    _ zone: String,
    week: [Int: [ClockRange]]? = nil,
    holidays: Set<CalendarDay> = [],
    exceptions: [CalendarDay: [ClockRange]] = [:]
) throws -> WorkCalendar {
    let hours = week.map { WorkingHours(week: $0, holidays: holidays, exceptions: exceptions) }
    return WorkCalendar(timeZone: try #require(TimeZone(identifier: zone)), hours: hours)
}

/// Monday to Friday, 9 to 13 and 14 to 19.
func office(
    _ zone: String,
    holidays: Set<CalendarDay> = [],
    exceptions: [CalendarDay: [ClockRange]] = [:]
) throws -> WorkCalendar {
    let blocks = [try block("09:00", "13:00"), try block("14:00", "19:00")]
    let week = Dictionary(uniqueKeysWithValues: (1...5).map { ($0, blocks) })
    return try calendar(zone, week: week, holidays: holidays, exceptions: exceptions)
}

/// The same blocks on every day of the week.
func daily(_ zone: String, _ blocks: ClockRange...) throws -> WorkCalendar {
    try calendar(zone, week: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, blocks) }))
}

/// A block written as people write it: 09:00 to 24:00.
func block(_ start: String, _ end: String) throws -> ClockRange {
    func minutes(_ text: String) throws -> Int {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        try #require(parts.count == 2)
        return parts[0] * 60 + parts[1]
    }
    return try #require(ClockRange(start: minutes(start), end: minutes(end)))
}

/// An instant written with its offset: 2026-07-17T18:55:00+03:00.
func at(_ text: String) throws -> Date {
    try Date.ISO8601FormatStyle().parse(text)
}

/// A day written 2026-07-17.
func day(_ text: String) throws -> CalendarDay {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    try #require(parts.count == 3)
    return CalendarDay(year: parts[0], month: parts[1], day: parts[2])
}
