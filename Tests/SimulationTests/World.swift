import Contract
import Domain
import Engine
import Foundation

/// What must never be true was true.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A broker, a database, two daemons, the services around them and time itself, all of whose
/// course follows from one seed.
final class World {
    let seed: Int
    let sabotage: Sabotage?
    let decider: BatchDecider
    let database = InMemoryDatabase()
    var broker = SimulatedBroker()

    private var dice: Dice
    private var instances: [Instance] = []
    /// True time and what the clock shows beside it, in milliseconds.
    private var milliseconds = 1_800_000_000_000
    private var skew = 0
    private var areFaultsOn = true
    private var letters: [Letter] = []
    private var poison: Set<String> = []
    private var replies: [Letter] = []
    private var firstViolation: Violation?

    /// When each line of the journal was decided.
    private(set) var decidedAt: [Int64: Date] = [:]
    /// Deliveries that ended as dead letters.
    private var buried: Set<String> = []
    private var checkedCursor: Int64 = 0
    /// What a consumer of all commands holds, by id.
    private(set) var consumed: [String: [UInt8]] = [:]
    /// Ids of commands in the order in which they arrived first, by subject.
    private(set) var arrivalOrder: [String: [String]] = [:]
    private(set) var consumedDead: Set<Int64> = []

    private static let deciders = QualificationPolicy.SalesPolicy.allCases.map { policy in
        BatchDecider(
            processes: Registry.processes + [Ledger.self, Chaser.self],
            policies: Policies(
                people: Cast.everybody,
                rules: CompanyRules.book,
                [
                    QualificationPolicy().changed { $0.salesPolicy = policy },
                    CallPolicy().changed {
                        $0.realCall = policy == .ranking ? .distribute : .answerer
                    },
                    LeadDistributionPolicy(
                        final: policy == .leastLoaded ? .role(.salesHead) : .person("h1")
                    ).changed {
                        $0.fallbackTop = Cast.managers.map { PersonID(trusted: $0) }
                    },
                    loyalty(callsEvery: policy == .ranking ? nil : .fixed(.seconds(20_000))),
                    RatingPolicy(),
                    InitiativePolicy().changed {
                        $0.confirmWithin = policy == .ranking ? .seconds(600) : nil
                        $0.carryDebt = policy == .leastLoaded
                    },
                ]
            ),
            source: "baton",
            text: { $0.template },
            link: { "https://b.test/\($0.payload)/\($0.expiresAt.timeIntervalSince1970)" }
        )
    }

    private static func loyalty(callsEvery: Period?) -> LoyaltyPolicy {
        LoyaltyPolicy().changed {
            $0.every = .fixed(.seconds(14_400))
            $0.spread = .seconds(600)
            $0.callsEvery = callsEvery
            $0.linkExpires = .seconds(1800)
            $0.remindAfter = .seconds(900)
            $0.cooldown = .seconds(600)
            $0.recovery.reactWithin = .seconds(300)
            $0.recovery.closeWithin = .seconds(1200)
        }
    }

    init(seed: Int, sabotage: Sabotage? = nil) {
        self.seed = seed
        self.sabotage = sabotage
        dice = Dice(seed: seed)
        decider = dice.pick(Self.deciders)
        broker.hasSingleActiveConsumer = sabotage != .consumesInParallel
        instances = [Instance(self), Instance(self)]
    }

    /// What goes wrong in the world of a seed.
    static func run(seed: Int, sabotage: Sabotage? = nil) -> Violation? {
        World(seed: seed, sabotage: sabotage).live()
    }

    /// Lives through it all, and answers what went wrong.
    @discardableResult
    func live() -> Violation? {
        defer { instances = [] }
        do {
            for _ in 0..<110 { try step() }
            try settle()
            try checkEverything()
            return nil
        } catch {
            return error as? Violation ?? Violation("\(error)")
        }
    }

    /// What the daemon's clock shows.
    var wall: Date {
        Date(timeIntervalSince1970: Double(milliseconds + skew) / 1000).roundedUpToMillisecond
    }

    /// Whether a misfortune of this probability happens now.
    func strikes(_ perMille: Int) -> Bool { areFaultsOn && dice.falls(perMille) }

    func isPoison(_ key: EventKey?) -> Bool { key.map { poison.contains($0.id) } ?? false }

    /// Everything that was published, once.
    var published: [Letter] { letters }

    // MARK: - What happens

    private enum Action {
        case letter, receive, work, acknowledge, publish, confirm, time, jump
        case cutReceiver, cutPublisher, kill, disown
    }

    private static let actions: [(weight: Int, choice: Action)] = [
        (200, .letter), (200, .receive), (300, .work), (120, .acknowledge), (150, .publish),
        (150, .confirm), (90, .time), (4, .jump), (12, .cutReceiver), (10, .cutPublisher),
        (12, .kill), (6, .disown),
    ]

    private func step() throws {
        // The second one is mostly idle, as a standby is.
        let instance = instances[dice.falls(750) ? 0 : 1]
        switch dice.pick(weighted: Self.actions) {
        case .letter: publishLetter()
        case .receive: _ = instance.receive(dice.number(1...6))
        case .work: _ = instance.work()
        case .acknowledge: instance.acknowledge()
        case .publish: _ = instance.publish(dice.number(1...6))
        case .confirm: for _ in 0...dice.number(0...5) { _ = instance.confirm(&dice) }
        case .time: passTime()
        case .jump: skew += dice.pick([-3_600_000, -1500, 1500, 3_600_000])
        case .cutReceiver: instance.stopReceiving()
        case .cutPublisher: instance.republish()
        case .kill: instance.kill()
        case .disown: database.disown(0)
        }
        if let firstViolation { throw firstViolation }
    }

