package import Domain
package import Foundation

/// Where a lane keeps everything; one thread uses it, calls block until done or out of time.
///
/// A batch is one transaction: `begin` opens it, `load` and `find` read inside it, `commit` or
/// `rollBack` ends it.
package protocol LaneStore: AnyObject {
    /// Shows that the instance is there, and tells how many are, this one included; throws where it
    /// can't be part of the installation.
    func join(_ claim: LaneClaim) throws(StoreError) -> Int
    /// Becomes the lane's only writer, or answers nil while somebody else is.
    func acquire(_ claim: LaneClaim) throws(StoreError) -> AcquiredLane?
    /// Opens a transaction and reads what the batch is known to need, in one round trip.
    func begin(_ request: BatchRequest) throws(StoreError) -> BatchView
    /// Reads further subjects inside the open transaction.
    func load(_ subjects: [Subject]) throws(StoreError) -> [StoredSubject]
    /// Finds the subjects that stand under the keys, inside the open transaction.
    func find(_ keys: [String]) throws(StoreError) -> [String: [Subject]]
    /// The subjects of a kind that follow an id, in one order always; a transaction may be open.
    func subjects(
        of kind: SubjectKind,
        after id: String,
        limit: Int
    ) throws(StoreError) -> [Subject]
    /// Writes the batch and commits, in one round trip.
    func commit(_ batch: BatchWrite) throws(StoreError)
    /// Gives the open transaction up.
    func rollBack() throws(StoreError)
    /// Entries of the journal with something to publish after a position, in order.
    func unpublished(after seq: Int64, limit: Int) throws(StoreError) -> [Publication]
    /// Remembers that everything up to a position is published and confirmed.
    func markPublished(upTo seq: Int64) throws(StoreError)
    /// Timers that come due up to an instant, the earliest first: those of which thousands may come
    /// due at once, or all others.
    func timers(
        dueUpTo instant: Date,
        limit: Int,
        mass: Bool
    ) throws(StoreError) -> [StoredTimer]
    /// Orderly release: failures of the next owner are not blamed on this one.
    func release() throws(StoreError)
    /// Throws where the store is known to be gone, or the lane to be somebody else's.
    ///
    /// Asks a server only where none was asked for a while: a silent owner counts as frozen.
    func check() throws(StoreError)
    /// Gives everything up, ownership included.
    func close()
    /// How often it has asked a server since it was made.
    var roundTrips: Int { get }
}

extension LaneStore {
    /// A store without a server asks none.
    package var roundTrips: Int { 0 }

    /// Timers of both shares that come due up to an instant, the earliest first.
    package func timers(dueUpTo instant: Date, limit: Int) throws(StoreError) -> [StoredTimer] {
        let both =
            try timers(dueUpTo: instant, limit: limit, mass: false)
            + timers(dueUpTo: instant, limit: limit, mass: true)
        return Array(both.sorted { ($0.due, $0.key) < ($1.due, $1.key) }.prefix(limit))
    }

    /// Becomes the only writer of a lane of an installation that has one.
    package func acquire(_ lane: Int, owner: String) throws(StoreError) -> AcquiredLane? {
        try acquire(LaneClaim(lane: lane, lanes: 1, owner: owner))
    }
}

/// Who wants to be the writer of what.
package struct LaneClaim: Sendable {
    package let lane: Int
    /// How many lanes the installation has.
    package let lanes: Int
    /// As operators know the instance; no two runs of the program have the same name.
    package let owner: String

    package init(lane: Int, lanes: Int, owner: String) {
        self.lane = lane
        self.lanes = lanes
        self.owner = owner
    }
}

/// What went wrong with the store, as far as it decides what the lane does next.
package enum StoreError: Error, Equatable, Sendable {
    /// Not reachable, shutting down or too slow: nothing is known to be wrong with the batch.
    case unavailable(String)
    /// COMMIT was sent and its answer never came.
    case outcomeUnknown(String)
    /// Another instance is the lane's writer now.
    case ownershipLost(String)
    /// Somebody else changed what was read, or a deadlock: the same batch may succeed again.
    case conflict(String)
    /// The database refuses what the batch contains.
    case refused(String)
    /// Wrong schema, missing rights: a person must act.
    case misconfigured(String)
    /// The database belongs to an installation that this instance can't be part of.
    case incompatible(String)
}

