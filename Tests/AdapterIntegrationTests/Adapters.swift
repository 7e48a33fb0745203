import AdapterKit
import Curl
import Domain
import Foundation
import Glibc
import Logging
import Settings
import Testing

/// What the tests of single adapters have in common.
enum Adapters {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Reads a section as it would stand in an adapter's file.
    static func settings<Section>(
        _ text: String,
        _ read: @escaping (SectionReader) -> Section?
    ) throws -> Section {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "adapter-\(UUID().uuidString).toml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        return try #require(try OtherFile.load(file.path(), environment: [:], read))
    }
}

/// `baton-adapter run` as it was built beside these tests, over the places of a rig.
final class RunningProgram {
    private let child: Child
    private let file: URL
    let address: String

    /// - Parameter sections: What stands in its file beside the servers; `[http]` comes last, so
    ///   that `[[http.in]]` may follow.
    init(_ rig: Rig, _ sections: String) throws {
        address = "127.0.0.1:\(try Self.freePort())"
        file = FileManager.default.temporaryDirectory
            .appending(path: "adapter-\(UUID().uuidString).toml")
        let broker = ProcessInfo.processInfo.environment["BATON_TEST_AMQP"] ?? ""
        let text = """
            [adapter]
            name = "\(rig.name)"
            [amqp]
            url = "\(broker)"
            events_exchange = "\(rig.places.eventsExchange)"
            commands_exchange = "\(rig.places.commandsExchange)"
            unrouted = "\(rig.places.unrouted)"
            dead_letters = "\(rig.places.dead)"
            [postgres]
            url = "\(rig.url)"
            [http]
            listen = "\(address)"
            public_url = "http://\(address)"
            \(sections)
            """
        try Data(text.utf8).write(to: file)
        let bundle = CommandLine.arguments.lazy.map { URL(filePath: $0) }
            .first { $0.pathExtension == "xctest" }
        let folder = (bundle ?? URL(filePath: CommandLine.arguments[0])).deletingLastPathComponent()
        child = try Child(
            [folder.appending(path: "baton-adapter").path(), "run", "--config", file.path()]
        )
        // Nobody listens at first.
        try rig.until { (try? self.get("/readyz"))?.status == 200 }
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(status, "there is no free port")
        return address.sin_port.bigEndian
    }

    /// Ends it.
    func stop() {
        child.stop()
        try? FileManager.default.removeItem(at: file)
    }

    func get(_ path: String) throws -> HTTPAnswer {
        try request("GET", path)
    }

    func request(
        _ method: String,
        _ path: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) throws -> HTTPAnswer {
        try HTTPRequest(
            method,
            "http://\(address)\(path)",
            headers: headers,
            body: body,
            rules: Script.open
        ).perform()
    }
}
