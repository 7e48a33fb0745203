import Foundation
import Glibc
import Testing

/// The executable as it was built beside these tests.
enum Program {
    /// Where it lies.
    static var path: String {
        let bundle = CommandLine.arguments.lazy.map { URL(filePath: $0) }
            .first { $0.pathExtension == "xctest" }
        let folder = (bundle ?? URL(filePath: CommandLine.arguments[0])).deletingLastPathComponent()
        return folder.appending(path: "baton").path
    }

    /// An executable of an earlier version; nil where none is given.
    static var earlier: String? {
        ProcessInfo.processInfo.environment["BATON_TEST_EARLIER"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Starts it; what it writes goes to the file.
    ///
    /// The child dies with this process.
    static func start(
        _ arguments: [String],
        output: String,
        environment: [String: String] = [:],
        under wrapper: [String] = [],
        program: String? = nil
    ) throws -> pid_t {
        let all = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let words =
            ["/usr/bin/setpriv", "--pdeathsig", "KILL"] + wrapper + [program ?? path] + arguments
        return try Spawner.shared.start(words, output: output, environment: all)
    }

    /// Waits for a child's end; nil when it takes too long.
    static func status(of child: pid_t, within limit: Duration) async throws -> ExitStatus? {
        let ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            var information = siginfo_t()
            // The child stays to be reaped below; an interrupted wait goes on.
            while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {
            }
            ended.signal()
        }
        let patience = DispatchTimeInterval.milliseconds(Int(limit / .milliseconds(1)))
        let isOver = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let outcome = ended.wait(timeout: .now() + patience)
                continuation.resume(returning: outcome == .success)
            }
        }
        return isOver ? ExitStatus(reaping: child) : nil
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> (status: ExitStatus, output: String) {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "baton-test-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        let child = try start(arguments, output: file.path, environment: environment)
        let ended = try await status(of: child, within: .seconds(30))
        if ended == nil {
            kill(child, SIGKILL)
            _ = try await status(of: child, within: .seconds(10))
        }
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        return (try #require(ended, "baton \(arguments) does not end: \(text)"), text)
    }
}

/// How a child ended.
enum ExitStatus: Equatable {
    case exited(Int32)
    case killed(by: Int32)

    /// The status of a child that has ended; nil while it lives.
    init?(reaping child: pid_t) {
        var status: Int32 = 0
        guard waitpid(child, &status, WNOHANG) == child else { return nil }
        let signal = status & 0x7F
        self = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(by: signal)
    }
}

/// Starts children from one thread that lives as long as this process.
///
/// The kernel tells a child of its parent's death when the thread that has started it ends, and
/// threads of a pool may end at any time.
final class Spawner: Sendable {
    static let shared = Spawner()

    private struct Order: Sendable {
        let words: [String]
        let output: String
        let environment: [String: String]
        let answer: HandOver<Result<pid_t, Sockets.Failed>>
    }

    private let orders = HandOver<Order>()

    private init() {
        let thread = Thread { [orders] in
            while true {
                let order = orders.take()
                order.answer.put(Self.spawn(order.words, order.output, order.environment))
            }
        }
        thread.name = "spawner"
        thread.start()
    }

    func start(
        _ words: [String],
        output: String,
        environment: [String: String]
    ) throws -> pid_t {
        let answer = HandOver<Result<pid_t, Sockets.Failed>>()
        orders.put(Order(words: words, output: output, environment: environment, answer: answer))
        return try answer.take().get()
    }

    private static func spawn(
        _ words: [String],
        _ output: String,
        _ environment: [String: String]
    ) -> Result<pid_t, Sockets.Failed> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var child: pid_t = 0
        let error = posix_spawn(&child, words[0], &actions, nil, &arguments, &variables)
        guard error == 0 else {
            return .failure(Sockets.Failed(what: String(cString: strerror(error))))
        }
        return .success(child)
    }
}

/// Hands values from thread to thread.
final class HandOver<Value: Sendable>: Sendable {
    // Sendable, because `values` is only touched under the condition's lock.
    private final class Box: @unchecked Sendable {
        let condition = NSCondition()
        var values: [Value] = []
    }

    private let box = Box()

    func put(_ value: Value) {
        box.condition.withLock { box.values.append(value) }
        box.condition.signal()
    }

    /// The next value; waits for it.
    func take() -> Value {
        box.condition.withLock {
            while box.values.isEmpty { box.condition.wait() }
            return box.values.removeFirst()
        }
    }
}
