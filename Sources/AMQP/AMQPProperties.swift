import CRabbitMQ
public import Foundation

/// The properties of a message; `nil` and an empty table mean that the property is not there.
public struct AMQPProperties: Equatable, Codable, Sendable {
    /// The media type of the body.
    public var contentType: String?

    /// How the body is packed, for example `gzip`.
    public var contentEncoding: String?

    /// Whether the broker keeps the message on disk (delivery mode 2).
    public var isPersistent: Bool

    /// The priority, 0 to 255, in queues that know priorities.
    public var priority: UInt8?

    /// What this message belongs to.
    public var correlationID: String?

    /// The queue an answer should go to.
    public var replyTo: String?

    /// How long the message may wait in a queue: milliseconds, as text.
    public var expiration: String?

    /// The identity by which receivers drop repetitions.
    public var messageID: String?

    /// When the message came to be; AMQP carries whole seconds.
    public var timestamp: Date?

    /// The kind of event or command.
    public var type: String?

    /// The broker's user; the broker verifies it.
    public var userID: String?

    /// The application that published.
    public var appID: String?

    /// The headers.
    public var headers: [String: AMQPValue]

    /// Creates properties; a message is persistent unless said otherwise.
    public init(
        contentType: String? = nil,
        messageID: String? = nil,
        type: String? = nil,
        isPersistent: Bool = true,
        headers: [String: AMQPValue] = [:]
    ) {
        self.contentType = contentType
        self.messageID = messageID
        self.type = type
        self.isPersistent = isPersistent
        self.headers = headers
    }
}

extension AMQPProperties {
    /// Copies properties out of the C library's memory.
    init(_ wire: amqp_basic_properties_t) {
        func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
            unsafe wire.has(flag) ? String(bytes) : nil
        }
        unsafe self.init(
            contentType: text(AMQP_BASIC_CONTENT_TYPE_FLAG, wire.content_type),
            messageID: text(AMQP_BASIC_MESSAGE_ID_FLAG, wire.message_id),
            type: text(AMQP_BASIC_TYPE_FLAG, wire.type),
            isPersistent: wire.has(AMQP_BASIC_DELIVERY_MODE_FLAG) && wire.delivery_mode == 2,
            headers: wire.has(AMQP_BASIC_HEADERS_FLAG) ? AMQPValue.headers(wire.headers) : [:]
        )
        contentEncoding = unsafe text(AMQP_BASIC_CONTENT_ENCODING_FLAG, wire.content_encoding)
        correlationID = unsafe text(AMQP_BASIC_CORRELATION_ID_FLAG, wire.correlation_id)
        replyTo = unsafe text(AMQP_BASIC_REPLY_TO_FLAG, wire.reply_to)
        expiration = unsafe text(AMQP_BASIC_EXPIRATION_FLAG, wire.expiration)
        userID = unsafe text(AMQP_BASIC_USER_ID_FLAG, wire.user_id)
        appID = unsafe text(AMQP_BASIC_APP_ID_FLAG, wire.app_id)
        if unsafe wire.has(AMQP_BASIC_PRIORITY_FLAG) { priority = unsafe wire.priority }
        if unsafe wire.has(AMQP_BASIC_TIMESTAMP_FLAG) {
            timestamp = unsafe Date(timeIntervalSince1970: Double(wire.timestamp))
        }
    }

    /// Writes the properties into the arena, in the form the C library sends.
    func wire(in arena: inout WireArena) throws(AMQPError) -> amqp_basic_properties_t {
        var wire = unsafe amqp_basic_properties_t()
        var flags = UInt32(AMQP_BASIC_DELIVERY_MODE_FLAG)
        unsafe wire.delivery_mode = isPersistent ? 2 : 1
        try unsafe arena.put(
            contentType,
            "content_type",
            AMQP_BASIC_CONTENT_TYPE_FLAG,
            &flags,
            &wire.content_type
        )
        try unsafe arena.put(
            contentEncoding,
            "content_encoding",
            AMQP_BASIC_CONTENT_ENCODING_FLAG,
            &flags,
            &wire.content_encoding
        )
        try unsafe arena.put(
            correlationID,
            "correlation_id",
            AMQP_BASIC_CORRELATION_ID_FLAG,
            &flags,
            &wire.correlation_id
        )
        try unsafe arena.put(replyTo, "reply_to", AMQP_BASIC_REPLY_TO_FLAG, &flags, &wire.reply_to)
        try unsafe arena.put(
            expiration,
            "expiration",
            AMQP_BASIC_EXPIRATION_FLAG,
            &flags,
            &wire.expiration
        )
        try unsafe arena.put(
            messageID,
            "message_id",
            AMQP_BASIC_MESSAGE_ID_FLAG,
            &flags,
            &wire.message_id
        )
        try unsafe arena.put(type, "type", AMQP_BASIC_TYPE_FLAG, &flags, &wire.type)
        try unsafe arena.put(userID, "user_id", AMQP_BASIC_USER_ID_FLAG, &flags, &wire.user_id)
        try unsafe arena.put(appID, "app_id", AMQP_BASIC_APP_ID_FLAG, &flags, &wire.app_id)
        if let priority {
            flags |= UInt32(AMQP_BASIC_PRIORITY_FLAG)
            unsafe wire.priority = priority
        }
        if let timestamp {
            flags |= UInt32(AMQP_BASIC_TIMESTAMP_FLAG)
            unsafe wire.timestamp =
                UInt64(exactly: timestamp.timeIntervalSince1970.rounded(.down)) ?? 0
        }
        if !headers.isEmpty {
            flags |= UInt32(AMQP_BASIC_HEADERS_FLAG)
            unsafe wire.headers = try unsafe arena.table(headers)
        }
        unsafe wire._flags = flags
        return unsafe wire
    }
}

extension amqp_basic_properties_t {
    fileprivate func has(_ flag: Int32) -> Bool { unsafe _flags & UInt32(flag) != 0 }
}

extension WireArena {
    fileprivate mutating func put(
        _ value: String?,
        _ name: String,
        _ flag: Int32,
        _ flags: inout UInt32,
        _ field: inout amqp_bytes_t
    ) throws(AMQPError) {
        guard let value else { return }
        flags |= UInt32(flag)
        unsafe field = try unsafe text(value, "property \(name)")
    }
}
