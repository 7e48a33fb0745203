import Glibc

/// Work that leads and their timers go before.
package enum Background {
    /// How much nicer than the rest: under full load some tenth of a core is left for it, so that
    /// what has a deadline still meets it.
    private static let niceness: Int32 = 10

    /// From here on this thread, and whatever it starts, gives way to all others of the machine.
    ///
    /// Linux counts by thread; where the system does not let us, it goes on as before.
    package static func enter() {
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    }
}
