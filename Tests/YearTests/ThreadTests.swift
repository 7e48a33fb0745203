import Agency
import Contract
import Domain
import Engine
import Foundation
import Simulating
import Testing

/// Each output is the next one's input: threads through a year of the agency.
@Suite struct `A year of the agency` {
    private let year: LivedYear

    init() throws { year = try LivedYear.shared.get() }

    @Test func `has no event that nobody could work with, and refuses only what comes too late`() {
        #expect(year.dead.isEmpty, "\(year.dead)")
        let refused = year.refused.keys.filter { $0.outcome != .ignored }
        let late: Set = [
            "lead.offer_accepted taken", "lead.offer_accepted not_on_offer",
            "lead.offer_accepted not_your_turn", "lead.offer_declined taken",
            "lead.offer_declined not_your_turn", "indexation.decided proposal_revised",
        ]
        #expect(Set(refused.map { "\($0.type) \($0.reason)" }).isSubset(of: late))
    }

    @Test func `counts a mark of spam among the figures of its channel`() throws {
        let marks = year.came(CallMarked.type)
        var verdicts: [String: String] = [:]
        for mark in marks { verdicts[mark.body["call_id"] ?? ""] = mark.body["verdict"] }
        let spam = Set(verdicts.filter { $0.value == "spam" }.keys)
        #expect(!spam.isEmpty)
        let facts = year.facts.compactMap { $0 as? CallFact }
        #expect(Set(facts.filter { $0.verdict == .spam }.map(\.callID.rawValue)) == spam)
        // The report `channels` counts these very rows.
        let lines = Dictionary(
            year.came(CallIncoming.type).map { ($0.body["call_id"] ?? "", $0.body["to"] ?? "") }
        ) { first, _ in first }
        for fact in facts where fact.verdict == .spam {
            #expect(lines[fact.callID.rawValue] != nil && !fact.channel.isEmpty)
        }
    }

