import AMQP
import Domain

/// Puts messages that can't be worked with where all dead letters lie.
///
/// It happens seldom, so each has a connection of its own.
struct DeadPositions {
    private static let patience: Duration = .seconds(10)
    /// Longer texts are cut, so that the letter can be put aside.
    private static let textMax = 1000

    private let configuration: PositionReceiver.Configuration

    init(_ configuration: PositionReceiver.Configuration) {
        self.configuration = configuration
    }

    /// Returns once the broker has taken it.
    func put(_ delivery: Delivery, _ flaw: Flaw) throws(AMQPError) {
        let connection = try AMQPConnection(configuration.connection)
        defer { connection.close() }
        try connection.selectConfirms()
        let number = try connection.publish(letter(delivery, flaw))
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            while let event = try connection.nextEvent() {
                switch event {
                case .confirmed(let confirmed, _) where confirmed >= number: return
                case .refused:
                    throw AMQPError(.blocked, "a dead letter was refused", context: "publishing")
                case .confirmed, .returned, .delivery, .blocked, .unblocked, .cancelled: break
                }
            }
            try connection.wait(for: .milliseconds(200))
        }
        throw AMQPError(.timedOut, "a dead letter was not confirmed", context: "publishing")
    }

    private func letter(_ delivery: Delivery, _ flaw: Flaw) -> OutgoingMessage {
        var properties = delivery.properties
        properties.headers["baton-error-code"] = .string(flaw.code.rawValue)
        properties.headers["baton-error"] = .string(String(flaw.message.prefix(Self.textMax)))
        properties.headers["baton-error-field"] = flaw.field.map {
            .string(String($0.prefix(Self.textMax)))
        }
        properties.headers["baton-exchange"] = .string(delivery.exchange)
        properties.headers["baton-routing-key"] = .string(delivery.routingKey)
        return OutgoingMessage(
            exchange: configuration.dead,
            routingKey: delivery.routingKey,
            isMandatory: false,
            properties: properties,
            body: delivery.body
        )
    }
}
