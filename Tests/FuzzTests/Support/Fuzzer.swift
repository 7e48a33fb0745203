import Foundation
import SeededChance
import Testing

/// Runs a body with one seed after the other for a while.
///
/// Usual runs take the same seeds each time and a second or two. `BATON_FUZZ_SECONDS=600` goes on
/// for longer, from a new place each time; `BATON_FUZZ_SEED=17` repeats one seed. A seed that ends
/// the process stands in a file meanwhile: the next run tells it and begins with it.
struct Fuzzer {
    private let target: String
    private let trail: URL

    /// No input may take longer.
    private static let patience: Duration = .seconds(5)

    init(_ target: String) {
        self.target = target
        trail = FileManager.default.temporaryDirectory.appending(path: "baton-fuzz-\(target)")
    }

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
    }

    /// Calls the body until the time is over or a seed fails.
    func run(_ body: (inout SplitMix) throws -> Void) throws {
        if let only = Self.number("BATON_FUZZ_SEED") { return try attempt(only, body) }
        let seconds = Self.number("BATON_FUZZ_SECONDS")
        let end = ContinuousClock.now + .seconds(seconds.map(Double.init) ?? 1.5)
        var seed = seconds == nil ? 1 : Int(Date().timeIntervalSince1970) << 20
        let first = seed
        try repeatFatal(body)
        let handle = try open()
        while ContinuousClock.now < end {
            try handle.seek(toOffset: 0)
            try handle.write(contentsOf: Data("\(seed)\n".utf8))
            try attempt(seed, body)
            seed += 1
        }
        try handle.close()
        try FileManager.default.removeItem(at: trail)
        if seconds != nil { print("fuzz: \(target): \(seed - first) inputs from seed \(first)") }
    }

    private func open() throws -> FileHandle {
        try Data().write(to: trail)
        return try FileHandle(forWritingTo: trail)
    }

    private func repeatFatal(_ body: (inout SplitMix) throws -> Void) throws {
        guard let text = try? String(contentsOf: trail, encoding: .utf8),
            let seed = text.split(separator: "\n").first.flatMap({ Int($0) })
        else { return }
        print("fuzz: \(target): seed \(seed) has ended the run before")
        try attempt(seed, body)
    }

    private func attempt(_ seed: Int, _ body: (inout SplitMix) throws -> Void) throws {
        var chance = SplitMix(seed: seed)
        let began = ContinuousClock.now
        do {
            try body(&chance)
        } catch {
            try? FileManager.default.removeItem(at: trail)
            Issue.record("\(target): \(error); again: BATON_FUZZ_SEED=\(seed)")
            throw error
        }
        let time = ContinuousClock.now - began
        #expect(time < Self.patience, "\(target): seed \(seed) took \(time)")
    }
}

/// The files beside these tests, and of the project.
enum Corpus {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The files of a folder with such an ending, in order.
    static func files(_ folder: String, _ ending: String) throws -> [(name: String, data: Data)] {
        let url = root.appending(path: folder)
        return try FileManager.default.contentsOfDirectory(atPath: url.path)
            .filter { $0.hasSuffix(ending) }.sorted()
            .map { ($0, try Data(contentsOf: url.appending(path: $0))) }
    }
}
