import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Testing

/// A web server of the test's own, on a free port of this machine.
enum WebSite {
    /// What came in.
    struct Visit: Sendable {
        let path: String
        let headers: [String: String]
        let body: String
    }

    /// Runs the body with the address of a server that answers each visit so.
    static func serving(
        _ answer: @escaping @Sendable (Visit) -> (status: Int, body: String),
        _ body: @escaping @Sendable (_ address: String) async throws -> Void
    ) async throws {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post] {
            router.on("**", method: method) { request, _ in
                let bytes = try await request.body.collect(upTo: 1 << 20)
                var headers: [String: String] = [:]
                for field in request.headers { headers[field.name.canonicalName] = field.value }
                let visit = Visit(
                    path: request.uri.string,
                    headers: headers,
                    body: String(buffer: bytes)
                )
                let (status, text) = answer(visit)
                return Response(
                    status: .init(code: status),
                    headers: status == 302 ? [.location: "http://127.0.0.1:1/elsewhere"] : [:],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: text))
                )
            }
        }
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { listening.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "site") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await ServiceGroup(
                    configuration: .init(services: [application], logger: application.logger)
                ).run()
            }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await body("http://127.0.0.1:\(port)")
            group.cancelAll()
        }
    }
}
