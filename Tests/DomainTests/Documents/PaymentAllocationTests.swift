import Domain
import Testing

@Suite struct `What payments pay` {
    private typealias Line = PaymentAllocation.Line

    private func day(_ day: Int) -> CalendarDay { CalendarDay(year: 2026, month: 1, day: day) }

    private func charge(_ id: String, _ on: Int, _ amount: Int64, no: String? = nil) -> Line {
        Line(
            date: day(on),
            kind: .charge,
            reference: id,
            documentNo: no,
            amount: Kopecks(amount)
        )
    }

    private func payment(_ id: String, _ on: Int, _ amount: Int64, no: String? = nil) -> Line {
        Line(
            date: day(on),
            kind: .payment,
            reference: id,
            documentNo: no,
            amount: Kopecks(-amount)
        )
    }

    private func open(_ allocation: PaymentAllocation) -> [Int64] {
        allocation.dues.map(\.open.count)
    }

    @Test func `is the named document first, then the oldest, and the rest is an advance`() {
        let allocation = PaymentAllocation([
            charge("c1", 1, 100), charge("c2", 2, 200, no: "A-2"), charge("c3", 3, 300),
            payment("p1", 5, 250, no: "A-2"), payment("p2", 6, 400),
        ])
        #expect(open(allocation) == [0, 0, 0] && allocation.advance.count == 50)
        #expect(
            allocation.payments.map { $0.parts.map(\.charge.reference) }
                == [["c2", "c1"], ["c1", "c3"]]
        )
        #expect(
            allocation.payments.map { $0.parts.map(\.amount.count) } == [[200, 50], [50, 300]]
        )
    }

    /// A later payment that names a document is not robbed of it by an earlier one that names none.
    @Test func `goes to named documents before any goes to the oldest`() {
        let allocation = PaymentAllocation([
            charge("c1", 1, 100), payment("p1", 2, 100), payment("p2", 3, 100, no: "c1"),
        ])
        #expect(allocation.payments.map { $0.parts.count } == [0, 1])
        #expect(allocation.payments.map(\.advance.count) == [100, 0])
    }

    @Test func `is what an invoice is about, where its number is named`() {
        let period = DocumentPeriod(from: day(10), to: day(20))
        let allocation = PaymentAllocation(
            [charge("c1", 1, 100), charge("c2", 15, 100), payment("p1", 25, 100, no: "118")],
            invoices: ["118": period]
        )
        #expect(open(allocation) == [100, 0])
    }

    @Test func `leaves out what was taken back`() {
        let allocation = PaymentAllocation([
            charge("c1", 1, 100), charge("c2", 2, 200), payment("p1", 3, 200), payment("p2", 4, 50),
            Line(date: day(5), kind: .chargeReversed, reference: "c1", amount: Kopecks(-100)),
            Line(date: day(6), kind: .paymentReversed, reference: "p2", amount: Kopecks(50)),
        ])
        #expect(allocation.dues.map(\.line.reference) == ["c2"] && allocation.open == .zero)
        #expect(allocation.payments.map(\.line.reference) == ["p1"])
    }

    @Test func `counts balances that were observed`() {
        let opening = Line(date: day(1), kind: .opening, reference: "x", amount: Kopecks(500))
        let less = Line(date: day(2), kind: .opening, reference: "y", amount: Kopecks(-100))
        let allocation = PaymentAllocation([opening, less, payment("p1", 3, 150)])
        #expect(allocation.open.count == 250 && allocation.advance == .zero)
    }
}
