/// One session of PostgreSQL, driven synchronously by the one thread that owns it.
///
/// Every call has a deadline. After a call has thrown, the session either stands outside any
/// transaction or is closed (``isBroken``), never in between. A closed one, and only a closed one,
/// is to be replaced by a new connection.
public final class PostgresConnection {
    /// Nil once closed.
    ///
    /// A call takes it out and puts it back when the session can go on, so that every other way
    /// out of the call closes it.
    private var handle: ConnectionHandle?
    private let abort: AbortSignal
    private var prepared: [String: PreparedStatement] = [:]
    /// The server's version: 150020 for 15.20.
    public let serverVersion: Int
    /// The server, as the connection string names it: host and port.
    public let server: String
    /// The process of the server as it was announced, and the one that has applied the settings.
    private let announcedPID: Int64
    private var backendPID: Int64 = 0

    /// Connects, and applies the session settings, within `connectTimeout`.
    ///
    /// Throws `configuration`, `connectionFailed`, `aborted`, or, when the session is lost over its
    /// settings or one is refused, what ``run(_:deadline:)`` throws; never `outcomeUnknown`.
    public convenience init(
        _ configuration: PostgresConfiguration,
        abort: AbortSignal = AbortSignal()
    ) throws(PostgresError) {
        try self.init(begin: configuration, abort: abort)
        if isPooled { try refuseLentSession(configuration) }
    }

    /// A session with its settings, from whichever source.
    private init(
        begin configuration: PostgresConfiguration,
        abort: AbortSignal
    ) throws(PostgresError) {
        let deadline = Deadline(in: configuration.connectTimeout)
        let handle = try ConnectionHandle.connected(configuration, until: deadline, abort: abort)
        self.abort = abort
        serverVersion = handle.serverVersion
        server = "\(handle.host):\(handle.port)"
        announcedPID = Int64(handle.backendPID)
        self.handle = consume handle
        let settings = Self.settings(configuration.allSessionSettings)
        let results: [QueryResult]
        do {
            results = try perform([settings], until: deadline, commits: false)
        } catch  where error.sqlState == Self.duplicatePreparedStatement {
            // A fresh session has none: this one was somebody else's.
            close()
            throw Self.lentSession
        }
        backendPID = try results.first?.rows.first?.int(1) ?? announcedPID
    }

    /// The version of the C library that is loaded, such as `15.18`.
    public static var libraryVersion: String { version(ConnectionHandle.libraryVersion) }

    /// The version of the headers with which this was built.
    public static var headerVersion: String { version(ConnectionHandle.headerVersion) }

    /// Since version 10 it is the major one times 10,000 and the minor one.
    private static func version(_ number: Int32) -> String {
        "\(number / 10_000).\(number % 10_000)"
    }

    /// Whether the session is closed, by a failure or by ``close()``.
    public var isBroken: Bool { handle == nil }

    /// Whether a transaction is open.
    public var isInTransaction: Bool {
        switch handle {
        case .some(let handle): !handle.isIdle
        case .none: false
        }
    }

    /// Throws where the server is known to have ended the session; asks nothing, never waits.
    ///
    /// For idle callers: a server that shuts down says so by itself.
    public func check() throws(PostgresError) {
        guard var session = handle.take() else { throw Self.closed }
        // Its farewell may come before the end of the stream, in several pieces.
        for _ in 0..<8 where session.hasInput {
            guard session.consumeInput(), !session.isBad else {
                throw PostgresError(.connectionLost, oneLine(session.message))
            }
            _ = session.isBusy()
        }
        handle = consume session
    }

    /// Closes the session without waiting; the server rolls back what is open.
    public func close() {
        handle = nil
        prepared = [:]
    }

    /// Runs all queries in one round trip; the results are theirs, in order.
    ///
    /// Statements are prepared on their first use, in the same round trip. Without `Query.begin`
    /// the queries are one transaction of their own. A transaction may be left open for the next
    /// call. After an error the server skips the rest, and an open transaction is rolled back.
    ///
    /// A passed deadline, an abort or a lost session closes the connection; the error is
    /// `outcomeUnknown` when a commit was under way, which the server may even finish later.
    public func run(
        _ queries: [Query],
        deadline: Duration
    ) throws(PostgresError) -> [QueryResult] {
        let deadline = Deadline(in: deadline)
        do {
            return try perform(queries, until: deadline)
        } catch {
            settle(after: error, until: deadline)
            throw error
        }
    }

    /// Runs commands separated by semicolons, as one transaction unless they say otherwise.
    ///
    /// For migrations: text without values. Statements prepared before may be stale after it.
    public func execute(script: String, deadline: Duration) throws(PostgresError) {
        let deadline = Deadline(in: deadline)
        do {
            try perform(script: script, until: deadline)
        } catch {
            settle(after: error, until: deadline)
            throw error
        }
    }

    /// Feeds bytes to a `COPY … FROM STDIN`, within the open transaction or as one of its own;
    /// answers how many rows they were.
    ///
    /// The command is a constant text without values.
    public func copy(
        _ command: String,
        _ content: [UInt8],
        deadline: Duration
    ) throws(PostgresError) -> Int {
        let deadline = Deadline(in: deadline)
        do {
            return try perform(copy: command, content, until: deadline)
        } catch {
            settle(after: error, until: deadline)
            throw error
        }
    }

