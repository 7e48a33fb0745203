package import Foundation

/// Arithmetic of working time.
///
/// An instant is working time if, and only if, the clock on the wall then shows a time within a
/// block of the day that it shows: a block begins with its start and ends just before its end.
/// What follows from this when clocks change: an hour that is skipped does not exist, an hour that
/// is shown twice counts twice, a boundary within the gap moves to the first instant after it.
/// Blocks that touch, at midnight too, are one block. Where no hours are configured everything is
/// working time.
extension WorkCalendar {
    /// How far every question looks ahead: ten years.
    ///
    /// Beyond it a calendar counts as never opening again, and a deadline as never reached.
    package static let horizon: Duration = .seconds(horizonSeconds)

    /// Whether the instant is working time.
    package func isOpen(at instant: Date) -> Bool {
        isOpen(second: ExactTime(instant).seconds)
    }

    /// The instant itself if it is working time, else the next that is.
    ///
    /// Nil where there is none within `horizon`.
    package func nextOpening(atOrAfter instant: Date) -> Date? {
        if isOpen(at: instant) { return instant }
        var blocks = openBlocks(from: ExactTime(instant).seconds)
        return blocks?.next().map { ExactTime(seconds: $0.lowerBound).date }
    }

    /// The end of the block that holds the instant: the first instant that is not working time.
    ///
    /// Nil where the instant is not working time, or where the block lasts beyond `horizon`.
    package func closing(of instant: Date) -> Date? {
        let start = ExactTime(instant).seconds
        guard let blocks = openBlocks(from: start) else { return nil }
        var closing = start
        for block in blocks {
            guard block.lowerBound == closing else { break }
            closing = block.upperBound
        }
        guard closing > start, closing < Self.lookAhead(from: start).upperBound else { return nil }
        return ExactTime(seconds: closing).date
    }

    /// The earliest instant by which so much working time has passed since `start`.
    ///
    /// Outside working time counting begins with the next opening. What is used up exactly at a
    /// closing ends at that closing, not at the next opening. No time, or less, ends at `start`
    /// itself, whether that is working time or not. The result is exact to the resolution of
    /// `Date`, rounded up. Nil where it would lie more than `horizon` after `start`.
    package func adding(_ workingTime: Duration, to start: Date) -> Date? {
        guard workingTime > .zero else { return start }
        guard workingTime <= Self.horizon else { return nil }
        let instant = ExactTime(start)
        guard let blocks = openBlocks(from: instant.seconds) else {
            return instant.adding(workingTime).date
        }
        // All boundaries are whole seconds, so counting may begin with the second that holds
        // `start` if the part of it that has passed is counted once more.
        let fraction = isOpen(second: instant.seconds) ? instant.grains : 0
        var rest = ExactTime(seconds: 0, grains: fraction).adding(workingTime)
        for block in blocks {
            if rest <= ExactTime(seconds: block.count) {
                rest.seconds += block.lowerBound
                return rest.date
            }
            rest.seconds -= block.count
        }
        return nil
    }

    /// How much working time passes from one instant to another; zero if they are not in order.
    ///
    /// Only the first `horizon` after `start` is counted.
    package func workingTime(from start: Date, to end: Date) -> Duration {
        let from = ExactTime(start)
        let to = min(ExactTime(end), from.adding(Self.horizon))
        guard from < to else { return .zero }
        let range = from.seconds..<to.seconds
        let seconds = openBlocks(within: range)?.reduce(0) { $0 + $1.count } ?? range.count
        // The second that holds `start` was counted whole, the one that holds `end` not at all.
        let first = isOpen(second: from.seconds) ? from.grains : 0
        let last = isOpen(second: to.seconds) ? to.grains : 0
        return ExactTime.duration(seconds: seconds, grains: last - first)
    }

    private func isOpen(second: Int) -> Bool {
        guard let hours else { return true }
        let clock = ZoneClock(zone: timeZone)
        let shown = (second + clock.offset(at: second)).flooredDivision(by: ZoneClock.day)
        return hours.blocks(ofOrdinal: shown.quotient).contains {
            ($0.start * 60..<$0.end * 60).contains(shown.remainder)
        }
    }

    private func openBlocks(from second: Int) -> OpenBlocks? {
        openBlocks(within: Self.lookAhead(from: second))
    }

    /// The blocks of working time in the range; nil where all of it is working time.
    private func openBlocks(within range: Range<Int>) -> OpenBlocks? {
        hours.map { OpenBlocks(of: $0, on: ZoneClock(zone: timeZone), within: range) }
    }

    private static func lookAhead(from second: Int) -> Range<Int> {
        second..<second + horizonSeconds
    }

    private static let horizonSeconds = 3653 * ZoneClock.day
}
