/// What has been published and not yet settled, in the order of publishing.
///
/// A pure value: it is fed with what `AMQPConnection.publish` returned and with the events
/// `confirmed` and `refused`, in whatever order, singly or with `multiple`; numbers it does not
/// know, or knows as settled, change nothing. Every connection begins with a new window.
public struct ConfirmWindow<Token: Sendable>: Sendable {
    private enum Outcome {
        case outstanding
        case confirmed
        case refused
        /// Published again under this sequence number, which now decides.
        case replaced(by: UInt64)
    }

    private struct Entry {
        let token: Token
        var outcome: Outcome
    }

    /// How many messages the window spans at most, from the oldest unsettled one to the newest.
    public let capacity: Int

    /// Everything up to this sequence number is confirmed, without gaps.
    public private(set) var confirmedPrefix: UInt64 = 0

    /// The token of the newest message of the confirmed prefix.
    public private(set) var confirmedToken: Token?

    /// How many messages are neither confirmed nor refused.
    public private(set) var outstandingCount = 0

    /// Entries of the sequence numbers `confirmedPrefix + 1` onwards, behind `gone` that are no
    /// longer needed.
    private var entries: [Entry] = []
    private var gone = 0

    /// Creates an empty window for a channel on which nothing has been published.
    public init(capacity: Int) {
        self.capacity = max(1, capacity)
        entries.reserveCapacity(self.capacity)
    }

    /// How many messages the window spans at present.
    public var span: Int { entries.count - gone }

    /// Whether nothing more may be published until the oldest message is settled.
    public var isFull: Bool { span >= capacity }

    /// Whether everything published is confirmed.
    public var isEmpty: Bool { span == 0 }

    /// The sequence number that the next message will have.
    public var nextSequence: UInt64 { confirmedPrefix + UInt64(span) + 1 }

    /// The oldest message that is neither confirmed nor refused.
    public var oldestOutstanding: (sequence: UInt64, token: Token)? {
        for index in gone..<entries.count {
            if case .outstanding = entries[index].outcome {
                return (sequence(of: index), entries[index].token)
            }
        }
        return nil
    }

    /// Notes a published message; `refused` is the number under which it was refused before, if it
    /// was.
    ///
    /// Sequence numbers come without gaps from one connection; another number is a mistake of ours,
    /// and traps.
    public mutating func published(
        _ sequence: UInt64,
        token: Token,
        replacing refused: UInt64? = nil
    ) {
        precondition(
            sequence == nextSequence,
            "publish sequence \(sequence), expected \(nextSequence)"
        )
        entries.append(Entry(token: token, outcome: .outstanding))
        outstandingCount += 1
        if let refused, let index = index(of: refused), case .refused = entries[index].outcome {
            entries[index].outcome = .replaced(by: sequence)
        }
    }

    /// Notes a confirmation; returns the tokens it settles, oldest first.
    @discardableResult
    public mutating func confirmed(_ sequence: UInt64, multiple: Bool) -> [Token] {
        let tokens = settle(sequence, multiple: multiple, as: .confirmed).map(\.token)
        advance()
        return tokens
    }

    /// Notes a refusal; returns what has to be published again, oldest first.
    @discardableResult
    public mutating func refused(
        _ sequence: UInt64,
        multiple: Bool
    ) -> [(sequence: UInt64, token: Token)] {
        settle(sequence, multiple: multiple, as: .refused)
    }

    /// The caller looks after a refused message himself: it holds no place in the window any more.
    public mutating func forget(_ sequence: UInt64) {
        guard let index = index(of: sequence), case .refused = entries[index].outcome
        else { return }
        entries[index].outcome = .confirmed
        advance()
    }

    private mutating func settle(
        _ sequence: UInt64,
        multiple: Bool,
        as outcome: Outcome
    ) -> [(sequence: UInt64, token: Token)] {
        guard let last = index(of: sequence) else { return [] }
        var settled: [(sequence: UInt64, token: Token)] = []
        for index in (multiple ? gone : last)...last {
            guard case .outstanding = entries[index].outcome else { continue }
            entries[index].outcome = outcome
            settled.append((self.sequence(of: index), entries[index].token))
        }
        outstandingCount -= settled.count
        return settled
    }

    private mutating func advance() {
        while gone < entries.count, isConfirmed(entries[gone].outcome) {
            confirmedToken = entries[gone].token
            confirmedPrefix += 1
            gone += 1
        }
        // Moving the rest down costs at most as much as what has gone.
        if gone >= span {
            entries.removeFirst(gone)
            gone = 0
        }
    }

    private func isConfirmed(_ outcome: Outcome) -> Bool {
        switch outcome {
        case .outstanding, .refused: return false
        case .confirmed: return true
        case .replaced(let sequence):
            guard let index = index(of: sequence) else { return false }
            return isConfirmed(entries[index].outcome)
        }
    }

    private func sequence(of index: Int) -> UInt64 { confirmedPrefix + UInt64(index - gone) + 1 }

    private func index(of sequence: UInt64) -> Int? {
        guard sequence > confirmedPrefix, sequence < nextSequence else { return nil }
        return gone + Int(sequence - confirmedPrefix - 1)
    }
}
