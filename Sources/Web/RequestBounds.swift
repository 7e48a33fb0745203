import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request is read for too long, and drops what is too large of a body.
///
/// One piece more than is allowed goes through, so that the page answers with 413. Nor is the
/// connection closed before the rest has come: the system resets a connection on which somebody is
/// still sending, and the answer would be lost.
///
/// The idle time-out restarts with every piece of a head or a body; this one does not, so that
/// nobody holds a connection by sending a byte now and then. A head must be there within twice the
/// time, counted from the end of what came before it: for half of that a connection may idle.
final class RequestBounds: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let time: TimeAmount
    private let bodyBytesMax: Int
    private let isExempt: @Sendable (HTTPRequest) -> Bool
    /// Whether the request at hand may be large: then only silence ends it.
    private var isLarge = false
    private var bodyBytes = 0
    private var isReading = false
    private var isTooLarge = false
    /// Who wants the connection closed while the rest of a body that is too large is dropped.
    private var closing: EventLoopPromise<Void>?
    private var deadline: Scheduled<Void>?

    /// - Parameter isExempt: Tells which requests may be as large as they like.
    init(
        time: TimeAmount,
        bodyBytesMax: Int,
        isExempt: @escaping @Sendable (HTTPRequest) -> Bool = { _ in false }
    ) {
        self.time = time
        self.bodyBytesMax = bodyBytesMax
        self.isExempt = isExempt
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { close(context, in: time * 2) }
    }

    func channelActive(context: ChannelHandlerContext) {
        close(context, in: time * 2)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isLarge = isExempt(head)
            bodyBytes = 0
            isReading = true
            isTooLarge =
                !isLarge
                && head.headerFields[.contentLength].flatMap(Int.init) ?? 0 > bodyBytesMax
            close(context, in: time)
        case .body where isLarge: close(context, in: time * Self.silencesMax)
        case .body(let buffer):
            guard bodyBytes <= bodyBytesMax else { return }
            bodyBytes += buffer.readableBytes
            isTooLarge = isTooLarge || bodyBytes > bodyBytesMax
        case .end:
            isReading = false
            cancel()
            if let closing { context.close(promise: closing) }
            closing = nil
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext,
        data: NIOAny,
        promise: EventLoopPromise<Void>?
    ) {
        if case .end = unwrapOutboundIn(data), !isReading { close(context, in: time * 2) }
        context.write(data, promise: promise)
    }

    func close(
        context: ChannelHandlerContext,
        mode: CloseMode,
        promise: EventLoopPromise<Void>?
    ) {
        guard isReading, isTooLarge, mode != .input, closing == nil else {
            return context.close(mode: mode, promise: promise)
        }
        // The deadline of the request is not lifted by this.
        closing = promise ?? context.eventLoop.makePromise()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    /// Without an end of the channel having been told, if it was closed from within.
    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    private func end() {
        cancel()
        closing?.succeed()
        closing = nil
    }

    /// What takes the rows of a large request may pause for a while; the sender is not at fault.
    private static let silencesMax = 12

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
        cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            context.close(promise: nil)
        }
    }

    private func cancel() {
        deadline?.cancel()
        deadline = nil
    }
}
