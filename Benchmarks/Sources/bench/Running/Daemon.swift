import Foundation

/// The program that is measured, as a process of its own.
final class Daemon {
    private let site: Site
    let configuration: URL
    private let logFile: URL
    private var process: Process?

    init(_ site: Site, configuration: URL) {
        self.site = site
        self.configuration = configuration
        logFile = configuration.deletingLastPathComponent().appending(path: "daemon.log")
    }

    /// Its processes, while it runs.
    var tree: ProcessTree? {
        process.map { ProcessTree(root: Int($0.processIdentifier)) }
    }

    var isRunning: Bool { process?.isRunning ?? false }

    /// What it logged last.
    var log: String {
        let text = (try? String(contentsOf: logFile, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(20).joined(separator: "\n")
    }

    func start() throws {
        let process = Process()
        let words = site.prefix + [site.binary, "run", "--config", configuration.path()]
        process.executableURL = URL(filePath: site.prefix.isEmpty ? words[0] : "/usr/bin/env")
        process.arguments = site.prefix.isEmpty ? Array(words.dropFirst()) : words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError =
            site.isVerbose ? FileHandle.standardError : try openedLog()
        try process.run()
        self.process = process
    }

    private func openedLog() throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: logFile.path()) {
            try Data().write(to: logFile)
        }
        let handle = try FileHandle(forWritingTo: logFile)
        try handle.seekToEnd()
        return handle
    }

    /// Stops it as systemd would, and waits until it has gone.
    func stop() throws {
        guard let process, process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
        self.process = nil
        guard process.terminationStatus == 0 else {
            throw BenchError("the daemon ended with \(process.terminationStatus):\n\(log)")
        }
    }

    /// Ends it at once, whatever it is doing.
    func kill() {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }
}
