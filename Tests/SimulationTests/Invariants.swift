import Contract
import Domain
import Engine
import Foundation

/// What holds of every world that has come to rest.
struct Invariants {
    private let world: World
    private let journal: [JournalEntry]
    private let deadBodies: Set<[UInt8]>

    init(_ world: World, journal: [JournalEntry]) {
        self.world = world
        self.journal = journal
        deadBodies = Set(journal.compactMap(\.deadLetter?.body))
    }

    func check() throws {
        guard world.broker.isEmpty else { throw Violation("the queue is not empty") }
        try checkEvents()
        try checkCommands()
        try checkOrderOfCommands()
        try checkSkips()
        try checkRules()
        try AccountInvariants(world)?.check()
        for subject in world.database.subjects {
            if subject.kind == .lead { try check(subject.id) }
            if subject.kind == .call { try checkRings(of: subject.id) }
            try checkOwner(of: subject)
        }
    }

    // MARK: - Events

    /// Every event took effect once, or lies with the dead letters.
    private func checkEvents() throws {
        var alive: [String: Int] = [:]
        for entry in journal {
            if let key = entry.key { alive[key.id, default: 0] += 1 }
        }
        for letter in world.published {
            let count = alive[letter.id, default: 0]
            let isDead = deadBodies.contains(letter.body)
            guard count <= 1 else { throw Violation("\(letter.id) took effect \(count) times") }
            guard count == 1 || isDead else { throw Violation("\(letter.id) was lost") }
            guard letter.isReadable || count == 0 else {
                throw Violation("\(letter.id) took effect, but can't be read")
            }
            guard !world.isPoison(letter.key) || count == 0 else {
                throw Violation("\(letter.id) took effect, but can't be stored")
            }
        }
        try checkDeadLetters()
    }

    private func checkDeadLetters() throws {
        let fair: Set<Flaw.Code> = [
            .notJSON, .notCloudEvent, .unknownType, .missingField, .unstorableText, .invalidValue,
            .unknownPerson, .unknownItem, .unknownStage, .unknownCall, .unknownClient,
            .unknownSurvey,
        ]
        let poisonBodies = Set(world.published.filter { world.isPoison($0.key) }.map(\.body))
        for entry in journal {
            guard let letter = entry.deadLetter else { continue }
            let isFair =
                fair.contains(letter.flaw.code)
                || (letter.flaw.code == .storeRefused && poisonBodies.contains(letter.body))
            guard isFair else { throw Violation("buried without a reason: \(letter.flaw)") }
            guard world.consumedDead.contains(entry.seq) else {
                throw Violation("dead letter \(entry.seq) was never published")
            }
        }
    }

    // MARK: - Commands

    private func checkCommands() throws {
        var ids: Set<String> = []
        for command in journal.flatMap(\.commands) {
            guard ids.insert(command.id).inserted else {
                try checkAnswer(command)
                continue
            }
            guard let json = world.consumed[command.id] else {
                throw Violation("\(command.type) \(command.id) was never published")
            }
            guard json == command.json else {
                throw Violation("\(command.id) was published with another content")
            }
        }
        guard ids.count == world.consumed.count else {
            throw Violation("a command was published that nobody decided")
        }
    }

    /// What was asked for again says what it said the first time.
    private func checkAnswer(_ command: Written) throws {
        guard World.answers.contains(command.type), let first = world.consumed[command.id] else {
            throw Violation("two commands have the id \(command.id)")
        }
        let (one, other) = (try Self.data(first), try Self.data(command.json))
        guard NSDictionary(dictionary: one) == NSDictionary(dictionary: other) else {
            throw Violation("the answer \(command.id) was given otherwise than before")
        }
    }

    private func checkOrderOfCommands() throws {
        var known: Set<String> = []
        let first = journal.flatMap(\.commands).filter { known.insert($0.id).inserted }
        let decided = Dictionary(grouping: first, by: \.subject)
        for (subject, commands) in decided
        where world.arrivalOrder[subject] != commands.map(\.id) {
            throw Violation("commands about \(subject) came in another order")
        }
    }

    /// Who was named and passed over is named in the journal, with the reason.
    private func checkSkips() throws {
        for entry in journal where entry.type == QualificationStageChanged.type {
            guard entry.outcome == .applied, let json = entry.event,
                let named = try Self.data(json)["sales_manager_id"] as? String,
                let assign = entry.commands.first(where: { $0.type == QualificationAssign.type }),
                let chosen = try Self.data(assign.json)["responsible_id"] as? String,
                Cast.managers.contains(chosen), chosen != named
            else { continue }
            let notes = entry.decisions.flatMap(\.notes)
            let isExplained = notes.contains {
                $0.template.hasPrefix("person.skipped.")
                    && $0.values["person"] == .text("\(named) (\(named))")
            }
            guard isExplained else {
                throw Violation("\(entry.seq): nothing says why \(named) was passed over")
            }
        }
    }

    private static func data(_ json: [UInt8]) throws -> [String: Any] {
        let event = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        return event?["data"] as? [String: Any] ?? [:]
    }

    // MARK: - Rules

    /// A rule fires once for each cause, with its event's own decision, and never for ever.
    private func checkRules() throws {
        for entry in journal where entry.deadLetter == nil {
            let fired = entry.commands.filter { $0.type == RuleFired.type }
            guard fired.count <= Limits.ruleFiringsMax else {
                throw Violation("\(entry.seq): \(fired.count) rules fired")
            }
            let each = try fired.map { try Self.data($0.json) }
                .filter { $0["rule"] as? String == "each" }
            let expected = entry.type == LeadCreated.type ? 1 : 0
            guard each.count == expected else {
                throw Violation("\(entry.seq): \(each.count) firings for \(entry.type)")
            }
        }
    }

