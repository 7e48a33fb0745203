package import Domain

/// The database; section `[postgres]`.
package struct PostgresSettings: Equatable, Sendable {
    /// In the form of libpq; default `postgresql://baton@127.0.0.1:5432/baton`.
    package let url: SecretURL
    /// Default `baton`.
    package let schema: String
    /// Whether missing migrations are applied at start; default true.
    package let migrates: Bool
    /// How long connecting may take; default 5 s.
    package let connectTimeout: Duration
    /// How long the server may work on one statement; default 30 s.
    package let statementTimeout: Duration
    /// How long a statement may wait for a row that somebody else has locked; default 5 s.
    package let lockTimeout: Duration
    /// How long the server keeps a transaction in which nothing happens; default 10 s.
    package let idleInTransactionTimeout: Duration
    /// How long one round trip may take before the connection is given up; default 40 s.
    package let deadline: Duration

    /// - Parameter owner: The default of the role and of the schema.
    package init(_ section: SectionReader, schema owner: String = "baton") {
        let timeout = Form.duration(.milliseconds(100) ... .seconds(3600))
        url = section.value(
            "url",
            .secretURL(
                schemes: ["postgresql", "postgres"],
                needsHost: false,
                example: "postgresql://user:password@host:5432/database"
            ),
            default: SecretURL("postgresql://\(owner)@127.0.0.1:5432/baton"),
            "in the form of libpq, with parameters such as ?sslmode=verify-full"
        )
        schema = section.value(
            "schema",
            .schemaName,
            default: owner,
            "where all tables of Baton are"
        )
        migrates = section.value(
            "migrate",
            .flag,
            default: true,
            "apply missing migrations at start"
        )
        connectTimeout = section.value(
            "connect_timeout",
            timeout,
            default: .seconds(5),
            "how long connecting may take"
        )
        statementTimeout = section.value(
            "statement_timeout",
            timeout,
            default: .seconds(30),
            "how long the server may work on one statement"
        )
        lockTimeout = section.value(
            "lock_timeout",
            timeout,
            default: .seconds(5),
            "how long a statement may wait for a locked row"
        )
        idleInTransactionTimeout = section.value(
            "idle_in_transaction_timeout",
            timeout,
            default: .seconds(10),
            "of a transaction whose instance went silent"
        )
        deadline = section.value(
            "deadline",
            timeout,
            default: .seconds(40),
            "of one round trip; then the connection counts as broken"
        )
    }
}
