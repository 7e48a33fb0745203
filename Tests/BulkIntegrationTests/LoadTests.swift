import Domain
import Foundation
import Postgres
import Testing

@testable import Bulk

@Suite struct `A load of a file` {
    private func line(_ site: String, _ query: String, _ position: String) -> String {
        """
        {"site_id":"\(site)","client_id":"C1","engine":"google","date":"2026-09-15",\
        "query":"\(query)","position":\(position)}

        """
    }

    private func load(
        _ text: String,
        as id: String = "night-1",
        _ database: BulkDatabase
    ) throws -> LoadOutcome {
        try database.loader().load(
            PositionBatch(id: id, way: .http, receivedAt: Date()),
            MemorySource(Array(text.utf8)),
            isPacked: nil,
            format: nil
        )
    }

    @Test func `is taken once, and other bytes under its id are a conflict`() throws {
        try BulkDatabase.use { database in
            let text = (1...300).map { line("a.ru", "q\($0)", "\($0 % 100 + 1)") }.joined()
            let first = try load(text, database)
            #expect(first == LoadOutcome(rows: 300, series: 1, corrections: 0, isRepeated: false))
            #expect(try load(text, database).isRepeated)
            #expect {
                try load(line("a.ru", "q1", "99"), database)
            } throws: { ($0 as? BulkError)?.code == .conflict }
            #expect(try database.number("SELECT cardinality(positions) FROM position_day") == 300)
        }
    }

    @Test func `leaves nothing where one row is wrong`() throws {
        try BulkDatabase.use { database in
            let text = line("a.ru", "a", "1") + line("b.ru", "b", "0") + line("b.ru", "c", "1000")
            #expect {
                try load(text, database)
            } throws: { error in
                (error as? BulkError)?.message
                    == "line 2: position: must be from 1 to the depth 100, or null where not "
                    + "found; is 0; 2 rows are wrong"
            }
            for table in ["position_site", "position_series", "position_day", "position_batch"] {
                let count = try database.number("SELECT count(*) FROM \(table)")
                #expect(count == 0, "\(table)")
            }
        }
    }

    @Test func `keeps sums for ever and single days as long as it should`() throws {
        try BulkDatabase.use { database in
            let days = (1...40).map { CalendarDay(year: 2026, month: 8, day: 1).adding(days: $0) }
            let text = days.map { day in
                line("a.ru", "a", "3").replacing("2026-09-15", with: day.text)
            }
            .joined()
            _ = try load(text, database)
            let now = Date(timeIntervalSinceNow: 86_400)
            let keeper = PositionKeeper(
                try database.connect(),
                PositionTerms(settleAfter: .zero, now: now),
                PositionKeeper.Retention(
                    daily: .seconds(10 * 86_400),
                    weekly: .seconds(25 * 86_400)
                ),
                today: try #require(days.last).adding(days: 1)
            )
            while try keeper.sum() > 0 {}
            #expect(try database.number("SELECT count(*) FROM position_summary") == 40)
            _ = try keeper.prune()
            let left = try database.texts("SELECT day::text FROM position_day ORDER BY day")
            // The last ten days, and of the weeks before each Sunday.
            #expect(left.count == 12)
            #expect(left.prefix(2) == ["2026-08-23", "2026-08-30"])
            #expect(try database.number("SELECT count(*) FROM position_summary") == 40)
            // A row that comes late does not stand for a day whose readings were let go.
            _ = try load(
                line("a.ru", "b", "null, \"measured\": false")
                    .replacing("2026-09-15", with: "2026-08-25"),
                as: "late",
                database
            )
            while try keeper.sum() > 0 {}
            let late = "SELECT measured FROM position_summary WHERE day = '2026-08-25'"
            #expect(try database.number(late) == 1)
        }
    }

    @Test func `may run beside others of the same site`() async throws {
        let database = try BulkDatabase()
        try await withThrowingTaskGroup(of: LoadOutcome.self) { group in
            for number in 0..<4 {
                let text = (1...200).map { line("a.ru", "q\($0)", "\(number + 1)") }.joined()
                let loader = try Loading(database.loader())
                group.addTask {
                    try loader.value.load(
                        PositionBatch(id: "b\(number)", way: .http, receivedAt: Date()),
                        MemorySource(Array(text.utf8)),
                        isPacked: nil,
                        format: nil
                    )
                }
            }
            for try await outcome in group { #expect(outcome.rows == 200) }
        }
        #expect(try database.number("SELECT count(*) FROM position_keyword") == 200)
        #expect(try database.number("SELECT count(*) FROM position_batch") == 4)
        try database.remove()
    }
}

/// A loader that goes over to the one task that uses it.
// Made by one task, and used by one other only.
private struct Loading: @unchecked Sendable {
    // Made here, and used by one task only.
    let value: PositionLoader

    init(_ value: PositionLoader) {
        self.value = value
    }
}
