/// What went wrong between this process and PostgreSQL.
///
/// `description` holds neither parameters, nor row values of `detail`, nor a password, so that it
/// may be logged.
public struct PostgresError: Error, Equatable, Sendable {
    /// What happened; ``kind`` says what it means for the caller.
    public enum Code: String, Equatable, Sendable {
        /// The session could not be established, or was refused.
        case connectionFailed
        /// The session ended, and nothing of the call was committed by it.
        case connectionLost
        /// The session ended while a commit was on its way: it may have happened, or still happen.
        case outcomeUnknown
        /// The deadline of the call passed; the session is closed, and nothing was committed.
        case deadlineExceeded
        /// ``AbortSignal/abort()`` was called; the session is closed, and nothing was committed.
        case aborted
        /// The server answered with an error; `sqlState` says which.
        case server
        /// A prepared statement no longer fits the schema, or is gone; a new session repairs it.
        case staleStatement
        /// A text holds U+0000, which PostgreSQL cannot store. Nothing was sent.
        case unstorableText
        /// A date or a number has no counterpart in PostgreSQL. Nothing was sent.
        case unstorableNumber
        /// A value or a message is beyond PostgreSQL's 1 GB. Nothing was sent.
        case tooLarge
        /// A column is missing, is NULL, of another type, or without a counterpart in Swift.
        case unexpectedColumn
        /// The connection string is not understood, or libpq is too old.
        case configuration
        /// The module was called in a way that cannot work: a mistake in our own code.
        case misuse
    }

    /// What happened.
    public let code: Code
    /// What people read: one line, without a password.
    public let message: String
    /// The five characters of SQLSTATE when the server gave them.
    public let sqlState: String?
    /// The violated constraint's name, when there is one.
    public let constraint: String?
    /// The server's DETAIL, which may hold row values: personal data, not for logs.
    public let detail: String?

    public init(
        _ code: Code,
        _ message: String,
        sqlState: String? = nil,
        constraint: String? = nil,
        detail: String? = nil
    ) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
        self.detail = detail
    }
}

extension PostgresError: CustomStringConvertible {
    /// One line for the log: code, SQLSTATE, message and constraint.
    public var description: String {
        let state = sqlState.map { " \($0)" } ?? ""
        let name = constraint.map { " (constraint \($0))" } ?? ""
        return "\(code.rawValue)\(state): \(message)\(name)"
    }
}

extension PostgresError {
    /// The same event under another code, for what only the connection can know.
    func recoded(_ code: Code, prefix: String = "") -> PostgresError {
        PostgresError(
            code,
            prefix + message,
            sqlState: sqlState,
            constraint: constraint,
            detail: detail
        )
    }
}