    private func publishLetter() {
        if dice.falls(300), letServicesAnswer() { return }
        if let former = letters.last, dice.falls(150) {
            return broker.publish(dice.falls(500) ? former : dice.pick(letters))
        }
        let letter = EventSources.next("e\(letters.count)", using: &dice)
        letters.append(letter)
        if letter.isReadable, dice.falls(20) { poison.insert(letter.id) }
        broker.publish(letter)
    }

    private func passTime() {
        switch dice.number(0...9) {
        case 0...5: milliseconds += dice.number(0...300)
        case 6...7: milliseconds += dice.number(1000...10_000)
        case 8: milliseconds += dice.number(1000...1_200_000)
        default: passTime(until: nextTimer, plus: dice.pick([-1, 0, 0, 1, 40]))
        }
    }

    private func passTime(until timer: Date?, plus slack: Int = 0) {
        guard let due = timer else { return }
        let rest = Int((due.timeIntervalSince(wall) * 1000).rounded(.up)) + slack
        milliseconds += max(rest, 0)
    }

    /// When the next timer comes due.
    ///
    /// The turn of a quarter is beyond the end of the world, and beyond the time for which events
    /// are remembered.
    private var nextTimer: Date? { nextTimer { _ in true } }

    /// The next one that comes to an end: clients are asked again and again for ever.
    private var nextPassingTimer: Date? {
        nextTimer { !["survey_mail", "survey_call"].contains($0.key.name) }
    }

    private func nextTimer(where isMeant: (StoredTimer) -> Bool) -> Date? {
        database.timers.first(where: isMeant).map(\.due)
            .flatMap { $0 < wall + 86_400 ? $0 : nil }
    }

    /// The CRM says that it has carried out commands; answers whether there were any.
    private func letServicesAnswer() -> Bool {
        defer { replies = [] }
        for reply in replies {
            letters.append(reply)
            broker.publish(reply)
        }
        return !replies.isEmpty
    }

    /// No more misfortunes: everything comes to its end.
    private func settle() throws {
        areFaultsOn = false
        for _ in 0..<5000 {
            var hasMoved = false
            for instance in instances {
                let moves = [
                    instance.receive(9), instance.work(), instance.acknowledge(),
                    instance.publish(9), instance.confirm(&dice),
                ]
                hasMoved = hasMoved || moves.contains(true)
            }
            if let firstViolation { throw firstViolation }
            guard !hasMoved else { continue }
            if letServicesAnswer() { continue }
            guard let timer = nextPassingTimer else { return }
            passTime(until: timer)
        }
        throw Violation("it does not come to rest")
    }

    // MARK: - What is observed

    /// A batch was committed.
    func committed(_ batch: BatchWrite) {
        for entry in batch.journal {
            decidedAt[entry.seq] = wall
            if let letter = entry.deadLetter { buried.insert(letter.messageID ?? "") }
            if entry.type.hasPrefix("timer."), wall < entry.occurred - 0.000_001 {
                complain("a timer due \(entry.occurred) fired at \(wall)")
            }
        }
        checkCursor()
        guard seed % 4 == 0, firstViolation == nil else { return }
        do {
            let invariants = Invariants(self, journal: [])
            for changed in batch.subjects { try invariants.checkOwner(of: changed.subject) }
        } catch {
            complain("\(error)")
        }
    }

    /// The broker was told to forget a message.
    func acknowledged(_ message: SimulatedBroker.Message) {
        guard !database.knows(message.letter.key), !buried.contains(message.messageID) else {
            return
        }
        complain("\(message.letter.id) was acknowledged before it was committed")
    }

    /// A message of a publication reached the broker.
    func consume(_ publication: Publication, _ ordinal: Int) {
        guard ordinal < publication.commands.count else {
            consumedDead.insert(publication.seq)
            return
        }
        let command = publication.commands[ordinal]
        if let before = consumed[command.id] {
            // An answer that was asked for again has another envelope; its data are compared later.
            if before != command.json, !Self.answers.contains(command.type) {
                complain("command \(command.id) has two contents")
            }
        } else {
            consumed[command.id] = command.json
            arrivalOrder[command.subject, default: []].append(command.id)
            if let reply = Letter(answering: command) { replies.append(reply) }
        }
    }

    /// What may go out again under the id that it had.
    static let answers: Set = [PresaleAssign.type, ClientAssignManager.type]

    /// What the cursor has passed has reached the broker.
    func checkCursor() {
        let cursor = database.publishedSeq(of: 0)
        guard cursor > checkedCursor else { return }
        for entry in database.journal(of: 0, from: checkedCursor + 1) where entry.seq <= cursor {
            let isOut =
                entry.commands.allSatisfy { consumed[$0.id] != nil }
                && (entry.deadLetter == nil || consumedDead.contains(entry.seq))
            if !isOut { complain("the cursor passed \(entry.seq), which was not published") }
        }
        checkedCursor = cursor
    }

    private func complain(_ what: String) {
        firstViolation = firstViolation ?? Violation(what)
    }

    private func checkEverything() throws {
        checkCursor()
        if let firstViolation { throw firstViolation }
        let invariants = Invariants(self, journal: database.journal(of: 0))
        try invariants.check()
        let working = instances.compactMap(\.writer)
        if working.count == 1 { try invariants.checkLoad(of: working[0].memory) }
        if seed % 8 == 0 { try Replay(self).check() }
    }
}
