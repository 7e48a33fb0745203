/// A prepared statement: SQL with `$1` … `$n`, prepared by each session on its first use.
///
/// Statements are constants. SQL that is built per call would fill the session with plans.
public struct Statement: Hashable, Sendable {
    /// The name in the session, as `pg_prepared_statements` shows it; at most 63 bytes.
    public let name: String
    /// One SQL command.
    public let sql: String
    /// What the command does to the transaction, told by its first word.
    let effect: TransactionEffect

    /// A statement under a given name, or one derived from the text.
    public init(_ sql: String, name: String? = nil) {
        self.sql = sql
        self.name = name ?? Self.derivedName(sql)
        effect = TransactionEffect(of: sql)
    }

    /// FNV-1a: the same in every process, unlike `Hasher`, so that server logs stay comparable.
    private static func derivedName(_ sql: String) -> String {
        let hash = sql.utf8.reduce(into: 0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return "s_" + String(hash, radix: 16)
    }
}

extension Statement {
    /// Opens a READ COMMITTED transaction, whatever the server's default is.
    public static let begin = Statement("BEGIN ISOLATION LEVEL READ COMMITTED", name: "begin")
    /// Commits the transaction.
    public static let commit = Statement("COMMIT", name: "commit")
    /// Ends the transaction without a trace; harmless outside one.
    public static let rollback = Statement("ROLLBACK", name: "rollback")
}

/// One execution of a statement.
public struct Query: Sendable {
    /// What to execute.
    public let statement: Statement
    /// The values of `$1` … `$n`, in order; their types must be the same at every use.
    public let parameters: [Parameter]

    public init(_ statement: Statement, _ parameters: [Parameter] = []) {
        self.statement = statement
        self.parameters = parameters
    }

    /// Opens a READ COMMITTED transaction.
    public static let begin = Query(.begin)
    /// Commits the transaction.
    public static let commit = Query(.commit)
    /// Ends the transaction without a trace.
    public static let rollback = Query(.rollback)
}

/// What a command does to the transaction it runs in.
enum TransactionEffect: Hashable, Sendable {
    case opens, commits, rollsBack, none

    /// Reads the first word; a comment before it hides it, so write none there.
    init(of sql: String) {
        let word = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased()
        switch word {
        case "BEGIN", "START": self = .opens
        case "COMMIT", "END": self = .commits
        case "ROLLBACK", "ABORT": self = .rollsBack
        default: self = .none
        }
    }
}
