import Domain
import Foundation
import Testing

@Suite struct `Working time` {
    @Test func `fifteen minutes begun at 18:55 end at 9:10 next working day`() throws {
        let friday = try at("2026-07-17T18:55:00+03:00")
        let end = try office("Europe/Moscow").adding(.seconds(900), to: friday)
        #expect(try end == at("2026-07-20T09:10:00+03:00"))
    }

    @Test func `what is used up exactly at a closing ends at that closing`() throws {
        let start = try at("2026-07-17T18:45:00+03:00")
        let end = try office("Europe/Moscow").adding(.seconds(900), to: start)
        #expect(try end == at("2026-07-17T19:00:00+03:00"))
    }

    @Test func `the closing itself is no longer working time`() throws {
        let office = try office("Europe/Moscow")
        let closing = try at("2026-07-17T19:00:00+03:00")
        #expect(!office.isOpen(at: closing))
        #expect(office.isOpen(at: closing - 0.001))
        #expect(try office.adding(.seconds(60), to: closing) == at("2026-07-20T09:01:00+03:00"))
    }

    @Test(arguments: ["2026-07-18T12:00:00+03:00", "2026-07-17T10:00:00+03:00"])
    func `no time at all ends where it began, open or not`(text: String) throws {
        let start = try at(text)
        #expect(try office("Europe/Moscow").adding(.zero, to: start) == start)
        #expect(try office("Europe/Moscow").adding(.seconds(-5), to: start) == start)
    }

    @Test func `a block ends for lunch and the next one goes on`() throws {
        let office = try office("Europe/Moscow")
        let noon = try at("2026-07-17T12:00:00+03:00")
        #expect(try office.closing(of: noon) == at("2026-07-17T13:00:00+03:00"))
        #expect(try office.adding(.seconds(5400), to: noon) == at("2026-07-17T14:30:00+03:00"))
        let lunch = try at("2026-07-17T13:20:00+03:00")
        #expect(try office.nextOpening(atOrAfter: lunch) == at("2026-07-17T14:00:00+03:00"))
        #expect(office.closing(of: lunch) == nil)
    }

    @Test func `a holiday is off and an exception wins over it`() throws {
        let office = try office(
            "Europe/Moscow",
            holidays: [day("2026-07-20"), day("2026-07-21")],
            exceptions: [day("2026-07-21"): [block("10:00", "12:00")], day("2026-07-22"): []]
        )
        let friday = try at("2026-07-17T18:55:00+03:00")
        #expect(try office.adding(.seconds(900), to: friday) == at("2026-07-21T10:10:00+03:00"))
        let tuesday = try at("2026-07-21T11:55:00+03:00")
        #expect(try office.adding(.seconds(900), to: tuesday) == at("2026-07-23T09:10:00+03:00"))
        #expect(try !office.isWorkingDay(day("2026-07-20")))
        #expect(try office.isWorkingDay(day("2026-07-21")))
        #expect(try !office.isWorkingDay(day("2026-07-22")))
        #expect(try !office.isWorkingDay(day("2026-07-25")))
    }

    @Test func `blocks that touch at midnight are one`() throws {
        let night = try daily("Asia/Omsk", block("00:00", "06:00"), block("22:00", "24:00"))
        let evening = try at("2026-07-17T23:00:00+06:00")
        #expect(try night.closing(of: evening) == at("2026-07-18T06:00:00+06:00"))
    }

    @Test func `blocks may overlap and stand in any order`() throws {
        let messy = try daily(
            "Asia/Omsk",
            block("12:00", "15:00"),
            block("09:00", "13:00"),
            block("10:00", "11:00")
        )
        let start = try at("2026-07-17T09:30:00+06:00")
        #expect(try messy.closing(of: start) == at("2026-07-17T15:00:00+06:00"))
        #expect(messy.workingTime(from: start, to: start + 86_400) == .seconds(6 * 3600))
    }

    @Test func `without hours all time is working time`() throws {
        let always = try calendar("Europe/Moscow")
        let start = try at("2026-01-01T03:00:00+03:00")
        #expect(always.isOpen(at: start))
        #expect(always.nextOpening(atOrAfter: start) == start)
        #expect(always.closing(of: start) == nil)
        #expect(always.adding(.seconds(900), to: start) == start + 900)
        #expect(always.workingTime(from: start, to: start + 0.5) == .milliseconds(500))
        #expect(try always.isWorkingDay(day("2026-01-01")))
    }

