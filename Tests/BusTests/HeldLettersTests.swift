import AMQP
import Testing

@testable import Bus

/// Messages that the broker did not take keep their order within a line.
@Suite struct `Letters that are held` {
    private let now = ContinuousClock.now

    private func letter(_ seq: Int64, _ line: String = "L1") -> Letter {
        let message = OutgoingMessage(exchange: "", routingKey: "", body: [])
        return Letter(seq: seq, ordinal: 0, line: line, message: message)
    }

    /// The letters to send now, by their journal positions.
    private func due(_ held: inout HeldLetters, _ count: Int = 10) -> [Int64] {
        held.take(dueAt: now, atMost: count).map(\.seq).sorted()
    }

    private func expect(
        _ expected: [Int64],
        of held: inout HeldLetters,
        at place: SourceLocation = #_sourceLocation
    ) {
        let found = due(&held)
        #expect(found == expected, sourceLocation: place)
    }

    @Test func `go one by one, in the order of the journal`() {
        var held = HeldLetters()
        for seq in [3, 1, 2] as [Int64] { held.hold(letter(seq), until: now) }
        expect([1], of: &held)
        expect([], of: &held)
        held.confirmed(letter(1), at: now)
        expect([2], of: &held)
        held.confirmed(letter(2), at: now)
        expect([3], of: &held)
        held.confirmed(letter(3), at: now)
        #expect(held.isEmpty)
    }

    @Test func `wait again when they are refused again`() {
        var held = HeldLetters()
        held.hold(letter(1), until: now)
        held.hold(letter(2), until: now)
        expect([1], of: &held)
        held.hold(letter(1), until: now + .seconds(2))
        expect([], of: &held)
        let later = held.take(dueAt: now + .seconds(2), atMost: 1)
        #expect(later.map(\.seq) == [1])
    }

    @Test func `are never overtaken by one that was refused later`() {
        var held = HeldLetters()
        held.hold(letter(5), until: now)
        expect([5], of: &held)
        held.hold(letter(4), until: now)
        held.confirmed(letter(5), at: now)
        expect([4], of: &held)
    }

    @Test func `take what follows in their line, and nothing else`() {
        var held = HeldLetters()
        held.hold(letter(1), until: now)
        let (same, other) = (held.takesBehind(letter(2)), held.takesBehind(letter(3, "L2")))
        #expect(same && !other)
        expect([1], of: &held)
        held.confirmed(letter(9, "L2"), at: now)
        held.confirmed(letter(1), at: now)
        expect([2], of: &held)
        held.confirmed(letter(2), at: now)
        let later = held.takesBehind(letter(4))
        #expect(!later)
    }

    @Test func `of several lines go side by side, as many as there is room for`() {
        var held = HeldLetters()
        for seq in 1...5 as ClosedRange<Int64> { held.hold(letter(seq, "L\(seq)"), until: now) }
        let first = held.take(dueAt: now, atMost: 3)
        let rest = held.take(dueAt: now, atMost: 3)
        #expect(first.count == 3 && rest.count == 2)
        held.giveBack(first[0])
        #expect(due(&held) == [first[0].seq])
    }
}
