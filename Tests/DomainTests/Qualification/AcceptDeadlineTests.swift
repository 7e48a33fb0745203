import Domain
import Foundation
import Testing

@Suite("The time that sales has for an answer")
struct AcceptDeadlineTests {
    private func passed() -> QualificationBench {
        var bench = QualificationBench.opened()
        bench.policies.qualification.acceptWithin = .seconds(1800)
        bench.move("passed_to_sales", by: "marina", manager: "anna")
        return bench
    }

    @Test func `begins with the pass`() {
        #expect(passed().deadline?.due == QualificationBench.now + 1800)
    }

    @Test func `is not kept where the configuration has none`() {
        #expect(QualificationBench.passed().deadline == nil)
    }

    @Test func `reminds the manager first and then tells the heads, once each`() throws {
        var bench = passed()
        let first = try #require(bench.deadline).generation
        bench.fire(generation: first)
        #expect(bench.commands(ChatNotify.self).map(\.recipientID) == ["anna"])
        let second = try #require(bench.deadline).generation
        #expect(second != first)
        bench.fire(generation: second)
        #expect(bench.commands(ChatNotify.self).map(\.recipientID) == ["head"])
        bench.fire(generation: second)
        #expect(bench.outcome == "ignored: late_timer")
    }

    @Test(arguments: ["returned_by_sales", "accepted_by_sales"])
    func `ends with the answer`(_ answer: String) throws {
        var bench = passed()
        let generation = try #require(bench.deadline).generation
        bench.move(answer, by: "anna", comment: "Рано")
        #expect(bench.deadline == nil)
        bench.fire(generation: generation)
        #expect(bench.outcome == "ignored: late_timer")
    }

    @Test func `begins anew with each pass, and the old one is void`() throws {
        var bench = passed()
        let old = try #require(bench.deadline).generation
        bench.move("returned_by_sales", by: "anna", comment: "Рано")
        bench.move("passed_to_sales", by: "marina")
        #expect(try #require(bench.deadline).generation != old)
        bench.fire(generation: old)
        #expect(bench.outcome == "ignored: late_timer")
    }

    @Test func `ends when the lead is closed in the CRM`() {
        var bench = passed()
        bench.leadStage("lost", closed: true)
        #expect(bench.deadline == nil)
    }
}
