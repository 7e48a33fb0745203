import Foundation

/// A process and all that it started, as the kernel accounts for them.
struct ProcessTree: Sendable {
    let root: Int

    /// Processor time so far, in seconds, of those that live and those that were waited for.
    func processorTime() -> Double {
        members().reduce(0) { $0 + $1.seconds }
    }

    /// The most memory that the first process ever had resident, in MiB.
    func peakResident() -> Double { status("VmHWM:") / 1024 }

    /// The memory that the first process has resident now, in MiB.
    func resident() -> Double { status("VmRSS:") / 1024 }

    /// How often the first process's threads went to sleep of their own will.
    func voluntarySwitches() -> Int {
        let folder = "/proc/\(root)/task"
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return tasks.reduce(0) { sum, task in
            sum + Int(Self.value("voluntary_ctxt_switches:", in: "\(folder)/\(task)/status"))
        }
    }

    /// How many file descriptors the first process has open.
    func descriptors() -> Int {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(root)/fd")
        return names?.count ?? 0
    }

    /// How many threads the first process has.
    func threads() -> Int { Int(status("Threads:")) }

    private func status(_ key: String) -> Double {
        Self.value(key, in: "/proc/\(root)/status")
    }

    private static func value(_ key: String, in file: String) -> Double {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
            ?? 0
    }

    private struct Member {
        let pid: Int
        let parent: Int
        let seconds: Double
    }

    private func members() -> [Member] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let all = names.compactMap { Int($0) }.compactMap(Self.member)
        var found: Set<Int> = [root]
        var size = 0
        while size < found.count {
            size = found.count
            for member in all where found.contains(member.parent) { found.insert(member.pid) }
        }
        return all.filter { found.contains($0.pid) }
    }

    private static func member(_ pid: Int) -> Member? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return nil }
        // proc(5): after the name come state, parent, …, and from the 12th on user and system
        // time, of its own and of children that were waited for.
        let fields = text[name...].split(separator: " ").dropFirst().map(String.init)
        guard fields.count > 14, let parent = Int(fields[1]) else { return nil }
        let ticks = fields[11...14].compactMap { Double($0) }.reduce(0, +)
        let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        return Member(pid: pid, parent: parent, seconds: ticks / ticksPerSecond)
    }
}
