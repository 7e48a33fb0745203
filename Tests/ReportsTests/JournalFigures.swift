import Contract
import Domain
import Engine
import Foundation

/// The figures of the reports, counted once more and by other means: from nothing but the journal,
/// that is from events that were applied and commands that went out.
struct JournalFigures {
    /// One round of qualification.
    struct Item {
        let marketer: String
        let campaign: String
        let source: String
        let openedAt: Date
        var firstPassedAt: Date?
        var returned = 0
        var outcome: String?
        var junkStage: String?
        var closedAt: Date?
    }

    /// One offer or ring.
    struct Turn {
        let about: String
        let person: String
        let startedAt: Date
        var ending: String?
        var reactedAt: Date?
    }

    private(set) var items: [Item] = []
    private(set) var offers: [Turn] = []
    private(set) var wins: [String: Int] = [:]
    private(set) var rings: [Turn] = []
    private(set) var callsAnswered: Set<String> = []
    private(set) var callsMissed: Set<String> = []
    private(set) var calls: Set<String> = []
    private(set) var verdicts: [String: String] = [:]
    private(set) var leadsOfCalls = 0
    private(set) var leads: [String: (channel: String, campaign: String)] = [:]
    private(set) var sales: [String: (manager: String, amount: Decimal, lead: String)] = [:]
    private(set) var pay: [(at: Date, marketer: String, amount: Decimal)] = []

    private var lastItem: [String: Int] = [:]
    private var paid: [Int: Decimal] = [:]
    private var monthsPaid: Set<String> = []

    init(_ quarter: SimulatedQuarter) throws {
        for entry in quarter.journal where entry.outcome == .applied {
            let data = try Self.data(entry.event)
            // Events are applied as a whole even where one process of several ignored them.
            for command in entry.commands {
                take(command.type, try Self.data(command.json), entry)
            }
            take(event: entry.type, data, entry)
        }
    }

    private static func data(_ json: [UInt8]?) throws -> [String: Any] {
        guard let json else { return [:] }
        let event = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        return event?["data"] as? [String: Any] ?? [:]
    }

    // MARK: - Events

    private mutating func take(event: String, _ data: [String: Any], _ entry: JournalEntry) {
        let id = entry.subject
        switch event {
        case "qualification.stage_changed": move(data, entry)
        case "deal.won": sell(id, data)
        case "deal.lost": sales[id] = nil
        case "call.incoming": calls.insert(id)
        case "call.marked":
            if applied(entry, "call") { verdicts[id] = data["verdict"] as? String }
        case "call.answered":
            guard applied(entry, "call") else { return }
            callsAnswered.insert(id)
            callsMissed.remove(id)
            let person = data["person_id"] as? String
            if let index = rings.lastIndex(where: { $0.about == id && $0.person == person }) {
                rings[index].reactedAt = entry.received
            }
        case "lead.offer_accepted":
            guard let person = data["person_id"] as? String, wasWon(entry) else { return }
            wins[person, default: 0] += 1
            if let index = offers.lastIndex(where: { $0.about == id && $0.person == person }) {
                offers[index].reactedAt = entry.received
            }
        default: break
        }
        if event == "lead.created" {
            let source = data["source"] as? [String: Any]
            leads[id] = (
                source?["channel"] as? String ?? "", source?["campaign"] as? String ?? ""
            )
        }
    }

    private func applied(_ entry: JournalEntry, _ process: String) -> Bool {
        entry.decisions.contains { $0.process == process && $0.outcome == .applied }
    }

    private func wasWon(_ entry: JournalEntry) -> Bool {
        entry.commands.contains { $0.type == "lead.assign" }
    }

    private mutating func sell(_ deal: String, _ data: [String: Any]) {
        let money = data["amount"] as? [String: Any]
        let amount = Decimal(string: money?["amount"] as? String ?? "") ?? 0
        let manager = data["manager_id"] as? String ?? ""
        sales[deal] = (manager, amount, data["lead_id"] as? String ?? "")
    }

    private mutating func move(_ data: [String: Any], _ entry: JournalEntry) {
        guard let index = lastItem[entry.subject] else { return }
        switch data["stage"] as? String {
        case "passed_to_sales":
            items[index].firstPassedAt = items[index].firstPassedAt ?? entry.received
        case "returned_by_sales": items[index].returned += 1
        case "accepted_by_sales": close(index, "accepted_by_sales", 300, entry)
        case "target_lead": close(index, "target_lead", 500, entry)
        case "junk":
            close(index, "junk", 0, entry)
            items[index].junkStage = data["junk_stage"] as? String
        default: break
        }
    }

    private mutating func close(
        _ index: Int,
        _ outcome: String,
        _ rate: Decimal,
        _ entry: JournalEntry
    ) {
        items[index].outcome = outcome
        items[index].closedAt = entry.received
        guard rate > 0 else { return }
        paid[index] = rate
        pay.append((entry.received, items[index].marketer, rate))
    }

    // MARK: - Commands

    private mutating func take(
        _ command: String,
        _ data: [String: Any],
        _ entry: JournalEntry
    ) {
        let person = data["person_id"] as? String ?? ""
        switch command {
        case "qualification.create": open(data, entry)
        case "qualification.close":
            guard let lead = data["lead_id"] as? String, let index = lastItem[lead] else { return }
            items[index].closedAt = entry.received
        case "lead.offer":
            let lead = data["lead_id"] as? String ?? ""
            offers.append(Turn(about: lead, person: person, startedAt: entry.received))
        case "lead.offer_withdrawn":
            end(\.offers, data["lead_id"], person, data["reason"], entry)
        case "call.ring":
            let call = data["call_id"] as? String ?? ""
            rings.append(Turn(about: call, person: person, startedAt: entry.received))
        case "call.stop_ring":
            end(\.rings, data["call_id"], person, data["reason"], entry)
        case "lead.create": leadsOfCalls += 1
        case "chat.notify":
            let template = data["template"] as? String ?? ""
            guard template.hasPrefix("calls.missed."), let call = data["call_id"] as? String
            else { return }
            callsMissed.insert(call)
        default: break
        }
    }

    private mutating func end(
        _ turns: WritableKeyPath<JournalFigures, [Turn]>,
        _ about: Any?,
        _ person: String,
        _ reason: Any?,
        _ entry: JournalEntry
    ) {
        let about = about as? String
        guard
            let index = self[keyPath: turns].lastIndex(where: {
                $0.about == about && $0.person == person && $0.ending == nil
            })
        else { return }
        let reason = reason as? String
        self[keyPath: turns][index].ending = reason == "timeout" ? "expired" : reason
        if reason == "declined" { self[keyPath: turns][index].reactedAt = entry.received }
    }

    private mutating func open(_ data: [String: Any], _ entry: JournalEntry) {
        guard let lead = data["lead_id"] as? String,
            let marketer = data["responsible_id"] as? String
        else { return }
        if let before = lastItem[lead], let rate = paid[before] {
            pay.append((entry.received, items[before].marketer, -rate))
        }
        let month = SimulatedQuarter.calendar.day(of: entry.received).monthText
        if monthsPaid.insert("\(marketer) \(month)").inserted {
            pay.append((entry.received, marketer, 1000))
        }
        lastItem[lead] = items.count
        let event = try? Self.data(entry.event)
        let source = event?["source"] as? [String: Any]
        let known = leads[lead]
        items.append(
            Item(
                marketer: marketer,
                campaign: source?["campaign"] as? String ?? known?.campaign ?? "",
                source: source?["channel"] as? String ?? known?.channel ?? "",
                openedAt: entry.received
            )
        )
    }
}