    @Test func `makes a real call a lead, a deal, a place in the ranking and a seat in the race`()
        throws
    {
        let created = year.sent(LeadCreate.type)
        let leads = Dictionary(
            year.came(LeadCreated.type).compactMap { event in
                event.body["lead_ref"].map { ($0, event.body["lead_id"] ?? "") }
            }
        ) { first, _ in first }
        let deals = Dictionary(grouping: year.came(DealWon.type)) { $0.body["lead_id"] ?? "" }
        let quarter = try #require(Timestamp.date("2026-04-01T00:00:00+03:00"))
        let sellers = Set(
            created.compactMap { command -> String? in
                guard command.entry.type == CallMarked.type,
                    let lead = leads[command.body["lead_ref"] ?? ""],
                    let deal = deals[lead]?.first, deal.at < quarter
                else { return nil }
                return deal.body["manager_id"]
            }
        )
        #expect(!sellers.isEmpty, "no call became a deal")
        let ranking = try #require(
            year.sent(RankingPublished.type).first { $0.at >= quarter.addingTimeInterval(-1) }
        )
        let places = Self.list(ranking.body.data["ranking"])
        let ranked = places.compactMap { Self.member($0, "person_id")?.text }
        // A project manager who stands behind the top may sell, and is no seller all the same.
        #expect(sellers.subtracting(Agency.managers).isSubset(of: ranked))
        // The best of them sit in the race of the new quarter.
        let top = ranked.prefix(3)
        let offered = Set(
            year.sent(LeadOffer.type).filter { $0.at > quarter }.compactMap { $0.body["person_id"] }
        )
        #expect(top.allSatisfy(offered.contains))
        #expect(!sellers.isDisjoint(with: top), "\(sellers) \(Array(top))")
    }

    @Test func `feels a bad answer in recovery, rating, initiative, raise and analysis`() throws {
        let bad = try #require(
            year.came(SurveyAnswered.type).first { $0.body["score"] == "bad" }
        )
        let told = bad.entry.commands.compactMap { EventBody($0.json) }
        #expect(told.contains { $0["template"] == "recovery.opened" })
        let rated = try #require(
            bad.entry.commands.first { $0.type == RatingChanged.type }
                .flatMap { EventBody($0.json) }
        )
        let (rating, before) = (rated.data["rating"]?.numeric, rated.data["before"]?.numeric)
        #expect(try #require(rating) < #require(before))
        // Whenever initiative is refilled, it is to the rating of that moment.
        var ratings: [String: Decimal] = [:]
        var refills = 0
        for entry in year.entries {
            for command in entry.commands {
                guard let body = EventBody(command.json), let person = body["person_id"] else {
                    continue
                }
                if command.type == RatingChanged.type {
                    ratings[person] = body.data["rating"]?.numeric
                }
                if command.type == InitiativeChanged.type, body["reason"] == "refill" {
                    refills += 1
                    #expect(body.data["balance"]?.numeric == ratings[person])
                }
            }
        }
        #expect(refills > 0)
        // The first client is unhappy from the beginning, and his raise is due soon.
        let client = Agency.unhappyClient
        let answered = year.came(SurveyAnswered.type).filter {
            $0.body["survey_id"]?.hasSuffix("-\(client)") == true && $0.body["score"] == "bad"
        }
        #expect(!answered.isEmpty)
        #expect(
            year.sent(IndexationSkipped.type).contains {
                $0.body["client_id"] == client && $0.body["reason"] == "held"
            }
        )
        let set = year.sets.first { $0.client.id.rawValue == client && $0.analysis != nil }
        let text = try #require(set?.analysis)
        #expect(
            String(describing: text).contains("bad") || String(describing: text).contains("лохо")
        )
    }

    @Test func `gives a new client to a manager and ends an extra's seat`() throws {
        var portfolio: [String: Set<String>] = [:]
        var seats: [String: (had: Bool, lost: Bool)] = [:]
        let managers = Set(Agency.managers)
        for entry in year.entries {
            if entry.type == ClientUpserted.type, entry.outcome == .applied,
                let body = EventBody(entry.event), let client = body["client_id"]
            {
                for manager in managers { portfolio[manager]?.remove(client) }
                if let manager = body["project_manager_id"] {
                    portfolio[manager, default: []].insert(client)
                }
            }
            for person in Self.told(at: entry).intersection(managers) {
                #expect((portfolio[person]?.count ?? 0) < LivedYear.portfolioMin)
                seats[person] = (true, false)
            }
            for manager in managers
            where (portfolio[manager]?.count ?? 0) >= LivedYear.portfolioMin {
                seats[manager] = (seats[manager]?.had ?? false, true)
            }
        }
        #expect(!year.sent(ClientAssignManager.type).isEmpty)
        #expect(seats.values.contains { $0.lost }, "nobody's portfolio was filled")
    }

    @Test func `lets salaries move a price and a fee`() throws {
        let quotes = year.sent(PriceQuoted.type)
        let ratios = Set(
            quotes.filter { $0.body["region"] == "omsk" }.compactMap {
                Self.member($0.body.data["inputs"], "salary_ratio")?.numeric
            }
        )
        #expect(ratios.count > 1, "no quote followed new salaries: \(ratios)")
        let applied = year.sent(IndexationApplied.type)
        #expect(!applied.isEmpty)
        for raise in applied {
            let client = raise.body["client_id"]
            let fee = raise.body.money("new_fee")
            #expect(
                year.sent(ClientSetFee.type).contains {
                    $0.body["client_id"] == client && $0.body.money("fee") == fee
                }
            )
        }
    }

    @Test func `tells positions and answers beside the invoice`() throws {
        let texts = year.sets.filter { $0.analysis != nil }.map { String(describing: $0.analysis) }
        #expect(texts.contains { $0.contains("site-1.test") })
        let numbers = year.sent(DocumentReady.type).flatMap {
            Self.list($0.body.data["documents"])
        }.filter { Self.member($0, "kind")?.text == "invoice" }
            .compactMap { Self.member($0, "number")?.text }.compactMap(Int.init).sorted()
        #expect(numbers == Array(1...max(1, numbers.count)), "numbers have gaps")
        #expect(!year.came(PaymentReceived.type).isEmpty)
    }

    /// Everybody in the list of a race that begins with the entry.
    private static func told(at entry: JournalEntry) -> Set<String> {
        guard
            entry.commands.contains(where: {
                $0.type == LeadOffer.type
                    && EventBody($0.json)?.data["step"]?.numeric == 1
            })
        else { return [] }
        return Set(
            entry.commands.filter { $0.type == ChatNotify.type }.compactMap { EventBody($0.json) }
                .filter { $0["template"]?.hasPrefix("lead_distribution.") == true }
                .compactMap { $0["recipient_id"] }
        )
    }

    private static func list(_ value: Value?) -> [Value] {
        if case .list(let values) = value { values } else { [] }
    }

    private static func member(_ value: Value?, _ name: String) -> Value? {
        if case .object(let members) = value { members[name] } else { nil }
    }
}
