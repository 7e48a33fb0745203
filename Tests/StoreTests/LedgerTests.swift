import Domain
import Engine
import Foundation
import Postgres
import Store
import Testing

/// Lines that are written once, with the decision.
@Suite(.requiresServer, .serialized) struct `The ledger` {
    private func booking(
        _ sequence: Int,
        _ amount: Decimal,
        account: String = "pay/marina"
    ) -> Booking {
        let line = LedgerLine(
            account: account,
            sequence: sequence,
            kind: "accepted",
            amount: amount,
            at: Sample.now,
            reference: "L1",
            data: ["round": .number(1)]
        )
        return Booking(line, event: "e1")
    }

    private func isRefused(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch {
            if case .refused? = error as? StoreError { return true }
            return false
        }
    }

    @Test(arguments: StorageKind.allCases)
    func `takes no line twice, and nothing of the batch that brings it`(kind: StorageKind) throws {
        try kind.use { storage in
            let store = try storage.session()
            defer { store.close() }
            _ = try store.acquire(0, owner: "test")
            let lines = [booking(1, 300), booking(2, -300), booking(1, 5, account: "pay/oleg")]
            try store.write([Sample.entry(1, event: "a")], bookings: lines)
            #expect(
                isRefused {
                    try store.write(
                        [Sample.entry(2, event: "b")],
                        subjects: [Sample.changed(Subject(.lead, "L1"))],
                        bookings: [booking(3, 1), booking(2, 1)]
                    )
                }
            )
            try store.rollBack()
            #expect(try store.look { $0.subjects = [Subject(.lead, "L1")] }.subjects.isEmpty)
            try store.write([Sample.entry(2, event: "b")], bookings: [booking(3, 1)])
        }
    }

    @Test func `is only appended to`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session()
        defer { store.close() }
        _ = try store.acquire(0, owner: "test")
        try store.write([Sample.entry(1, event: "a")], bookings: [booking(1, 300)])
        let connection = try storage.connect()
        defer { connection.close() }
        for change in ["UPDATE ledger SET amount = 0", "DELETE FROM ledger", "TRUNCATE ledger"] {
            #expect(throws: PostgresError.self, "\(change)") {
                try connection.execute(script: change, deadline: .seconds(10))
            }
        }
        let found = """
            SELECT count(*) FROM ledger WHERE book = 'pay' AND account = 'pay/marina' AND seq = 1
                AND amount = 300 AND event = 'e1' AND data->>'round' = '1'
            """
        #expect(try storage.number(found) == 1)
    }

    @Test func `says which days are to be summed again`() throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session()
        defer { store.close() }
        _ = try store.acquire(0, owner: "test")
        let lines = [booking(1, 1), booking(2, 1), booking(1, 1, account: "initiative/anna")]
        try store.write([Sample.entry(1, event: "a")], bookings: lines)
        #expect(try storage.number("SELECT count(*) FROM report_change WHERE part = 'pay'") == 1)
    }
}
