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

/// Messages that the broker did not take, with all that came after them in the same line.
///
/// They are sent again one by one, so that what is about one lead stays in order and a broker that
/// takes nothing is asked once a line.
struct HeldLetters {
    private struct Line {
        /// In the order of the journal.
        var letters: Deque<Letter>
        /// When the first one is sent again.
        var until: ContinuousClock.Instant
        var isUnderWay = false
    }

    private var lines: [String: Line] = [:]

    var isEmpty: Bool { lines.isEmpty }

    /// Takes a letter that the broker did not take, to be sent again at the instant.
    mutating func hold(_ letter: Letter, until: ContinuousClock.Instant) {
        guard var line = lines[letter.line] else {
            lines[letter.line] = Line(letters: [letter], until: until)
            return
        }
        if line.isUnderWay, line.letters.first?.isSame(as: letter) == true {
            line.isUnderWay = false
            line.until = until
        } else {
            let index = line.letters.firstIndex { letter.isBefore($0) } ?? line.letters.endIndex
            // The first one is perhaps under way, and is the earliest that is not confirmed.
            line.letters.insert(letter, at: line.isUnderWay ? max(index, 1) : index)
        }
        lines[letter.line] = line
    }

    /// Takes a fresh letter where others of its line are held; answers whether it did.
    mutating func takesBehind(_ letter: Letter) -> Bool {
        guard lines[letter.line] != nil else { return false }
        lines[letter.line]?.letters.append(letter)
        return true
    }

    /// The letters to send now, at most so many; each is under way until told otherwise.
    mutating func take(dueAt now: ContinuousClock.Instant, atMost count: Int) -> [Letter] {
        guard count > 0, !lines.isEmpty else { return [] }
        // Who has waited longest comes first: what nobody will ever take must not keep from going
        // what somebody takes again.
        let due = lines.filter { !$0.value.isUnderWay && $0.value.until <= now }
            .sorted { $0.value.until < $1.value.until }
            .prefix(count)
        for (name, _) in due { lines[name]?.isUnderWay = true }
        return due.compactMap(\.value.letters.first)
    }

    /// A letter that was taken could not be sent at all.
    mutating func giveBack(_ letter: Letter) {
        lines[letter.line]?.isUnderWay = false
    }

    /// The broker has taken a letter, held or not: the next one of its line may follow.
    ///
    /// Answers whether it was a held one.
    @discardableResult
    mutating func confirmed(_ letter: Letter, at now: ContinuousClock.Instant) -> Bool {
        guard var line = lines[letter.line], line.isUnderWay,
            line.letters.first?.isSame(as: letter) == true
        else { return false }
        line.letters.removeFirst()
        line.isUnderWay = false
        line.until = now
        lines[letter.line] = line.letters.isEmpty ? nil : line
        return true
    }
}

extension Letter {
    fileprivate func isSame(as other: Letter) -> Bool {
        seq == other.seq && ordinal == other.ordinal
    }

    fileprivate func isBefore(_ other: Letter) -> Bool {
        (seq, ordinal) < (other.seq, other.ordinal)
    }
}
