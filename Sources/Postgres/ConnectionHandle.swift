import CLibPQ
import Glibc

/// Owns one `PGconn`: every call of libpq on a connection is in this file.
@safe struct ConnectionHandle: ~Copyable {
    private let raw: OpaquePointer
    /// Whether the server has warned since `forgetWarnings`; written while libpq reads.
    private let hasWarned: UnsafeMutablePointer<Bool>

    /// Begins to connect, without waiting; nil when memory is out.
    init?(startingWith keywords: [(name: String, value: String)]) {
        let started = unsafe withCStrings(keywords.map(\.name)) { names in
            unsafe withCStrings(keywords.map(\.value)) { values in
                unsafe PQconnectStartParams(names, values, 1)
            }
        }
        guard let started = unsafe started else { return nil }
        unsafe raw = started
        unsafe hasWarned = .allocate(capacity: 1)
        unsafe hasWarned.initialize(to: false)
        // Otherwise notices go to standard error.
        _ = unsafe PQsetNoticeReceiver(raw, Self.notice, hasWarned)
    }

    deinit {
        unsafe PQfinish(raw)
        unsafe hasWarned.deallocate()
    }

    /// Notes warnings that have no SQLSTATE of their own.
    private static let notice: PQnoticeReceiver = { context, result in
        guard let state = unsafe PQresultErrorField(result, Int32(CLIBPQ_DIAG_SQLSTATE)),
            unsafe String(cString: state) == "01000"
        else { return }
        unsafe context?.assumingMemoryBound(to: Bool.self).pointee = true
    }

    /// From here on warnings count.
    mutating func forgetWarnings() { unsafe hasWarned.pointee = false }

    /// Whether the server has warned of something that has no SQLSTATE of its own.
    ///
    /// Of all that a commit may meet, only this has none: the wait for a standby was cancelled,
    /// and what is committed here may be lost with this server.
    var isWarned: Bool { unsafe hasWarned.pointee }

    static var libraryVersion: Int32 { PQlibVersion() }

    static var headerVersion: Int32 { PG_VERSION_NUM }

    // MARK: Connecting

    mutating func pollConnect() -> PostgresPollingStatusType { unsafe PQconnectPoll(raw) }

    /// With SQLSTATE in front, which libpq 15 keeps in no other place before a session exists.
    mutating func setVerbose(_ verbose: Bool) {
        _ = unsafe PQsetErrorVerbosity(raw, verbose ? PQERRORS_VERBOSE : PQERRORS_DEFAULT)
    }

    mutating func setNonBlocking() -> Bool { unsafe PQsetnonblocking(raw, 1) == 0 }

    mutating func enterPipeline() -> Bool { unsafe PQenterPipelineMode(raw) == 1 }

    mutating func exitPipeline() -> Bool { unsafe PQexitPipelineMode(raw) == 1 }

    // MARK: State

    var isBad: Bool { unsafe PQstatus(raw) == CONNECTION_BAD }

    /// May change while connecting; negative when there is none.
    var socket: Int32 { unsafe PQsocket(raw) }

    /// Of the session as we were told when it began; a pooler makes it up.
    var backendPID: Int32 { unsafe PQbackendPID(raw) }

    var serverVersion: Int { unsafe Int(PQserverVersion(raw)) }

    /// The host that was connected to, of several; a folder where it is a socket.
    var host: String { unsafe PQhost(raw).map { unsafe String(cString: $0) } ?? "" }

    var port: String { unsafe PQport(raw).map { unsafe String(cString: $0) } ?? "" }

    var isIdle: Bool { unsafe PQtransactionStatus(raw) == PQTRANS_IDLE }

    var message: String { unsafe String(cString: PQerrorMessage(raw)) }

    // MARK: Sending

    mutating func sendPrepare(_ statement: Statement, types: [UInt32]) -> Bool {
        unsafe PQsendPrepare(raw, statement.name, statement.sql, Int32(types.count), types) == 1
    }

    /// Queues an execution; libpq copies the values before it returns.
    mutating func sendExecute(
        _ name: String,
        _ slots: ArraySlice<ParameterBuffer.Slot>,
        of bytes: UnsafeRawBufferPointer
    ) -> Bool {
        let values = unsafe slots.map { slot in
            unsafe slot.range.map { unsafe start(of: $0, in: bytes) }
        }
        let lengths = slots.map { Int32($0.range?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: slots.count)
        return unsafe PQsendQueryPrepared(
            raw,
            name,
            Int32(slots.count),
            values,
            lengths,
            formats,
            1
        ) == 1
    }

    mutating func sendSync() -> Bool { unsafe PQpipelineSync(raw) == 1 }

    /// Several commands in one text; not possible in pipeline mode.
    mutating func sendScript(_ script: String) -> Bool { unsafe PQsendQuery(raw, script) == 1 }

    /// Queues a piece of what a COPY reads; nil where there is no room yet.
    mutating func sendCopyData(_ bytes: UnsafeRawBufferPointer) -> Bool? {
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        return unsafe Self.queued(PQputCopyData(raw, start, Int32(bytes.count)))
    }

    /// Queues the end of what a COPY reads; nil where there is no room yet.
    mutating func sendCopyEnd() -> Bool? {
        unsafe Self.queued(PQputCopyEnd(raw, nil))
    }

    private static func queued(_ answer: Int32) -> Bool? { answer == 0 ? nil : answer == 1 }

    enum Flush {
        case done, pending, failed
    }

    mutating func flush() -> Flush {
        switch unsafe PQflush(raw) {
        case 0: .done
        case 1: .pending
        default: .failed
        }
    }

    // MARK: Receiving

    /// Whether the server has sent something, or has closed the connection.
    var hasInput: Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 0) > 0
    }

    /// Whether TLS holds bytes that libpq has not taken yet, of which the socket shows nothing.
    ///
    /// A record may be longer than the room that libpq had; before 15.19 it leaves the rest there.
    var hasReadAhead: Bool { unsafe clibpq_tls_pending(raw) > 0 }

    mutating func consumeInput() -> Bool { unsafe PQconsumeInput(raw) == 1 }

    /// Whether `nextResult()` would block.
    mutating func isBusy() -> Bool { unsafe PQisBusy(raw) == 1 }

    mutating func nextResult() -> ResultHandle? {
        unsafe PQgetResult(raw).map { unsafe ResultHandle(taking: $0) }
    }
}

/// A pointer to a value; an empty one needs a non-null pointer too, or libpq takes it for NULL.
private func start(
    of range: Range<Int>,
    in bytes: UnsafeRawBufferPointer
) -> UnsafePointer<CChar> {
    let empty: StaticString = ""
    guard !range.isEmpty, let base = bytes.baseAddress else {
        return unsafe UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
    }
    return unsafe (base + range.lowerBound).assumingMemoryBound(to: CChar.self)
}

/// A NULL-terminated array of C strings, valid inside `body`.
private func withCStrings<R>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R
) -> R {
    var text: [CChar] = []
    let offsets = strings.map { string in
        defer { text.append(contentsOf: string.utf8CString) }
        return text.count
    }
    return unsafe text.withUnsafeBufferPointer { buffer in
        let base = buffer.baseAddress
        let pointers =
            unsafe offsets.map { offset in unsafe base.map { unsafe $0 + offset } } + [nil]
        return unsafe body(pointers)
    }
}
