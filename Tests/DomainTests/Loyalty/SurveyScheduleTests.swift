import Domain
import Foundation
import SeededChance
import Testing

@Suite struct SurveyScheduleTests {
    private static let day: TimeInterval = 86_400
    private static let spread = Duration.seconds(14 * 86_400)
    /// Wednesday 2026-07-15 12:00 in Moscow.
    private static let noon = Date(timeIntervalSince1970: 1_784_106_000)

    @Test func `every three months from the first day of the contract`() throws {
        let schedule = try quarterly("C1", from: CalendarDay(year: 2025, month: 11, day: 30))
        var times: [String] = []
        var now = Self.noon
        let office = try office("Europe/Moscow")
        for _ in 0..<4 {
            now = schedule.next(after: now)
            let day = office.day(of: now)
            times.append("\(day.year)-\(day.month)-\(day.day)")
        }
        // The 30th of November and three months is the end of February; Sundays move to Monday.
        #expect(times == ["2026-8-31", "2026-11-30", "2027-3-1", "2027-5-31"])
    }

    @Test func `never before the period is over, never twice in one`() throws {
        for seed in 1...200 {
            var dice = SplitMix(seed: seed)
            let start = Self.noon - Double(Int.random(in: 0...900, using: &dice)) * Self.day
            let every = Duration.seconds(dice.pick([1, 5, 3600, 86_400, 90 * 86_400]))
            let schedule = SurveySchedule(
                of: ClientID(trusted: "C\(seed)"),
                purpose: "mail",
                from: .instant(start),
                every: .fixed(every),
                spread: dice.pick([.zero, .seconds(3), Self.spread]),
                calendar: .roundTheClock
            )
            var last = Self.noon
            for round in 0..<20 {
                let next = schedule.next(after: last)
                #expect(next > last, "seed \(seed)")
                if round > 0 {
                    let gap = next.timeIntervalSince(last) - every / .seconds(1)
                    #expect(abs(gap) < 0.001, "seed \(seed): \(gap)")
                }
                last = next
            }
            let first = schedule.next(after: .distantPast)
            #expect(first >= start + every / .seconds(1), "seed \(seed)")
        }
    }

    @Test func `never on a day off, whatever the client, the zone and the holidays`() throws {
        for seed in 1...150 {
            var dice = SplitMix(seed: seed)
            let holidays = Set(
                (0..<dice.pick([0, 10, 40])).map { _ in
                    CalendarDay(year: 2026, month: dice.pick(Array(1...12)), day: 9)
                }
            )
            let zone = dice.pick(["Europe/Moscow", "Asia/Omsk", "America/New_York"])
            let calendar = try office(zone, holidays: holidays)
            let schedule = SurveySchedule(
                of: ClientID(trusted: "client \(seed)"),
                purpose: "mail",
                from: .day(CalendarDay(year: 2025, month: dice.pick(Array(1...12)), day: 31)),
                every: dice.pick([.months(3), .months(1), .fixed(.seconds(7 * 86_400))]),
                spread: dice.pick([.zero, .seconds(3600), Self.spread]),
                calendar: calendar
            )
            var now = Self.noon
            for _ in 0..<12 {
                now = schedule.next(after: now)
                #expect(calendar.isOpen(at: now), "seed \(seed): \(now)")
            }
        }
    }

    @Test func `clients of one day are spread evenly over the working time of the spread`() throws {
        let calendar = try office("Europe/Moscow")
        let start = CalendarDay(year: 2026, month: 6, day: 1)
        var counts: [CalendarDay: Int] = [:]
        for number in 1...4000 {
            let due = try quarterly(
                ClientID(trusted: "C-\(number)"),
                from: start,
                spread: Self.spread
            )
            .next(after: Self.noon)
            counts[calendar.day(of: due), default: 0] += 1
        }
        // From 1 September: ten working days within fourteen.
        #expect(counts.count == 10)
        #expect(counts.values.allSatisfy { (320...480).contains($0) }, "\(counts.values)")
        #expect(counts.keys.allSatisfy(calendar.isWorkingDay))
    }

    @Test func `the place of a client is always the same, and another for calls`() throws {
        let calendar = try office("Europe/Moscow")
        func due(_ purpose: String) -> Date {
            SurveySchedule(
                of: "C-77",
                purpose: purpose,
                from: .day(CalendarDay(year: 2026, month: 6, day: 1)),
                every: .months(3),
                spread: Self.spread,
                calendar: calendar
            ).next(after: Self.noon)
        }
        #expect(due("mail") == due("mail"))
        #expect(due("mail") != due("call"))
    }

    @Test func `a client with an old contract gets the next time, today's among them`() throws {
        let today = try quarterly("C1", from: CalendarDay(year: 2019, month: 4, day: 15))
        let due = today.first(from: Self.noon)
        #expect(due <= Self.noon && due > Self.noon - Self.day)
        let yesterday = try quarterly("C1", from: CalendarDay(year: 2019, month: 4, day: 14))
        #expect(yesterday.first(from: Self.noon) > Self.noon + 80 * Self.day)
    }

    @Test func `a contract that is still to begin is asked a period after it has`() throws {
        let schedule = try quarterly("C1", from: CalendarDay(year: 2027, month: 1, day: 11))
        let day = try office("Europe/Moscow").day(of: schedule.first(from: Self.noon))
        #expect(day == CalendarDay(year: 2027, month: 4, day: 12))
    }

    private func quarterly(
        _ client: ClientID,
        from day: CalendarDay,
        spread: Duration = .zero
    ) throws -> SurveySchedule {
        SurveySchedule(
            of: client,
            purpose: "mail",
            from: .day(day),
            every: .months(3),
            spread: spread,
            calendar: try office("Europe/Moscow")
        )
    }
}
