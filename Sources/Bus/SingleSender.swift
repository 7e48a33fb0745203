package import AMQP

/// Publishes single messages and waits for each: for commands that a person types.
package final class SingleSender {
    private let connection: AMQPConnection
    private static let patience: Duration = .seconds(10)

    /// What became of a message.
    package enum Outcome: Sendable {
        case confirmed
        /// No queue wanted it.
        case returned
        case refused
    }

    /// Connects; the connection ends with the sender.
    package init(_ configuration: AMQPConfiguration) throws(AMQPError) {
        connection = try AMQPConnection(configuration)
        try connection.selectConfirms()
    }

    deinit {
        connection.close()
    }

    /// Publishes a message and waits until the broker has answered.
    package func send(_ message: OutgoingMessage) throws(AMQPError) -> Outcome {
        let sequence = try connection.publish(message)
        let deadline = ContinuousClock.now + Self.patience
        var isReturned = false
        while ContinuousClock.now < deadline {
            while let event = try connection.nextEvent() {
                switch event {
                case .returned: isReturned = true
                case .confirmed(let confirmed, _) where confirmed >= sequence:
                    return isReturned ? .returned : .confirmed
                case .refused(let refused, _) where refused >= sequence: return .refused
                case .confirmed, .refused, .delivery, .blocked, .unblocked, .cancelled: break
                }
            }
            try connection.wait(for: .milliseconds(200))
        }
        throw AMQPError(.timedOut, "no answer within \(Self.patience)", context: "publishing")
    }
}
