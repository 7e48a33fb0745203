import Foundation
import Glibc
import Testing

/// A program that runs beside the test; what it writes goes to a file.
final class Child {
    private let pid: pid_t
    private let output: URL
    private var isReaped = false

    init(_ words: [String]) throws {
        output = FileManager.default.temporaryDirectory
            .appending(path: "child-\(UUID().uuidString)")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(
            &actions,
            STDOUT_FILENO,
            output.path(),
            O_WRONLY | O_CREAT | O_TRUNC,
            0o600
        )
        let words = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "/usr/bin/env"] + words
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, words[0], &actions, nil, &arguments, environ)
        try #require(status == 0, "\(words) can't be started")
        pid = child
    }

    /// What it has written as its first line, within twenty seconds.
    func firstLine() throws -> String {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
            poll(nil, 0, 20)
        }
        throw Rig.TimedOut()
    }

    /// Waits for its end; its exit status.
    func status() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        return status >> 8 & 0xFF
    }

    /// Ends it.
    func stop() {
        guard !isReaped else { return }
        kill(pid, SIGKILL)
        _ = status()
        try? FileManager.default.removeItem(at: output)
    }

    /// Runs a command to its end; its exit status.
    static func run(_ words: [String]) -> Int32 {
        guard let child = try? Child(words) else { return -1 }
        defer { child.stop() }
        return child.status()
    }
}
