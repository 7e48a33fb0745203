package import AMQP

/// What the broker takes off the inbox by itself, as after too many deliveries: it goes to the
/// exchange of the dead letters, with the reason in a header.
///
/// A queue of Baton's own takes a copy of it there, as what lies in the other one is for people and
/// other tools. A broker whose rights know nothing of that queue yet is worked with all the same.
extension BusConfiguration {
    /// How many of these may be under way at once, beside those of the inbox.
    static let setAsidePrefetch: UInt16 = 10

    /// The queue of what the broker took off the inbox.
    package var setAside: String { "\(dead).inbox" }

    /// How many deliveries may be under way at once, of both queues.
    package var deliveriesMax: Int { Int(prefetch) + Int(Self.setAsidePrefetch) }

    /// Whether this lane reads that queue: one of the installation's does.
    var readsSetAside: Bool { (partitions?.own ?? 0) == 0 }

    var setAsideQueue: QueueDeclaration {
        QueueDeclaration(name: setAside, arguments: ["x-queue-type": "quorum"])
    }

    /// Whether the broker took a message off a queue of this installation.
    ///
    /// A message may also have died on its way here, in queues of others.
    func isOwn(_ death: AMQPProperties.Death?) -> Bool {
        guard let death else { return false }
        return dyingQueues.contains { $0.name == death.queue }
    }

    /// Declares the queue and binds it, or verifies that it is there.
    package func declareSetAside(on connection: AMQPConnection) throws(AMQPError) {
        var queue = setAsideQueue
        queue.isPassive = !declares
        _ = try connection.declareQueue(queue)
        guard declares else { return }
        try connection.bindQueue(setAside, to: dead, routingKey: "")
    }
}

extension AMQPProperties {
    /// Why the broker took the message off a queue by itself, the latest time where it did so
    /// several times; nil where it did not.
    var death: Death? {
        guard case .array(let deaths) = headers["x-death"], case .table(let last) = deaths.first
        else { return nil }
        return Death(last)
    }

    /// An entry of the header `x-death`.
    struct Death: Equatable {
        let reason: String
        let queue: String
        /// Where it was published, and with which routing key.
        let exchange: String
        let routingKey: String

        fileprivate init?(_ entry: [String: AMQPValue]) {
            guard let reason = entry["reason"]?.text, let queue = entry["queue"]?.text
            else { return nil }
            self.reason = reason
            self.queue = queue
            exchange = entry["exchange"]?.text ?? ""
            guard case .array(let keys) = entry["routing-keys"] else {
                routingKey = ""
                return
            }
            routingKey = keys.first?.text ?? ""
        }
    }
}
