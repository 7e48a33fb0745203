import AMQP
import Bulk
import Bus
import Foundation
import Postgres
import Settings

/// Waits until everything is loaded that lies in the queue of positions at this instant.
///
/// A query or a page that waits there may name whom the database is about to forget. So a message
/// of our own goes in behind it, until every reader of the queue has come to one: each reads in
/// the order in which it was given messages, and has loaded what it was given before.
struct PositionsBarrier {
    private let bus: BusConfiguration
    private let queue: String
    private let mark: ErasureMark

    /// Nil where no positions are read.
    init?(_ settings: Settings) throws {
        bus = try settings.busConfiguration("erase")
        guard let queue = bus.positionsQueue else { return nil }
        self.queue = queue
        mark = try ErasureMark(settings)
    }

    /// Returns once it is loaded; false where that takes longer than the patience.
    func pass(_ connection: PostgresConnection, within patience: Duration) throws -> Bool {
        let end = ContinuousClock.now + patience
        let marks = ErasureMarks(connection, run: UUID().uuidString.lowercased(), since: Date())
        var published = 0
        while let readers = try readers() {
            let seen = try marks.seen()
            if seen.marks == published, readers > 0 || published == 0 {
                if published > 0, seen.readers >= readers { return true }
                // Each reader holds two messages: what is too many for one comes to the next.
                let more = readers <= 1 ? 1 : readers * Self.marksOfReader
                try mark.publish((published..<published + more).map(marks.subject)) { _, _ in
                    bus.behindPositions
                }
                published += more
            }
            guard ContinuousClock.now < end else { return false }
            try marks.pause()
        }
        return true
    }

    private static let marksOfReader = 4

    /// How many read the queue; nil where there is none.
    private func readers() throws -> Int? {
        let connection = try AMQPConnection(bus.nextConnection)
        defer { connection.close() }
        do throws(AMQPError) {
            let declaration = QueueDeclaration(name: queue, isPassive: true)
            return Int(try connection.declareQueue(declaration).consumerCount)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}