    @Test func `hours round the clock never close`() throws {
        let always = try daily("Europe/Berlin", block("00:00", "24:00"))
        let start = try at("2026-03-28T12:00:00+01:00")
        #expect(always.closing(of: start) == nil)
        #expect(always.adding(.seconds(172_800), to: start) == start + 172_800)
    }

    @Test func `a calendar that never opens has no deadline`() throws {
        let closed = try calendar("Europe/Moscow", week: [:])
        let start = try at("2026-07-17T12:00:00+03:00")
        #expect(closed.nextOpening(atOrAfter: start) == nil)
        #expect(closed.adding(.nanoseconds(1), to: start) == nil)
        #expect(closed.workingTime(from: start, to: start + 1e9) == .zero)
    }

    @Test func `only ten years are looked at`() throws {
        let horizon = WorkCalendar.horizon
        let start = try at("2026-07-17T12:00:00+03:00")
        let once = try calendar(
            "Europe/Moscow",
            week: [:],
            exceptions: [day("2037-01-01"): [block("09:00", "10:00")]]
        )
        #expect(once.nextOpening(atOrAfter: start) == nil)
        let always = try calendar("Europe/Moscow")
        #expect(always.adding(horizon, to: start) != nil)
        #expect(always.adding(horizon + .seconds(1), to: start) == nil)
        #expect(always.workingTime(from: start, to: .distantFuture) == horizon)
    }

    @Test func `time runs backwards for nobody`() throws {
        let start = try at("2026-07-17T12:00:00+03:00")
        #expect(try office("Europe/Moscow").workingTime(from: start, to: start - 60) == .zero)
        #expect(try office("Europe/Moscow").workingTime(from: start, to: start) == .zero)
    }

    @Test func `no instant and no amount of time is a trap`() throws {
        let times: [TimeInterval] = [.nan, 1e300, -.infinity, 1e12, -1e12, -1e-300, 0]
        let wild = times.map { Date(timeIntervalSinceReferenceDate: $0) }
        for calendar in [try office("Europe/Berlin"), try calendar("Europe/Berlin")] {
            for date in wild {
                _ = calendar.adding(.seconds(Int64.max), to: date)
                _ = calendar.adding(.milliseconds(1), to: date)
                _ = calendar.closing(of: date)
                _ = calendar.nextOpening(atOrAfter: date)
                _ = calendar.end(of: calendar.quarter(of: date))
                _ = calendar.workingTime(from: date, to: .distantFuture)
                _ = calendar.workingTime(from: .distantPast, to: date)
            }
            _ = calendar.startOfDay(CalendarDay(year: .max, month: .min, day: .max))
            _ = CalendarDay(ordinal: .min).adding(days: .min)
        }
    }
}

@Suite struct `Working time when clocks change` {
    /// 29 March 2026, 2:00 becomes 3:00.
    @Test func `an hour that is skipped is not worked`() throws {
        let night = try daily("Europe/Berlin", block("01:00", "05:00"))
        let start = try at("2026-03-29T01:00:00+01:00")
        #expect(try night.closing(of: start) == at("2026-03-29T05:00:00+02:00"))
        #expect(night.workingTime(from: start, to: start + 86_400 / 2) == .seconds(3 * 3600))
        #expect(try night.adding(.seconds(7200), to: start) == at("2026-03-29T04:00:00+02:00"))
    }

    @Test func `a boundary within the gap moves to the first instant after it`() throws {
        let late = try daily("Europe/Berlin", block("02:30", "05:00"))
        let early = try daily("Europe/Berlin", block("01:00", "02:30"))
        let lost = try daily("Europe/Berlin", block("02:10", "02:50"))
        let start = try at("2026-03-29T01:00:00+01:00")
        #expect(try late.nextOpening(atOrAfter: start) == at("2026-03-29T03:00:00+02:00"))
        #expect(try early.closing(of: start) == at("2026-03-29T03:00:00+02:00"))
        #expect(try lost.nextOpening(atOrAfter: start) == at("2026-03-30T02:10:00+02:00"))
    }

    /// 25 October 2026, 3:00 becomes 2:00.
    @Test func `an hour that is shown twice counts twice`() throws {
        let night = try daily("Europe/Berlin", block("01:00", "05:00"))
        let start = try at("2026-10-25T01:00:00+02:00")
        #expect(try night.closing(of: start) == at("2026-10-25T05:00:00+01:00"))
        #expect(night.workingTime(from: start, to: start + 86_400 / 2) == .seconds(5 * 3600))
        #expect(try night.adding(.seconds(10_800), to: start) == at("2026-10-25T03:00:00+01:00"))
    }

