extension PostgresError {
    /// What a failure means for the caller; the one place where SQLSTATE is interpreted.
    public enum Kind: String, Equatable, Sendable, CaseIterable {
        /// No session: connect again, then do everything again.
        case connectionLost
        /// The commit may have happened, or may still happen: connect again and look.
        case outcomeUnknown
        /// It took too long: on our side (then the session is closed) or on the server's.
        case timeout
        /// Our own process asked to stop.
        case aborted
        /// Lost against another transaction: repeat the whole transaction.
        case serializationOrDeadlock
        /// The server only reads, as after a failover: connect again, elsewhere.
        case readOnly
        /// The server starts, stops, or ended the session: connect again.
        case shuttingDown
        /// A prepared statement is out of date: connect again.
        case staleStatement
        /// The server has run out of something or failed inside: wait, then try again.
        case serverFault
        /// The values of this call are at fault: they will fail again.
        case dataRejected
        /// The role may not do this, or may not come in.
        case permission
        /// A database, table, column, function or setting is not there: schema or configuration.
        case undefined
        /// The connection string or the libpq in use is wrong.
        case configuration
        /// A mistake in our own code.
        case programmer
    }

    /// What the failure means for the caller.
    public var kind: Kind {
        switch code {
        case .outcomeUnknown: .outcomeUnknown
        case .deadlineExceeded: .timeout
        case .aborted: .aborted
        case .staleStatement: .staleStatement
        case .unstorableText, .unstorableNumber, .tooLarge: .dataRejected
        case .configuration: .configuration
        case .unexpectedColumn, .misuse: .programmer
        case .connectionFailed, .connectionLost: Self.kind(ofEndingWith: sqlState)
        case .server: Self.kind(ofSQLState: sqlState ?? "")
        }
    }

    /// Whether the same work may succeed later without anybody changing anything.
    public var isTransient: Bool {
        switch kind {
        case .connectionLost, .outcomeUnknown, .timeout, .serializationOrDeadlock, .readOnly,
            .shuttingDown, .staleStatement, .serverFault:
            true
        case .aborted, .dataRejected, .permission, .undefined, .configuration, .programmer:
            false
        }
    }

    /// Whether a session that met this error must be given up, even where it still stands.
    var endsSession: Bool {
        switch kind {
        case .connectionLost, .outcomeUnknown, .aborted, .readOnly, .shuttingDown, .staleStatement:
            true
        case .timeout, .serializationOrDeadlock, .serverFault, .dataRejected, .permission,
            .undefined, .configuration, .programmer:
            false
        }
    }

    /// A session that ended is lost, unless the server's last words say more.
    private static func kind(ofEndingWith sqlState: String?) -> Kind {
        guard let sqlState else { return .connectionLost }
        let kind = kind(ofSQLState: sqlState)
        return kind == .programmer ? .connectionLost : kind
    }

    /// Exact states first, then their class.
    private static func kind(ofSQLState state: String) -> Kind {
        exactKinds[state] ?? classKinds[String(state.prefix(2))] ?? .programmer
    }

    private static let exactKinds: [String: Kind] = [
        "0A000": .programmer,  // feature_not_supported
        "22P03": .programmer,  // invalid_binary_representation: our encoding or our SQL
        "25006": .readOnly,  // read_only_sql_transaction
        "25P03": .connectionLost,  // idle_in_transaction_session_timeout
        "26000": .staleStatement,  // invalid_sql_statement_name
        "3D000": .undefined,  // invalid_catalog_name: no such database
        "3F000": .undefined,  // invalid_schema_name
        "40001": .serializationOrDeadlock,  // serialization_failure
        "40003": .outcomeUnknown,  // statement_completion_unknown
        "40P01": .serializationOrDeadlock,  // deadlock_detected
        "42501": .permission,  // insufficient_privilege
        "42703": .undefined,  // undefined_column
        "42704": .undefined,  // undefined_object, unknown setting
        "42883": .undefined,  // undefined_function
        "42P01": .undefined,  // undefined_table
        "55P03": .serializationOrDeadlock,  // lock_not_available: lock_timeout or NOWAIT
        "57014": .timeout,  // query_canceled: statement_timeout or a cancel request
        "57P01": .shuttingDown,  // admin_shutdown, pg_terminate_backend
        "57P02": .shuttingDown,  // crash_shutdown
        "57P03": .shuttingDown,  // cannot_connect_now: starting, stopping, recovering
        "57P04": .undefined,  // database_dropped
        "57P05": .shuttingDown,  // idle_session_timeout
    ]

    private static let classKinds: [String: Kind] = [
        "08": .connectionLost,  // connection_exception
        "22": .dataRejected,  // data_exception
        "23": .dataRejected,  // integrity_constraint_violation
        "28": .permission,  // invalid_authorization_specification
        "40": .serializationOrDeadlock,  // transaction_rollback
        "44": .dataRejected,  // with_check_option_violation
        "53": .serverFault,  // insufficient_resources: disk, memory, connections
        "54": .dataRejected,  // program_limit_exceeded: an index row too large, nesting too deep
        "58": .serverFault,  // system_error
        "P0": .dataRejected,  // raised by a function or trigger of the schema
        "XX": .serverFault,  // internal_error, corruption
    ]
}
