import Domain
import Foundation
import Testing

@Suite struct IndexationFormulaTests {
    private let window = IndexationWindow(
        currentEnd: month("2025-10"),
        baseEnd: month("2024-10"),
        length: 12
    )

    /// A month that is one.
    private static func month(_ text: String) -> CalendarMonth {
        CalendarMonth(rawValue: text) ?? CalendarMonth(of: CalendarDay(year: 1, month: 1, day: 1))
    }

    private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(string: text)) }

    /// The raise as a text, from the values of both windows.
    private func raise(
        _ fee: String = "80000",
        index: String,
        payroll: String,
        heads: Int,
        _ change: (inout IndexationFormula) -> Void = { _ in }
    ) throws -> String {
        var formula = IndexationFormula()
        change(&formula)
        let index = try decimal(index).divided(by: 100) - 1
        let base = Decimal(14_400_000).divided(by: 120)
        let now = try decimal(payroll).divided(by: Decimal(heads))
        do {
            let raise = try formula.raise(
                try decimal(fee),
                index: index,
                payroll: now.divided(by: base) - 1
            )
            return "\(raise.growthPercent) → \(Money.text(raise.newFee)), \(raise.percent) %"
        } catch let why as IndexationFormula.NoRaise {
            return "\(why)"
        }
    }

    @Test func `both grow, half of each counts`() throws {
        let raise = try raise(index: "112", payroll: "16632000", heads: 126)
        #expect(raise == "11 → 88800.00, 11 %")
    }

    @Test func `more than the cap is capped, then rounded down, then said as it is`() throws {
        let raise = try raise("83350", index: "122", payroll: "16992000", heads: 120)
        #expect(raise == "20 → 95800.00, 14.94 %")
    }

    @Test func `below the threshold there is none`() throws {
        let raise = try raise(index: "103", payroll: "14659200", heads: 120)
        #expect(raise == "belowMinimum(2.4)")
    }

    @Test func `one falls, the other grows`() throws {
        let half = try raise(index: "97", payroll: "15552000", heads: 120)
        #expect(half == "belowMinimum(2.5)")
        let larger = try raise(index: "97", payroll: "15552000", heads: 120) {
            $0.combination = .max
        }
        #expect(larger == "8 → 86400.00, 8 %")
        let smaller = try raise(index: "97", payroll: "15552000", heads: 120) {
            $0.combination = .min
        }
        #expect(smaller == "belowMinimum(-3)")
    }

    @Test func `what was refused a year ago is capped this year`() throws {
        let raise = try raise(index: "125.44", payroll: "17424000", heads: 120)
        #expect(raise == "23.22 → 92000.00, 15 %")
    }

    @Test func `a raise that rounding eats is none`() throws {
        let raise = try raise("1000", index: "104", payroll: "14976000", heads: 120)
        #expect(raise == "notHigher(4)")
    }

    @Test func `an old version is chained over a month that both know`() throws {
        let versions = IndexVersions([
            .init(name: "old", months: [Self.month("2024-10"): 150, Self.month("2025-09"): 156]),
            .init(name: "new", months: [Self.month("2025-09"): 100, Self.month("2025-10"): 104]),
        ])
        let growth = try versions.growth(in: window, atLeast: 1)
        #expect(growth.value.percent == Decimal(string: "8.16"))
        #expect(growth.months.map(\.rawValue) == ["2025-10"])
    }

    @Test func `versions without a common month are a break`() {
        let versions = IndexVersions([
            .init(name: "old", months: [Self.month("2024-10"): 150]),
            .init(name: "new", months: [Self.month("2025-10"): 104]),
        ])
        #expect(throws: Growth.Missing.broken) { try versions.growth(in: window, atLeast: 1) }
    }

    @Test func `three versions are chained one over the other`() throws {
        let versions = IndexVersions([
            .init(name: "a", months: [Self.month("2024-10"): 50, Self.month("2025-01"): 55]),
            .init(name: "c", months: [Self.month("2025-06"): 200, Self.month("2025-10"): 220]),
            .init(name: "b", months: [Self.month("2025-01"): 110, Self.month("2025-06"): 120]),
        ])
        // 50 of a is 100 of b, and 120 of b is 200 of c: 166.67 of c.
        let growth = try versions.growth(in: window, atLeast: 1)
        #expect(growth.value.percent == 32)
    }

    @Test func `too few common months are not enough`() {
        let versions = IndexVersions([
            .init(
                name: nil,
                months: [
                    Self.month("2024-10"): 100, Self.month("2024-09"): 100,
                    Self.month("2025-10"): 110, Self.month("2025-08"): 110,
                ]
            )
        ])
        #expect(throws: Growth.Missing.months(1)) { try versions.growth(in: window, atLeast: 2) }
    }

    @Test func `pay per head is compared, not pay`() throws {
        let payroll = PayrollMonths([
            Self.month("2024-10"): .init(total: 14_400_000, headcount: 120),
            Self.month("2025-10"): .init(total: 16_632_000, headcount: 126),
        ])
        let comparison = try payroll.comparison(in: window, atLeast: 1)
        #expect(comparison.growth.value.percent == 10)
        #expect(comparison.basePerHead == 120_000)
        #expect(comparison.perHead == 132_000)
    }
}

