import CSpawn
import Glibc

/// A process with three pipes and nothing else of ours: no other descriptor, no environment.
///
/// Foundation's `Process` could do most of it, but neither a deadline nor bounds.
struct Child: ~Copyable {
    /// How a process ended.
    enum Status: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    private let process: pid_t
    private var input: Pipe
    private var output: Pipe
    private var errors: Pipe
    private var isReaped = false

    /// More of what a process says of an error is not kept.
    private static let errorsMax = 4096

    init(_ command: [String]) throws(DrawingError) {
        guard let program = command.first else {
            throw DrawingError(.notStarted, "no program is named")
        }
        var input = try Pipe(ofSockets: true)
        var output = try Pipe()
        var errors = try Pipe()
        var process: pid_t = 0
        let problem = Self.spawn(
            program,
            command,
            &process,
            [input.reading, output.writing, errors.writing]
        )
        guard problem == 0 else {
            throw DrawingError(
                .notStarted,
                "\(program) can't be started: \(String(cString: strerror(problem)))"
            )
        }
        input.closeReading()
        output.closeWriting()
        errors.closeWriting()
        self.process = process
        self.input = input
        self.output = output
        self.errors = errors
    }

    private static func spawn(
        _ program: String,
        _ command: [String],
        _ process: inout pid_t,
        _ descriptors: [Int32]
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (target, source) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        cspawn_close_from(&actions, Int32(descriptors.count))
        // Signals mean there what they mean to every program, whatever we have made of them here.
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        )
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        return posix_spawn(&process, program, &actions, &attributes, &words, &environment)
    }

    // MARK: - Talking

    /// Writes all of the input while it reads what comes, until the process closes its output.
    mutating func exchange(
        _ bytes: [UInt8],
        until end: ContinuousClock.Instant,
        atMost max: Int
    ) throws(DrawingError) -> (output: [UInt8], errors: [UInt8]) {
        var rest = bytes[...]
        var (answer, said): ([UInt8], [UInt8]) = ([], [])
        if rest.isEmpty { input.closeWriting() }
        while output.reading >= 0 || errors.reading >= 0 {
            var watched = [
                pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&watched, nfds_t(watched.count), try Self.milliseconds(until: end))
            guard ready > 0 else {
                if ready < 0, errno != EINTR {
                    throw DrawingError(.crashed, "waiting for the process failed, errno \(errno)")
                }
                continue
            }
            if watched[0].revents != 0 {
                // One that takes no more tells why by how it ends.
                if !input.write(&rest) || rest.isEmpty { input.closeWriting() }
            }
            if watched[1].revents != 0, !output.read(&answer) { output.closeReading() }
            if watched[2].revents != 0, !errors.read(&said) { errors.closeReading() }
            guard answer.count <= max else {
                throw DrawingError(.tooLarge, "what is drawn is larger than \(max) bytes")
            }
            said = Array(said.prefix(Self.errorsMax))
        }
        return (answer, said)
    }

    /// Milliseconds that are left, rounded up.
    private static func milliseconds(
        until end: ContinuousClock.Instant
    ) throws(DrawingError) -> Int32 {
        let left = (end - .now) / .milliseconds(1)
        guard left > 0 else { throw DrawingError(.tooSlow, "the document took longer than it may") }
        return Int32(min(left.rounded(.up), 60_000))
    }

    // MARK: - Ending

    /// How it ended; one that has closed its output and goes on has the rest of its time.
    mutating func wait(until end: ContinuousClock.Instant) throws(DrawingError) -> Status {
        while true {
            var status: Int32 = 0
            let found = waitpid(process, &status, WNOHANG)
            if found == process {
                isReaped = true
                return Self.status(status)
            }
            if found < 0, errno != EINTR {
                throw DrawingError(.crashed, "nothing is known of the process, errno \(errno)")
            }
            _ = poll(nil, 0, min(try Self.milliseconds(until: end), 5))
        }
    }

    /// Ends it at once, unless it has ended.
    mutating func kill() {
        guard !isReaped else { return }
        _ = Glibc.kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isReaped = true
    }

    /// What wait(2) packs into a number.
    private static func status(_ status: Int32) -> Status {
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    }
}

/// Two ends of a pipe, of which neither outlives the value.
private struct Pipe: ~Copyable {
    private(set) var reading: Int32
    private(set) var writing: Int32

    /// - Parameter ofSockets: For what we write: a pipe whose reader has gone would raise a signal
    ///   for the whole program, and block where there is room for a part only.
    init(ofSockets: Bool = false) throws(DrawingError) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue)
        guard (ofSockets ? socketpair(AF_UNIX, kind, 0, &ends) : pipe(&ends)) == 0 else {
            throw DrawingError(.notStarted, "no pipe can be made, errno \(errno)")
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        if reading >= 0 { close(reading) }
        if writing >= 0 { close(writing) }
    }

    mutating func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    mutating func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// Whether more may come.
    func read(_ bytes: inout [UInt8]) -> Bool {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(reading, &piece, piece.count)
        bytes += piece.prefix(max(count, 0))
        return count > 0 || (count < 0 && errno == EINTR)
    }

    /// Whether more may be written, to a pipe of sockets.
    func write(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let count = bytes.withUnsafeBytes { send(writing, $0.baseAddress, $0.count, flags) }
        bytes = bytes.dropFirst(max(count, 0))
        return count >= 0 || errno == EINTR || errno == EAGAIN
    }
}
