import Domain
package import Foundation

/// How large an agency is, and which year of it is lived through.
package struct AgencySize: Sendable {
    package var seed: UInt64 = 7
    /// The first day, in Moscow.
    package var first = "2026-01-01"
    package var days = 365
    package var clients = 300
    package var leads = 12_000
    package var calls = 30_000
    package var presales = 150
    /// How many sites are looked up in search engines every day.
    package var sites = 30

    package init() {}

    /// Moscow has been three hours ahead of UTC since 2014.
    static let zone = 3.0 * 3600

    /// Midnight of the first day.
    package var start: Date {
        CalendarDay(first).map {
            Date(timeIntervalSince1970: Double($0.ordinal) * 86_400 - Self.zone)
        }
            ?? .distantPast
    }

    /// Midnight after the last day.
    package var end: Date { start + Double(days) * 86_400 }

    /// The day on which an instant lies.
    func day(of instant: Date) -> CalendarDay {
        CalendarDay(ordinal: Int((instant.timeIntervalSince1970 + Self.zone) / 86_400))
    }
}