    /// Rolls back the open transaction; does nothing outside one, or when closed.
    ///
    /// For the caller who fails between two calls. When it does not succeed, the session is closed.
    public func rollBack(deadline: Duration) {
        endTransaction(until: Deadline(in: deadline))
    }

    /// One round trip; `commits` is false for what no session outlives.
    private func perform(
        _ queries: [Query],
        until deadline: Deadline,
        commits: Bool = true
    ) throws(PostgresError) -> [QueryResult] {
        let isIdle = commits && !isInTransaction
        let pipeline = try Pipeline(queries, prepared: prepared, isIdle: isIdle)
        guard var session = handle.take() else { throw Self.closed }
        session.forgetWarnings()
        var replies = PipelineReplies(to: pipeline)
        guard pipeline.send(on: &session) else {
            throw replies.ending(.connectionLost, oneLine(session.message))
        }
        try session.exchange(&replies, until: deadline, abort: abort)
        guard !session.isWarned || pipeline.commitStep == nil else {
            throw replies.ending(.connectionLost, "the server no longer waited for its standby")
        }
        handle = consume session
        for statement in replies.prepared {
            prepared[statement.statement.name] = statement
        }
        if let failure = replies.failure { throw failure }
        return replies.results
    }

    private func perform(script: String, until deadline: Deadline) throws(PostgresError) {
        guard !script.utf8.contains(0) else {
            throw PostgresError(.unstorableText, "a script holds U+0000")
        }
        guard var session = handle.take() else { throw Self.closed }
        var replies = ScriptReplies()
        guard session.exitPipeline(), session.sendScript(script) else {
            throw PostgresError(.connectionLost, oneLine(session.message))
        }
        try session.exchange(&replies, until: deadline, abort: abort)
        guard !session.isBad, session.enterPipeline() else {
            throw replies.ending(.connectionLost, oneLine(session.message))
        }
        handle = consume session
        if let failure = replies.failure { throw failure }
    }

    /// No COPY in pipeline mode: its end could not be told there.
    private func perform(
        copy command: String,
        _ content: [UInt8],
        until deadline: Deadline
    ) throws(PostgresError) -> Int {
        guard var session = handle.take() else { throw Self.closed }
        guard session.exitPipeline(), session.sendScript(command) else {
            throw PostgresError(.connectionLost, oneLine(session.message))
        }
        var start = CopyStart()
        try session.exchange(&start, until: deadline, abort: abort)
        var end = CopyEnd()
        if start.isReading {
            try session.feed(content, until: deadline, abort: abort)
            try session.exchange(&end, until: deadline, abort: abort)
        }
        guard !session.isBad, session.enterPipeline() else {
            throw end.ending(.connectionLost, oneLine(session.message))
        }
        handle = consume session
        if let failure = start.failure ?? end.failure { throw failure }
        return end.rows
    }

    /// Leaves the session idle, or closed where only another one can do better.
    private func settle(after error: PostgresError, until deadline: Deadline) {
        if error.endsSession {
            close()
        } else {
            endTransaction(until: deadline)
        }
    }

    /// A session that cannot even roll back is of no more use.
    private func endTransaction(until deadline: Deadline) {
        guard isInTransaction else { return }
        do {
            _ = try perform([.rollback], until: deadline)
        } catch {
            close()
        }
    }

    private static let closed = PostgresError(.connectionLost, "the connection is closed")

    // MARK: - Poolers

    /// Whether somebody between us and the server gives sessions out.
    private var isPooled: Bool { backendPID != announcedPID }

    /// Refuses a session that is ours for a transaction only: settings, prepared statements and
    /// locks would be those of the previous user.
    ///
    /// That is so where a second session of ours meets the process of the first one, or what the
    /// first one has prepared there.
    private func refuseLentSession(_ configuration: PostgresConfiguration) throws(PostgresError) {
        do throws(PostgresError) {
            let other = try PostgresConnection(begin: configuration, abort: abort)
            defer { other.close() }
            guard other.backendPID == backendPID else { return }
            throw Self.lentSession
        } catch {
            close()
            throw error
        }
    }

    private static let lentSession = PostgresError(
        .configuration,
        "a pooler lends sessions for a transaction (PgBouncer: pool_mode = transaction), but "
            + "Baton needs sessions of its own; give the address of PostgreSQL itself, or "
            + "set pool_mode = session"
    )

    private static let duplicatePreparedStatement = "42P05"

    /// As one statement with bound values, as an `options` keyword would displace the URL's own.
    private static func settings(_ settings: [String: String]) -> Query {
        let ordered = settings.sorted { $0.key < $1.key }
        return Query(
            Statement(
                """
                SELECT set_config(name, value, false), pg_backend_pid()
                FROM unnest($1, $2) AS setting (name, value)
                """,
                name: "session_settings"
            ),
            [.texts(ordered.map(\.key)), .texts(ordered.map(\.value))]
        )
    }
}
