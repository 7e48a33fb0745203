/// Puts messages together from their frames, across as many calls as the frames take to arrive.
///
/// A delivery or a return is one method frame, one header frame, and body frames until the
/// announced size is reached.
struct MessageAssembler {
    /// What the method frame said.
    enum Start: Equatable {
        case delivery(
            tag: DeliveryTag,
            consumer: String,
            exchange: String,
            routingKey: String,
            isRedelivered: Bool
        )
        case returned(replyCode: UInt16, replyText: String, exchange: String, routingKey: String)
    }

    /// What the header frame said.
    private struct Header {
        let properties: AMQPProperties
        /// Of the whole body, in bytes.
        let bodySize: Int
    }

    /// `.idle` → `.started` by a method frame → `.inBody` by a header frame → `.idle` by the last
    /// body frame.
    private enum State {
        case idle
        case started(Start)
        case inBody(Start, Header, remaining: Int)
    }

    private var state = State.idle
    private var body: [UInt8] = []
    private let bodySizeMax: Int
    private let bodyHeadMax: Int

    /// Keeps bodies of up to `bodySizeMax` bytes whole, and of larger ones `bodyHeadMax` bytes.
    init(bodySizeMax: Int, bodyHeadMax: Int) {
        self.bodySizeMax = bodySizeMax
        self.bodyHeadMax = min(bodyHeadMax, bodySizeMax)
    }

    /// Whether no message is under way.
    var isIdle: Bool {
        if case .idle = state { true } else { false }
    }

    /// Takes a method frame that announces a message.
    mutating func begin(_ start: Start) throws(AMQPError) {
        guard isIdle else { throw Self.violation("a message begins inside another one") }
        state = .started(start)
    }

    /// Takes the header frame; an empty message is complete with it.
    mutating func header(
        bodySize: UInt64,
        properties: AMQPProperties
    ) throws(AMQPError) -> AMQPEvent? {
        guard case .started(let start) = state else {
            throw Self.violation("a header without a message")
        }
        guard let size = Int(exactly: bodySize) else {
            throw Self.violation("a body of \(bodySize) bytes")
        }
        let header = Header(properties: properties, bodySize: size)
        body = []
        body.reserveCapacity(kept(of: size))
        state = .inBody(start, header, remaining: size)
        return size == 0 ? finish(start, header) : nil
    }

    /// How much is kept of a body.
    private func kept(of size: Int) -> Int { size <= bodySizeMax ? size : bodyHeadMax }

    /// Takes a body frame; the last one completes the message.
    mutating func body(_ fragment: UnsafeRawBufferPointer) throws(AMQPError) -> AMQPEvent? {
        guard case .inBody(let start, let header, let remaining) = state,
            fragment.count <= remaining
        else { throw Self.violation("more body than was announced") }
        unsafe body.append(contentsOf: fragment.prefix(kept(of: header.bodySize) - body.count))
        state = .inBody(start, header, remaining: remaining - fragment.count)
        return fragment.count == remaining ? finish(start, header) : nil
    }

    private mutating func finish(_ start: Start, _ header: Header) -> AMQPEvent {
        state = .idle
        // Moved, not copied: the assembler must not keep a second reference.
        let body = body
        self.body = []
        switch start {
        case .delivery(let tag, let consumer, let exchange, let routingKey, let isRedelivered):
            return .delivery(
                Delivery(
                    tag: tag,
                    consumer: consumer,
                    exchange: exchange,
                    routingKey: routingKey,
                    isRedelivered: isRedelivered,
                    properties: header.properties,
                    body: body,
                    bodySize: header.bodySize
                )
            )
        case .returned(let replyCode, let replyText, let exchange, let routingKey):
            return .returned(
                ReturnedMessage(
                    replyCode: replyCode,
                    replyText: replyText,
                    exchange: exchange,
                    routingKey: routingKey,
                    properties: header.properties,
                    body: body
                )
            )
        }
    }

    private static func violation(_ message: String) -> AMQPError {
        AMQPError(.protocolViolation, message, context: "reading frames")
    }
}
