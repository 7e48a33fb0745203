import Testing

@testable import Postgres

@Suite struct `What an error means` {
    @Test(
        arguments: [
            ("08006", .connectionLost), ("22001", .dataRejected), ("22P05", .dataRejected),
            ("22P03", .programmer), ("23505", .dataRejected), ("23514", .dataRejected),
            ("25006", .readOnly), ("25P02", .programmer), ("25P03", .connectionLost),
            ("26000", .staleStatement), ("28P01", .permission), ("3D000", .undefined),
            ("40001", .serializationOrDeadlock), ("40003", .outcomeUnknown),
            ("40P01", .serializationOrDeadlock), ("42501", .permission), ("42601", .programmer),
            ("42703", .undefined), ("42P01", .undefined), ("42883", .undefined),
            ("53100", .serverFault), ("53300", .serverFault), ("54000", .dataRejected),
            ("55P03", .serializationOrDeadlock), ("57014", .timeout), ("57P01", .shuttingDown),
            ("57P03", .shuttingDown), ("58030", .serverFault), ("P0001", .dataRejected),
            ("XX000", .serverFault), ("ZZZZZ", .programmer), ("", .programmer),
        ] as [(String, PostgresError.Kind)]
    )
    func `SQLSTATE decides on an error of the server`(
        _ state: String,
        _ kind: PostgresError.Kind
    ) {
        #expect(PostgresError(.server, "m", sqlState: state).kind == kind)
    }

    @Test(
        arguments: [
            (.connectionFailed, .connectionLost), (.connectionLost, .connectionLost),
            (.outcomeUnknown, .outcomeUnknown), (.deadlineExceeded, .timeout), (.aborted, .aborted),
            (.staleStatement, .staleStatement), (.unstorableText, .dataRejected),
            (.unstorableNumber, .dataRejected), (.tooLarge, .dataRejected),
            (.unexpectedColumn, .programmer), (.configuration, .configuration),
            (.misuse, .programmer),
        ] as [(PostgresError.Code, PostgresError.Kind)]
    )
    func `the code decides on an error of our side`(
        _ code: PostgresError.Code,
        _ kind: PostgresError.Kind
    ) {
        #expect(PostgresError(code, "m").kind == kind)
    }

    @Test(
        arguments: [
            ("57P01", .shuttingDown), ("57P03", .shuttingDown), ("28P01", .permission),
            ("3D000", .undefined), ("53300", .serverFault), ("25006", .readOnly),
            ("ZZZZZ", .connectionLost),
        ] as [(String, PostgresError.Kind)]
    )
    func `the last words of a session say more than its loss`(
        _ state: String,
        _ kind: PostgresError.Kind
    ) {
        #expect(PostgresError(.connectionLost, "m", sqlState: state).kind == kind)
    }

    @Test func `an unknown outcome stays one whatever the server said`() {
        let error = PostgresError(.outcomeUnknown, "m", sqlState: "57P01")
        #expect(error.kind == .outcomeUnknown)
        #expect(error.isTransient)
    }

    @Test func `only what may pass by itself is transient`() {
        let lasting: [PostgresError.Code] = [.aborted, .unstorableText, .misuse, .configuration]
        for code in lasting {
            #expect(!PostgresError(code, "m").isTransient)
        }
        #expect(PostgresError(.connectionFailed, "m").isTransient)
        #expect(PostgresError(.server, "m", sqlState: "40P01").isTransient)
        #expect(!PostgresError(.server, "m", sqlState: "23505").isTransient)
    }

    @Test func `the description leaves out the detail`() {
        let error = PostgresError(
            .server,
            "duplicate key",
            sqlState: "23505",
            constraint: "lead_pkey",
            detail: "Key (phone)=(+7 900)"
        )
        #expect("\(error)" == "server 23505: duplicate key (constraint lead_pkey)")
    }
}

@Suite struct `Failures to connect` {
    @Test func `SQLSTATE is read out of a verbose message`() {
        let error = connectFailure(
            """
            connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password \
            authentication failed for user "baton"
            LOCATION:  auth_failed, auth.c:331

            """
        )
        #expect(error.sqlState == "28P01")
        #expect(error.kind == .permission)
        #expect(
            error.message == """
                connection to server at "127.0.0.1", port 5432 failed: FATAL: password \
                authentication failed for user "baton"
                """
        )
    }

    @Test func `a refused connection has no SQLSTATE`() {
        let error = connectFailure("connection to server failed: Connection refused\n\tIs it up?\n")
        #expect(error.sqlState == nil)
        #expect(error.kind == .connectionLost)
    }

    @Test func `a server that only reads is told apart`() {
        #expect(connectFailure("failed: session is read-only\n").kind == .readOnly)
    }
}
