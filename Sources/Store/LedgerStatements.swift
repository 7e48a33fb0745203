import Contract
import Domain
import Engine
import Foundation
import Postgres

/// Table `ledger`.
enum LedgerStatements {
    private static let insert = Statement(
        """
        INSERT INTO ledger (account, seq, event, kind, amount, at, reference, data)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """
    )

    static func insert(_ bookings: [Booking]) throws(StoreError) -> Query {
        let lines = bookings.map(\.line)
        var data: [[UInt8]] = []
        do {
            for line in lines { data.append(try JSONWriter.bytes(of: line.data)) }
        } catch {
            throw .refused("a line of the ledger can't be written as JSON: \(error)")
        }
        return Query(
            insert,
            [
                .texts(lines.map(\.account)), .ints(lines.map { Int64($0.sequence) }),
                .texts(bookings.map(\.event)), .texts(lines.map(\.kind)),
                .decimals(lines.map(\.amount)), .timestamps(lines.map(\.at)),
                .texts(lines.map(\.reference)), .jsonbs(data),
            ]
        )
    }
}
