import Foundation
import Postgres
import Testing

extension `With a PostgreSQL server` {
    /// Who is let in, and to whom we let ourselves be sent; serial, as it reloads the server.
    @Suite(.serialized) struct Admission {
        private let admin: PostgresConnection

        init() throws {
            admin = try TestServer.connect()
        }

        private func refusal(_ options: [String: String]) -> PostgresError? {
            #expect(throws: PostgresError.self) { _ = try TestServer.connect(options) }
        }

        /// Reloads, and tries to connect until the server has taken notice of it.
        private func reload(
            until options: [String: String],
            meets condition: (PostgresError?) -> Bool
        ) throws {
            _ = try admin.row("SELECT pg_reload_conf()")
            let end = ContinuousClock.now + .seconds(20)
            while ContinuousClock.now < end {
                do {
                    _ = try TestServer.connect(options)
                    if condition(nil) { return }
                } catch let error as PostgresError {
                    if condition(error) { return }
                }
            }
            Issue.record("the server did not take notice of its new configuration")
        }

        /// A name that could not be looked up counted as a mistake of the configuration: the second
        /// host was never tried.
        @Test func `is sought at the next host where the name of the first is unknown`() throws {
            let url = try #require(URLComponents(string: try TestServer.url()))
            let port = try #require(url.port)
            let hosts = "nobody.invalid:\(port),127.0.0.1:\(port)"
            let both = PostgresConfiguration(
                url: "postgresql://baton@\(hosts)/postgres",
                applicationName: "baton tests"
            )
            #expect(!(try PostgresConnection(both)).isBroken)
            let error = refusal(["host": "nobody.invalid"])
            #expect(error?.code == .connectionFailed)
            #expect(error?.isTransient == true)
            #expect(error?.message.contains("nobody.invalid") == true)
        }

        @Test func `is refused for a wrong password, which is not repeated`() throws {
            try admin.script(
                """
                DROP ROLE IF EXISTS baton_locked;
                CREATE ROLE baton_locked LOGIN PASSWORD 'right';
                """
            )
            let file = try admin.row("SELECT current_setting('hba_file')").text(0)
            try admin.script(
                """
                COPY (SELECT 1) TO PROGRAM
                    'sed -i -e "1i host all baton_locked all scram-sha-256" \
                -e /baton_locked/d \(file)';
                """
            )
            let options = ["user": "baton_locked", "password": "wr0ng"]
            try reload(until: options) { $0?.sqlState == "28P01" }
            let error = refusal(options)
            #expect(error?.code == .connectionFailed)
            #expect(error?.kind == .permission)
            #expect(error?.isTransient == false)
            #expect(error.map { "\($0) \($0.message)".contains("wr0ng") } == false)
            #expect(
                !(try TestServer.connect(options.merging(["password": "right"]) { $1 })).isBroken
            )
            try admin.script("DROP ROLE baton_locked")
        }

        @Test func `to a database that is not there is undefined`() throws {
            let error = refusal(["dbname": "no_such_database"])
            #expect(error?.sqlState == "3D000")
            #expect(error?.kind == .undefined)
        }

        @Test func `to a session that only reads is refused`() throws {
            try admin.script(
                """
                DROP ROLE IF EXISTS baton_reader;
                CREATE ROLE baton_reader SUPERUSER LOGIN PASSWORD 'right';
                ALTER ROLE baton_reader SET default_transaction_read_only = on;
                """
            )
            let options = ["user": "baton_reader", "password": "right"]
            let error = refusal(options)
            #expect(error?.kind == .readOnly)
            #expect(error?.isTransient == true)

            let reader = try TestServer.connect(
                options.merging(["target_session_attrs": "any"]) { $1 }
            )
            let write = #expect(throws: PostgresError.self) {
                try reader.script("CREATE TABLE baton_never (n int)")
            }
            #expect(write?.kind == .readOnly)
            #expect(reader.isBroken)
            try admin.script("DROP ROLE baton_reader")
        }

        @Test func `is over TLS when asked for, and only with the right certificate`() throws {
            let directory = try admin.row("SELECT current_setting('data_directory')").text(0)
            // The server makes its own key, so that it belongs to the server's own user.
            try admin.script(
                """
                COPY (SELECT 1) TO PROGRAM 'cd \(directory) && umask 077 && \
                openssl req -x509 -nodes -newkey rsa:2048 -days 2 -subj /CN=localhost \
                -addext subjectAltName=DNS:localhost \
                -keyout baton_test.key -out baton_test.crt 2>/dev/null && openssl req -x509 -nodes \
                -newkey rsa:2048 -days 2 -subj /CN=localhost -keyout other.key -out other.crt \
                2>/dev/null';
                """
            )
            let certificates = try ["baton_test.crt", "other.crt"].map(certificate)
            defer { for file in certificates { try? FileManager.default.removeItem(at: file) } }
            for (name, value) in [
                ("ssl_cert_file", "'baton_test.crt'"), ("ssl_key_file", "'baton_test.key'"),
                ("ssl", "on"),
            ] {
                try admin.script("ALTER SYSTEM SET \(name) = \(value)")
            }
            try reload(until: ["sslmode": "require"]) { $0 == nil }

            try expectTLS(right: certificates[0], wrong: certificates[1])

            for name in ["ssl", "ssl_cert_file", "ssl_key_file"] {
                try admin.script("ALTER SYSTEM RESET \(name)")
            }
            try reload(until: ["sslmode": "disable"]) { $0 == nil }
        }

        private func expectTLS(right: URL, wrong: URL) throws {
            let encrypted = try TestServer.connect(["sslmode": "require"])
            let row = try encrypted.row("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            #expect(try row.bool(0))
            let large = String(repeating: "x", count: 5_000_000)
            let echo = Query(Statement("SELECT $1"), [.text(large)])
            let results = try encrypted.run(echo, echo, echo)
            #expect(try results.last?.rows.first?.text(0) == large)

            let full = ["sslmode": "verify-full", "host": "localhost", "hostaddr": "127.0.0.1"]
            let trusted = try TestServer.connect(full.merging(["sslrootcert": right.path]) { $1 })
            #expect(!trusted.isBroken)
            let error = refusal(full.merging(["sslrootcert": wrong.path]) { $1 })
            #expect(error?.code == .connectionFailed)
            #expect(error?.message.contains("certificate verify failed") == true)
        }

        /// A copy, for the client, of a certificate in the server's directory.
        private func certificate(_ name: String) throws -> URL {
            let pem = try admin.row("SELECT pg_read_file($1)", .text(name)).text(0)
            let file = FileManager.default.temporaryDirectory
                .appendingPathComponent("\(UUID().uuidString)-\(name)")
            try Data(pem.utf8).write(to: file)
            return file
        }
    }
}
