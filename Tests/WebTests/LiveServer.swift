import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Telemetry
import Web

/// A server on a real socket, for as long as a test needs it.
struct LiveServer {
    let port: Int
    let services: ServiceGroup

    /// Runs the test against the server, then stops it gracefully and waits until it has stopped.
    static func run(
        requestTimeout: Duration = .seconds(10),
        _ test: @escaping @Sendable (LiveServer) async throws -> Void
    ) async throws {
        var configuration = WebServer.Configuration(host: "127.0.0.1", port: 0)
        configuration.requestTimeout = requestTimeout
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(
            configuration: configuration,
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [.closed],
            logger: .quiet
        ) { number in
            port.yield(number)
            port.finish()
        }
        let services = ServiceGroup(configuration: .init(services: [server], logger: .quiet))
        try await withThrowingTaskGroup { group in
            group.addTask { try await services.run() }
            for await number in ports {
                try await test(LiveServer(port: number, services: services))
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// Sends the text and gives whatever is answered until the server closes the connection.
    func exchange(_ request: String) async throws -> String {
        try await connect { inbound, outbound in
            do {
                try await outbound.write(ByteBuffer(string: request))
            } catch ChannelError.ioOnClosedChannel {
                // The server may lose patience before the request is out; its answer still counts.
            }
            return try await Self.rest(of: &inbound)
        }
    }

    /// A connection, closed at the end.
    func connect<Result: Sendable>(
        _ body:
            @escaping @Sendable (
                inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
                NIOAsyncChannelOutboundWriter<ByteBuffer>
            ) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup.singleton
        let channel = try await ClientBootstrap(group: group)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var iterator = inbound.makeAsyncIterator()
            return try await body(&iterator, outbound)
        }
    }

    /// A reset is a close too: the server need not read what it does not want.
    static func rest(
        of inbound: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) async throws -> String {
        var text = ""
        do {
            while let buffer = try await inbound.next() { text += String(buffer: buffer) }
        } catch is IOError {
            return text
        }
        return text
    }
}
