import Domain
import Engine
import Foundation
import SeededChance
import Testing

/// The clients' ledger, and the acts made of it.
@Suite struct `The ledger of clients` {
    @Test(arguments: 1...20)
    func `makes acts whose closings and openings always tie`(seed: Int) throws {
        var chance = SplitMix(seed: UInt64(seed))
        let office = try DocumentOffice(start: "2026-08-01T10:00:00Z")
        try office.client()
        var sum = Decimal(0)
        var posted: [(id: String, isCharge: Bool, amount: Decimal)] = []
        for step in 0..<60 {
            let day = CalendarDay(year: 2026, month: 1, day: 1)
                .adding(days: Int.random(in: 0..<180, using: &chance)).text
            let amount = Decimal(Int.random(in: 1...9_999_999, using: &chance)) / 100
            switch Int.random(in: 0..<10, using: &chance) {
            case 0..<4:
                try office.charge("c\(step)", Money.text(amount), on: day)
                posted.append(("c\(step)", true, amount))
                sum += amount
            case 4..<8:
                try office.pay("p\(step)", Money.text(amount), on: day)
                posted.append(("p\(step)", false, amount))
                sum -= amount
            default:
                guard !posted.isEmpty else { continue }
                let index = Int.random(in: 0..<posted.count, using: &chance)
                let gone = posted.remove(at: index)
                let kind = gone.isCharge ? "charge" : "payment"
                try office.publish(
                    "\(kind).reversed",
                    #"{"\#(kind)_id": "\#(gone.id)", "date": "\#(day)"}"#
                )
                sum += gone.isCharge ? -gone.amount : gone.amount
            }
            guard step % 10 == 9 else { continue }
            try office.want("R\(step)", month: "2026-0\(step / 10 + 1)")
        }
        let acts = office.frozen.compactMap(\.act)
        #expect(acts.count == 6 && office.blocked.isEmpty)
        for (before, after) in zip(acts, acts.dropFirst()) {
            let late = after.late.map { $0.debit - $0.credit }.total
            #expect(after.previous?.closing == before.closing)
            #expect(after.opening == before.closing + late)
            #expect(after.closing == after.opening + after.debit - after.credit)
        }
        try office.want("last", month: "2026-07")
        #expect(office.frozen.last?.act?.closing.rubles == sum)
    }

    @Test func `takes a charge once, and rejects another under its id`() throws {
        let office = try DocumentOffice()
        try office.client()
        try office.charge("c1", "10.00", on: "2026-02-10")
        try office.charge("c1", "10.00", on: "2026-02-10")
        #expect(office.lastOutcome?.0 == .ignored)
        try office.charge("c1", "11.00", on: "2026-02-10")
        #expect(office.lastOutcome?.0 == .rejected)
        try office.want("R1")
        #expect(office.frozen.first?.act?.closing.text == "10.00")
    }

    @Test func `puts aside what is of nobody`() throws {
        let office = try DocumentOffice()
        try office.charge("c1", "10.00", on: "2026-02-10")
        #expect(office.lastOutcome?.1 == "unknown_client")
        try office.client()
        try office.publish("charge.reversed", #"{"charge_id": "c9"}"#)
        #expect(office.lastOutcome?.1 == "unknown_charge")
        try office.publish("payment.reversed", #"{"payment_id": "p9"}"#)
        #expect(office.lastOutcome?.1 == "unknown_payment")
        try office.pay("p1", "0.00", on: "2026-02-10")
        #expect(office.lastOutcome?.1 == "invalid_value")
    }

    @Test func `begins with what the books say, and is corrected by a difference`() throws {
        let office = try DocumentOffice()
        try office.client()
        try office.pay("p1", "30.00", on: "2026-01-15")
        try office.observe("100.00", asOf: "2026-01-31")
        try office.observe("100.00", asOf: "2026-01-31")
        #expect(office.lastOutcome?.0 == .ignored)
        try office.observe("90.00", asOf: "2026-01-31")
        try office.want("R1")
        #expect(office.frozen.first?.act?.opening.text == "90.00")
    }

    @Test func `keeps legal entities apart`() throws {
        let second = DocumentOffice.entity.replacing("\"romashka\"", with: "\"lutik\"")
            .replacing("start = { invoice = 118 }", with: "")
        let office = try DocumentOffice(more: second)
        try office.client("C1", #", "emails": ["a@b.test"], "legal_entity": "lutik""#)
        try office.charge("c1", "10.00", on: "2026-02-10")
        try office.publish(
            "charge.posted",
            #"{"charge_id": "c2", "client_id": "C1", "date": "2026-02-10", "#
                + #""legal_entity": "romashka", "#
                + #""lines": [{"title": "x", "price": {"amount": "5.00", "currency": "RUB"}}]}"#
        )
        try office.want("R1", #"["invoice", "act"]"#)
        try office.want("R2", #"["invoice", "act"]"#, #", "legal_entity": "romashka""#)
        #expect(office.frozen.map { $0.seller.id } == ["lutik", "romashka"])
        #expect(office.frozen.map { $0.act?.closing.text } == ["10.00", "5.00"])
        #expect(office.frozen.map { $0.invoice?.head.number } == [1, 118])
    }
}
