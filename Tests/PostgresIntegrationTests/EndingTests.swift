import Foundation
import Postgres
import Testing

extension `With a PostgreSQL server` {
    @Suite struct `A session that ends` {
        private let connection: PostgresConnection
        private let sleep = Query(Statement("SELECT pg_sleep(60)"))
        private let dying = Query(Statement("SELECT pg_terminate_backend(pg_backend_pid())"))

        init() throws {
            connection = try TestServer.connect()
        }

        private func failure(
            _ queries: [Query],
            deadline: Duration = .seconds(50)
        ) -> PostgresError? {
            #expect(throws: PostgresError.self) {
                try connection.run(queries, deadline: deadline)
            }
        }

        @Test func `at a deadline is closed`() {
            let error = failure([.begin, sleep], deadline: .milliseconds(30))
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.kind == .timeout)
            #expect(connection.isBroken)
        }

        @Test func `at a deadline leaves no statement running`() throws {
            var configuration = try TestServer.configuration()
            configuration.sessionSettings = ["client_connection_check_interval": "10"]
            let connection = try PostgresConnection(configuration)
            let pid = try connection.row("SELECT pg_backend_pid()").int(0)
            #expect(throws: PostgresError.self) {
                try connection.run([.begin, sleep], deadline: .milliseconds(10))
            }
            let observer = try TestServer.connect()
            let end = ContinuousClock.now + .seconds(20)
            var isRunning = true
            while isRunning, ContinuousClock.now < end {
                let state = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1"
                isRunning = try observer.row(state, .int(pid)).int(0) > 0
            }
            #expect(!isRunning)
        }

        @Test func `at a deadline with a commit under way has an unknown outcome`() {
            let error = failure([.begin, sleep, .commit], deadline: .milliseconds(30))
            #expect(error?.kind == .outcomeUnknown)
            #expect(connection.isBroken)
        }

        @Test func `at a deadline with a script has an unknown outcome`() {
            let error = #expect(throws: PostgresError.self) {
                try connection.execute(script: "SELECT pg_sleep(60)", deadline: .milliseconds(30))
            }
            #expect(error?.kind == .outcomeUnknown)
            #expect(connection.isBroken)
        }

        @Test func `because the server says so says why`() {
            let error = failure([.begin, dying])
            #expect(error?.code == .connectionLost)
            #expect(error?.sqlState == "57P01")
            #expect(error?.kind == .shuttingDown)
            #expect(connection.isBroken)
        }

        @Test func `before the server reached the commit has committed nothing`() throws {
            let other = try TestServer.connect()
            let table = "ending_\(try other.row("SELECT pg_backend_pid()").int(0))"
            try other.script("CREATE TABLE \(table) (n int)")
            defer { try? other.script("DROP TABLE \(table)") }
            let insert = Query(Statement("INSERT INTO \(table) VALUES (1)"))
            #expect(failure([.begin, insert, dying, .commit])?.kind == .shuttingDown)
            #expect(try other.row("SELECT count(*) FROM \(table)").int(0) == 0)
        }

        @Test func `inside the commit has an unknown outcome`() throws {
            try connection.script(
                """
                CREATE TEMPORARY TABLE deadly (n int);
                CREATE FUNCTION pg_temp.die() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON deadly
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.die();
                """
            )
            let insert = Query(Statement("INSERT INTO deadly VALUES (1)"))
            let error = failure([.begin, insert, .commit])
            #expect(error?.code == .outcomeUnknown)
            #expect(error?.sqlState == "57P01")
            #expect(error?.isTransient == true)
        }

        /// So it says of a commit whose wait for a standby was cancelled: it stands here alone.
        @Test func `over a commit that the server warns of has an unknown outcome`() throws {
            let warn = Query(Statement("DO $$BEGIN RAISE WARNING 'not replicated'; END$$"))
            _ = try connection.run([.begin, warn], deadline: .seconds(10))
            connection.rollBack(deadline: .seconds(10))
            #expect(!connection.isBroken)
            let error = failure([.begin, warn, .commit])
            #expect(error?.code == .outcomeUnknown)
            #expect(error?.isTransient == true)
            #expect(connection.isBroken)
        }

        @Test func `between two calls is found by the next one`() throws {
            let pid = try connection.row("SELECT pg_backend_pid()").int(0)
            let other = try TestServer.connect()
            let ended = try other.row("SELECT pg_terminate_backend($1::int, 10000)", .int(pid))
            #expect(try ended.bool(0))
            #expect(failure([.begin, sleep])?.kind == .shuttingDown)
            #expect(connection.isBroken)
        }

        @Test func `by our own will is over`() {
            connection.close()
            #expect(connection.isBroken)
            #expect(!connection.isInTransaction)
            #expect(failure([.begin])?.code == .connectionLost)
        }

        @Test func `by an abort from another thread ends at once`() throws {
            let signal = AbortSignal()
            let connection = try TestServer.connect(abort: signal)
            let pid = try connection.row("SELECT pg_backend_pid()").int(0)
            Thread.detachNewThread {
                try? Self.waitForSleep(of: pid)
                signal.abort()
            }
            let error = #expect(throws: PostgresError.self) {
                try connection.run([.begin, sleep], deadline: .seconds(50))
            }
            #expect(error?.code == .aborted)
            #expect(connection.isBroken)
        }

        /// Asks until the session sleeps; the server's answers are what time passes by.
        private static func waitForSleep(of pid: Int64) throws {
            let observer = try TestServer.connect()
            let state = "SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE pid = $1"
            while try observer.row(state, .int(pid)).optionalBool(0) != true {}
        }
    }

    @Suite struct `The limits of a session` {
        private func failure(
            _ change: (inout PostgresConfiguration) -> Void,
            _ sql: String
        ) throws -> (PostgresError?, PostgresConnection) {
            var configuration = try TestServer.configuration()
            change(&configuration)
            let connection = try PostgresConnection(configuration)
            let error = #expect(throws: PostgresError.self) { try connection.row(sql) }
            return (error, connection)
        }

        @Test func `end a slow statement, not the session`() throws {
            let (error, connection) = try failure(
                { $0.statementTimeout = .milliseconds(20) },
                "SELECT pg_sleep(50)"
            )
            #expect(error?.sqlState == "57014")
            #expect(error?.kind == .timeout)
            #expect(!connection.isBroken)
        }

        @Test func `end a wait for a lock, which may be tried again`() throws {
            let holder = try TestServer.connect()
            let lock = "SELECT pg_advisory_xact_lock(4242)"
            _ = try holder.run(.begin, Query(Statement(lock)))
            let (error, _) = try failure({ $0.lockTimeout = .milliseconds(20) }, lock)
            #expect(error?.kind == .serializationOrDeadlock)
        }

        @Test func `are what was asked for`() throws {
            var configuration = try TestServer.configuration()
            configuration.sessionSettings = ["work_mem": "5MB"]
            let connection = try PostgresConnection(configuration)
            let expected = [
                "application_name": "baton tests", "TimeZone": "UTC", "client_encoding": "UTF8",
                "statement_timeout": "30s", "lock_timeout": "5s",
                "idle_in_transaction_session_timeout": "10s", "work_mem": "5MB",
                "plan_cache_mode": "force_custom_plan",
                "client_connection_check_interval": "2s",
            ]
            for (name, value) in expected {
                let row = try connection.row("SELECT current_setting($1)", .text(name))
                #expect(try row.text(0) == value, "\(name)")
            }
            #expect(connection.serverVersion >= 150_000)
        }

        @Test func `that the server does not know are a mistake of the configuration`() throws {
            var configuration = try TestServer.configuration()
            configuration.sessionSettings = ["no_such_setting": "1"]
            let error = #expect(throws: PostgresError.self) {
                _ = try PostgresConnection(configuration)
            }
            #expect(error?.kind == .undefined)
        }
    }
}
