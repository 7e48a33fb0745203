import Glibc

/// The descriptors that the process may hold (`ulimit -n`), and who may have them.
enum Descriptors {
    /// What the program holds beside its lanes: its log, libraries, a report or a mail being made.
    private static let ownCount = 24
    /// What a lane holds: three connections with their wake-ups, and as many again for a moment
    /// while it reconnects.
    private static let laneCount = 12
    /// Fewer clients than these are never served at once.
    private static let clientsMin = 4

    /// How many clients may be connected over HTTP without keeping a lane from its servers.
    static func clientsMax(lanes: Int, atMost most: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return most
        }
        let left = Int(clamping: limit.rlim_cur) - ownCount - lanes * laneCount
        return min(most, max(left, clientsMin))
    }
}
