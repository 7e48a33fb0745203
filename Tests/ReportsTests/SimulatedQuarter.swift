import Domain
import Engine
import Foundation
import SeededChance

/// A quarter of a company, lived through by its seed: leads, races, calls, deals.
struct SimulatedQuarter {
    let facts: [any FactRow]
    let ledger: [LedgerLine]
    let journal: [JournalEntry]
    let policies: Policies

    static let calendar = WorkCalendar(timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt)
    static let pay = PayPolicy().changed { $0.fixed = Money(1000, "RUB") }
    private static let people: [Person] = [
        ("m1", Role.marketer), ("m2", .marketer), ("s1", .salesManager), ("s2", .salesManager),
        ("s3", .salesManager), ("h1", .salesHead), ("h2", .salesHead),
    ].map { Person(id: PersonID(trusted: $0), name: $0, roles: [$1]) }

    /// 2026-06-30 21:00 UTC is the first of July in Moscow.
    private static let start = Date(timeIntervalSince1970: 1_782_853_200)

    init(seed: UInt64, leads: Int) throws {
        policies = Policies(
            calendar: Self.calendar,
            people: Self.people,
            [
                CallPolicy(),
                LeadDistributionPolicy(final: .role(.salesHead)).changed {
                    $0.fallbackTop = ["s1", "s2", "s3"]
                },
                Self.pay,
            ]
        )
        let database = InMemoryDatabase()
        let decider = BatchDecider(policies: policies, source: "baton") { $0.template }
        guard var lane = try PastLane(InMemoryStore(database), decider: decider) else {
            throw ReportTrouble("the lane is somebody else's")
        }
        var script = Script(seed: seed)
        for number in 1...leads { script.lead(number) }
        for event in script.events.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            let instant = Self.start + event.at
            let head = #""specversion":"1.0","id":"\#(event.id)","source":"crm""#
            let body = #"{\#(head),"type":"\#(event.type)","data":{\#(event.data)}}"#
            _ = try lane.receive(Array(body.utf8), type: event.type, at: instant)
        }
        _ = try lane.pass(until: Self.start + 92 * 86_400)
        facts = database.facts
        ledger = database.ledger(of: PayLine.book)
        journal = database.journal(of: 0)
    }
}

/// Why a test could not even begin.
struct ReportTrouble: Error {
    let text: String

    init(_ text: String) { self.text = text }
}

/// Thinks up what happens, from a seed.
private struct Script {
    struct Event {
        let id: String
        let at: TimeInterval
        let type: String
        let data: String
    }

    private(set) var events: [Event] = []
    private var dice: SplitMix

    init(seed: UInt64) {
        dice = SplitMix(seed: seed)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.next() % UInt64(range.count))
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices[number(0...choices.count - 1)]
    }

    private mutating func say(_ at: TimeInterval, _ type: String, _ data: String) {
        events.append(Event(id: "e\(events.count)", at: at, type: type, data: data))
    }

    /// One lead, or one call, from its arrival to whatever becomes of it.
    mutating func lead(_ number: Int) {
        let at = Double(self.number(0...88 * 86_400_000)) / 1000
        switch number % 5 {
        case 0: race("R\(number)", at)
        case 1: call("C\(number)", at)
        default: qualify("L\(number)", at)
        }
    }

    private mutating func source() -> String {
        let campaign = pick(["autumn", "winter", "", "=1+1"])
        let tail = campaign.isEmpty ? "" : #","campaign":"\#(campaign)""#
        return #""source":{"channel":"\#(pick(["site", "vk", "mail"]))"\#(tail)}"#
    }

    private mutating func qualify(_ id: String, _ start: TimeInterval) {
        var at = start
        let (lead, owner) = (#""lead_id":"\#(id)""#, pick(["m1", "m2"]))
        say(at, "lead.created", #"\#(lead),\#(source()),"responsible_id":"\#(owner)""#)
        for _ in 0...number(0...7) {
            at += Double(number(1_000...90_000_000)) / 1000
            let stage = pick([
                "passed_to_sales", "passed_to_sales", "returned_by_sales", "returned_by_sales",
                "accepted_by_sales",
                "junk", "target_lead", "in_progress",
            ])
            let junk = pick(["spam", "duplicate"])
            say(
                at,
                "qualification.stage_changed",
                #"\#(lead),"stage":"\#(stage)","comment":"why","junk_stage":"\#(junk)","#
                    + #""fields":{"company":"c","contact_phone":"1","direction":"d"}"#
            )
        }
        switch number(0...9) {
        case 0, 1:
            // Whoever is the marketer of an open item stays so; a closed one is opened again.
            let type = "lead.responsible_changed"
            say(at + 3600, type, #"\#(lead),"responsible_id":"\#(owner)""#)
        case 2: say(at + 3600, "lead.deleted", lead)
        case 3, 4: sell(id, at + 7200)
        default: break
        }
    }

    private mutating func sell(_ lead: String, _ at: TimeInterval) {
        let deal = #""deal_id":"D-\#(lead)","manager_id":"\#(pick(["s1", "s2"]))""#
        let amount = #""amount":{"amount":"\#(number(1...99) * 1000).50","currency":"RUB"}"#
        say(at, "deal.won", #"\#(deal),"lead_id":"\#(lead)",\#(amount)"#)
        if number(0...9) == 0 { say(at + 60, "deal.lost", deal) }
    }

    private mutating func race(_ id: String, _ start: TimeInterval) {
        let lead = #""lead_id":"\#(id)""#
        say(start, "lead.created", #"\#(lead),"hot":true,\#(source())"#)
        var at = start
        for _ in 0...number(0...4) {
            at += Double(number(1_000...1_200_000)) / 1000
            let type = pick([
                "lead.offer_accepted", "lead.offer_declined", "lead.offer_accepted",
            ])
            say(at, type, #"\#(lead),"person_id":"\#(pick(["s1", "s2", "s3"]))""#)
        }
    }

    private mutating func call(_ id: String, _ start: TimeInterval) {
        let call = #""call_id":"\#(id)""#
        let from = "+7913\(1_000_000 + number(0...400))"
        say(start, "call.incoming", #"\#(call),"from":"\#(from)","to":"100""#)
        let at = start + Double(number(100...20_000)) / 1000
        let head = #"\#(call),"person_id":"\#(pick(["h1", "h2"]))""#
        switch number(0...9) {
        case 0...5:
            say(at, "call.answered", head)
            say(at + 60, "call.ended", call)
            guard number(0...9) < 8 else { return }
            let verdict = pick(["real", "real", "spam"])
            say(at + 120, "call.marked", #"\#(head),"verdict":"\#(verdict)""#)
        case 6: say(at, "call.declined", head)
        default: say(at, "call.ended", call)
        }
    }
}
