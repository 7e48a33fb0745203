import Domain
import Foundation
import Reports
import Testing

/// A report goes out when the clock on the wall says so.
@Suite struct `A report by mail` {
    private static func due(
        _ now: String,
        _ zone: String,
        every: MailSchedule.Every = .day,
        minute: Int = 540
    ) throws -> String {
        let calendar = WorkCalendar(timeZone: try #require(TimeZone(identifier: zone)))
        let schedule = MailSchedule(
            name: "d",
            report: .marketing,
            by: nil,
            every: every,
            minute: minute
        )
        let instant = try #require(Timestamp.date(now))
        return Timestamp.text(try #require(schedule.latest(at: instant, calendar)).due)
    }

    @Test(arguments: [
        ("2027-03-27T12:00:00Z", "2027-03-27T08:00:00.000Z"),
        ("2027-03-28T12:00:00Z", "2027-03-28T07:00:00.000Z"),
        ("2027-03-28T06:59:59Z", "2027-03-27T08:00:00.000Z"),
        ("2027-10-31T12:00:00Z", "2027-10-31T08:00:00.000Z"),
        ("2027-10-31T07:59:59Z", "2027-10-30T07:00:00.000Z"),
        ("2027-11-01T12:00:00Z", "2027-11-01T08:00:00.000Z"),
    ])
    func `is due at nine, also on days on which clocks change`(now: String, due: String) throws {
        #expect(try Self.due(now, "Europe/Berlin") == due)
    }

    @Test func `is due after the gap where the clock skips its time`() throws {
        // Clocks go from 02:00 to 03:00.
        let due = try Self.due("2027-03-28T12:00:00Z", "Europe/Berlin", minute: 150)
        #expect(due == "2027-03-28T01:00:00.000Z")
    }

    @Test func `of a week is due at nine of the Monday after a change`() throws {
        let due = try Self.due("2027-03-29T12:00:00Z", "Europe/Berlin", every: .week)
        #expect(due == "2027-03-29T07:00:00.000Z")
    }
}
