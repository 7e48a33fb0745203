import CRabbitMQ
import Glibc

extension AMQPConnection {
    /// The largest piece of a body sent at once; much less than the send buffer leaves free when it
    /// reports itself writable.
    private static let bodyFrameMax = 32 << 10

    /// The most that the properties of a message may take on the wire.
    private static let headersSizeMax = 64 << 10

    /// Sends a message; its confirmation, return or refusal comes through `nextEvent`.
    ///
    /// Small messages are collected in the kernel and leave together with the next `nextEvent`,
    /// `wait` or `flush`, at the latest after 200 ms. Frames that have arrived are read first, so
    /// that a broker that cannot get rid of its confirms, and the heartbeat check, never meet a
    /// deaf publisher.
    /// - Returns: the number by which the broker will confirm it: 1, 2, 3 … since `selectConfirms`.
    /// - Throws: `blocked` and `invalidArgument` with nothing sent and the connection as it was;
    ///   other errors end it, and whether the message arrived is unknown.
    public func publish(_ message: OutgoingMessage) throws(AMQPError) -> UInt64 {
        try ensureUsable()
        defer { arena.recycle() }
        var properties = try unsafe message.properties.wire(in: &arena)
        guard arena.tableSize <= Self.headersSizeMax else {
            throw AMQPError(
                .invalidArgument,
                "headers of more than \(Self.headersSizeMax) bytes",
                context: "publishing"
            )
        }
        var method = unsafe amqp_basic_publish_t()
        unsafe method.exchange = try unsafe arena.text(message.exchange, "exchange name")
        unsafe method.routing_key = try unsafe arena.text(message.routingKey, "routing key")
        unsafe method.mandatory = message.isMandatory ? 1 : 0
        try awaitWritable("publishing", unlessBlocked: true)
        cork()
        try unsafe send(crabbitmq_basic_publish, &method, "publishing")
        try unsafe check(
            crabbitmq_send_content_header(
                handle.state,
                Self.channel,
                &properties,
                UInt64(message.body.count)
            ),
            "publishing"
        )
        try sendBody(message.body)
        publishedCount += 1
        return publishedCount
    }

    /// Acknowledges a delivery, or with `multiple` all up to it.
    ///
    /// Tags of another connection, and those already acknowledged by a `multiple`, are left out:
    /// the broker would close the channel on them, and hands those messages over again by itself.
    /// - Returns: whether anything was sent.
    @discardableResult
    public func acknowledge(_ tag: DeliveryTag, multiple: Bool) throws(AMQPError) -> Bool {
        guard try isCurrent(tag) else { return false }
        try awaitWritable("acknowledging")
        try unsafe check(
            amqp_basic_ack(handle.state, Self.channel, tag.number, multiple ? 1 : 0),
            "acknowledging"
        )
        if multiple { acknowledgedThrough = tag.number }
        return true
    }

    /// Gives a delivery back: to its queue, or to the queue's dead letters.
    /// - Returns: whether anything was sent; not for tags of another connection.
    @discardableResult
    public func reject(_ tag: DeliveryTag, requeue: Bool) throws(AMQPError) -> Bool {
        guard try isCurrent(tag) else { return false }
        try awaitWritable("rejecting")
        try unsafe check(
            amqp_basic_reject(handle.state, Self.channel, tag.number, requeue ? 1 : 0),
            "rejecting"
        )
        return true
    }

    /// Sends what `publish` has collected.
    public func flush() {
        guard isCorked else { return }
        setCork(false)
    }
}

extension AMQPConnection {
    private func isCurrent(_ tag: DeliveryTag) throws(AMQPError) -> Bool {
        try ensureUsable()
        return tag.connection == number && tag.number > acknowledgedThrough
    }

    /// Waits until the socket takes at least a third of its send buffer, so that the C library's
    /// own sending, whose waits have no limit in this version, never waits.
    ///
    /// Reads whatever arrives meanwhile. A broker that reads nothing for the answer timeout ends
    /// the connection; one that has said why is left in peace, if the caller asks for that.
    func awaitWritable(
        _ context: String,
        unlessBlocked: Bool = false,
        within limit: Duration? = nil
    ) throws(AMQPError) {
        var deadline: ContinuousClock.Instant?
        var timeout: Int32 = 0
        while true {
            let ready = try pollSocket(timeout, context)
            if ready & Int16(POLLIN) != 0 || !isDrained { try drain() }
            guard !unlessBlocked || !isBlocked else {
                throw AMQPError(.blocked, "the broker is short of memory or disk", context: context)
            }
            if ready & Int16(POLLOUT) != 0 { return }
            guard ready & Int16(POLLERR | POLLHUP | POLLNVAL) == 0 else {
                throw fail(.connectionClosed, "the connection broke", context)
            }
            let end = deadline ?? .now + (limit ?? configuration.rpcTimeout)
            deadline = end
            let left = end - .now
            guard left > .zero else { throw fail(.timedOut, "the broker does not read", context) }
            flush()
            timeout = Self.milliseconds(min(left, .milliseconds(500)))
        }
    }

    func pollSocket(_ timeout: Int32, _ context: String) throws(AMQPError) -> Int16 {
        let descriptor = handle.descriptor
        guard descriptor >= 0 else {
            throw fail(.connectionClosed, "the socket is closed", context)
        }
        var socket = pollfd(fd: descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
        let ready = unsafe poll(&socket, 1, timeout)
        guard ready >= 0 || errno == EINTR else { throw fail(.socket, Self.systemText(), context) }
        return ready > 0 ? socket.revents : 0
    }

    private func sendBody(_ body: [UInt8]) throws(AMQPError) {
        var sent = 0
        while sent < body.count {
            if sent > 0 { try awaitWritable("publishing") }
            let count = min(Self.bodyFrameMax, body.count - sent)
            let status = unsafe body.withUnsafeBytes { bytes in
                unsafe crabbitmq_send_content_body(
                    handle.state,
                    Self.channel,
                    bytes.baseAddress.map { unsafe $0 + sent },
                    count
                )
            }
            try check(status, "publishing")
            sent += count
        }
    }

    func send<Method>(
        _ id: UInt32,
        _ method: inout Method,
        channel: UInt16 = AMQPConnection.channel,
        _ context: String
    ) throws(AMQPError) {
        let status = unsafe withUnsafeMutableBytes(of: &method) { decoded in
            unsafe amqp_send_method(handle.state, channel, id, decoded.baseAddress)
        }
        try check(status, context)
    }

    func check(_ status: Int32, _ context: String) throws(AMQPError) {
        guard status == AMQP_STATUS_OK.rawValue else {
            throw fail(AMQPError(status: status, context: context))
        }
    }

    /// Lets the kernel put the frames together that the C library sends one by one.
    ///
    /// Errors do not matter: it is then only slower.
    private func cork() {
        if !isCorked { setCork(true) }
    }

    private func setCork(_ isOn: Bool) {
        var value: Int32 = isOn ? 1 : 0
        unsafe setsockopt(
            handle.descriptor,
            Int32(IPPROTO_TCP),
            TCP_CORK,
            &value,
            socklen_t(MemoryLayout<Int32>.size)
        )
        isCorked = isOn
    }
}