extension StoreError {
    /// The installation has another number of lanes than the instance was configured for.
    package static func incompatible(lanes: Int, not claim: LaneClaim) -> StoreError {
        .incompatible(
            "amqp.partitions: this installation was set up with \(lanes), not \(claim.lanes); "
                + "the number is fixed with the first start"
        )
    }
}

/// What the new writer of a lane starts from.
package struct AcquiredLane: Sendable {
    /// Journal position of the next entry.
    package let nextSeq: Int64
    /// Everything up to here is published and confirmed.
    package let publishedSeq: Int64
    /// How many owners, this one among them, came since a batch was last committed or an owner
    /// ended in order: more than one, and the former ended in the middle of something.
    package let starts: Int
    /// People and what belongs to the company as a whole.
    package let residents: [StoredSubject]
    /// How many subjects lie on whose desk.
    package let load: [PersonID: Int]
    /// Which change of what the lanes share the residents are as of.
    package let sharedVersion: Int64

    package init(
        nextSeq: Int64,
        publishedSeq: Int64,
        starts: Int,
        residents: [StoredSubject],
        load: [PersonID: Int],
        sharedVersion: Int64
    ) {
        self.nextSeq = nextSeq
        self.publishedSeq = publishedSeq
        self.starts = starts
        self.residents = residents
        self.load = load
        self.sharedVersion = sharedVersion
    }
}

/// What a lane must know of the others' changes to people and the company before it decides.
package struct SharedRequest: Sendable {
    /// Up to which change the lane knows everything.
    package let known: Int64
    /// Whether no other lane may change anything shared until the batch is committed.
    package let isExclusive: Bool
    /// Whether to recount everybody's workload.
    package let countsLoad: Bool

    package init(known: Int64, isExclusive: Bool = false, countsLoad: Bool = false) {
        self.known = known
        self.isExclusive = isExclusive
        self.countsLoad = countsLoad
    }
}

/// What other lanes, and this one, have changed of people and the company.
package struct SharedView: Sendable {
    package let residents: [StoredSubject]
    /// Up to which change this is everything.
    package let version: Int64
    /// How many subjects lie on whose desk, where it was counted.
    package let load: [PersonID: Int]?

    package init(residents: [StoredSubject], version: Int64, load: [PersonID: Int]?) {
        self.residents = residents
        self.version = version
        self.load = load
    }
}

/// What a batch is known to need before anything is decided.
package struct BatchRequest: Sendable {
    package var events: [EventKey]
    package var subjects: [Subject]
    package var lookups: [String]
    /// Timers to claim, exactly as they were read.
    package var timers: [StoredTimer]
    /// Events seen before this instant are forgotten.
    package var seenSince: Date
    /// Nil where there is one lane only, which knows everything.
    package var shared: SharedRequest?

    package init(
        events: [EventKey] = [],
        subjects: [Subject] = [],
        lookups: [String] = [],
        timers: [StoredTimer] = [],
        seenSince: Date,
        shared: SharedRequest? = nil
    ) {
        self.events = events
        self.subjects = subjects
        self.lookups = lookups
        self.timers = timers
        self.seenSince = seenSince
        self.shared = shared
    }
}

/// What `begin` found.
package struct BatchView: Sendable {
    /// Which of the events took effect before.
    package let known: Set<EventKey>
    package let subjects: [StoredSubject]
    /// Which subjects stand under which key.
    package let matches: [String: [Subject]]
    /// Which of the timers still stand; they are gone with the commit.
    package let claimed: [StoredTimer]
    /// There where it was asked for.
    package let shared: SharedView?

    package init(
        known: Set<EventKey>,
        subjects: [StoredSubject],
        matches: [String: [Subject]],
        claimed: [StoredTimer],
        shared: SharedView? = nil
    ) {
        self.known = known
        self.subjects = subjects
        self.matches = matches
        self.claimed = claimed
        self.shared = shared
    }
}

