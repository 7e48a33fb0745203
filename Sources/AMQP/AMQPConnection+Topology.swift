import CRabbitMQ
import Glibc

/// Requests that the broker answers.
///
/// A refusal (404, 403, 405, 406) closes the channel by AMQP's rules. It is reopened, so the
/// connection stays of use, as long as nothing was subscribed and no confirms were selected on it;
/// otherwise `failure` is set. So declare first.
extension AMQPConnection {
    /// Creates an exchange, or checks that it is as declared.
    public func declareExchange(_ exchange: ExchangeDeclaration) throws(AMQPError) {
        let what = "declaring exchange '\(exchange.name)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            let name = try unsafe arena.text(exchange.name, what)
            let type = try unsafe arena.text(exchange.type, what)
            let arguments = try unsafe arena.table(exchange.arguments)
            return unsafe amqp_exchange_declare(
                state,
                Self.channel,
                name,
                type,
                exchange.isPassive.wire,
                exchange.isDurable.wire,
                exchange.isAutoDelete.wire,
                exchange.isInternal.wire,
                arguments
            ) != nil
        }
    }

    /// Creates a queue, or checks that it is as declared.
    @discardableResult
    public func declareQueue(_ queue: QueueDeclaration) throws(AMQPError) -> QueueStatus {
        let what = "declaring queue '\(queue.name)'"
        var status = QueueStatus(messageCount: 0, consumerCount: 0)
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            let name = try unsafe arena.text(queue.name, what)
            let arguments = try unsafe arena.table(queue.arguments)
            guard
                let answer = unsafe amqp_queue_declare(
                    state,
                    Self.channel,
                    name,
                    queue.isPassive.wire,
                    queue.isDurable.wire,
                    queue.isExclusive.wire,
                    queue.isAutoDelete.wire,
                    arguments
                )
            else { return false }
            status = unsafe QueueStatus(
                messageCount: answer.pointee.message_count,
                consumerCount: answer.pointee.consumer_count
            )
            return true
        }
        return status
    }

    /// Lets an exchange hand messages with this routing key to a queue.
    public func bindQueue(
        _ queue: String,
        to exchange: String,
        routingKey: String,
        arguments: [String: AMQPValue] = [:]
    ) throws(AMQPError) {
        let what = "binding queue '\(queue)' to exchange '\(exchange)' with '\(routingKey)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            unsafe amqp_queue_bind(
                state,
                Self.channel,
                try arena.text(queue, what),
                try arena.text(exchange, what),
                try arena.text(routingKey, what),
                try arena.table(arguments)
            ) != nil
        }
    }

    /// Takes a binding away; one that does not exist is no error.
    public func unbindQueue(
        _ queue: String,
        from exchange: String,
        routingKey: String,
        arguments: [String: AMQPValue] = [:]
    ) throws(AMQPError) {
        let what = "unbinding queue '\(queue)' from exchange '\(exchange)' with '\(routingKey)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            unsafe amqp_queue_unbind(
                state,
                Self.channel,
                try arena.text(queue, what),
                try arena.text(exchange, what),
                try arena.text(routingKey, what),
                try arena.table(arguments)
            ) != nil
        }
    }

    /// Lets one exchange hand messages with this routing key to another.
    public func bindExchange(
        _ destination: String,
        to source: String,
        routingKey: String,
        arguments: [String: AMQPValue] = [:]
    ) throws(AMQPError) {
        let what = "binding exchange '\(destination)' to exchange '\(source)' with '\(routingKey)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            unsafe amqp_exchange_bind(
                state,
                Self.channel,
                try arena.text(destination, what),
                try arena.text(source, what),
                try arena.text(routingKey, what),
                try arena.table(arguments)
            ) != nil
        }
    }

    /// Throws away what is ready in a queue; returns how many messages that were.
    @discardableResult
    public func purgeQueue(_ queue: String) throws(AMQPError) -> UInt32 {
        var count: UInt32 = 0
        let what = "purging queue '\(queue)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            guard
                let answer = unsafe amqp_queue_purge(
                    state,
                    Self.channel,
                    try arena.text(queue, what)
                )
            else {
                return false
            }
            count = unsafe answer.pointee.message_count
            return true
        }
        return count
    }

    /// Deletes a queue with everything in it; one that does not exist is no error.
    public func deleteQueue(_ queue: String) throws(AMQPError) {
        let what = "deleting queue '\(queue)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            unsafe amqp_queue_delete(state, Self.channel, try arena.text(queue, what), 0, 0) != nil
        }
    }

    /// Deletes an exchange; one that does not exist is no error.
    public func deleteExchange(_ exchange: String) throws(AMQPError) {
        let what = "deleting exchange '\(exchange)'"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            unsafe amqp_exchange_delete(state, Self.channel, try arena.text(exchange, what), 0)
                != nil
        }
    }

    /// Limits how many unacknowledged deliveries each later subscription may hold; quorum queues
    /// take at most 2,000.
    public func setPrefetch(_ count: UInt16) throws(AMQPError) {
        try unsafe request("setting the prefetch count to \(count)") {
            (state, _) throws(AMQPError) in
            unsafe amqp_basic_qos(state, Self.channel, 0, count, 0) != nil
        }
    }

    /// Subscribes to a queue, with acknowledgements and a tag never used before; returns the tag.
    ///
    /// A subscription ends with the channel: cancelling one that holds deliveries would hand later
    /// messages to the next consumer of a quorum queue before the earlier ones, so there is no call
    /// for it.
    public func consume(
        queue: String,
        isExclusive: Bool = false,
        arguments: [String: AMQPValue] = [:]
    ) throws(AMQPError) -> String {
        let what = "consuming from queue '\(queue)'"
        let tag = "baton-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try unsafe request(what) { (state, arena) throws(AMQPError) in
            unsafe amqp_basic_consume(
                state,
                Self.channel,
                try arena.text(queue, what),
                try arena.text(tag, what),
                0,
                0,
                isExclusive.wire,
                try arena.table(arguments)
            ) != nil
        }
        isConsuming = true
        return tag
    }

    /// Makes the broker confirm every message published from here on; numbering starts again at 1.
    public func selectConfirms() throws(AMQPError) {
        try unsafe request("selecting publisher confirms") { (state, _) throws(AMQPError) in
            unsafe amqp_confirm_select(state, Self.channel) != nil
        }
        if !isConfirming { publishedCount = 0 }
        isConfirming = true
    }
}

