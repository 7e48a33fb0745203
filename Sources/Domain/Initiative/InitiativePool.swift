package import Foundation

/// The accounts from which project managers pay for what they are given, and who waits for one.
///
/// One row for all of them: a choice sees every account, and two concurrent choices collide.
package struct InitiativePool: ProcessState {
    /// By the person's id.
    package var accounts: [String: InitiativeAccount]
    /// Requests for which nobody could be asked, in the order in which they came.
    package var waiting: [TurnAsked]
    /// Counts choices: who was chosen last has the highest number.
    @Counted package var choices: Int
    /// When somebody may be there again; nil where nobody is waited for by the clock.
    package var alarm: Alarm?
    /// Counts settings of the timer; never used twice.
    @Counted package var alarms: Int

    package init() {
        accounts = [:]
        waiting = []
        choices = 0
        alarms = 0
    }

    /// A timer that was set.
    package struct Alarm: Codable, Equatable, Sendable {
        package let due: Date
        package let generation: Int
    }
}

/// The account of one project manager.
package struct InitiativeAccount: Codable, Equatable, Sendable {
    /// The sum of its lines.
    package private(set) var balance: Points
    /// How many lines there are.
    @Counted package private(set) var lines: Int
    package var lap: Lap
    /// Whether the person was not there when last somebody looked.
    package var isAway: Bool
    /// Whether the person is no project manager any more.
    package var isFrozen: Bool
    /// What is promised but not spent.
    package private(set) var holds: [Hold]
    /// When it was his turn; what was taken back is not among them.
    package private(set) var turns: [Turn]

    private enum CodingKeys: String, CodingKey {
        case balance, lines, lap
        case isAway = "is_away"
        case isFrozen = "is_frozen"
        case holds, turns
    }

    /// An account that is opened, with everybody who is there in the given lap.
    package init(lap: Int) {
        balance = Points(0)
        lines = 0
        self.lap = Lap(own: lap, floor: lap, since: 0, line: 0)
        isAway = false
        isFrozen = false
        holds = []
        turns = []
    }

    /// What is put aside until somebody has said whether he takes a request.
    package struct Hold: Codable, Equatable, Sendable {
        package let requestID: RequestID
        package let attempt: Int
        package let amount: Points
        package let until: Date

        private enum CodingKeys: String, CodingKey {
            case requestID = "request_id"
            case attempt, amount, until
        }
    }

    /// A time that he was chosen.
    package struct Turn: Codable, Equatable, Sendable {
        package let requestID: RequestID
        package let attempt: Int
        package let kind: RequestKind
        package let number: Int
        package let at: Date

        private enum CodingKeys: String, CodingKey {
            case requestID = "request_id"
            case attempt, kind, number, at
        }
    }

    /// How often the account was spent: each refill ends a lap.
    ///
    /// Kept in parts, so that a refill that is taken back leaves the lap that there would have been
    /// without it.
    package struct Lap: Codable, Equatable, Sendable {
        /// Laps until he was last away.
        fileprivate(set) var own: Int
        /// The lap in which the others were when he came back.
        fileprivate(set) var floor: Int
        /// Laps since then.
        fileprivate(set) var since: Int
        /// How many lines the account had then.
        fileprivate(set) var line: Int

        package var number: Int { max(own, floor) + since }
    }

    /// What can be spent: holds count until their time is over, and nobody need sweep them out.
    package func available(at now: Date) -> Decimal {
        holds.reduce(balance.amount) { $1.until > now ? $0 - $1.amount.amount : $0 }
    }

    /// The number of the last choice that fell on him; 0 for nobody's.
    package var lastChosen: Int { turns.last?.number ?? 0 }

    /// How many new clients he got since the instant.
    package func newClients(since instant: Date) -> Int {
        turns.count { $0.kind == .client && $0.at > instant }
    }

    // MARK: - Moves

    /// One line more; its number.
    mutating func add(_ amount: Decimal) -> Int {
        balance = Points(balance.amount + amount)
        lines += 1
        return lines
    }

    mutating func hold(_ hold: Hold) {
        holds.append(hold)
    }

    /// Ends a hold; false where there is none.
    @discardableResult
    mutating func release(_ request: RequestID, _ attempt: Int) -> Bool {
        let count = holds.count
        holds.removeAll { $0.requestID == request && $0.attempt == attempt }
        return holds.count < count
    }

    mutating func choose(_ turn: Turn) {
        turns.append(turn)
        turns.removeFirst(max(0, turns.count - Self.turnsKeptMax))
    }

    /// The turn never was.
    mutating func forgetTurn(_ request: RequestID, _ attempt: Int) {
        turns.removeAll { $0.requestID == request && $0.attempt == attempt }
    }

    mutating func endLap() {
        lap.since += 1
    }

    /// The refill of that line never was.
    mutating func takeBackLap(endedBy line: Int) {
        if line > lap.line {
            lap.since = max(0, lap.since - 1)
        } else {
            lap.own = max(0, lap.own - 1)
        }
    }

    /// Comes back among people of whom the last is in the given lap.
    mutating func comeBack(to floor: Int) {
        lap = Lap(own: lap.number, floor: floor, since: 0, line: lines)
    }

    /// How many turns are remembered: more than anybody takes back or a bound on new clients.
    package static let turnsKeptMax = 200
}

/// Where one person stands in the row of those who could be chosen.
struct TurnPlace: Comparable {
    let lap: Int
    let available: Decimal
    let rating: Decimal
    let lastChosen: Int
    let id: PersonID

    /// Whoever comes first is less.
    static func < (one: TurnPlace, other: TurnPlace) -> Bool {
        if one.lap != other.lap { return one.lap < other.lap }
        if one.available != other.available { return one.available > other.available }
        if one.rating != other.rating { return one.rating > other.rating }
        if one.lastChosen != other.lastChosen { return one.lastChosen < other.lastChosen }
        return one.id < other.id
    }
}