@Suite struct IndexationDatesTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test func `day 31 is the last day of each month, and never sticks to a shorter one`() throws {
        let dates = IndexationDates(billingDay: BillingDay(31))
        let due = dates.dueOn(
            contractFrom: try day("2023-03-31"),
            lastEffective: try day("2025-03-31"),
            notBefore: nil
        )
        #expect(due == (try day("2026-03-31")))
        let effective = dates.effective(dueOn: due, toldOn: try day("2026-03-10"))
        #expect(effective == (try day("2026-04-30")))
        let next = dates.dueOn(
            contractFrom: try day("2023-03-31"),
            lastEffective: effective,
            notBefore: nil
        )
        #expect(next == (try day("2027-04-30")))
    }

    @Test func `leap days`() throws {
        let dates = IndexationDates(billingDay: BillingDay(29))
        let first = dates.dueOn(
            contractFrom: try day("2024-02-29"),
            lastEffective: nil,
            notBefore: nil
        )
        #expect(first == (try day("2025-02-28")))
        let later = dates.dueOn(
            contractFrom: try day("2024-02-29"),
            lastEffective: try day("2027-02-28"),
            notBefore: nil
        )
        #expect(later == (try day("2028-02-29")))
    }

    @Test(arguments: [
        ("2026-03-02", "2026-04-01"), ("2026-03-03", "2026-05-01"), ("2026-01-31", "2026-04-01"),
    ])
    func `thirty days, then the next billing day`(_ told: String, _ effective: String) throws {
        let dates = IndexationDates()
        let day = dates.effective(dueOn: try day("2026-04-01"), toldOn: try day(told))
        #expect(day.text == effective)
    }

    @Test func `the proposal leaves time for decision, buffer and notice`() throws {
        let calendar = WorkCalendar(timeZone: try #require(TimeZone(identifier: "Europe/Moscow")))
        let instant = IndexationDates().proposalAt(try day("2026-02-01"), calendar)
        #expect(Timestamp.text(instant) == "2025-12-13T21:00:00.000Z")
        #expect(calendar.day(of: instant).text == "2025-12-14")
    }

    @Test func `parts of days are counted to the second`() throws {
        let dates = IndexationDates(
            noticeDays: 0,
            noticeBuffer: .zero,
            decideWithin: .seconds(20)
        )
        let instant = dates.proposalAt(try day("2026-02-01"), .roundTheClock)
        #expect(Timestamp.text(instant) == "2026-01-31T23:59:40.000Z")
    }

    @Test func `a year after the contract at the earliest`() throws {
        let due = IndexationDates().dueOn(
            contractFrom: try day("2025-01-10"),
            lastEffective: nil,
            notBefore: nil
        )
        #expect(due.text == "2026-02-01")
    }
}

@Suite struct CalendarMonthTests {
    @Test(arguments: ["2026-03", "0001-01", "9999-12"])
    func `text and back`(_ text: String) {
        #expect(CalendarMonth(rawValue: text)?.rawValue == text)
    }

    @Test(arguments: ["2026-13", "2026-3", "2026-00", "26-03", "2026-03-01", "", "0000-01"])
    func `what is no month`(_ text: String) {
        #expect(CalendarMonth(rawValue: text) == nil)
    }

    @Test func `over the turn of the year`() throws {
        let january = try #require(CalendarMonth(rawValue: "2026-01"))
        #expect(january.adding(-1).rawValue == "2025-12")
        #expect(january.ending(3).map(\.rawValue) == ["2025-11", "2025-12", "2026-01"])
        #expect(january.lastDay.text == "2026-01-31")
        #expect(january.adding(1).lastDay.text == "2026-02-28")
        #expect(january.adding(25).lastDay.text == "2028-02-29")
    }
}
