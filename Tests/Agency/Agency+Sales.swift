import Domain
import Foundation
import SeededChance
import Simulating

/// Marketers and sellers.
extension Agency {
    // MARK: - The race

    /// A seller takes the lead that is offered to him, declines it, or lets it pass.
    mutating func consider(_ body: EventBody, _ now: Date) throws {
        guard let lead = body["lead_id"], let person = body["person_id"],
            let member = Cast.byID[person]
        else { return }
        let data: [String: Value] = ["lead_id": .text(lead), "person_id": .text(person)]
        let at = now + diary.about(minutes: member.minutes)
        if diary.dice.chance(member.takes) {
            try diary.say(at, LeadOfferAccepted.type, data)
        } else if diary.dice.chance(25) {
            try diary.say(at, LeadOfferDeclined.type, data)
        }
    }

    /// The CRM repeats whose lead it is; he calls, moves it on, and sells or does not.
    mutating func work(on body: EventBody, _ now: Date) throws {
        guard let lead = body["lead_id"], let person = body["assignee_id"] else { return }
        let owner = Value.text(person)
        try diary.say(
            now + 3,
            LeadResponsibleChanged.type,
            ["lead_id": .text(lead), "responsible_id": owner]
        )
        guard diary.dice.chance(94) else { return }
        let called = now + Double(diary.number(90...700))
        try diary.say(
            called,
            CallMade.type,
            [
                "call_id": .text("M-\(lead)-\(Int(now.timeIntervalSince1970) % 100_000)"),
                "person_id": owner, "to": .text("+79131234567"), "lead_id": .text(lead),
                "answered": .bool(diary.dice.chance(80)),
            ]
        )
        try close(lead, person, called)
    }

    /// One of five leads becomes a deal.
    mutating func close(_ lead: String, _ person: String, _ called: Date) throws {
        let at = diary.office(called + Double(diary.number(2...30)) * 86_400)
        let head: [String: Value] = [
            "deal_id": Self.reference("D", lead), "manager_id": .text(person),
            "lead_id": .text(lead),
        ]
        switch diary.number(1...100) {
        case ...20:
            var data = head
            data["amount"] = .roubles(diary.number(20...300) * 1000)
            try diary.say(at, DealWon.type, data)
        case ...60: try diary.say(at, DealLost.type, head)
        default: break
        }
    }

    // MARK: - Qualification

    /// A marketer passes a new lead on, throws it away, or closes it as a target himself.
    mutating func qualify(_ body: EventBody, _ now: Date) throws {
        guard let item = body["item_id"], let lead = body["lead_id"],
            let marketer = body["responsible_id"]
        else { return }
        let at = diary.office(now + diary.about(minutes: 40))
        var data: [String: Value] = [
            "item_id": .text(item), "lead_id": .text(lead), "actor_id": .text(marketer),
        ]
        switch diary.number(1...100) {
        case ...62: data["stage"] = "passed_to_sales"
        case ...92:
            data["stage"] = "junk"
            data["junk_stage"] = .text(
                diary.dice.pick(["not_target", "not_target", "duplicate", "no_answer", "spam"])
            )
        default:
            data["stage"] = "target_lead"
            data["fields"] = .object([
                "company": .text("Компания"), "contact_phone": .text("+79130000000"),
                "direction": .text("seo"),
            ])
        }
        try diary.say(at, QualificationStageChanged.type, data)
    }

    /// A seller accepts the item or gives it back; a marketer who got it back passes it again.
    mutating func goOn(with body: EventBody, _ now: Date) throws {
        guard let item = body["item_id"], let lead = body["lead_id"],
            let person = body["responsible_id"], let member = Cast.byID[person]
        else { return }
        var data: [String: Value] = [
            "item_id": .text(item), "lead_id": .text(lead), "actor_id": .text(person),
        ]
        let isMarketer = member.role == "marketer"
        if isMarketer {
            data["stage"] = diary.dice.chance(55) ? "passed_to_sales" : "junk"
            data["junk_stage"] = "not_target"
        } else if diary.dice.chance(82) {
            data["stage"] = "accepted_by_sales"
        } else {
            data["stage"] = "returned_by_sales"
            data["comment"] = "Не хватает данных о сайте"
        }
        let at = diary.office(now + diary.about(minutes: isMarketer ? 60 : 45))
        try diary.say(at, QualificationStageChanged.type, data)
    }

    // MARK: - The CRM

    mutating func create(_ body: EventBody, _ now: Date) throws {
        var data = body.data.filter { $0.key != "call_id" }
        data["lead_id"] = Self.reference("T", body["lead_ref"] ?? "")
        try diary.say(now + 5, LeadCreated.type, data)
        guard let lead = data["lead_id"]?.text, let owner = body["responsible_id"] else { return }
        // Nobody assigns a lead that has its owner from the beginning: he works in it all the same.
        try close(lead, owner, now + 900)
    }

    mutating func convert(_ body: EventBody, _ now: Date) throws {
        guard let lead = body["lead_id"] else { return }
        try diary.say(
            now + 4,
            LeadConverted.type,
            ["lead_id": .text(lead), "deal_id": Self.reference("D", lead)]
        )
        try close(lead, diary.dice.pick(Cast.sellers).id, now + 3600)
    }
}

extension Value: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
}
