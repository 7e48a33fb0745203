import AMQP
import Foundation
import Postgres
import Testing

/// kill -9 at many instants of a load, by each of the three ways: whole or nothing, never twice.
extension `With private servers` {
    @Suite struct `Positions of which the load is killed with kill -9` {
        private static let token = "token-of-the-crawler"
        private static let count = 20_000
        /// Parts of the time that a load takes.
        private static let instants = [0.05, 0.25, 0.45, 0.6, 0.7, 0.8, 0.88, 0.94, 0.98]

        private func settings(_ rig: Rig) throws -> DaemonSettings {
            var settings = try rig.settings()
            settings.httpLines = "positions_token = \"\(Self.token)\""
            settings.more = "[positions]\nreport_every = \"off\"\n"
            return settings
        }

        /// Rows of one day, so that the day tells whose they are.
        private func rows(_ day: Int) -> String {
            (0..<Self.count).map { number in
                """
                {"site_id":"a.test","client_id":"C1","engine":"yandex","date":"\(date(day))",\
                "query":"q\(number)","position":\(number % 100 + 1),\
                "url":"https://a.test/\(number % 50)"}

                """
            }
            .joined()
        }

        private func date(_ day: Int) -> String { "2026-09-\(day < 10 ? "0" : "")\(day)" }

        /// How many readings of a day there are.
        private func readings(_ day: Int, _ rig: Rig) throws -> Int {
            try rig.database.number(
                """
                SELECT count(*) FROM position_day, unnest(positions) AS p
                WHERE p > 0 AND day = '\(date(day))'
                """
            )
        }

        /// Whether the day is there as a whole, and its batch with it; else nothing of either is.
        private func isWhole(_ day: Int, _ rig: Rig) throws -> Bool {
            let batches = try rig.database.number(
                "SELECT count(*) FROM position_batch WHERE first_day = '\(date(day))'"
            )
            let readings = try readings(day, rig)
            #expect(readings == (batches == 0 ? 0 : Self.count), "day \(day), \(batches) batches")
            #expect(batches <= 1)
            return batches == 1
        }

        // MARK: - A file

        @Test func `is all of a file or nothing`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(settings(rig))
                let whole = try await load(1, rig, daemon)
                #expect(try isWhole(1, rig))
                for (number, part) in Self.instants.enumerated() {
                    let day = number + 2
                    let child = try start(day, rig, daemon)
                    try await Task.sleep(for: whole * part)
                    kill(child, SIGKILL)
                    _ = try await Program.status(of: child, within: .seconds(10))
                    _ = try isWhole(day, rig)
                    _ = try await load(day, rig, daemon)
                    #expect(try isWhole(day, rig))
                }
                try await daemon.stop()
            }
        }

        private func start(_ day: Int, _ rig: Rig, _ daemon: Daemon) throws -> pid_t {
            let file = rig.folder.appending(path: "day\(day).ndjson")
            try rows(day).write(to: file, atomically: true, encoding: .utf8)
            return try Program.start(
                ["load", "positions", file.path, "--config", daemon.config.path],
                output: rig.folder.appending(path: "load.txt").path
            )
        }

        /// To its end; answers how long it took.
        private func load(_ day: Int, _ rig: Rig, _ daemon: Daemon) async throws -> Duration {
            let began = ContinuousClock.now
            let child = try start(day, rig, daemon)
            #expect(try await Program.status(of: child, within: .seconds(60)) == .exited(0))
            return ContinuousClock.now - began
        }

        // MARK: - A request

        @Test func `is all of a request or nothing`() async throws {
            try await Rig.use { rig in
                var daemon = try await rig.start(settings(rig))
                let began = ContinuousClock.now
                #expect(try put(1, daemon) == 201)
                let whole = ContinuousClock.now - began
                for (number, part) in Self.instants.enumerated() {
                    let day = number + 2
                    let (port, body) = (daemon.httpPort, rows(day))
                    let sending = Thread {
                        // It breaks off, which is what this is about.
                        _ = try? Self.put(day, body, port)
                    }
                    sending.start()
                    try await Task.sleep(for: whole * part)
                    try await daemon.kill9()
                    let isThere = try isWhole(day, rig)
                    daemon = try await rig.start(settings(rig))
                    #expect(try put(day, daemon) == (isThere ? 200 : 201))
                    #expect(try isWhole(day, rig))
                }
                try await daemon.stop()
            }
        }

        private func put(_ day: Int, _ daemon: Daemon) throws -> Int {
            try Self.put(day, rows(day), daemon.httpPort)
        }

        private static func put(_ day: Int, _ body: String, _ port: UInt16) throws -> Int {
            try HTTP.request(
                "/positions/day-\(day)",
                "PUT",
                port: port,
                token: token,
                type: "application/x-ndjson",
                body: body
            ).status
        }

        // MARK: - The queue

        @Test func `is every message once, however often the daemon is killed`() async throws {
            try await Rig.use { rig in
                var daemon = try await rig.start(settings(rig))
                let messages = (1...24).map(message)
                for part in Self.instants {
                    try rig.host.publish(messages)
                    try await Task.sleep(for: .milliseconds(Int(part * 600)))
                    try await daemon.kill9()
                    daemon = try await rig.start(settings(rig))
                }
                try await eventually("all messages", within: .seconds(60)) {
                    try rig.database.number("SELECT count(*) FROM position_batch") == messages.count
                }
                try await eventually("an empty queue", within: .seconds(60)) {
                    try rig.host.readyCount("baton.positions") == 0
                }
                for day in 1...24 { #expect(try readings(day, rig) == Self.rowsOfMessage) }
                #expect(try rig.database.number("SELECT count(*) FROM position_correction") == 0)
                try await daemon.stop()
            }
        }

        private static let rowsOfMessage = 2000

        private func message(_ day: Int) -> SentEvent {
            let rows = (0..<Self.rowsOfMessage).map { number in
                "{\"query\":\"q\(number)\",\"position\":\((number + day) % 100 + 1)}"
            }
            return SentEvent(
                id: "positions-\(day)",
                type: "positions.observed",
                data: """
                    {"site_id":"a.test","client_id":"C1","engine":"google","date":"\(date(day))",\
                    "rows":[\(rows.joined(separator: ","))]}
                    """
            )
        }
    }
}
