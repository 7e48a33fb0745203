import AMQP
import Testing

@testable import Bus

/// Of each line one letter is under way at a time, whatever becomes of it.
@Suite struct `Letters in their lines` {
    private let now = ContinuousClock.now

    private func letter(_ seq: Int64, _ line: String = "L1") -> Letter {
        let message = OutgoingMessage(exchange: "", routingKey: "", body: [])
        return Letter(seq: seq, ordinal: 0, line: line, message: message)
    }

    private func lines(_ letters: [Letter]) -> LetterLines {
        var lines = LetterLines()
        for letter in letters { _ = lines.enter(letter) }
        return lines
    }

    /// The letters to send again now, by their journal positions.
    private func due(
        _ lines: inout LetterLines,
        at time: ContinuousClock.Instant? = nil,
        _ count: Int = 10
    ) -> [Int64] {
        lines.takeHeld(dueAt: time ?? now, atMost: count).map(\.seq).sorted()
    }

    @Test func `go at once where nothing of their line is under way`() {
        var lines = LetterLines()
        let before = [letter(1), letter(2), letter(3, "L2"), letter(4)].map { lines.enter($0) }
        #expect(before == [0, 1, 0, 2])
    }

    @Test func `follow once the one before is confirmed, in the order of the journal`() {
        var lines = lines([letter(1), letter(2), letter(3)])
        var followers = [lines.nextReady()?.seq]
        for seq in 1...3 as ClosedRange<Int64> {
            lines.confirm(letter(seq))
            followers.append(lines.nextReady()?.seq)
        }
        #expect(followers == [nil, 2, 3, nil])
        #expect(lines.isEmpty)
    }

    @Test func `are not overtaken by those behind them when they are refused`() {
        var lines = lines([letter(1), letter(2)])
        lines.hold(letter(1), until: now + .seconds(2))
        let early = (lines.nextReady()?.seq, due(&lines), lines.enter(letter(3)))
        #expect(early.0 == nil && early.1 == [] && early.2 == 2)
        let again = due(&lines, at: now + .seconds(2))
        #expect(again == [1])
        let twice = due(&lines, at: now + .seconds(9))
        #expect(twice == [])
        let wasHeld = lines.confirm(letter(1))
        let next = lines.nextReady()?.seq
        #expect(wasHeld && next == 2)
        let wasHeldToo = lines.confirm(letter(2))
        #expect(!wasHeldToo)
    }

    @Test func `wait again when they are refused again`() {
        var lines = lines([letter(1)])
        lines.hold(letter(1), until: now)
        #expect(due(&lines) == [1])
        lines.hold(letter(1), until: now + .seconds(2))
        #expect(due(&lines) == [])
        #expect(due(&lines, at: now + .seconds(2)) == [1])
    }

    @Test func `of several lines go side by side, as many as there is room for`() {
        let letters = (1...5 as ClosedRange<Int64>).map { letter($0, "L\($0)") }
        var lines = lines(letters)
        for letter in letters { lines.hold(letter, until: now) }
        #expect(due(&lines, 3).count == 3)
        #expect(due(&lines, 3).count == 2)
    }

    @Test func `that could not be sent are the next to go`() {
        var lines = lines([letter(1), letter(2, "L2"), letter(3)])
        lines.confirm(letter(1))
        lines.postpone(letter(2, "L2"))
        let next = [lines.nextReady()?.seq, lines.nextReady()?.seq]
        #expect(next == [2, 3])
    }

    @Test func `are confirmed once, whatever else the broker confirms`() {
        var lines = lines([letter(1), letter(2)])
        lines.confirm(letter(2))
        #expect(lines.nextReady() == nil)
        lines.confirm(letter(9, "L9"))
        #expect(!lines.isEmpty)
    }
}
