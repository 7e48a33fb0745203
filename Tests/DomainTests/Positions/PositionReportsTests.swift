import Domain
import Foundation
import Testing

@Suite struct `Reports of positions that go out` {
    private static func floor(
        _ change: (inout PositionsPolicy) -> Void = { _ in }
    ) -> SalesFloor {
        var policy = PositionsPolicy()
        policy.reportEvery = nil
        change(&policy)
        var floor = SalesFloor.asking()
        floor.policies.loyalty = nil
        floor.policies.positions = policy
        floor.announce()
        floor.forget()
        return floor
    }

    private func request(
        _ id: String = "R1",
        _ more: String = #", "send_to": ["boss@client.test"]"#
    ) -> String {
        #"{"request_id": "\#(id)", "client_id": "C1", "kinds": ["positions"], "period": "#
            + #"{"from": "2026-06-01", "to": "2026-07-14"}\#(more)}"#
    }

    private func made(_ id: String = "R1", _ report: String? = "abc") -> PositionReportMade {
        PositionReportMade(
            clientID: "C1",
            requestID: RequestID(trusted: id),
            report: report,
            date: "2026-07-14",
            sha256: "00",
            headlines: ["Visibility rose by 2.38 pp."]
        )
    }

    private func mails(_ floor: SalesFloor) -> [MailSend] {
        floor.published.compactMap { $0 as? MailSend }
    }

    private func ready(_ floor: SalesFloor) -> [ReportReady] {
        floor.published.compactMap { $0 as? ReportReady }
    }

    @Test func `are wanted until they are made, and told then`() {
        var floor = Self.floor()
        floor.hear("report.requested", request())
        #expect(floor.state(of: PositionReports.self, "C1")?.requests.first?.made == nil)
        #expect(floor.published.isEmpty)
        floor.hear(made())
        #expect(mails(floor).map(\.to) == [["boss@client.test"]])
        #expect(ready(floor).map(\.report) == ["abc"])
        #expect(floor.state(of: PositionReports.self, "C1")?.requests.first?.made != nil)
    }

    @Test func `are told once, however often it is said that they are made`() {
        var floor = Self.floor()
        floor.hear("report.requested", request())
        floor.hear(made())
        floor.forget()
        floor.hear(made())
        #expect(floor.published.isEmpty)
    }

    @Test func `are told again to whoever asks for the very same again`() {
        var floor = Self.floor()
        floor.hear("report.requested", request())
        floor.hear("report.requested", request())
        #expect(floor.published.isEmpty)
        floor.hear(made())
        let first = ready(floor)
        floor.forget()
        floor.pass(.seconds(60))
        floor.hear("report.requested", request())
        #expect(first.map(\.report) == ["abc"])
        #expect(ready(floor).map(\.url) == first.map(\.url))
        #expect(ready(floor).map(\.answerKey) == first.map(\.answerKey))
        #expect(mails(floor).isEmpty)
    }

    @Test func `are not made of another request under the same id`() {
        var floor = Self.floor()
        floor.hear("report.requested", request())
        floor.hear("report.requested", request("R1", #", "send_to": ["other@client.test"]"#))
        #expect(floor.journal.contains { $0.contains("conflict") })
        #expect(floor.state(of: PositionReports.self, "C1")?.requests.count == 1)
    }

    @Test func `without positions are told to nobody but who asked`() {
        var floor = Self.floor()
        floor.hear("report.requested", request("R1", #", "requester_id": "pavel""#))
        floor.hear(made("R1", nil))
        #expect(mails(floor).isEmpty && ready(floor).isEmpty)
    }

    @Test func `are due on Mondays at nine, for all addresses of the client`() throws {
        var floor = Self.floor { $0.reportEvery = .days(7) }
        let (_, firing) = try #require(floor.timer("position_reports", "position_report"))
        // Noon is that of a Wednesday.
        let calendar = floor.policies.calendar
        #expect(calendar.day(of: firing.due) == CalendarDay(year: 2026, month: 7, day: 20))
        floor.pass(until: firing.due)
        let wanted = floor.state(of: PositionReports.self, "C1")?.requests.first
        #expect(wanted?.sendTo == ["a@client.test"] && wanted?.isScheduled == true)
        #expect(wanted?.period.to == "2026-07-19")
        #expect(floor.timer("position_reports", "position_report") != nil)
    }

    @Test func `end with the client`() {
        var floor = Self.floor { $0.reportEvery = .days(7) }
        floor.announce("C1", #""emails": ["a@client.test"], "active": false"#)
        #expect(floor.timer("position_reports", "position_report") == nil)
    }
}
