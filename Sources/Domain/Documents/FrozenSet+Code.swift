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
                .purpose: invoice.purpose(language),
            ],
            kopecks: Int(invoice.total.count)
        )
        return code
    }
}

extension FrozenInvoice {
    /// What the payment order says it is for; the VAT as accountants write it there.
    package func purpose(_ language: DocumentLanguage) -> String {
        let rates = vatByRate.map(\.rate)
        let rate = rates.count == 1 ? rates.first?.percent.map { " \($0)%" } ?? "" : ""
        switch language {
        case .russian:
            let tax = rates.isEmpty ? "без НДС" : "в т.ч. НДС\(rate) \(vat)"
            return "Оплата по счету № \(head.number) от \(head.date.dotted), \(tax)"
        case .english:
            let tax = rates.isEmpty ? "without VAT" : "including VAT\(rate) \(vat)"
            return "Payment of invoice No. \(head.number) of \(head.date.text), \(tax)"
        }
    }
}

extension CalendarDay {
    /// As Russian documents write it: `30.11.2026`.
    package var dotted: String {
        let parts = text.split(separator: "-")
        return parts.reversed().joined(separator: ".")
    }
}
