import Domain
import Engine
import Foundation
import Postgres

/// The connection of an erasure, with what all its parts need.
struct ErasureSession {
    let connection: PostgresConnection

    /// A page may read a whole table until it finds something.
    private static let deadline: Duration = .seconds(590)

    func run(_ queries: [Query]) throws(StoreError) -> [QueryResult] {
        do {
            return try connection.run(queries, deadline: Self.deadline)
        } catch {
            throw StoreError(error)
        }
    }

    func rows(_ query: Query) throws(StoreError) -> [Row] {
        Array(try run([query]).flatMap { Array($0.rows) })
    }

    func rollBack() { connection.rollBack(deadline: .seconds(10)) }

    /// What the body reads off rows.
    func read<T>(_ body: () throws(PostgresError) -> T) throws(StoreError) -> T {
        do {
            return try body()
        } catch {
            throw StoreError(error)
        }
    }

    /// The same work again where a lane was faster.
    func retried<T>(_ body: () throws(StoreError) -> T) throws(StoreError) -> T {
        for _ in 1..<Self.attempts {
            do throws(StoreError) {
                return try body()
            } catch {
                guard case .conflict = error else { throw error }
                rollBack()
            }
        }
        return try body()
    }

    private static let attempts = 5

    /// One erasure at a time.
    func lock() throws(StoreError) {
        let rows = try rows(Query(Self.lockStatement))
        let isFree = try read { () throws(PostgresError) in try rows.first?.bool(0) }
        guard isFree == true else {
            throw .unavailable("another `baton erase` is at work; try again once it has ended")
        }
    }

    private static let lockStatement = Statement(
        "SELECT pg_try_advisory_lock(hashtextextended('baton erasure ' || current_schema(), 0))"
    )
}

extension Array {
    /// The elements in pieces of at most this many.
    func pieces(of count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map {
            Array(self[$0..<Swift.min($0 + count, self.count)])
        }
    }
}