    // MARK: - Leads

    private func check(_ lead: String) throws {
        guard let row = world.database.subject(Subject(.lead, lead)) else { return }
        let states = try world.decider.states(of: row)
        try checkLedger(states.state(of: Ledger.self)?.applied ?? [], of: lead)
        try check(states.state(of: Chaser.self), of: lead)
        let items = states.state(of: Qualification.self)?.items ?? []
        guard items.filter(\.isOpen).count <= 1 else {
            throw Violation("lead \(lead) has several open items")
        }
        try checkItems(of: lead)
    }

    /// Events took effect once each, in the order of the queue.
    private func checkLedger(_ applied: [String], of lead: String) throws {
        guard Set(applied).count == applied.count else {
            throw Violation("lead \(lead) counts an event twice: \(applied)")
        }
        let types = Set(Ledger.reads.map { $0.type })
        let lines = journal.filter { $0.subject == lead && types.contains($0.type) }
            .compactMap(\.key?.id)
        guard lines == applied else {
            throw Violation("lead \(lead) counts \(applied), its journal \(lines)")
        }
        let died = Set(world.published.filter { deadBodies.contains($0.body) }.map(\.id))
        let places = applied.filter { !died.contains($0) }
            .compactMap { world.broker.firstSerial[$0] }
        guard places == places.sorted() else {
            throw Violation("lead \(lead) took its events in the order \(applied)")
        }
    }

    /// An item is closed before the next is opened.
    private func checkItems(of lead: String) throws {
        var isOpen = false
        for command in journal.flatMap(\.commands) where command.subject == lead {
            switch command.type {
            case QualificationCreate.type where isOpen:
                throw Violation("lead \(lead) got an item while one was open")
            case QualificationCreate.type: isOpen = true
            case QualificationClose.type: isOpen = false
            default: break
            }
        }
    }

    /// Every arming that stood fired once, none before it was due.
    private func check(_ chaser: Chaser.State?, of lead: String) throws {
        guard let chaser else { return }
        let generations = chaser.fired.map(\.generation)
        guard Set(generations).count == generations.count, generations == generations.sorted()
        else { throw Violation("lead \(lead): a timer fired twice: \(generations)") }
        guard chaser.fired.allSatisfy({ $0.at >= $0.due - 0.000_001 }) else {
            throw Violation("lead \(lead): a timer fired early: \(chaser.fired)")
        }
        guard !chaser.isArmed else { throw Violation("lead \(lead): a timer never fired") }
        let reminders = journal.flatMap(\.commands)
            .filter { $0.type == Chased.type && $0.subject == lead }
        guard reminders.count == generations.count else {
            throw Violation(
                "lead \(lead): \(generations.count) timers, \(reminders.count) reminders"
            )
        }
    }

    // MARK: - Nobody waits

    /// An open lead has an owner, or something is under way that will find one.
    func checkOwner(of subject: Subject) throws {
        guard subject.kind == .lead, let row = world.database.subject(subject) else { return }
        let states = try world.decider.states(of: row)
        guard let lead = states.state(of: Leads.self), lead.isAnnounced, lead.isOpen,
            lead.responsibleID == nil
        else { return }
        let armed = world.database.timers
            .filter { $0.key.subject == subject && $0.key.process == LeadDistribution.name }
            .map(\.key.name)
        let race = states.state(of: LeadDistribution.self)
        let isUnderWay =
            switch race?.phase {
            case .racing: armed.contains(LeadDistribution.Timer.offer.rawValue)
            case .stranded: armed.contains(LeadDistribution.Timer.retry.rawValue)
            case .waiting: world.database.timers.contains { $0.key.process == NightPool.name }
            case .owned: race?.echoAwaitedID != nil
            case .unseen, .arriving, .closed, nil: false
            }
        guard isUnderWay else {
            let phase = race?.phase.rawValue ?? "nothing"
            throw Violation("\(subject) has no owner, and \(phase) is under way with \(armed)")
        }
    }

    /// Nothing rings for a call that was answered or is over, until its id comes again.
    private func checkRings(of call: String) throws {
        var isOver = false
        for entry in journal where entry.subject == call {
            if entry.type == CallIncoming.type, entry.outcome == .applied { isOver = false }
            let rings = entry.commands.contains { $0.type == CallRing.type && $0.subject == call }
            guard !isOver || !rings else { throw Violation("\(call) rings after its end") }
            let ends = [CallAnswered.type, CallEnded.type].contains(entry.type)
            isOver = isOver || (ends && entry.outcome == .applied)
        }
    }

    // MARK: - Desks

    /// What the lane believes to lie on the desks is what the rows say.
    func checkLoad(of memory: LaneMemory) throws {
        var load: [PersonID: Int] = [:]
        for subject in world.database.subjects {
            guard let row = world.database.subject(subject) else { continue }
            for holder in try world.decider.states(of: row).holders {
                load[holder, default: 0] += 1
            }
        }
        let believed = memory.company.load.filter { $0.value != 0 }
        guard believed == load else {
            throw Violation("the lane counts \(believed) on the desks, the rows \(load)")
        }
    }
}
