import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Web

/// On a channel whose time the test moves.
@Suite final class RequestBoundsTests {
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel(
            handler: RequestBounds(time: .seconds(10), bodyBytesMax: 100)
        )
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    // A channel and its handlers hold each other until it is closed.
    deinit {
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
    }

    @Test func `a body that comes byte by byte does not hold the connection`() throws {
        try receive(.head(.post))
        for _ in 0..<9 {
            try receive(.body(ByteBuffer(string: "x")))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    /// Each byte of a head put the idle time-out off, so a connection could be held for a day.
    @Test func `a head that comes byte by byte does not hold the connection`() {
        channel.embeddedEventLoop.advanceTime(by: .seconds(19))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func `the next head has its time from the end of the answer on`() throws {
        try receive(.head(.post))
        try receive(.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .minutes(1))
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .seconds(19))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func `an answer does not put off the end of a request that is being read`() throws {
        try receive(.head(.post))
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func `a request that was read whole may be answered slowly`() throws {
        try receive(.head(.post))
        try receive(.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
    }

    @Test func `each request has its own time and its own size`() throws {
        for _ in 0..<3 {
            try receive(.head(.post))
            try receive(.body(ByteBuffer(repeating: 0, count: 100)))
            channel.embeddedEventLoop.advanceTime(by: .seconds(9))
            try receive(.end(nil))
        }
        #expect(channel.isActive)
    }

    @Test func `a body larger than allowed is dropped, but for the piece that says so`() throws {
        try receive(.head(.post))
        for _ in 0..<5 { try receive(.body(ByteBuffer(repeating: 0, count: 60))) }
        try receive(.end(nil))
        var bytes = 0
        while let part = try channel.readInbound(as: HTTPRequestPart.self) {
            if case .body(let buffer) = part { bytes += buffer.readableBytes }
        }
        #expect(bytes == 120)
        #expect(channel.isActive)
    }

    @Test func `a body larger than allowed has no more time than others`() throws {
        try receive(.head(.post))
        for _ in 0..<10 {
            try receive(.body(ByteBuffer(repeating: 0, count: 100)))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(!channel.isActive)
    }

    private func receive(_ part: HTTPRequestPart) throws {
        try channel.writeInbound(part)
    }
}

extension HTTPRequest {
    fileprivate static let post = HTTPRequest(
        method: .post,
        scheme: "http",
        authority: "localhost",
        path: "/"
    )
}
