import Foundation

extension FrozenSet {
    /// What the code on the invoice says; nil where there is no invoice, or nothing to pay.
    package func paymentCode() throws(PaymentCode.Flaw) -> PaymentCode? {
        guard let invoice, invoice.total > .zero else { return nil }
        let code = try PaymentCode(
            [
                .name: seller.name, .personalAccount: seller.account, .bankName: seller.bank,
                .bic: seller.bic, .correspondentAccount: seller.correspondentAccount,
                .inn: seller.inn, .kpp: seller.kpp ?? "",
                .purpose: invoice.purpose,
            ],
            kopecks: Int(invoice.total.count)
        )
        return code
    }
}

extension FrozenInvoice {
    /// What the payment order says it is for, always in Russian: banks and tax offices read it.
    package var purpose: String {
        let rates = vatByRate.map(\.rate)
        let rate = rates.count == 1 ? rates.first?.percent.map { " \($0)%" } ?? "" : ""
        let tax = rates.isEmpty ? "без НДС" : "в т.ч. НДС\(rate) \(vat)"
        return "Оплата по счету № \(head.number) от \(head.date.dotted), \(tax)"
    }
}

extension CalendarDay {
    /// As Russian documents write it: `30.11.2026`.
    package var dotted: String {
        let parts = text.split(separator: "-")
        return parts.reversed().joined(separator: ".")
    }
}
