/// What the broker tells without being asked.
public enum AMQPEvent: Equatable, Sendable {
    /// A message of a subscribed queue.
    case delivery(Delivery)

    /// The broker has taken responsibility for a published message, or with `multiple` for all up
    /// to it.
    ///
    /// An unroutable message is confirmed too; its `returned` came before.
    case confirmed(UInt64, multiple: Bool)

    /// The broker has refused a published message, or with `multiple` all up to it: publish again.
    case refused(UInt64, multiple: Bool)

    /// A mandatory message that no queue wanted.
    case returned(ReturnedMessage)

    /// The broker is short of memory or disk and reads nothing more from publishing connections.
    case blocked(reason: String)

    /// The broker reads again.
    case unblocked

    /// The broker has ended a subscription: the queue was deleted or its node went down.
    case cancelled(consumer: String)
}
