import CRabbitMQ
import Glibc

/// The C library's connection; freed, and its socket closed, when this goes away.
@safe struct AMQPHandle: ~Copyable {
    let state: amqp_connection_state_t

    init() throws(AMQPError) {
        guard let state = unsafe amqp_new_connection() else {
            throw AMQPError(.outOfResources, "no memory", context: "opening the connection")
        }
        unsafe self.state = unsafe state
    }

    deinit { unsafe amqp_destroy_connection(state) }

    /// The socket, or -1 when the C library has closed it.
    var descriptor: Int32 { unsafe amqp_get_sockfd(state) }

    /// Whether frames or bytes already read wait inside the C library, which the socket does not
    /// show.
    var hasBufferedInput: Bool {
        unsafe amqp_frames_enqueued(state) != 0 || amqp_data_in_buffer(state) != 0
    }

    /// Frees what the C library holds for frames that have been copied out; it keeps what it still
    /// needs itself.
    func releaseBuffers() {
        unsafe amqp_maybe_release_buffers_on_channel(state, 0)
        unsafe amqp_maybe_release_buffers_on_channel(state, AMQPConnection.channel)
    }

    /// How long the C library waits for the answer to a request before it closes the socket.
    func setAnswerTimeout(_ timeout: Duration) {
        var timeout = timeval(timeout)
        unsafe amqp_set_rpc_timeout(state, &timeout)
    }
}

extension AMQPHandle {
    /// Connects, with a deadline; TLS verifies before a password is sent.
    func open(_ configuration: AMQPConfiguration) throws(AMQPError) {
        let context = "connecting to \(configuration.host):\(configuration.port)"
        guard let socket = try unsafe makeSocket(configuration.tls) else {
            throw AMQPError(.outOfResources, "no memory", context: context)
        }
        var timeout = timeval(configuration.connectTimeout)
        let status = unsafe amqp_socket_open_noblock(
            socket,
            configuration.host,
            Int32(configuration.port),
            &timeout
        )
        guard status != AMQP_STATUS_OK.rawValue else { return prepareSocket() }
        let error = AMQPError(status: status, context: context)
        // A socket error before there is a connection means that there is nobody to talk to.
        throw error.code == .socket
            ? AMQPError(.unreachable, error.message, context: context) : error
    }

    private func makeSocket(_ tls: AMQPTLS?) throws(AMQPError) -> OpaquePointer? {
        guard let tls else { return unsafe amqp_tcp_socket_new(state) }
        guard let socket = unsafe amqp_ssl_socket_new(state) else { return nil }
        unsafe amqp_ssl_socket_set_verify_peer(socket, tls.verifiesPeer ? 1 : 0)
        unsafe amqp_ssl_socket_set_verify_hostname(socket, tls.verifiesHostName ? 1 : 0)
        unsafe amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)
        if let caFile = tls.caFile ?? Self.systemAuthorities() {
            try unsafe check(
                amqp_ssl_socket_set_cacert(socket, caFile),
                "reading the authorities in \(caFile)"
            )
        }
        if let certificate = tls.certificateFile {
            let key = tls.keyFile ?? certificate
            try unsafe check(
                amqp_ssl_socket_set_key(socket, certificate, key),
                "reading \(certificate) and \(key)"
            )
        }
        return unsafe socket
    }

    /// Where Linux distributions keep the system's authorities in one file; the C library does not
    /// know.
    private static func systemAuthorities() -> String? {
        [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/cert.pem",
        ]
        .first { unsafe access($0, R_OK) == 0 }
    }

    /// A send buffer of known size: a socket that reports itself writable then takes any frame we
    /// send without waiting.
    private func prepareSocket() {
        var size = Int32(256 << 10)
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_SNDBUF,
            &size,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    private func check(_ status: Int32, _ context: String) throws(AMQPError) {
        guard status == AMQP_STATUS_OK.rawValue else {
            throw AMQPError(status: status, context: context)
        }
    }
}

