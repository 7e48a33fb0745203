import Domain
import Foundation
import Testing

/// The examples of the description, number by number.
@Suite struct `The worked examples of documents` {
    @Test func `VAT is taken of each line, and totals are sums of lines`() throws {
        let office = try DocumentOffice("schedule = \"off\"\ncharge_on = \"invoice\"")
        try office.client()
        let prices = ["85000.00", "42500.50", "22051.05", "27999.96"]
        for (index, price) in prices.enumerated() {
            try office.charge("i\(index)", price, on: "2026-02-1\(index)", kind: "invoice")
        }
        try office.want("R1", #"["invoice"]"#)
        let invoice = try #require(office.frozen.first?.invoice)
        #expect(invoice.head.number == 118)
        #expect(invoice.lines.map(\.vat.text) == ["15327.87", "7664.02", "3976.42", "5049.17"])
        #expect(invoice.vat.text == "32017.48")
        #expect(invoice.total.text == "177551.51")
        #expect(VATRate(percent: 22).part(of: invoice.total).text == "32017.49")
        let fact = try #require(try office.ready().first?.documents.first)
        #expect(fact.number == "118" && fact.total?.amount == Decimal(string: "177551.51"))
    }

    @Test func `a payment learnt after an act is listed apart in the next`() throws {
        let office = try DocumentOffice(start: "2026-03-02T10:00:00Z")
        try office.client()
        try office.observe("50000.00", asOf: "2025-12-31")
        try office.charge("c1", "85000.00", on: "2026-01-10")
        try office.charge("c2", "87551.51", on: "2026-01-31")
        try office.pay("p1", "50000.00", on: "2026-01-05")
        try office.pay("p2", "100000.00", on: "2026-01-12")
        try office.pay("p2", "100000.00", on: "2026-01-12")
        try office.pay("p3", "40000.00", on: "2026-01-20")
        try office.want("R1", month: "2026-01")
        let first = try #require(office.frozen.last?.act)
        #expect(first.opening.text == "50000.00" && first.closing.text == "32551.51")
        #expect(first.entries.count == 5 && first.previous == nil)
        try office.pay("p4", "35000.00", on: "2026-01-25")
        try office.want("R2", month: "2026-02")
        let second = try #require(office.frozen.last?.act)
        #expect(second.previous?.closing.text == "32551.51" && second.previous?.number == 1)
        #expect(second.late.map(\.credit.text) == ["35000.00"])
        #expect(second.opening.text == "-2448.49" && second.closing.text == "-2448.49")
        #expect(second.entries.isEmpty && second.head.number == 2)
        #expect(office.sent("baton.document.outdated").count == 1)
    }

    @Test func `a charge is rounded half up`() throws {
        let office = try DocumentOffice()
        try office.client()
        try office.publish(
            "charge.posted",
            #"""
            {"charge_id": "c1", "client_id": "C1", "date": "2026-02-10", "lines": [
            {"title": "Клики", "quantity": 0.5, "price": {"amount": "0.01", "currency": "RUB"}},
            {"title": "Клики", "quantity": 1.5, "price": {"amount": "0.03", "currency": "RUB"}}]}
            """#
        )
        try office.want("R1", #"["completion"]"#)
        let act = try #require(office.frozen.first?.completion)
        #expect(act.lines.map(\.amount.text) == ["0.01", "0.05"] && act.total.text == "0.06")
    }

    @Test func `without VAT is not zero per cent`() throws {
        #expect(VATRate("none") == VATRate.none && VATRate("0") == VATRate(percent: 0))
        #expect(VATRate.none != VATRate(percent: 0))
        #expect(VATRate.none.part(of: Kopecks(12_200)) == .zero)
        #expect(VATRate(percent: 22).part(of: Kopecks(12_200)) == Kopecks(2200))
    }
}
