import Domain
import Testing

/// Fields that the CRM sends with a move of an item.
@Suite struct `Fields that come with a move` {
    private static let three = ["company": "Лес", "contact_phone": "+7", "budget": "5"]

    @Test func `count although the stage is put back`() {
        var bench = QualificationBench.opened()
        bench.move("target_lead", by: "marina", fields: Self.three)
        #expect(bench.outcome == "rejected: required_fields_missing")
        #expect(bench.item?.stage == .new)
        bench.move("target_lead", by: "marina", fields: ["direction": "ftl"])
        let fields = bench.command(LeadConvert.self)?.fields
        #expect(fields?["company"] == .text("Лес"))
        #expect(fields?["budget"] == .text("5"))
    }

    @Test func `count although the item is at the stage already`() {
        var bench = QualificationBench.opened()
        bench.move("in_progress", by: "marina")
        bench.move("in_progress", by: "marina", fields: ["direction": "ftl"])
        #expect(bench.item?.fields["direction"] == .text("ftl"))
        bench.move("in_progress", by: "marina", fields: ["direction": "ftl"])
        #expect(bench.outcome == "ignored: already_at_this_stage")
    }

    @Test func `do not count from somebody who may not move the item, nor after its end`() {
        var bench = QualificationBench.opened()
        bench.move("target_lead", by: "kira", fields: ["direction": "ftl"])
        #expect(bench.outcome == "rejected: actor_not_allowed")
        bench.move("junk", by: "marina", junk: "spam")
        bench.move("target_lead", by: "marina", fields: ["direction": "ftl"])
        #expect(bench.outcome == "rejected: item_closed")
        #expect(bench.item?.fields.isEmpty == true)
    }
}
