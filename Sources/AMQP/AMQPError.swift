import CRabbitMQ

/// What went wrong between this process and the broker.
///
/// Never carries a password, a URL or a message body, so it may be logged as it is.
public struct AMQPError: Error, Equatable, Sendable {
    /// The kinds of failure a caller may want to tell apart.
    public enum Code: String, CaseIterable, Sendable {
        /// No connection could be made: name lookup, refused, no route.
        case unreachable
        /// The broker does not accept this user, password or virtual host.
        case refusedLogin
        /// TLS: certificates, host name, handshake, key files.
        case tls
        /// What exists differs from what was declared (406).
        case preconditionFailed
        /// The queue, exchange or binding does not exist (404).
        case notFound
        /// The user may not do that (403).
        case accessRefused
        /// Another connection holds it exclusively (405).
        case resourceLocked
        /// The broker closed the channel for another reason.
        case channelClosed
        /// The broker, or we ourselves, closed the connection.
        case connectionClosed
        /// Nothing was heard from the broker for two heartbeat intervals.
        case heartbeatMissed
        /// The broker did not answer, or did not read, within the time allowed.
        case timedOut
        /// The operating system reported a failure of the socket.
        case socket
        /// The broker sent, or we were about to send, something AMQP 0-9-1 does not allow.
        case protocolViolation
        /// The URL of the broker cannot be used.
        case invalidURL
        /// A value given by the caller does not fit into AMQP; nothing was sent.
        case invalidArgument
        /// The broker has asked publishers to stop (memory or disk alarm); nothing was sent.
        case blocked
        /// Memory or file descriptors have run out.
        case outOfResources
    }

    /// The kind of failure.
    public let code: Code

    /// What happened: the broker's own text where there is one.
    public let message: String

    /// What was being done, with the name of the thing concerned.
    public let context: String

    /// Creates an error from its parts.
    public init(_ code: Code, _ message: String, context: String) {
        self.code = code
        self.message = message
        self.context = context
    }

    /// Whether the same attempt may succeed later without anybody changing a setting.
    public var isTransient: Bool {
        switch code {
        case .unreachable, .resourceLocked, .channelClosed, .connectionClosed, .heartbeatMissed,
            .timedOut, .socket, .blocked, .outOfResources:
            true
        case .refusedLogin, .tls, .preconditionFailed, .notFound, .accessRefused,
            .protocolViolation, .invalidURL, .invalidArgument:
            false
        }
    }
}

extension AMQPError: CustomStringConvertible {
    /// One line for logs and people.
    public var description: String { "\(context): \(message) (\(code.rawValue))" }
}

extension AMQPError.Code {
    /// The kind of failure behind a status of the C library.
    public init(status: Int32) {
        switch amqp_status_enum_(rawValue: status) {
        case AMQP_STATUS_HOSTNAME_RESOLUTION_FAILED, AMQP_STATUS_TCP_SOCKETLIB_INIT_ERROR:
            self = .unreachable
        case AMQP_STATUS_CONNECTION_CLOSED, AMQP_STATUS_SOCKET_CLOSED: self = .connectionClosed
        case AMQP_STATUS_SOCKET_ERROR, AMQP_STATUS_TCP_ERROR: self = .socket
        case AMQP_STATUS_HEARTBEAT_TIMEOUT: self = .heartbeatMissed
        case AMQP_STATUS_TIMEOUT: self = .timedOut
        case AMQP_STATUS_SSL_ERROR, AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED,
            AMQP_STATUS_SSL_PEER_VERIFY_FAILED, AMQP_STATUS_SSL_CONNECTION_FAILED,
            AMQP_STATUS_SSL_SET_ENGINE_FAILED:
            self = .tls
        case AMQP_STATUS_NO_MEMORY, AMQP_STATUS_TIMER_FAILURE: self = .outOfResources
        case AMQP_STATUS_BROKER_UNSUPPORTED_SASL_METHOD: self = .refusedLogin
        case AMQP_STATUS_INVALID_PARAMETER, AMQP_STATUS_TABLE_TOO_BIG, AMQP_STATUS_BAD_URL,
            AMQP_STATUS_SOCKET_INUSE, AMQP_STATUS_UNSUPPORTED:
            self = .invalidArgument
        default: self = .protocolViolation
        }
    }

    /// The kind of failure behind a reply code with which the broker closes a channel.
    public init(channelReply replyCode: UInt16) {
        switch replyCode {
        case 403: self = .accessRefused
        case 404: self = .notFound
        case 405: self = .resourceLocked
        case 406: self = .preconditionFailed
        default: self = .channelClosed
        }
    }

    /// The kind of failure behind a reply code with which the broker closes a connection.
    public init(connectionReply replyCode: UInt16) {
        switch replyCode {
        case 403, 530: self = .accessRefused
        case 501, 502, 503, 504, 505, 540: self = .protocolViolation
        default: self = .connectionClosed
        }
    }
}

extension AMQPError {
    /// The error behind a status of the C library.
    init(status: Int32, context: String) {
        let text = unsafe String(cString: amqp_error_string2(status))
        self.init(Code(status: status), text, context: context)
    }
}

extension AMQPError {
    /// What all nodes have said, one after the other.
    ///
    /// A node that is away comes back, what a node refuses does not: the more telling one counts.
    init(of failures: [AMQPError]) {
        guard let last = failures.last else {
            self.init(.invalidArgument, "no node is named", context: "connecting")
            return
        }
        guard failures.count > 1 else {
            self = last
            return
        }
        let told = failures.map { "\($0.context): \($0.message)" }.joined(separator: "; ")
        let code = (failures.first { !$0.isTransient } ?? last).code
        self.init(code, told, context: "connecting to one of \(failures.count) nodes")
    }
}
