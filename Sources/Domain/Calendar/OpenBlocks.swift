/// The blocks of working time as they really pass, in order.
///
/// An instant is working time if, and only if, the clock on the wall then shows a time within a
/// block of the day that it shows. A day that the clock skips has therefore no working time, and
/// an hour that it shows twice counts twice. Blocks are cut at midnights and wherever the clock
/// may change; cut pieces touch.
struct OpenBlocks: Sequence, IteratorProtocol {
    private let hours: WorkingHours
    private let clock: ZoneClock
    private let end: Int
    private var position: Int
    private var stretch: ZoneClock.Stretch

    /// The blocks within `range`, in seconds since 1970.
    init(of hours: WorkingHours, on clock: ZoneClock, within range: Range<Int>) {
        self.hours = hours
        self.clock = clock
        self.position = range.lowerBound
        self.end = range.upperBound
        self.stretch = clock.stretch(from: range.lowerBound)
    }

    mutating func next() -> Range<Int>? {
        while position < end {
            if position >= stretch.end { stretch = clock.stretch(from: position) }
            let shown = (position + stretch.offset).flooredDivision(by: ZoneClock.day)
            let midnight = position - shown.remainder
            let bound = Swift.min(midnight + ZoneClock.day, stretch.end, end)
            let block = firstBlock(of: shown.quotient, from: midnight, before: bound)
            position = block?.upperBound ?? bound
            if let block { return block }
        }
        return nil
    }

    /// What is left from `position` on of the first block of the day that still has something.
    private func firstBlock(of day: Int, from midnight: Int, before bound: Int) -> Range<Int>? {
        for block in hours.blocks(ofOrdinal: day) {
            let start = Swift.max(midnight + block.start * 60, position)
            let end = Swift.min(midnight + block.end * 60, bound)
            if start < end { return start..<end }
        }
        return nil
    }
}

extension WorkingHours {
    /// The blocks of a day in order of their start, whatever order they were written in.
    ///
    /// Blocks may overlap: the iterator takes up the second where the first ended.
    func blocks(ofOrdinal ordinal: Int) -> [ClockRange] {
        let blocks = written(ofOrdinal: ordinal)
        return blocks.count < 2 ? blocks : blocks.sorted { $0.start < $1.start }
    }

    private func written(ofOrdinal ordinal: Int) -> [ClockRange] {
        if !exceptions.isEmpty || !holidays.isEmpty {
            let day = CalendarDay(ordinal: ordinal)
            if let own = exceptions[day] { return own }
            if holidays.contains(day) { return [] }
        }
        return week[CalendarDay.weekday(ofOrdinal: ordinal)] ?? []
    }
}
