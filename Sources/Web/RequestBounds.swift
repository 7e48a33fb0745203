import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request is read for too long or is too large.
///
/// The idle time-out begins anew with every piece of a body; this one does not, so that nobody
/// holds a connection by sending a byte now and then.
final class RequestBounds: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let time: TimeAmount
    private let bodyBytesMax: Int
    private var bodyBytes = 0
    private var deadline: Scheduled<Void>?

    init(time: TimeAmount, bodyBytesMax: Int) {
        self.time = time
        self.bodyBytesMax = bodyBytesMax
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            bodyBytes = 0
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
                context.close(promise: nil)
            }
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            guard bodyBytes <= bodyBytesMax else {
                context.close(promise: nil)
                return
            }
        case .end:
            cancel()
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        cancel()
    }

    private func cancel() {
        deadline?.cancel()
        deadline = nil
    }
}
