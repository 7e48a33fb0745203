import CLibPQ
import Foundation

/// Where the server is, who we are to it, and how long anything may take.
///
/// It never shows its password: every rendering of it goes through ``description``.
public struct PostgresConfiguration: Sendable {
    /// A URL, a `key=value` string, or `service=…`, as libpq understands it.
    ///
    /// TLS, password file, several hosts and target session are given here in libpq's own words.
    public var url: String
    /// What `pg_stat_activity` shows.
    public var applicationName: String
    /// The whole of connecting, shared out evenly over the hosts of the URL.
    ///
    /// Resolving a name is not under it: give `hostaddr` where the resolver cannot be trusted.
    public var connectTimeout: Duration = .seconds(5)
    /// The server ends a statement that runs longer.
    public var statementTimeout: Duration = .seconds(30)
    /// The server ends a statement that waits longer for one lock.
    public var lockTimeout: Duration = .seconds(5)
    /// The server ends a session that sits longer inside a transaction: a frozen host lets go.
    public var idleInTransactionTimeout: Duration = .seconds(10)
    /// The kernel gives a connection up whose bytes stay unacknowledged for longer; TCP only.
    public var tcpUserTimeout: Duration = .seconds(15)
    /// Further server settings, over those of ``allSessionSettings``.
    public var sessionSettings: [String: String] = [:]

    public init(url: String, applicationName: String) {
        self.url = url
        self.applicationName = applicationName
    }

    /// Reads the URL as connecting does, without connecting.
    ///
    /// Throws `configuration`, whose text repeats nothing of the URL.
    public func check() throws(PostgresError) {
        _ = try ConnectionOptions(parsing: url)
    }

    /// What every session is set to, by name.
    ///
    /// - `plan_cache_mode`: a plan made while the tables are empty would be kept until autovacuum
    ///   has analysed them, and scan what has grown meanwhile. Measured from empty tables on, in
    ///   batches of 200 events: 11 ms a batch with a plan for each execution, 79 ms with `auto`.
    /// - `client_connection_check_interval`: the server drops the statement of a client that has
    ///   gone, which is how a passed deadline or an abort reaches it. Since PostgreSQL 14.
    /// - `tcp_keepalives_idle` and its like: the server's own default is two hours, for which it
    ///   would keep the locks of a client whose host or network has gone without a word.
    public var allSessionSettings: [String: String] {
        let own = [
            "TimeZone": "UTC",
            "client_connection_check_interval": "2000",
            "default_transaction_isolation": "read committed",
            "idle_in_transaction_session_timeout": String(milliseconds(idleInTransactionTimeout)),
            "lock_timeout": String(milliseconds(lockTimeout)),
            "plan_cache_mode": "force_custom_plan",
            "statement_timeout": String(milliseconds(statementTimeout)),
            "tcp_keepalives_count": "3",
            "tcp_keepalives_idle": "10",
            "tcp_keepalives_interval": "5",
            "tcp_user_timeout": String(milliseconds(tcpUserTimeout)),
        ]
        return own.merging(sessionSettings) { $1 }
    }

    /// Keywords for libpq; of equal ones the last wins, and `dbname` stands for all of the URL.
    ///
    /// `host` holds those that narrow the URL down to one of its hosts.
    func keywords(for host: [String: String]) -> [(name: String, value: String)] {
        [
            // These give way to the URL. The default attribute keeps us off a demoted primary.
            ("target_session_attrs", "read-write"),
            ("keepalives_idle", "10"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", String(milliseconds(tcpUserTimeout))),
            ("application_name", applicationName),
            ("dbname", url),
            // This one does not: all texts are decoded as UTF-8.
            ("client_encoding", "UTF8"),
        ] + host.map { (name: $0, value: $1) }
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Service, user, host, port, database and TLS mode: what is safe, not all but a secret.
    public var description: String {
        guard let options = try? ConnectionOptions(parsing: url).values else {
            return "unreadable connection string"
        }
        let shown = ["service", "user", "host", "hostaddr", "port", "dbname", "sslmode"]
        let parts = shown.compactMap { name in options[name].map { "\(name)=\($0)" } }
        return parts.isEmpty ? "libpq's defaults" : parts.joined(separator: " ")
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        Mirror(self, children: ["server": description])
    }
}

/// What a connection string says, as libpq reads it.
struct ConnectionOptions {
    /// The options that were given, by keyword.
    let values: [String: String]

    /// Throws `configuration` without repeating any of the string, which may be all password.
    init(parsing url: String) throws(PostgresError) {
        guard !url.utf8.contains(0), !Self.hasStrayAt(url) else {
            throw PostgresError(
                .configuration,
                "the connection string holds U+0000 or a second \"@\"; percent-encode the password"
            )
        }
        // A string without "=" and scheme is a database name to libpq.
        guard url.unicodeScalars.contains("=") || url.contains("://") else {
            values = url.isEmpty ? [:] : ["dbname": url]
            return
        }
        values = try Self.parse(url)
    }

    /// The keywords of each host, or one empty set where libpq must see the hosts together.
    ///
    /// libpq keeps no time while it is polled, so that the first host to swallow packets would use
    /// up the whole deadline: each gets a connection attempt, and a share of the time, of its own.
    var hosts: [[String: String]] {
        let lists = ["host", "hostaddr", "port"].compactMap { name in
            values[name].map { list in
                (
                    name,
                    list.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
                        .map(String.init)
                )
            }
        }
        let count = lists.map(\.1.count).max() ?? 1
        let isRegular = lists.allSatisfy { name, list in
            (list.count == count || name == "port" && list.count == 1) && !list.contains("")
        }
        guard count > 1, isRegular, values["target_session_attrs"] != "prefer-standby" else {
            return [[:]]
        }
        return (0..<count).map { index in
            let own = lists.map { name, list in (name, list[min(index, list.count - 1)]) }
            return Dictionary(uniqueKeysWithValues: own)
        }
    }

    /// libpq would take what follows the first "@" for a host, and name it in its messages.
    private static func hasStrayAt(_ url: String) -> Bool {
        guard let scheme = url.utf8.firstRange(of: "://".utf8) else { return false }
        let authority = url[scheme.upperBound...].unicodeScalars
            .prefix { $0 != "/" && $0 != "?" }
        return authority.count { $0 == "@" } > 1
    }

    private static func parse(_ url: String) throws(PostgresError) -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = unsafe PQconninfoParse(url, &message) else {
            let text = unsafe message.map { unsafe String(cString: $0) } ?? "out of memory"
            unsafe PQfreemem(message)
            throw PostgresError(.configuration, withoutQuotations(text))
        }
        defer { unsafe PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe values[String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option += 1
        }
        return values
    }

    /// libpq puts what it quotes from the string between double quotes.
    ///
    /// By Unicode scalar: a password that begins with a combining mark would hide the quote.
    static func withoutQuotations(_ message: String) -> String {
        guard let first = message.unicodeScalars.firstIndex(of: "\""),
            let last = message.unicodeScalars.lastIndex(of: "\""), first < last
        else { return oneLine(message) }
        let before = Substring(message.unicodeScalars[..<first])
        let behind = Substring(message.unicodeScalars[message.unicodeScalars.index(after: last)...])
        return oneLine("\(before)\"…\"\(behind)")
    }
}

/// Whole milliseconds, rounded up: 0 would mean "no limit" to PostgreSQL and to the kernel.
private func milliseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
}
