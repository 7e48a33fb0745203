import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request is read for too long or is too large.
///
/// The idle time-out begins anew with every piece of a head or a body; this one does not, so that
/// nobody holds a connection by sending a byte now and then. A head must be there within twice the
/// time, counted from the end of what came before it: for half of that a connection may idle.
final class RequestBounds: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let time: TimeAmount
    private let bodyBytesMax: Int
    private var bodyBytes = 0
    private var isReading = false
    private var deadline: Scheduled<Void>?

    init(time: TimeAmount, bodyBytesMax: Int) {
        self.time = time
        self.bodyBytesMax = bodyBytesMax
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
        case .head:
            bodyBytes = 0
            isReading = true
            close(context, in: time)
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            guard bodyBytes <= bodyBytesMax else {
                context.close(promise: nil)
                return
            }
        case .end:
            isReading = false
            cancel()
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

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        cancel()
    }

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
