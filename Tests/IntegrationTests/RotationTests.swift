import Foundation
import Glibc
import Testing

/// Passwords that are changed while the daemon runs.
extension `With private servers` {
    @Suite struct `A password that is changed` {
        private let workload = Workload(leads: 5)

        /// Open connections go on; the next one is made with what the configuration says then.
        @Test func `interrupts nothing, and counts from the reload on`() async throws {
            try await Rig.use { rig in
                let user = rig.database.name
                try Self.change(user, to: "first", in: rig.host)
                let (broker, database) = (
                    rig.folder.appending(path: "amqp"), rig.folder.appending(path: "postgres")
                )
                try Self.write(rig, user, "first", broker)
                _ = try rig.database.rows("CREATE ROLE \(user)_next SUPERUSER LOGIN")
                try rig.database.url().write(to: database, atomically: true, encoding: .utf8)
                var settings = try rig.settings()
                (settings.amqp, settings.postgres) = (
                    "file:\(broker.path)", "file:\(database.path)"
                )
                let daemon = try await rig.start(settings)
                try rig.host.publish(workload.events(0..<2))
                try await rig.journalled(10)

                try Self.change(user, to: "second", in: rig.host)
                try rig.host.publish(workload.events(2..<4))
                try await rig.journalled(20)

                try Self.write(rig, user, "second", broker)
                try rig.database.url().replacing("//baton@", with: "//\(user)_next@")
                    .write(to: database, atomically: true, encoding: .utf8)
                daemon.signal(SIGHUP)
                try await eventually("the new logins") {
                    daemon.log.contains(
                        "new connections log in as the configuration says now: amqp.url, postgres"
                    )
                }
                try await Servers.rabbitmqctl(
                    "close_all_connections",
                    "--vhost",
                    rig.host.name,
                    "rotation"
                )
                try rig.database.endSessions(waitingForLock: false)
                try rig.host.publish(workload.events(4..<Workload.eventsPerLead))
                try await rig.collected(workload.commandCount)
                let users = """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                        AND application_name LIKE 'baton lane%' AND usename = '\(user)_next'
                    """
                #expect(try rig.database.number(users) == 1)
                try await daemon.stop()
                try workload.check(rig)
                _ = try rig.database.rows("DROP ROLE \(user)_next")
                try VirtualHost.ask("DELETE", "users/\(user)")
            }
        }

        private static func change(
            _ user: String,
            to password: String,
            in host: VirtualHost
        ) throws {
            try VirtualHost.ask(
                "PUT",
                "users/\(user)",
                body: #"{"password": "\#(password)", "tags": ""}"#
            )
            try VirtualHost.ask(
                "PUT",
                "permissions/\(host.name)/\(user)",
                body: #"{"configure": ".*", "write": ".*", "read": ".*"}"#
            )
        }

        private static func write(
            _ rig: Rig,
            _ user: String,
            _ password: String,
            _ file: URL
        ) throws {
            try rig.host.url().replacing("guest:guest", with: "\(user):\(password)")
                .write(to: file, atomically: true, encoding: .utf8)
        }
    }
}
