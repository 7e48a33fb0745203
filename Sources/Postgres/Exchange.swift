/// Takes the results of one round trip in the order in which libpq gives them.
protocol Replies {
    /// Takes a result, or the nil that libpq puts after the results of a command.
    ///
    /// Throws when the server and we no longer agree on what is being answered.
    mutating func accept(_ result: ResultHandle?) throws(PostgresError)
    /// Whether everything that was asked for has been answered.
    var isComplete: Bool { get }
    /// The error of a session that ended now, with what that means for the commit.
    func ending(_ code: PostgresError.Code, _ message: String) -> PostgresError
}

extension ConnectionHandle {
    /// Sends what is queued and takes all answers, neither side ever waiting for the other.
    ///
    /// Reads while it writes: with both buffers full a server that is answering does not read.
    /// Whatever it throws, the session is of no more use.
    mutating func exchange(
        _ replies: inout some Replies,
        until deadline: Deadline,
        abort: AbortSignal
    ) throws(PostgresError) {
        var isOpen = true
        while true {
            let flushed = flush()
            try drain(into: &replies)
            if replies.isComplete { return }
            // Also ends what an old libpq would go on answering for ever.
            guard isOpen, !isBad, flushed != .failed else {
                throw replies.ending(.connectionLost, oneLine(message))
            }
            let isPending = flushed == .pending
            isOpen = try receive(deadline, abort, writing: isPending, for: replies)
        }
    }

    /// `PQgetResult` blocks, without any deadline, unless it is asked only while not busy.
    private mutating func drain(into replies: inout some Replies) throws(PostgresError) {
        while !replies.isComplete, !isBusy() {
            try replies.accept(nextResult())
        }
    }

    /// Waits for the socket, unless something was read beyond it, and reads; whether the session
    /// still stands.
    private mutating func receive(
        _ deadline: Deadline,
        _ abort: AbortSignal,
        writing: Bool,
        for replies: some Replies
    ) throws(PostgresError) -> Bool {
        guard !hasReadAhead else { return consumeInput() }
        switch deadline.wait(for: socket, reading: true, writing: writing, abort: abort) {
        case .ready(let readable, _): return readable ? consumeInput() : true
        case .expired: throw replies.ending(.deadlineExceeded, "the deadline passed")
        case .aborted: throw replies.ending(.aborted, "aborted on request")
        case .failed(let reason): throw replies.ending(.connectionLost, reason)
        }
    }
}
