import CRabbitMQ
import Glibc

extension AMQPConnection {
    /// How many frames one call reads at most, so that a flood cannot keep the caller from its
    /// other duties.
    private static let framesPerCallMax = 4096

    /// The next thing the broker has told, or `nil` when nothing more is there; never waits.
    ///
    /// Also sends and checks heartbeats, and sends what `publish` has collected.
    /// - Throws: what closed the channel or the connection, after all events that came before it.
    public func nextEvent() throws(AMQPError) -> AMQPEvent? {
        if let event = inbox.popFirst() { return event }
        try ensureUsable()
        flush()
        return try readEvent()
    }

    /// Says that we live, if it is time to, and reads nothing: for a caller without room for more.
    public func beat() throws(AMQPError) {
        try ensureUsable()
        flush()
        try serveHeartbeat(try pollSocket(0, "waiting"))
    }

    /// Sleeps until there is something for `nextEvent`, the wake-up is signalled, or the time is
    /// over.
    ///
    /// May return early for no reason; never sleeps longer than a third of the heartbeat interval,
    /// nor while something already read waits in a buffer.
    public func wait(for duration: Duration, wakeUp: WakeUp? = nil) throws(AMQPError) {
        guard inbox.isEmpty, failure == nil, isDrained, !handle.hasBufferedInput else { return }
        flush()
        let limit = heartbeatInterval > .zero ? min(duration, heartbeatInterval / 3) : duration
        var descriptors = [
            pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeUp?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let ready = unsafe poll(&descriptors, 2, Self.milliseconds(limit))
        guard ready >= 0 || errno == EINTR else {
            throw fail(.socket, Self.systemText(), "waiting")
        }
        if descriptors[1].revents != 0 { wakeUp?.drain() }
    }

    /// Reads frames into events until nothing more is there, without handing them out yet.
    func drain() throws(AMQPError) {
        for _ in 0..<Self.framesPerCallMax {
            guard let event = try readEvent() else { return }
            inbox.append(event)
        }
    }

    private func readEvent() throws(AMQPError) -> AMQPEvent? {
        guard try hasInput() else { return nil }
        for _ in 0..<Self.framesPerCallMax {
            guard let frame = try unsafe readFrame() else {
                isDrained = true
                return nil
            }
            let event = try unsafe acceptOrFail(frame)
            // Everything was copied out; the C library keeps what still waits in its queue.
            handle.releaseBuffers()
            if let event { return event }
        }
        isDrained = false
        return nil
    }

    /// Looks at the socket unless reading is under way already, and serves the heartbeat.
    ///
    /// The C library is asked only when there is something: it would otherwise try to be clever
    /// about time.
    private func hasInput() throws(AMQPError) -> Bool {
        guard isDrained, !handle.hasBufferedInput else { return true }
        let ready = try pollSocket(0, "reading")
        try serveHeartbeat(ready)
        guard ready & ~Int16(POLLOUT) != 0 else { return false }
        isDrained = false
        return true
    }

    /// Notes that the broker lives, if something can be read, and says that we do, if it is time.
    private func serveHeartbeat(_ ready: Int16) throws(AMQPError) {
        let now = ContinuousClock.now
        if ready & ~Int16(POLLOUT) != 0 { heartbeat.received(at: now) }
        guard !heartbeat.isMissed(at: now) else {
            throw fail(.heartbeatMissed, "nothing heard for two heartbeat intervals", "reading")
        }
        // While the broker reads nothing there is no room, and no need: what it has not read yet
        // proves that we live. A broken socket tells its reason to who reads from it.
        guard heartbeat.isDue(at: now), ready & Int16(POLLOUT) != 0,
            ready & Int16(POLLERR | POLLHUP | POLLNVAL) == 0
        else { return }
        try unsafe check(crabbitmq_send_heartbeat(handle.state), "sending a heartbeat")
        heartbeat.sent(at: now)
    }

    private func readFrame() throws(AMQPError) -> amqp_frame_t? {
        var frame = unsafe amqp_frame_t()
        var noTime = timeval(tv_sec: 0, tv_usec: 0)
        let status = unsafe amqp_simple_wait_frame_noblock(handle.state, &frame, &noTime)
        switch status {
        case AMQP_STATUS_OK.rawValue: return unsafe frame
        case AMQP_STATUS_TIMEOUT.rawValue: return nil
        default: throw fail(AMQPError(status: status, context: "reading"))
        }
    }

    /// Whatever goes wrong leaves the stream of frames at an unknown place.
    private func acceptOrFail(_ frame: amqp_frame_t) throws(AMQPError) -> AMQPEvent? {
        do {
            return try unsafe accept(frame)
        } catch {
            throw fail(error)
        }
    }

    private func accept(_ frame: amqp_frame_t) throws(AMQPError) -> AMQPEvent? {
        switch unsafe Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD: return try unsafe accept(frame.payload.method)
        case AMQP_FRAME_HEADER:
            let properties = unsafe frame.payload.properties
            guard let decoded = unsafe properties.decoded,
                unsafe Int32(properties.class_id) == AMQP_BASIC_CLASS
            else {
                throw AMQPError(
                    .protocolViolation,
                    "a header of an unknown class",
                    context: "reading"
                )
            }
            return try unsafe assembler.header(
                bodySize: properties.body_size,
                properties: AMQPProperties(decoded.load(as: amqp_basic_properties_t.self))
            )
        case AMQP_FRAME_BODY:
            let fragment = unsafe frame.payload.body_fragment
            return try unsafe assembler.body(
                UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len)
            )
        default: return nil
        }
    }

    private func accept(_ method: amqp_method_t) throws(AMQPError) -> AMQPEvent? {
        guard let decoded = unsafe method.decoded else { return nil }
        switch unsafe method.id {
        case crabbitmq_basic_deliver: try unsafe begin(decoded.load(as: amqp_basic_deliver_t.self))
        case crabbitmq_basic_return: try unsafe begin(decoded.load(as: amqp_basic_return_t.self))
        case crabbitmq_basic_ack:
            let ack = unsafe decoded.load(as: amqp_basic_ack_t.self)
            return .confirmed(ack.delivery_tag, multiple: ack.multiple != 0)
        case crabbitmq_basic_nack:
            let nack = unsafe decoded.load(as: amqp_basic_nack_t.self)
            return .refused(nack.delivery_tag, multiple: nack.multiple != 0)
        case crabbitmq_basic_cancel:
            return unsafe .cancelled(
                consumer: String(decoded.load(as: amqp_basic_cancel_t.self).consumer_tag)
            )
        case crabbitmq_connection_blocked:
            isBlocked = true
            return unsafe .blocked(
                reason: String(decoded.load(as: amqp_connection_blocked_t.self).reason)
            )
        case crabbitmq_connection_unblocked:
            isBlocked = false
            return .unblocked
        case crabbitmq_channel_close, crabbitmq_connection_close:
            throw unsafe fail(closedUnasked(by: method))
        default: break  // Answers to requests given up; the broker sends nothing else unasked.
        }
        return nil
    }

    /// Nothing was declared, so 406 does not mean that settings differ: RabbitMQ also closes with
    /// it after an acknowledgement that came too late or twice, and a new connection is the remedy.
    private func closedUnasked(by method: amqp_method_t) -> AMQPError {
        let error = unsafe closed(by: method, context: "using the channel")
        guard error.code == .preconditionFailed else { return error }
        return AMQPError(.channelClosed, error.message, context: error.context)
    }

    private func begin(_ deliver: amqp_basic_deliver_t) throws(AMQPError) {
        try unsafe assembler.begin(
            .delivery(
                tag: DeliveryTag(connection: number, number: deliver.delivery_tag),
                consumer: String(deliver.consumer_tag),
                exchange: String(deliver.exchange),
                routingKey: String(deliver.routing_key),
                isRedelivered: deliver.redelivered != 0
            )
        )
    }

    private func begin(_ returned: amqp_basic_return_t) throws(AMQPError) {
        try unsafe assembler.begin(
            .returned(
                replyCode: returned.reply_code,
                replyText: String(returned.reply_text),
                exchange: String(returned.exchange),
                routingKey: String(returned.routing_key)
            )
        )
    }
}

extension AMQPConnection {
    func ensureUsable() throws(AMQPError) {
        if let failure { throw failure }
    }

    /// Makes the connection useless from now on; returns the error to throw.
    ///
    /// The next one is made to another node, where there are several.
    func fail(_ error: AMQPError) -> AMQPError {
        if failure == nil { doubtNode() }
        failure = failure ?? error
        disconnect()
        return error
    }

    /// Has later connections try other nodes first: this one does not do what it should.
    public func doubtNode() { AMQPNodes.doubt(address) }

    /// Shuts the socket.
    func disconnect() {
        guard isConnected else { return }
        isConnected = false
        breaker.trip()
        breaker.release()
    }

    func fail(_ code: AMQPError.Code, _ message: String, _ context: String) -> AMQPError {
        fail(AMQPError(code, message, context: context))
    }

    static func systemText() -> String { unsafe String(cString: strerror(errno)) }

    static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = max(.zero, duration).components
        // Rounded up: a wait of half a millisecond must not become a busy loop.
        return Int32(
            clamping: min(seconds, 1_000_000) * 1000 + (attoseconds + 999_999_999_999_999)
                / 1_000_000_000_000_000
        )
    }
}
