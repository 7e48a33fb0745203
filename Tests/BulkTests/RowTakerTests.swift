import Domain
import Foundation
import Testing

@testable import Bulk

@Suite struct `A row of positions` {
    private static let terms = LoadTerms(
        depth: 100,
        lastDay: CalendarDay(year: 2026, month: 9, day: 16)
    )

    private func row(_ change: (inout PositionRow) -> Void = { _ in }) -> PositionRow {
        func bytes(_ text: String) -> ArraySlice<UInt8> { ArraySlice(Array(text.utf8)) }
        var row = PositionRow()
        row.site = bytes("a.ru")
        row.client = bytes("C1")
        row.engine = bytes("yandex")
        row.date = bytes("2026-09-15")
        row.query = bytes("окна")
        row.position = .place(3)
        change(&row)
        return row
    }

    private func code(_ change: (inout PositionRow) -> Void) throws -> Int16 {
        var taker = RowTaker(Self.terms, at: Date(timeIntervalSince1970: 0))
        return try taker.take(row(change)).code
    }

    private func fault(_ change: (inout PositionRow) -> Void) -> String? {
        var taker = RowTaker(Self.terms, at: Date(timeIntervalSince1970: 0))
        do {
            _ = try taker.take(row(change))
            return nil
        } catch {
            return "\(error.field): \(error.message)"
        }
    }

    @Test func `is a place, not found or not measured, never anything between`() throws {
        #expect(try code { $0.position = .place(100) } == 100)
        #expect(try code { $0.position = .none } == 0)
        #expect(try code { $0.isMeasured = false } == -1)
        // A failed measurement is one whatever else is said.
        #expect(
            try code {
                $0.isMeasured = false
                $0.position = .place(0)
            } == -1
        )
    }

    @Test func `with a position of nothing or beyond the depth is refused`() {
        #expect(
            fault { $0.position = .place(0) }
                == "position: must be from 1 to the depth 100, or null where not found; is 0"
        )
        #expect(fault { $0.position = .place(101) } != nil)
        #expect(
            fault { $0.position = .wrong("3.5") }
                == "position: must be a whole number or null, is 3.5"
        )
        #expect(fault { $0.position = .missing } == "position: is missing; not found is null")
        #expect(
            fault {
                $0.depth = 30
                $0.position = .place(31)
            } != nil
        )
    }

    @Test func `needs to say what it is about`() {
        #expect(fault { $0.site = [] } == "site_id: is missing")
        #expect(fault { $0.client = [] } == "client_id: is missing")
        #expect(fault { $0.query = [] } == "query: must be text of 1 to 1000 bytes")
        #expect(fault { $0.query = [0xFF] } == "query: must be text in UTF-8")
        #expect(fault { $0.date = [] } == "date: is missing")
        let tomorrow = ArraySlice(Array("2026-09-17".utf8))
        #expect(fault { $0.date = tomorrow }?.hasPrefix("date: must be a day from") == true)
    }

    @Test func `can't make a site that of two clients`() {
        var taker = RowTaker(Self.terms, at: Date(timeIntervalSince1970: 0))
        #expect(throws: Never.self) { try taker.take(row()) }
        #expect(throws: RowTaker.Fault.self) {
            try taker.take(row { $0.client = ArraySlice(Array("C2".utf8)) })
        }
    }

    @Test func `of the same series has the same number`() throws {
        var taker = RowTaker(Self.terms, at: Date(timeIntervalSince1970: 0))
        let google = ArraySlice(Array("google".utf8))
        let numbers = try [row(), row { $0.engine = google }, row()].map {
            try taker.take($0).series
        }
        #expect(numbers == [0, 1, 0])
        #expect(taker.series.map(\.engine) == ["yandex", "google"])
        #expect(taker.touched.count == 2)
    }
}
