import CSpawn
import Domain
import Glibc

/// What the process that draws may use: it takes it away from itself before it reads a word.
///
/// It draws names and titles that came from outside with libraries written in C. Whatever such a
/// text does to them, no file can be opened afterwards, no connection made and no program started.
package enum RenderLimits {
    /// How long a document may take, in seconds.
    package static let seconds = 10
    /// How many papers a set has at most.
    private static let papersMax = DocumentKind.allCases.count
    /// How many bytes the papers of a set may have.
    static let paperBytesMax = 20_000_000
    /// How much memory may be taken beyond what the program has when it starts.
    private static let memoryMax: rlim_t = 512 << 20

    /// Once the fonts are open: no descriptor can be made any more, so no file and no connection.
    package static func enter() throws(DrawingError) {
        offerToBeKilledFirst()
        guard let taken = addressSpace else { throw refused("/proc/self/statm") }
        try set(RLIMIT_NOFILE.rawValue, 0)
        // Of the file that standard output may be; no other is open.
        try set(RLIMIT_FSIZE.rawValue, rlim_t(Printing.bytesMax))
        guard cspawn_no_new_privileges() == 0, cspawn_forbid_programs() == 0 else {
            throw refused("programs")
        }
        // As the unit does; kernels before 6.3 don't know it, and the unit's filter is there too.
        _ = cspawn_forbid_code()
        try set(RLIMIT_CORE.rawValue, 0)
        try set(RLIMIT_CPU.rawValue, rlim_t(seconds), atMost: rlim_t(seconds * papersMax))
        try set(RLIMIT_AS.rawValue, taken + memoryMax)
        // Whoever waits for us ends us by then; should he be gone, nobody would.
        alarm(UInt32(seconds))
    }

    /// Before each paper of a set: it has the time of a document for itself.
    static func renew() throws(DrawingError) {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else {
            throw refused("getrusage")
        }
        let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        let hard = seconds * papersMax
        try set(
            RLIMIT_CPU.rawValue,
            rlim_t(min(used + seconds, hard)),
            atMost: rlim_t(hard)
        )
        alarm(UInt32(seconds))
    }

    /// Where memory runs out it is a document that goes, not the daemon, whose lower value the
    /// process has inherited.
    private static func offerToBeKilledFirst() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        // What a machine does not let us say changes nothing of the document.
        _ = write(file, "500", 3)
        close(file)
    }

    private static func set(
        _ resource: UInt32,
        _ value: rlim_t,
        atMost hard: rlim_t? = nil
    ) throws(DrawingError) {
        var limit = rlimit(rlim_cur: value, rlim_max: hard ?? value)
        guard setrlimit(__rlimit_resource_t(resource), &limit) == 0 else {
            throw refused("resource \(resource)")
        }
    }

    private static func refused(_ what: String) -> DrawingError {
        DrawingError(.notStarted, "the system does not let limits be set (\(what), errno \(errno))")
    }

    /// The bytes of addresses in use, terabytes under a sanitizer; nil where /proc is hidden.
    private static var addressSpace: rlim_t? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(file, &bytes, bytes.count)
        let digits = bytes.prefix(max(count, 0)).prefix { (48...57).contains($0) }
        return rlim_t(String(decoding: digits, as: UTF8.self)).map { $0 * rlim_t(getpagesize()) }
    }
}
