package import Foundation

/// The raises of one client's fee: when the next is due, and how each one went.
package struct ClientIndexation: ProcessState {
    /// Since when the last raise holds.
    package var lastEffective: CalendarDay?
    /// The last month that the last raise looked at; the next one compares with it.
    package var lastCurrentEnd: CalendarMonth?
    /// From when another raise may be tried after one that came to nothing.
    package var notBefore: CalendarDay?
    /// The first day on which the next raise may hold; nil while none is waited for.
    package var dueOn: CalendarDay?
    /// What was last said to be missing, so that it is said once.
    package var saidMissing: String?
    /// The raise at hand.
    package var proposal: Proposal?
    /// Those that are over, the oldest first.
    package var past: [Proposal]
    /// When the client left; nil while he is one.
    package var leftAt: Date?
    /// Whether the head was told that the old fee is still announced.
    package var isOldFeeTold: Bool
    /// How many proposals there were.
    @Counted package var count: Int
    /// The timers that are armed, by name.
    package private(set) var alarms: [String: Alarm]
    /// Counts alarms; never used twice.
    @Counted package private(set) var alarmCount: Int

    private enum CodingKeys: String, CodingKey {
        case lastEffective = "last_effective"
        case lastCurrentEnd = "last_current_end"
        case notBefore = "not_before"
        case dueOn = "due_on"
        case saidMissing = "said_missing"
        case proposal, past
        case leftAt = "left_at"
        case isOldFeeTold = "old_fee_told"
        case count, alarms
        case alarmCount = "alarm_count"
    }

    package init() {
        past = []
        isOldFeeTold = false
        count = 0
        alarms = [:]
        alarmCount = 0
    }

    /// A timer that was set.
    package struct Alarm: Codable, Equatable, Sendable {
        package let due: Date
        package let generation: Int
    }

    /// Sets a timer, or takes it back.
    mutating func set(_ timer: Indexation.Timer, at due: Date?) -> Effect? {
        guard let due else {
            return alarms.removeValue(forKey: timer.rawValue).map { _ in
                .disarm(timer: timer.rawValue)
            }
        }
        alarmCount += 1
        alarms[timer.rawValue] = Alarm(due: due, generation: alarmCount)
        return .arm(timer: timer.rawValue, generation: alarmCount, due: due)
    }

    /// Whether a firing is of the timer that was set last; it is over then.
    mutating func take(_ timer: Indexation.Timer, _ generation: Int) -> Bool {
        guard alarms[timer.rawValue]?.generation == generation else { return false }
        alarms[timer.rawValue] = nil
        return true
    }

    /// The client is found under the id of the letter whose fate matters.
    package var lookupKeys: [String] {
        let last = proposal?.notice ?? past.last?.notice
        return [last?.commandID, proposal?.lostCommandID].compactMap { $0?.lookupKey }
    }

    /// The proposal of that id, at hand or over.
    package func proposal(_ id: ProposalID) -> Proposal? {
        proposal?.id == id ? proposal : past.last { $0.id == id }
    }
}

/// One proposal to raise a fee, from the figures to the day on which it holds.
package struct Proposal: Codable, Equatable, Sendable {
    package let id: ProposalID
    /// The day on which it may hold at the earliest.
    package let dueOn: CalendarDay
    package var window: IndexationWindow
    /// Counted from 1.
    package var revision: Int
    package var currency: String
    package var raise: IndexationFormula.Raise
    package var inputs: IndexationInputs
    /// When it was proposed; nil while it is held back.
    package var proposedAt: Date?
    package var decideUntil: Date?
    /// From when it holds, as far as is known by now.
    package var effectiveOn: CalendarDay
    package var phase: Phase
    /// Why it is held back or stopped, or why there is nothing to raise; in words.
    package var why: String?
    package var decision: Decided?
    /// Whether somebody decided although the client is unhappy.
    package var isHoldOverruled: Bool
    /// The letter to the client that counts; nil while none went out.
    package var notice: Notice?
    /// How many letters there were.
    @Counted package var notices: Int
    /// How many of them did not get there.
    @Counted package var failures: Int
    /// The letter that did not get there last.
    package var lostCommandID: CommandID?
    /// Where it was sent to.
    package var lostAddress: String?
    package var closedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case id
        case dueOn = "due_on"
        case window, revision, currency, raise, inputs
        case proposedAt = "proposed_at"
        case decideUntil = "decide_until"
        case effectiveOn = "effective_on"
        case phase, why, decision
        case isHoldOverruled = "hold_overruled"
        case notice, notices, failures
        case lostCommandID = "lost_command_id"
        case lostAddress = "lost_address"
        case closedAt = "closed_at"
    }

    init(
        id: ProposalID,
        dueOn: CalendarDay,
        window: IndexationWindow,
        currency: String,
        raise: IndexationFormula.Raise,
        inputs: IndexationInputs,
        effectiveOn: CalendarDay,
        phase: Phase
    ) {
        self.id = id
        self.dueOn = dueOn
        self.window = window
        self.currency = currency
        self.raise = raise
        self.inputs = inputs
        self.effectiveOn = effectiveOn
        self.phase = phase
        revision = 1
        isHoldOverruled = false
        notices = 0
        failures = 0
    }

    /// How far it is.
    package enum Phase: String, Vocabulary {
        /// Not proposed, because the client is unhappy.
        case held
        /// The client's head is asked.
        case proposed
        /// The directors are asked.
        case climbed
        /// Decided; the letter is to go out.
        case approved
        /// Decided, but the client became unhappy before the letter went out.
        case parked
        /// Decided, but no letter gets there: an address is needed.
        case addressNeeded = "address_needed"
        /// The letter went out.
        case announced
        /// On its day something did not fit; somebody is asked.
        case stopped
        /// It holds.
        case applied
        /// It came to nothing.
        case refused, dropped, withdrawn, lapsed
    }

    /// Who decided what.
    package struct Decided: Codable, Equatable, Sendable {
        package let decision: IndexationDecided.Decision
        package let actorID: PersonID
        package let at: Date
        package let comment: String?

        private enum CodingKeys: String, CodingKey {
            case decision
            case actorID = "actor_id"
            case at, comment
        }
    }

    /// A letter that tells the client.
    package struct Notice: Codable, Equatable, Sendable {
        package let sentAt: Date
        /// From when the new fee holds, as the letter says.
        package let statedOn: CalendarDay
        /// Whether it counts only once it was delivered.
        package let needsDelivery: Bool
        package var commandID: CommandID?
        package var deliveredAt: Date?

        private enum CodingKeys: String, CodingKey {
            case sentAt = "sent_at"
            case statedOn = "stated_on"
            case needsDelivery = "needs_delivery"
            case commandID = "command_id"
            case deliveredAt = "delivered_at"
        }

        /// Since when the client counts as told; nil while he does not.
        package var toldAt: Date? { needsDelivery ? deliveredAt : sentAt }
    }

    package var fee: Money { Money(raise.fee, currency) }
    package var newFee: Money { Money(raise.newFee, currency) }
    package var difference: Money { Money(raise.difference, currency) }
    /// Whether somebody may still decide about it.
    package var isOpen: Bool { phase == .held || phase == .proposed || phase == .climbed }
}