    @Test func `the clock on the wall decides within an hour that is shown twice`() throws {
        let late = try daily("Europe/Berlin", block("02:30", "05:00"))
        let first = try at("2026-10-25T02:30:00+02:00")
        #expect(try late.closing(of: first) == at("2026-10-25T02:00:00+01:00"))
        #expect(late.workingTime(from: first, to: first + 21_600) == .seconds(3 * 3600))
    }

    @Test func `a day that the zone skipped has no hours`() throws {
        let apia = try daily("Pacific/Apia", block("09:00", "17:00"))
        let start = try at("2011-12-29T16:00:00-10:00")
        #expect(try apia.adding(.seconds(7200), to: start) == at("2011-12-31T10:00:00+14:00"))
        let skipped = try apia.startOfDay(day("2011-12-30"))
        #expect(try skipped == apia.startOfDay(day("2011-12-31")))
    }
}

@Suite struct `Days and quarters` {
    @Test func `a day begins at the company's midnight`() throws {
        let omsk = try calendar("Asia/Omsk")
        let instant = try at("2026-06-30T18:00:00Z")
        #expect(try omsk.day(of: instant) == day("2026-07-01"))
        #expect(omsk.startOfDay(holding: instant) == instant)
        #expect(try omsk.day(of: instant - 0.001) == day("2026-06-30"))
    }

    @Test func `a day without midnight begins with its first instant`() throws {
        let brazil = try calendar("America/Sao_Paulo")
        let start = try brazil.startOfDay(day("2018-11-04"))
        #expect(try start == at("2018-11-04T01:00:00-02:00"))
    }

    @Test func `a quarter belongs to the company's time zone`() throws {
        let omsk = try calendar("Asia/Omsk")
        let turn = try at("2026-06-30T18:00:00Z")
        let third = try #require(Quarter(year: 2026, number: 3))
        #expect(omsk.quarter(of: turn) == third)
        #expect(omsk.quarter(of: turn - 1) == third.previous)
        #expect(omsk.start(of: third) == turn)
        #expect(omsk.end(of: third.previous) == turn)
        #expect(try omsk.end(of: third) == at("2026-09-30T18:00:00Z"))
    }

    @Test func `quarters run on over the new year`() throws {
        let first = try #require(Quarter(rawValue: "2026-Q1"))
        #expect(first.previous.rawValue == "2025-Q4")
        #expect(first.previous.next == first)
        #expect(first.previous < first)
        #expect(try first.previous.firstDayAfter == day("2026-01-01"))
    }

    @Test(arguments: [
        "", "2026", "2026-Q0", "2026-Q5", "2026-Q", "26-Q1", "+026-Q1", "2026-Q01", "2026-q1",
        " 2026-Q1", "2026-Q1-Q1", "20260-Q1", "-001-Q1",
    ])
    func `a text that is not exactly a quarter is none`(text: String) {
        #expect(Quarter(rawValue: text) == nil)
    }

    @Test func `a quarter is text in JSON, as value and as key`() throws {
        let third = try #require(Quarter(year: 2026, number: 3))
        let json = try JSONEncoder().encode([third: [third]])
        #expect(String(decoding: json, as: UTF8.self) == #"{"2026-Q3":["2026-Q3"]}"#)
        #expect(try JSONDecoder().decode([Quarter: [Quarter]].self, from: json) == [third: [third]])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Quarter].self, from: Data(#"["2026-Q9"]"#.utf8))
        }
    }

    @Test func `the first and the last quarter stay where they are`() throws {
        let first = try #require(Quarter(rawValue: "0000-Q1"))
        let last = try #require(Quarter(rawValue: "9999-Q4"))
        #expect(first.previous == first)
        #expect(last.next == last)
    }

    @Test func `counting days agrees with Foundation over four hundred years`() throws {
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = .gmt
        for ordinal in stride(from: -74_000, to: 74_000, by: 37) {
            let date = Date(timeIntervalSince1970: TimeInterval(ordinal * 86_400))
            let parts = gregorian.dateComponents([.year, .month, .day, .weekday], from: date)
            let day = CalendarDay(ordinal: ordinal)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
            #expect(day.weekday == (parts.weekday.map { $0 == 1 ? 7 : $0 - 1 }))
            #expect(day.ordinal == ordinal)
            #expect(day.adding(days: 1).ordinal == ordinal + 1)
        }
    }
}
