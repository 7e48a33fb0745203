import CLibPQ

extension ConnectionHandle {
    /// Connects in pipeline mode.
    ///
    /// Throws `configuration`, `connectionFailed` or `aborted`.
    static func connected(
        _ configuration: PostgresConfiguration,
        until deadline: Deadline,
        abort: AbortSignal
    ) throws(PostgresError) -> ConnectionHandle {
        let hosts = try ConnectionOptions(parsing: configuration.url).hosts
        var failures: [PostgresError] = []
        for (index, host) in hosts.enumerated() {
            let share = deadline.share(of: hosts.count - index)
            let keywords = configuration.keywords(for: host)
            do {
                return try connected(keywords, until: share, abort: abort)
            } catch {
                guard error.code == .connectionFailed else { throw error }
                failures.append(error)
            }
        }
        throw PostgresError(
            .connectionFailed,
            failures.map(\.message).joined(separator: "; "),
            sqlState: failures.compactMap(\.sqlState).last
        )
    }

    /// One attempt, at one host unless libpq is left to choose.
    private static func connected(
        _ keywords: [(name: String, value: String)],
        until deadline: Deadline,
        abort: AbortSignal
    ) throws(PostgresError) -> ConnectionHandle {
        guard var handle = ConnectionHandle(startingWith: keywords) else {
            throw PostgresError(.connectionFailed, "out of memory")
        }
        guard !handle.isBad else { throw startFailure(handle.message) }
        handle.setVerbose(true)
        try handle.finishConnecting(until: deadline, abort: abort)
        handle.setVerbose(false)
        guard handle.setNonBlocking(), handle.enterPipeline() else {
            throw PostgresError(.connectionFailed, oneLine(handle.message))
        }
        return handle
    }

    private mutating func finishConnecting(
        until deadline: Deadline,
        abort: AbortSignal
    ) throws(PostgresError) {
        // The rule of PQconnectPoll: before its first call, wait as if it had asked to write.
        var status = PGRES_POLLING_WRITING
        while status != PGRES_POLLING_OK {
            let writing = status == PGRES_POLLING_WRITING
            guard status != PGRES_POLLING_FAILED else { throw connectFailure(message) }
            if !writing, hasReadAhead {
                status = pollConnect()
                continue
            }
            switch deadline.wait(for: socket, reading: !writing, writing: writing, abort: abort) {
            case .ready: status = pollConnect()
            case .expired: throw PostgresError(.connectionFailed, "no answer within the deadline")
            case .aborted: throw PostgresError(.aborted, "aborted on request")
            case .failed(let reason): throw PostgresError(.connectionFailed, reason)
            }
        }
    }
}

/// What keeps libpq from even beginning to connect.
///
/// A name that nobody knows at the moment is no mistake of the configuration, and the next host may
/// be known; it holds no secret either, unlike what libpq quotes from a malformed string.
private func startFailure(_ message: String) -> PostgresError {
    guard !message.contains("could not translate host name") else {
        return PostgresError(.connectionFailed, oneLine(message))
    }
    return PostgresError(.configuration, ConnectionOptions.withoutQuotations(message))
}

/// Reads SQLSTATE out of a verbose message, `FATAL:  28P01: …`, and leaves what people need.
func connectFailure(_ message: String) -> PostgresError {
    let pattern = #/:  ([0-9A-Z]{5}): /#
    let states = message.matches(of: pattern).map { String($0.output.1) }
    let lines = message.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("LOCATION:") }
    let text = lines.joined(separator: "; ").replacing(pattern, with: ": ")
    return PostgresError(
        .connectionFailed,
        text,
        sqlState: states.last ?? (isRefusedAsReadOnly(message) ? "25006" : nil)
    )
}

/// `target_session_attrs` is judged by libpq itself, which gives no SQLSTATE for it.
private func isRefusedAsReadOnly(_ message: String) -> Bool {
    ["session is read-only", "server is in hot standby mode"].contains { message.contains($0) }
}
