package import AMQP

/// Takes single messages off queues on which nobody works; all others go back where they stood.
///
/// Such queues hold copies of dead letters, and commands that no adapter wanted.
package final class QueueErasure {
    private let configuration: AMQPConfiguration
    /// A quorum queue hands out no more at once.
    private static let heldMax: UInt16 = 2000
    private static let patience: Duration = .seconds(30)

    package init(_ configuration: AMQPConfiguration) {
        self.configuration = configuration
    }

    /// What was found in a queue.
    package struct Outcome: Equatable, Sendable {
        package let taken: Int
        /// Messages behind those that could be looked at.
        package let unseen: Int
    }

    /// Takes off those whose bodies are to go; nothing of a queue that is not there.
    package func take(
        from queue: String,
        where isToGo: ([UInt8]) -> Bool
    ) throws(AMQPError) -> Outcome {
        let connection = try AMQPConnection(configuration)
        // What is not acknowledged then is in the queue again.
        defer { connection.close() }
        let waiting: Int
        do throws(AMQPError) {
            let declared = QueueDeclaration(name: queue, isPassive: true)
            waiting = Int(try connection.declareQueue(declared).messageCount)
        } catch {
            guard error.code == .notFound else { throw error }
            return Outcome(taken: 0, unseen: 0)
        }
        let wanted = min(waiting, Int(Self.heldMax))
        guard wanted > 0 else { return Outcome(taken: 0, unseen: 0) }
        try connection.setPrefetch(Self.heldMax)
        _ = try connection.consume(queue: queue)
        let (seen, taken) = try look(wanted, connection, isToGo)
        connection.flush()
        return Outcome(taken: taken, unseen: max(waiting - seen, 0))
    }

    private func look(
        _ wanted: Int,
        _ connection: AMQPConnection,
        _ isToGo: ([UInt8]) -> Bool
    ) throws(AMQPError) -> (seen: Int, taken: Int) {
        var (seen, taken) = (0, 0)
        let deadline = ContinuousClock.now + Self.patience
        while seen < wanted, ContinuousClock.now < deadline {
            while let event = try connection.nextEvent() {
                guard case .delivery(let delivery) = event else { continue }
                seen += 1
                guard isToGo(delivery.body) else { continue }
                if try connection.acknowledge(delivery.tag, multiple: false) { taken += 1 }
            }
            try connection.wait(for: .milliseconds(100))
        }
        return (seen, taken)
    }
}
