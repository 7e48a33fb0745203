import Domain
import Engine
import Foundation
import Testing

/// A client who has had documents every month for years.
@Suite struct `Sets of many years` {
    /// From the March of 2026 on, an act a month of which the client's mail server has taken each.
    private func office(years: Int) throws -> DocumentOffice {
        let office = try DocumentOffice(start: "2026-03-31T09:00:00Z")
        try office.client()
        let first = try #require(CalendarMonth(rawValue: "2026-03"))
        for month in (0..<(years * 12)).map(first.adding) {
            try office.wait(until: month.lastDay.text + "T09:00:00Z")
            try office.charge("c-\(month.rawValue)", "10.00", on: month.firstDay.text)
            try office.want("R-\(month.rawValue)", month: month.rawValue)
            try office.deliver(try #require(office.mails.last?.id))
        }
        return office
    }

    @Test func `cost an event little more than those of three`() throws {
        let (three, ten) = (try office(years: 3), try office(years: 10))
        let sizes = [try #require(three.bytes("C1")), try #require(ten.bytes("C1"))]
        #expect(sizes[1] < sizes[0] * 3 / 2, "bytes: \(sizes)")
        #expect(ten.frozen.map { $0.act?.head.number }.suffix(2) == [1, 2])
        #expect(ten.facts("C1").map(\.ordinal) == Array(1...120))
        #expect(ten.facts("C1").allSatisfy { $0.phase == .delivered })
    }

    @Test func `are found by request and by period, and not made twice`() throws {
        let office = try office(years: 6)
        let count = office.frozen.count
        try office.want("R-2026-05", month: "2026-05")
        try office.want("again", month: "2026-06")
        #expect(office.frozen.count == count)
        let ready = try office.ready().suffix(2)
        #expect(ready.map { $0.documents.first?.number } == ["3", "4"])
        try office.want("R-2026-05", month: "2027-05")
        #expect(office.lastOutcome?.0 == .rejected)
        #expect(office.frozen.count == count)
        #expect(office.facts("C1")[3].requests.map(\.id.rawValue) == ["R-2026-06", "again"])
    }

    @Test func `go out again, are replaced and voided as before`() throws {
        let office = try office(years: 6)
        try office.want("R2", month: "2026-05", #", "mode": "resend""#)
        #expect(office.facts("C1")[2].resend?.phase == .handedOver)
        try office.want("R3", month: "2026-07", #", "mode": "reissue""#)
        let replaced = try #require(office.frozen.last?.act?.head)
        #expect(replaced.replaces?.number == 5 && office.facts("C1")[4].phase == .voided)
        try office.publish("documents.voided", #"{"request_id": "R-2026-08", "client_id": "C1"}"#)
        #expect(office.facts("C1")[5].phase == .voided)
        try office.publish("documents.voided", #"{"request_id": "R-2028-01", "client_id": "C1"}"#)
        try office.want("R4", month: "2028-01")
        #expect(office.frozen.last?.act?.previous?.number == 12)
        #expect(office.facts("C1").count == 72 + 2)
    }

    /// An act begins where the last one before it ends, on whatever shelf that lies.
    @Test func `tie with the next act of an old month`() throws {
        let office = try office(years: 6)
        try office.pay("late", "4.00", on: "2026-05-10")
        let outdated = office.sent("baton.document.outdated").count
        #expect(outdated == 72 - 2, "every act from May on says another balance")
        try office.publish("documents.voided", #"{"request_id": "R-2026-06", "client_id": "C1"}"#)
        try office.want("R2", month: "2026-06")
        let act = try #require(office.frozen.last?.act)
        #expect(act.previous?.number == 3 && act.opening.text == "26.00")
        #expect(act.closing.text == "36.00")
    }
}
