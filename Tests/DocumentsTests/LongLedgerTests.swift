import Domain
import Foundation
import Testing

/// A client of many years.
@Suite struct `A ledger of ten years` {
    /// Twenty lines a month from the beginning of 2016 to the end of 2025.
    private func account(years: Int) -> (account: ClientAccount, pages: [Subject: LedgerPage]) {
        var book = LedgerOfYears()
        for month in 0..<(years * 12) {
            let first = CalendarMonth(rawValue: "2016-01")?.adding(month).firstDay
            for day in 0..<20 {
                book.add(first?.adding(days: day), Kopecks(Int64(day + month + 1)))
            }
        }
        return (book.account, book.pages)
    }

    @Test func `costs an event no more than one of a year`() throws {
        let one = try JSONWriter.bytes(of: account(years: 1).account).count
        let ten = try JSONWriter.bytes(of: account(years: 10).account).count
        let thirty = try JSONWriter.bytes(of: account(years: 30).account).count
        #expect(ten < 6000 && thirty < 8000, "bytes: \(one), \(ten), \(thirty)")
    }

    /// Whatever the period: the sums of months and the few lines that are read come to what all
    /// lines come to.
    @Test(arguments: [
        ("2025-12-01", "2025-12-31"), ("2025-12-05", "2025-12-11"), ("2017-05-03", "2017-05-09"),
        ("2016-01-01", "2025-12-31"), ("2015-01-01", "2015-12-31"), ("2026-03-01", "2026-03-31"),
    ])
    func `has the balances of all its lines`(from: String, to: String) throws {
        let (account, pages) = account(years: 10)
        let period = DocumentPeriod(
            from: try #require(CalendarDay(from)),
            to: try #require(CalendarDay(to))
        )
        let book = account.book("romashka")
        let needed = LedgerView.pages(book, period, since: nil, "C1", "romashka")
        let view = LedgerView(book, entries: needed.flatMap { pages[$0]?.entries ?? [] })
        let all = pages.values.flatMap(\.entries)
        for day in [period.from.adding(days: -1), period.to] {
            let sum = all.filter { $0.date <= day }.map { $0.debit - $0.credit }.total
            #expect(view.balance(through: day) == sum)
        }
        #expect(
            view.moves(period).map(\.number)
                == all.filter { period.contains($0.date) }.map(\.number).sorted()
        )
        if from != "2016-01-01" { #expect(needed.count <= 12) }
    }
}

/// Lines as the process would keep them.
private struct LedgerOfYears {
    private(set) var account = ClientAccount()
    private(set) var pages: [Subject: LedgerPage] = [:]

    mutating func add(_ day: CalendarDay?, _ amount: Kopecks) {
        guard let day else { return }
        let entry = LedgerEntry(
            number: account.lastNumber + 1,
            date: day,
            kind: .payment,
            reference: "p\(account.lastNumber)",
            credit: amount
        )
        _ = account.count(entry, "romashka")
        let subject = LedgerPage.subject("C1", "romashka", CalendarMonth(of: day))
        pages[subject, default: LedgerPage()].add(entry)
    }
}
