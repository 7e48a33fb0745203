import Foundation
import Synchronization

/// How a lane keeps what it shares with other lanes: reads their changes with every batch, and
/// shuts them out for a while once two have changed the same.
struct LaneSharing {
    /// Batches run exclusively for this many batches after a collision.
    private static let patience = 16
    /// Minimum interval between recounts of workload.
    private static let loadInterval: TimeInterval = 5

    /// Whether there is no other lane that could write anything.
    let isAlone: Bool
    /// Whether resident rows must be read again, no matter who changed them.
    private var isAltered = false
    private var exclusiveBatches = 0
    private var loadCounted = Date.distantPast

    init(isAlone: Bool) {
        self.isAlone = isAlone
    }

    /// What the next batch must ask for; nil where nobody else has changed anything.
    mutating func request(knowing version: Int64, at now: Date) -> SharedRequest? {
        guard !isAlone || isAltered else { return nil }
        // Counted from either side: a clock set back must not end the counting.
        let countsLoad = abs(now.timeIntervalSince(loadCounted)) >= Self.loadInterval
        if countsLoad { loadCounted = now }
        return SharedRequest(
            known: version,
            isExclusive: exclusiveBatches > 0,
            countsLoad: countsLoad
        )
    }

    /// Another lane was faster.
    mutating func collided() {
        exclusiveBatches = Self.patience
    }

    /// Somebody beside the lanes changed states.
    mutating func altered() {
        isAltered = true
    }

    mutating func committed() {
        isAltered = false
        exclusiveBatches = max(exclusiveBatches - 1, 0)
    }
}

/// How many of the installation's lanes one instance may own; shared by all its lanes.
package final class LaneShare: Sendable {
    private let lanes: Int
    private let owned = Mutex<Set<Int>>([])

    /// The share of an instance in this many lanes.
    package init(lanes: Int) {
        self.lanes = lanes
    }

    /// Whether there is nothing to share.
    var isAlone: Bool { lanes == 1 }

    /// Whether one lane more is still a fair share among this many instances.
    func hasRoom(among instances: Int) -> Bool {
        owned.withLock { $0.count < fair(among: instances) }
    }

    /// Whether the lane is the one to give up for another instance.
    func isSurplus(_ lane: Int, among instances: Int) -> Bool {
        owned.withLock { $0.count > fair(among: instances) && $0.max() == lane }
    }

    func took(_ lane: Int) {
        owned.withLock { _ = $0.insert(lane) }
    }

    func gaveUp(_ lane: Int) {
        owned.withLock { _ = $0.remove(lane) }
    }

    private func fair(among instances: Int) -> Int {
        (lanes + max(instances, 1) - 1) / max(instances, 1)
    }
}
