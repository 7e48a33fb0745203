import Glibc
import Postgres
import Testing

/// What happens to a database beside being stopped and killed.
extension `With private servers` {
    @Suite struct `A database` {
        private let workload = Workload(leads: 15)

        private func unready(_ daemon: Daemon, _ what: String) async throws {
            try await eventually(what) {
                guard let answer = daemon.readiness() else { return false }
                return answer.status == 503 && answer.body.contains(what)
            }
        }

        @Test func `whose rows somebody has locked for long is waited for`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.postgresLines = #"lock_timeout = "200ms""#
                let daemon = try await rig.start(settings)
                try await rig.survive("a lead's row locked", daemon, workload) {
                    let other = try rig.database.connect()
                    try other.lock("SELECT FROM subject WHERE id = 'L7' FOR UPDATE")
                    try await eventually("the complaint") {
                        daemon.log.contains("lock timeout")
                    }
                    other.close()
                }
            }
        }

        /// RabbitMQ 4 takes a message off the queue after twenty deliveries; here after two.
        @Test func `whose rows are locked for long costs no delivery`() async throws {
            try await Rig.use { rig in
                try rig.host.limitDeliveries(to: 2)
                var settings = try rig.settings()
                settings.postgresLines = #"lock_timeout = "200ms""#
                let daemon = try await rig.start(settings)
                try await rig.survive("a row locked past the delivery limit", daemon, workload) {
                    let other = try rig.database.connect()
                    try other.lock("SELECT FROM subject WHERE id = 'L7' FOR UPDATE")
                    try await eventually("six sessions in vain") {
                        daemon.log.ranges(of: "lock timeout").count >= 6
                    }
                    other.close()
                }
                #expect(rig.collector.deadLetters.isEmpty)
            }
        }

        /// Each time for less than the two heartbeats for which a lane keeps what it was given.
        @Test func `that comes and goes costs no delivery`() async throws {
            try await Rig.use { rig in
                try rig.host.limitDeliveries(to: 2)
                let daemon = try await rig.start()
                try await rig.survive("postgres killed five times", daemon, workload) {
                    for _ in 1...5 {
                        try await Servers.act("postgres", "kill")
                        try await unready(daemon, "Connection refused")
                        try await Servers.act("postgres", "start")
                        try await daemon.ready()
                    }
                }
                #expect(rig.collector.deadLetters.isEmpty)
            }
        }

        /// The statements behind it in the pipeline are not carried out either.
        @Test func `may give a statement up in the middle of a batch`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.postgresLines = """
                    statement_timeout = "200ms"
                    lock_timeout = "20s"
                    """
                let daemon = try await rig.start(settings)
                try await rig.survive("a statement timed out", daemon, workload) {
                    let other = try rig.database.connect()
                    try other.lock("SELECT FROM subject WHERE id = 'L7' FOR UPDATE")
                    try await eventually("the complaint") {
                        daemon.log.contains("statement timeout")
                    }
                    other.close()
                }
            }
        }

        /// The server then ends all sessions, and recovers as after a crash.
        @Test func `may lose one of its processes`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive("a process of postgres killed", daemon, workload) {
                    let victim = try rig.database.number(
                        """
                        SELECT pid FROM pg_stat_activity
                        WHERE datname = current_database()
                            AND application_name LIKE 'baton lane%'
                        """
                    )
                    kill(pid_t(victim), SIGKILL)
                    try await eventually("the end of the session") {
                        try rig.database.number(
                            "SELECT count(*) FROM pg_stat_activity WHERE pid = $1",
                            .int(Int64(victim))
                        ) == 0
                    }
                }
            }
        }

        /// Somebody's report from the beginning of the flow to its end: nothing can be vacuumed.
        @Test func `may be read by somebody for long`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let reader = try rig.database.connect()
                let begin = Query(Statement("BEGIN ISOLATION LEVEL REPEATABLE READ"))
                let look = Query(Statement("SELECT count(*) FROM subject"))
                _ = try reader.run([begin, look], deadline: .seconds(30))
                try await rig.survive("somebody reads for long", daemon, workload) {}
                reader.close()
            }
        }

        /// The daemon holds L1 and waits for L9; somebody holds L9 and waits for L1.
        @Test func `may end a batch for a deadlock with somebody`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.postgresLines = #"lock_timeout = "20s""#
                let daemon = try await rig.start(settings)
                try rig.host.publish(workload.events(0..<1))
                try await rig.journalled(workload.leads.count)
                let other = try rig.database.connect()
                // So that the server ends the other side.
                let patient = "SET deadlock_timeout = '20s'"
                try other.execute(script: patient, deadline: .seconds(30))
                try other.lock("SELECT FROM subject WHERE id = 'L9' FOR UPDATE")
                try rig.host.publish(workload.events(1..<2))
                try await eventually("the wait for the lead's row") {
                    try rig.database.waitingForLock() == 1
                }
                let theirs = Query(Statement("SELECT FROM subject WHERE id = 'L1' FOR UPDATE"))
                _ = try other.run([theirs], deadline: .seconds(15))
                other.close()
                try rig.host.publish(workload.events(2..<Workload.eventsPerLead))
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `whose disk is full is tried again`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let other = try rig.database.connect()
                defer { other.close() }
                // While nothing flows: a trigger made or dropped beside batches would lock the
                // partitions in another order than they do.
                try other.execute(
                    script: """
                        CREATE TABLE baton.full_disk ();
                        CREATE FUNCTION baton.no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF EXISTS (SELECT FROM baton.full_disk) THEN
                                RAISE 'No space left on device' USING ERRCODE = '53100';
                            END IF;
                            RETURN NEW;
                        END $$;
                        CREATE TRIGGER no_room BEFORE INSERT ON baton.journal
                            FOR EACH ROW EXECUTE FUNCTION baton.no_room();
                        """,
                    deadline: .seconds(30)
                )
                try await rig.survive("disk of postgres full", daemon, workload) {
                    let fill = "INSERT INTO baton.full_disk DEFAULT VALUES"
                    try other.execute(script: fill, deadline: .seconds(30))
                    try await unready(daemon, "No space left on device")
                    try other.execute(
                        script: "DELETE FROM baton.full_disk",
                        deadline: .seconds(30)
                    )
                }
            }
        }

        @Test func `that only reads is waited for`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive("postgres only reads", daemon, workload) {
                    let change = "ALTER DATABASE \(rig.database.name)"
                    let setting = "default_transaction_read_only"
                    _ = try rig.database.rows("\(change) SET \(setting) = on")
                    try rig.database.endSessions(waitingForLock: false)
                    try await unready(daemon, "read-only")
                    // The session of the test is older than the setting.
                    _ = try rig.database.rows("\(change) RESET \(setting)")
                }
            }
        }

        @Test func `that takes no more connections is asked until it does`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive("postgres takes no connections", daemon, workload) {
                    let name = rig.database.name
                    try Database.asAdministrator("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
                    try rig.database.endSessions(waitingForLock: false)
                    try await unready(daemon, "not currently accepting connections")
                    try Database.asAdministrator("ALTER DATABASE \(name) ALLOW_CONNECTIONS true")
                }
            }
        }

        @Test func `that ends the session again and again gets there`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try await rig.survive("20 sessions of postgres ended", daemon, workload) {
                    for _ in 1...20 {
                        let epoch = try rig.database.number("SELECT epoch FROM lane")
                        try rig.database.endSessions(waitingForLock: false)
                        try await eventually("the next session") {
                            try rig.database.number("SELECT epoch FROM lane") > epoch
                        }
                    }
                }
            }
        }

        @Test(.long) func `may be restarted ten times`() async throws {
            try await Rig.use { rig in
                let workload = Workload(leads: 100)
                let daemon = try await rig.start()
                try await rig.survive("postgres restarted ten times", daemon, workload) {
                    for _ in 1...10 { try await Servers.act("postgres", "restart") }
                }
            }
        }

        @Test(.long) func `may be away for a minute`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let workload = Workload(leads: 100)
                try await rig.survive("postgres away for a minute", daemon, workload) {
                    try await Servers.act("postgres", "stop")
                    let end = ContinuousClock.now + .seconds(60)
                    try await eventually("a minute", within: .seconds(70)) {
                        ContinuousClock.now >= end
                    }
                    try await Servers.act("postgres", "start")
                }
            }
        }
    }
}
