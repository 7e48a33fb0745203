import AMQP
import Bus
import Foundation
import Postgres
import Settings

/// Waits until everything that lies in the inbox at this instant is decided.
///
/// A message that waits there may name whom the database is about to forget, and nobody but the
/// lanes can take it. So a message of our own goes in behind it: once that is in the journal of
/// every lane, so is all that stood before it.
struct InboxBarrier {
    private let bus: BusConfiguration
    private let mark: ErasureMark
    private let lanes: Int

    /// Subjects choose their lane by hash: so many to a lane, that few lanes stay without one.
    private static let subjectsOfLane = 4

    init(_ settings: Settings) throws {
        bus = try settings.busConfiguration("erase")
        mark = try ErasureMark(settings)
        lanes = max(settings.amqp.partitions, 1)
    }

    /// How many messages wait, of which no lane has any in hand yet; by queue.
    func waiting() throws -> [(queue: String, messages: Int)] {
        try counts(of: bus.inboxNames + [bus.setAside] + [bus.positionsQueue].compactMap(\.self))
    }

    private func counts(of queues: [String]) throws -> [(queue: String, messages: Int)] {
        try queues.compactMap { queue in
            // A queue that is not there closes the channel it was asked on.
            let connection = try AMQPConnection(bus.nextConnection)
            defer { connection.close() }
            do throws(AMQPError) {
                let declaration = QueueDeclaration(name: queue, isPassive: true)
                return (queue, Int(try connection.declareQueue(declaration).messageCount))
            } catch {
                guard error.code == .notFound else { throw error }
                return nil
            }
        }
    }

    /// Returns once it is decided; false where that takes longer than the patience.
    func pass(_ connection: PostgresConnection, within patience: Duration) throws -> Bool {
        let end = ContinuousClock.now + patience
        let run = UUID().uuidString.lowercased()
        var subjects: [String] = []
        while true {
            if try decided(subjects, connection) == subjects.count {
                if try reached(subjects, connection) >= lanes { return true }
                let more = (0..<(lanes == 1 ? 1 : lanes * Self.subjectsOfLane)).map {
                    "\(run)-\(subjects.count + $0)"
                }
                try publish(more)
                subjects += more
            }
            guard ContinuousClock.now < end else { return false }
            _ = try connection.run([Query(Self.moment)], deadline: Self.deadline)
        }
    }

    private func publish(_ subjects: [String]) throws {
        try mark.publish(subjects) { bus.address(of: $0, about: $1) }
    }

    private func decided(_ subjects: [String], _ connection: PostgresConnection) throws -> Int {
        try count(Self.decidedStatement, subjects, connection)
    }

    private func reached(_ subjects: [String], _ connection: PostgresConnection) throws -> Int {
        try count(Self.reachedStatement, subjects, connection)
    }

    private func count(
        _ statement: Statement,
        _ subjects: [String],
        _ connection: PostgresConnection
    ) throws -> Int {
        let results = try connection.run(
            [Query(statement, [.texts(subjects)])],
            deadline: Self.deadline
        )
        return Int(try results.first?.rows.first?.int(0) ?? 0)
    }

    private static let deadline: Duration = .seconds(60)
    private static let moment = Statement("SELECT pg_sleep(0.1)")
    private static let decidedStatement = Statement(
        """
        SELECT count(DISTINCT subject) FROM journal
        WHERE subject = ANY ($1) AND type = 'erasure.begun'
        """
    )
    private static let reachedStatement = Statement(
        """
        SELECT count(DISTINCT lane) FROM journal
        WHERE subject = ANY ($1) AND type = 'erasure.begun'
        """
    )
}
