import Foundation
import Glibc
import Postgres
import Testing

/// A PgBouncer of its own between the daemon and the database of a test.
private final class PgBouncer {
    let port: UInt16
    private let child: pid_t

    init(_ mode: String, _ rig: Rig) throws {
        port = try Sockets.freePort()
        let file = rig.folder.appending(path: "pgbouncer.ini")
        let server = try Servers.port("BATON_TEST_POSTGRES")
        try """
        [databases]
        \(rig.database.name) = host=127.0.0.1 port=\(server) user=baton
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = \(port)
        unix_socket_dir =
        auth_type = any
        pool_mode = \(mode)
        """.write(to: file, atomically: true, encoding: .utf8)
        // It does not run as root, and reads its file as whoever it becomes.
        chmod(rig.folder.path, 0o755)
        let user = geteuid() == 0 ? ["-u", "nobody"] : []
        child = try Spawner.shared.start(
            ["/usr/bin/setpriv", "--pdeathsig", "KILL", "/usr/sbin/pgbouncer", "-q"] + user
                + [file.path],
            output: rig.folder.appending(path: "pgbouncer.log").path,
            environment: ProcessInfo.processInfo.environment
        )
    }

    deinit {
        kill(child, SIGKILL)
        var status: Int32 = 0
        waitpid(child, &status, 0)
    }

    /// The settings of a daemon that goes through it.
    func settings(_ rig: Rig) throws -> DaemonSettings {
        var settings = try rig.settings()
        let own = try Servers.port("BATON_TEST_POSTGRES")
        settings.postgres = settings.postgres.replacing(":\(own)/", with: ":\(port)/")
        return settings
    }
}

extension `With private servers` {
    @Suite struct `A PgBouncer in between` {
        private let workload = Workload(leads: 5)

        @Test func `is unnoticed where it lends whole sessions`() async throws {
            try await Rig.use { rig in
                let pooler = try PgBouncer("session", rig)
                let daemon = try await rig.start(pooler.settings(rig))
                try rig.host.publish(workload.events)
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `is refused with the remedy where it lends transactions`() async throws {
            try await Rig.use { rig in
                let pooler = try PgBouncer("transaction", rig)
                let daemon = try rig.launch(pooler.settings(rig))
                try await eventually("the refusal") {
                    let answer = daemon.readiness()
                    guard answer?.body.contains("pool_mode = session") == true else {
                        throw Sockets.Failed(what: answer?.body ?? "no answer")
                    }
                    return true
                }
                #expect(daemon.readiness()?.status == 503)
                let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'baton'"
                #expect(try rig.database.number(tables) == 0, "nothing was begun")
                daemon.end()
            }
        }
    }
}