extension AMQPConnection {
    func openChannel() throws(AMQPError) {
        try unsafe request("opening a channel") { (state, _) throws(AMQPError) in
            unsafe amqp_channel_open(state, Self.channel) != nil
        }
    }

    /// Sends a request and takes its answer; whatever else arrives meanwhile waits for `nextEvent`.
    private func request(
        _ what: String,
        _ body: (amqp_connection_state_t, inout WireArena) throws(AMQPError) -> Bool
    ) throws(AMQPError) {
        try ensureUsable()
        try awaitWritable(what, unlessBlocked: true)
        flush()
        isDrained = false
        defer { arena.recycle() }
        let isDone = try unsafe body(handle.state, &arena)
        heartbeat.received(at: .now)
        guard !isDone else { return handle.releaseBuffers() }
        try unsafe explain(amqp_get_rpc_reply(handle.state), what)
    }

    private func explain(_ reply: amqp_rpc_reply_t, _ what: String) throws(AMQPError) {
        switch unsafe reply.reply_type {
        case AMQP_RESPONSE_SERVER_EXCEPTION:
            let error = unsafe closed(by: reply.reply, context: what)
            let isChannelOnly = unsafe reply.reply.id == crabbitmq_channel_close
            guard isChannelOnly, !isConsuming, !isConfirming else { throw fail(error) }
            // The others are about what was asked for, and the same at every node.
            if error.code == .channelClosed { doubtNode() }
            handle.releaseBuffers()
            try openChannel()
            throw error
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            throw unsafe fail(AMQPError(status: reply.library_error, context: what))
        default: throw fail(.connectionClosed, "the broker hung up", what)
        }
    }

    /// The error behind a close, answered as AMQP demands.
    func closed(by method: amqp_method_t, context: String) -> AMQPError {
        let (replyCode, text) = unsafe ServerClose.read(method)
        let isChannel = unsafe method.id == crabbitmq_channel_close
        answerClose(isChannel: isChannel)
        let code =
            isChannel
            ? AMQPError.Code(channelReply: replyCode) : AMQPError.Code(connectionReply: replyCode)
        return AMQPError(code, text, context: context)
    }

    /// Answers a close if the socket has room; the C library would wait for room without limit.
    private func answerClose(isChannel: Bool) {
        var socket = pollfd(fd: handle.descriptor, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&socket, 1, 0) > 0, socket.revents & Int16(POLLOUT) != 0 else { return }
        var answer = amqp_channel_close_ok_t()
        // The connection is of no use if this fails, which the next call will tell.
        _ = unsafe withUnsafeMutableBytes(of: &answer) { decoded in
            unsafe amqp_send_method(
                handle.state,
                isChannel ? Self.channel : 0,
                isChannel ? crabbitmq_channel_close_ok : crabbitmq_connection_close_ok,
                decoded.baseAddress
            )
        }
    }
}

extension Bool {
    fileprivate var wire: amqp_boolean_t { self ? 1 : 0 }
}
