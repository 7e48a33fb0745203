import AMQP
import DequeModule

/// A message under way, and which one of which publication it is.
struct Letter {
    let seq: Int64
    let ordinal: Int
    /// Letters of one line go out one after the other: those about one lead, say.
    let line: String
    let message: OutgoingMessage
}

/// Which letter may go out: of each line one at a time, the next once the broker has confirmed it.
///
/// The broker may refuse one message and take the one behind it. Were both under way, what is about
/// one lead would arrive out of order. A letter that the broker did not take stays the first of its
/// line and is sent again later; other lines go on meanwhile.
struct LetterLines {
    private struct Line {
        /// Under way, or the next to go.
        var first: Letter
        /// Those behind it, in the order of the journal.
        var rest: Deque<Letter> = []
        /// Whether the broker has not taken the first one before.
        var isProbe = false
    }

    private var lines: [String: Line] = [:]
    /// The lines whose first letter may go out now.
    private var ready: Deque<String> = []
    /// The lines whose first letter was not taken, and when it is sent again.
    private var held: [String: ContinuousClock.Instant] = [:]

    /// Whether every letter was confirmed.
    var isEmpty: Bool { lines.isEmpty }
    /// Whether a letter waits to be sent again.
    var hasHeld: Bool { !held.isEmpty }

    /// Takes a fresh letter; answers how many of its line are before it, and where there are none
    /// it is under way.
    mutating func enter(_ letter: Letter) -> Int {
        guard let count = lines[letter.line]?.rest.count else {
            lines[letter.line] = Line(first: letter)
            return 0
        }
        lines[letter.line]?.rest.append(letter)
        return count + 1
    }

    /// The next letter whose forerunner was confirmed; it is under way.
    mutating func nextReady() -> Letter? {
        ready.popFirst().flatMap { lines[$0]?.first }
    }

    /// A letter that was to be under way could not be sent.
    mutating func postpone(_ letter: Letter) {
        ready.prepend(letter.line)
    }

    /// The broker has not taken a letter that was under way: it is sent again at the instant.
    mutating func hold(_ letter: Letter, until: ContinuousClock.Instant) {
        guard lines[letter.line]?.first.isSame(as: letter) == true else { return }
        lines[letter.line]?.isProbe = true
        held[letter.line] = until
    }

    /// The letters to send again now, at most `count`; each is under way.
    ///
    /// The one that has waited longest comes first: what nobody will ever take must not keep from
    /// going what somebody takes again.
    mutating func takeHeld(dueAt now: ContinuousClock.Instant, atMost count: Int) -> [Letter] {
        guard count > 0, !held.isEmpty else { return [] }
        let due = held.filter { $0.value <= now }.sorted { $0.value < $1.value }.prefix(count)
        for (name, _) in due { held[name] = nil }
        return due.compactMap { lines[$0.key]?.first }
    }

    /// The broker has taken a letter: the next one of its line may follow.
    ///
    /// Answers whether it had not been taken before.
    @discardableResult
    mutating func confirm(_ letter: Letter) -> Bool {
        guard var line = lines[letter.line], line.first.isSame(as: letter) else { return false }
        let wasProbe = line.isProbe
        if let next = line.rest.popFirst() {
            line.first = next
            line.isProbe = false
            lines[letter.line] = line
            ready.append(letter.line)
        } else {
            lines[letter.line] = nil
        }
        return wasProbe
    }
}

extension Letter {
    fileprivate func isSame(as other: Letter) -> Bool {
        seq == other.seq && ordinal == other.ordinal
    }
}
