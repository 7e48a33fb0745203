import Domain

/// How a lane begins after owners that ended in the middle of something: one thing at a time, so
/// that whatever ended them stands alone.
///
/// How often a message was delivered says little by itself: an orderly end gives back what waited
/// in memory, and a crash all that was delivered together with its cause.
struct Caution {
    /// After this many owners without a commit, and this many deliveries, a message is put aside:
    /// it seems to end the program.
    ///
    /// Half of what RabbitMQ 4 allows before it takes a message off the queue by itself, and with
    /// it all that was delivered beside it.
    static let startsMax = 10

    private var starts: Int
    private let fullBatch: Int
    /// How many turns still take one thing only.
    private var turns: Int

    init(starts: Int, batchMax: Int) {
        self.starts = starts
        fullBatch = batchMax
        turns = starts > 1 ? batchMax : 0
    }

    var isNeeded: Bool { turns > 0 }

    /// How much the next turn may take.
    var batchMax: Int { isNeeded ? 1 : fullBatch }

    /// What is wrong with the message that is the first one to be decided; nil where it may be.
    func verdict(on arrival: Arrival) -> Flaw? {
        guard isNeeded, starts >= Self.startsMax, arrival.deliveryCount >= Self.startsMax
        else { return nil }
        return Flaw(
            .crashedRepeatedly,
            "the message was delivered \(arrival.deliveryCount) times without an end"
        )
    }

    /// A turn came to its end.
    mutating func turned(hasProgressed: Bool) {
        if isNeeded { turns -= 1 }
        if hasProgressed { starts = 0 }
    }
}
