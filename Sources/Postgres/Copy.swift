import CLibPQ

extension ConnectionHandle {
    /// The largest piece handed to libpq at once.
    private static var copyPieceMax: Int { 64 << 10 }

    /// Sends what a COPY reads, and its end; what the server says of it comes afterwards.
    ///
    /// Whatever it throws, the session is of no more use.
    mutating func feed(
        _ content: [UInt8],
        until deadline: Deadline,
        abort: AbortSignal
    ) throws(PostgresError) {
        var sent = 0
        while sent < content.count {
            let count = min(Self.copyPieceMax, content.count - sent)
            let queued = unsafe content.withUnsafeBytes { bytes in
                unsafe sendCopyData(UnsafeRawBufferPointer(rebasing: bytes[sent..<sent + count]))
            }
            if try isTaken(queued, deadline, abort) { sent += count }
        }
        while try !isTaken(sendCopyEnd(), deadline, abort) {}
    }

    /// Whether a piece was queued; waits for room where it was not.
    private mutating func isTaken(
        _ queued: Bool?,
        _ deadline: Deadline,
        _ abort: AbortSignal
    ) throws(PostgresError) -> Bool {
        switch queued {
        case true: return true
        case false: throw PostgresError(.connectionLost, oneLine(message))
        case nil: break
        }
        guard flush() != .failed else {
            throw PostgresError(.connectionLost, oneLine(message))
        }
        switch deadline.wait(for: socket, reading: true, writing: true, abort: abort) {
        case .ready(let readable, _):
            // A server that complains must get rid of its complaint.
            if readable, !consumeInput() {
                throw PostgresError(.connectionLost, oneLine(message))
            }
        case .expired: throw PostgresError(.deadlineExceeded, "the deadline passed")
        case .aborted: throw PostgresError(.aborted, "aborted on request")
        case .failed(let reason): throw PostgresError(.connectionLost, reason)
        }
        return false
    }
}

/// The answer to a COPY: that the server reads now, or why it does not.
struct CopyStart: Replies {
    private(set) var isReading = false
    private(set) var failure: PostgresError?
    private var isOver = false

    var isComplete: Bool { isReading || isOver }

    mutating func accept(_ result: ResultHandle?) throws(PostgresError) {
        guard let result else {
            isOver = true
            return
        }
        switch result.status {
        case PGRES_COPY_IN: isReading = true
        case PGRES_FATAL_ERROR: failure = failure ?? result.serverError
        default: throw PostgresError(.misuse, "the command is no COPY FROM STDIN")
        }
    }

    /// Nothing was sent yet.
    func ending(_ code: PostgresError.Code, _ message: String) -> PostgresError {
        failure?.recoded(code) ?? PostgresError(code, message)
    }
}

/// The answer to what a COPY has read: one result, then nil.
struct CopyEnd: Replies {
    private(set) var isComplete = false
    private(set) var failure: PostgresError?
    /// How many rows were read.
    private(set) var rows = 0

    mutating func accept(_ result: ResultHandle?) throws(PostgresError) {
        guard let result else {
            isComplete = true
            return
        }
        switch result.status {
        case PGRES_COMMAND_OK: rows = result.affected
        case PGRES_FATAL_ERROR: failure = failure ?? result.serverError
        default: throw PostgresError(.misuse, "an answer to COPY is out of place")
        }
    }

    /// Outside a transaction the rows may be there.
    func ending(_ code: PostgresError.Code, _ message: String) -> PostgresError {
        let error = failure?.recoded(code) ?? PostgresError(code, message)
        return error.recoded(.outcomeUnknown, prefix: "a COPY was under way: ")
    }
}