/// A subject as it is kept.
package struct StoredSubject: Sendable {
    package let subject: Subject
    /// Grows by one with each change.
    package let version: Int64
    /// The states of all processes, as JSON.
    package let state: [UInt8]

    package init(subject: Subject, version: Int64, state: [UInt8]) {
        self.subject = subject
        self.version = version
        self.state = state
    }
}

/// A subject as it is to be kept from now on.
package struct ChangedSubject: Sendable {
    package let subject: Subject
    /// The version it had when it was read; 0 if it is new.
    package let versionBefore: Int64
    package let state: [UInt8]
    package let lookupKeys: [String]
    package let holders: [PersonID]

    package init(
        subject: Subject,
        versionBefore: Int64,
        state: [UInt8],
        lookupKeys: [String],
        holders: [PersonID]
    ) {
        self.subject = subject
        self.versionBefore = versionBefore
        self.state = state
        self.lookupKeys = lookupKeys
        self.holders = holders
    }
}

/// Which timer of which process about which subject.
package struct TimerKey: Hashable, Sendable {
    package let subject: Subject
    package let process: String
    package let name: String

    package init(subject: Subject, process: String, name: String) {
        self.subject = subject
        self.process = process
        self.name = name
    }
}

extension Subject: Comparable {
    /// The order in which the rows of several subjects are written, so that no two lanes cross.
    package static func < (left: Subject, right: Subject) -> Bool {
        left.kind == right.kind
            ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
            : left.kind.rawValue < right.kind.rawValue
    }
}

extension TimerKey: Comparable {
    /// The order in which timers of one instant fire.
    package static func < (left: TimerKey, right: TimerKey) -> Bool {
        (left.subject, left.process, left.name) < (right.subject, right.process, right.name)
    }
}

/// An armed timer.
package struct StoredTimer: Hashable, Sendable {
    package let key: TimerKey
    package let generation: Int
    package let due: Date
    /// The first cause of its arming.
    package let correlationID: String
    /// Whether it waits for all others that are due.
    package let isMass: Bool

    package init(
        key: TimerKey,
        generation: Int,
        due: Date,
        correlationID: String,
        isMass: Bool = false
    ) {
        self.key = key
        self.generation = generation
        self.due = due
        self.correlationID = correlationID
        self.isMass = isMass
    }
}

/// A line of the ledger with its cause.
package struct Booking: Equatable, Sendable {
    package let line: LedgerLine
    /// Id of the event, or of the timer's firing, that it follows from.
    package let event: String

    package init(_ line: LedgerLine, event: String) {
        self.line = line
        self.event = event
    }
}

/// A job with its cause.
package struct RequestedJob: Equatable, Sendable {
    package let request: JobRequest
    /// Id of the event, or of the timer's firing, that it follows from.
    package let cause: String
    /// The first cause.
    package let correlationID: String
    package let at: Date

    package init(_ request: JobRequest, cause: String, correlationID: String, at: Date) {
        self.request = request
        self.cause = cause
        self.correlationID = correlationID
        self.at = at
    }
}

/// Everything that one transaction writes.
package struct BatchWrite: Sendable {
    package var journal: [JournalEntry]
    package var subjects: [ChangedSubject]
    /// What reports count from now on; each takes the place of an earlier one of its key.
    package var facts: [any FactRow]
    /// What is appended to the ledger.
    package var bookings: [Booking]
    /// What is to be done beside the lane; a job that is there already stays as it is.
    package var jobs: [RequestedJob]
    package var armed: [StoredTimer]
    package var disarmed: [TimerKey]
    package var nextSeq: Int64
    package var publishedSeq: Int64

    package init(
        journal: [JournalEntry] = [],
        subjects: [ChangedSubject] = [],
        facts: [any FactRow] = [],
        bookings: [Booking] = [],
        jobs: [RequestedJob] = [],
        armed: [StoredTimer] = [],
        disarmed: [TimerKey] = [],
        nextSeq: Int64,
        publishedSeq: Int64
    ) {
        self.journal = journal
        self.subjects = subjects
        self.facts = facts
        self.bookings = bookings
        self.jobs = jobs
        self.armed = armed
        self.disarmed = disarmed
        self.nextSeq = nextSeq
        self.publishedSeq = publishedSeq
    }
}
