import Synchronization

/// What this process knows of the nodes that it has spoken to, for all its connections together.
///
/// The node that answered last comes first, so that all connections go where one has got through.
/// One that has failed since comes last for a while, and is then tried in its turn again: nobody
/// tells us that it is back.
struct AMQPNodes {
    /// What is known of all addresses that this process has used.
    static let known = Mutex(AMQPNodes())

    /// How long a failure counts.
    static let doubtMax: Duration = .seconds(30)

    private struct Record {
        var answered: ContinuousClock.Instant?
        var failed: ContinuousClock.Instant?

        /// When it failed, where it has not answered since and that was not long ago.
        func doubt(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
            guard let failed, now - failed < AMQPNodes.doubtMax else { return nil }
            guard let answered else { return failed }
            return failed > answered ? failed : nil
        }
    }

    private var records: [AMQPAddress: Record] = [:]

    /// Has every connection of this process try others first.
    static func doubt(_ address: AMQPAddress) {
        known.withLock { $0.failed(address, at: .now) }
    }

    mutating func answered(_ address: AMQPAddress, at now: ContinuousClock.Instant) {
        records[address, default: Record()].answered = now
    }

    mutating func failed(_ address: AMQPAddress, at now: ContinuousClock.Instant) {
        records[address, default: Record()].failed = now
    }

    /// The order in which to try them: as given, but for what is known of them.
    func order(_ addresses: [AMQPAddress], at now: ContinuousClock.Instant) -> [AMQPAddress] {
        let places = addresses.enumerated().map { index, address in
            let record = records[address]
            let doubt = record?.doubt(at: now)
            return (
                address: address,
                // The longer ago it failed, the rather it is back.
                since: doubt.map { now - $0 } ?? .zero,
                isDoubtful: doubt != nil,
                silent: record?.answered.map { now - $0 } ?? .seconds(Int64.max >> 32),
                index: index
            )
        }
        return places.sorted { one, other in
            if one.isDoubtful != other.isDoubtful { return other.isDoubtful }
            if one.since != other.since { return one.since > other.since }
            if one.silent != other.silent { return one.silent < other.silent }
            return one.index < other.index
        }
        .map(\.address)
    }
}
