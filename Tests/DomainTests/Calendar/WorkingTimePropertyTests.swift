import Domain
import Foundation
import SeededChance
import Testing

/// The arithmetic against minutes counted one by one on the clock of Foundation.
@Suite struct `Working time, minute by minute` {
    @Test(arguments: 1...40)
    func `every answer is that of the naive count`(seed: Int) throws {
        var random = SplitMix(seed: seed)
        let wall = try WallClock(minutes: 5 * 1440, using: &random)
        for _ in 0..<4 {
            let naive = NaiveCount(of: wall.randomHours(using: &random), on: wall)
            for _ in 0..<20 { check(naive, seed: seed, using: &random) }
        }
    }

    private func check(_ naive: NaiveCount, seed: Int, using random: inout SplitMix) {
        let calendar = naive.calendar
        let start = naive.randomTick(using: &random)
        let end = naive.randomTick(using: &random)
        let date = naive.date(start)
        let zone = calendar.timeZone.identifier
        let comment: Comment = "seed \(seed) \(zone) \(date.timeIntervalSince1970)"
        #expect(calendar.isOpen(at: date) == naive.isOpen(start), comment)
        let worked = naive.duration(naive.worked(from: start, to: end))
        #expect(calendar.workingTime(from: date, to: naive.date(end)) == worked, comment)
        agree(calendar.nextOpening(atOrAfter: date), naive.opening(from: start), naive, comment)
        let closing = naive.isOpen(start) ? naive.closing(from: start) : nil
        if naive.isOpen(start) {
            agree(calendar.closing(of: date), closing, naive, comment)
        } else {
            #expect(calendar.closing(of: date) == nil, comment)
        }
        // Up to the closing to the tick, and anything else.
        for amount in [closing.map { $0 - start } ?? 0, naive.randomAmount(using: &random)] {
            let added = calendar.adding(naive.duration(amount), to: date)
            agree(added, naive.adding(amount, to: start), naive, comment)
        }
    }

    /// Where the naive count ran out of its window, the answer must lie beyond the window.
    private func agree(_ answer: Date?, _ tick: Int?, _ naive: NaiveCount, _ comment: Comment) {
        if let tick {
            #expect(answer == naive.date(tick), comment)
        } else if let answer {
            #expect(answer >= naive.date(naive.end), comment)
        }
    }

    @Test(arguments: 1...8)
    func `a deadline is the earliest date by which the time has passed`(seed: Int) throws {
        var random = SplitMix(seed: seed)
        let office = try office(random.pick(WallClock.zones))
        for _ in 0..<100 {
            let time = TimeInterval.random(in: 3e8...1.3e9, using: &random)
            let start = Date(timeIntervalSinceReferenceDate: time)
            let attoseconds = Int64.random(in: 0..<1_000_000_000_000_000_000, using: &random)
            let duration = Duration(
                secondsComponent: .random(in: 0...100_000, using: &random),
                attosecondsComponent: random.chance(20) ? 1 : attoseconds
            )
            let end = try #require(office.adding(duration, to: start))
            let justBefore = Date(
                timeIntervalSinceReferenceDate: end.timeIntervalSinceReferenceDate.nextDown
            )
            #expect(office.workingTime(from: start, to: end) >= duration, "seed \(seed) \(start)")
            let early = office.workingTime(from: start, to: justBefore)
            #expect(early < duration, "seed \(seed) \(start)")
        }
    }

    @Test(arguments: 1...8)
    func `time added in parts ends where time added at once ends`(seed: Int) throws {
        var random = SplitMix(seed: seed)
        let office = try office(random.pick(WallClock.zones))
        for _ in 0..<100 {
            let second = Int.random(in: 0..<1 << 30, using: &random)
            let start = Date(timeIntervalSinceReferenceDate: TimeInterval(second))
            let parts = (0..<3).map { _ in Int.random(in: 1...50_000, using: &random) }
            let once = office.adding(.seconds(parts.reduce(0, +)), to: start)
            let thrice = parts.reduce(start) { office.adding(.seconds($1), to: $0) ?? .distantPast }
            #expect(once == thrice, "seed \(seed) \(start) \(parts)")
        }
    }
}