extension AMQPHandle {
    /// Logs in and opens the virtual host.
    func login(_ configuration: AMQPConfiguration, _ arena: inout WireArena) throws(AMQPError) {
        var timeout = timeval(configuration.connectTimeout)
        unsafe amqp_set_handshake_timeout(state, &timeout)
        setAnswerTimeout(configuration.connectTimeout)
        var properties = try unsafe arena.table(Self.clientProperties(configuration))
        let heartbeat = Int32(clamping: max(1, configuration.heartbeat.components.seconds))
        let reply = unsafe crabbitmq_login_plain(
            state,
            configuration.virtualHost,
            1,
            AMQP_DEFAULT_FRAME_SIZE,
            min(heartbeat, 65535),
            &properties,
            configuration.user,
            configuration.password
        )
        arena.recycle()
        try unsafe checkLogin(
            reply,
            "logging in to \(configuration.host):\(configuration.port) as \(configuration.user)"
        )
        setAnswerTimeout(configuration.rpcTimeout)
    }

    /// Switches the C library's own heartbeats off and returns the interval agreed on with the
    /// broker.
    ///
    /// Its heartbeats wait without limit when the socket is full or the broker silent (0.11);
    /// `HeartbeatTimer` does not.
    func takeOverHeartbeats() throws(AMQPError) -> Duration {
        // The library aborts the process if it is tuned in the middle of a frame.
        guard unsafe amqp_release_buffers_ok(state) != 0 else {
            throw AMQPError(.protocolViolation, "a frame nobody asked for", context: "logging in")
        }
        let interval = unsafe amqp_get_heartbeat(state)
        let status = unsafe amqp_tune_connection(
            state,
            amqp_get_channel_max(state),
            amqp_get_frame_max(state),
            0
        )
        try check(status, "taking over heartbeats")
        return .seconds(Int(interval))
    }

    private func checkLogin(_ reply: amqp_rpc_reply_t, _ context: String) throws(AMQPError) {
        switch unsafe reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            throw unsafe AMQPError(status: reply.library_error, context: context)
        case AMQP_RESPONSE_SERVER_EXCEPTION:
            let (replyCode, text) = unsafe ServerClose.read(reply.reply)
            let isRefusal = [402, 403, 530].contains(replyCode)
            let code =
                isRefusal ? AMQPError.Code.refusedLogin : AMQPError.Code(connectionReply: replyCode)
            throw AMQPError(code, text, context: context)
        default: throw AMQPError(.connectionClosed, "the broker hung up", context: context)
        }
    }

    private static func clientProperties(_ configuration: AMQPConfiguration) -> [String: AMQPValue]
    {
        [
            "product": "Baton",
            "version": .string(configuration.productVersion),
            "platform": .string(unsafe "Swift, rabbitmq-c \(String(cString: amqp_version()))"),
            "connection_name": .string(configuration.connectionName),
            "capabilities": .table([
                "publisher_confirms": true,
                "consumer_cancel_notify": true,
                "connection.blocked": true,
                "authentication_failure_close": true,
                "basic.nack": true,
                "exchange_exchange_bindings": true,
            ]),
        ]
    }
}

/// What the broker says when it closes a channel or a connection.
enum ServerClose {
    /// The reply code and the text; 0 when the method is neither close.
    static func read(_ method: amqp_method_t) -> (replyCode: UInt16, text: String) {
        guard let decoded = unsafe method.decoded else { return (0, "closed without a reason") }
        switch unsafe method.id {
        case crabbitmq_channel_close:
            let close = unsafe decoded.load(as: amqp_channel_close_t.self)
            return unsafe (close.reply_code, String(close.reply_text))
        case crabbitmq_connection_close:
            let close = unsafe decoded.load(as: amqp_connection_close_t.self)
            return unsafe (close.reply_code, String(close.reply_text))
        default: return (0, unsafe "an unexpected answer, method \(method.id)")
        }
    }
}

extension timeval {
    /// A duration in the form the C library takes; never negative.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = max(.zero, duration).components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
