import AMQP
import Bus
import Postgres

/// What the work of one thread goes through: a connection to the database and one to the broker,
/// kept while there is work, so that a thousand jobs don't log in a thousand times.
///
/// Never shared between threads.
final class JobTools {
    private var database: PostgresConnection?
    private var sender: SingleSender?
    private var used = ContinuousClock.now

    /// A connection to the broker that was idle this long may miss its heartbeats.
    private static let idleMax: Duration = .seconds(5)

    deinit { database?.close() }

    /// A connection to the database with which reading may take its time.
    func connection(_ bureau: ReportBureau) throws -> PostgresConnection {
        if let database { return database }
        let opened = try PositionBureau(bureau.settings).connectForReading("jobs")
        database = opened
        return opened
    }

    /// Publishes a message and waits for the broker's answer.
    func send(
        _ message: OutgoingMessage,
        _ bus: BusConfiguration
    ) throws -> SingleSender.Outcome {
        if ContinuousClock.now - used > Self.idleMax { sender = nil }
        let open = try sender ?? SingleSender(bus.connection)
        // One whose answer did not come is not used again.
        sender = nil
        let outcome = try open.send(message)
        (sender, used) = (open, .now)
        return outcome
    }

    /// Lets go of everything: after an error nobody knows in which state it is, and where there is
    /// nothing to do it is not needed.
    func drop() {
        database?.close()
        (database, sender) = (nil, nil)
    }
}
