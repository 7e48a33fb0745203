import Foundation
import Postgres
import Testing

/// How answers come in pieces over TLS.
extension `With a PostgreSQL server` {
    @Suite struct `A session over TLS` {
        /// Before 15.19, libpq left what its buffer had no room for in TLS, and the socket showed
        /// nothing of it: a session waited until its deadline for an answer that had come.
        @Test func `takes records that are longer than the room for them`() throws {
            let end = try RecordEnd()
            defer { end.close() }
            let session = try TestServer.connect([
                "host": "127.0.0.1", "port": end.port, "sslmode": "require",
                "gssencmode": "disable",
            ])
            let question = Statement(
                "SELECT repeat('x', $1::int) UNION ALL SELECT repeat('y', 9000)"
            )
            for length in stride(from: 17_000, through: 49_000, by: 1000) {
                let query = Query(question, [.int(Int64(length))])
                let results = try session.run([query], deadline: .seconds(10))
                #expect(results.first.map { Array($0.rows).count } == 2, "\(length) bytes")
            }
        }
    }
}

/// The project's TLS end in front of the test server.
private final class RecordEnd {
    let port: String
    private let process = Process()
    private let input = Pipe()

    private static let program = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/dev/tls-records")

    init() throws {
        let folder = try #require(
            ProcessInfo.processInfo.environment["BATON_TEST_TLS"],
            "set BATON_TEST_TLS to the folder of the test's certificates"
        )
        let server = try #require(URLComponents(string: try TestServer.url())?.port)
        let output = Pipe()
        process.executableURL = Self.program
        process.arguments = ["\(folder)/server.pem", "\(folder)/server.key", String(server)]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = line.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(!port.isEmpty, "the TLS end did not start")
    }

    /// It ends with its input.
    func close() {
        input.fileHandleForWriting.closeFile()
        process.waitUntilExit()
    }
}
