extension FrozenSet {
    /// What the code on an invoice of this set says.
    ///
    /// An invoice of nothing has none: ``PaymentCode/Flaw/sum(_:)``.
    package func paymentCode(
        of invoice: FrozenInvoice
    ) throws(PaymentCode.Flaw) -> PaymentCode {
        try PaymentCode(
            [
                .name: seller.name, .personalAccount: seller.account, .bankName: seller.bank,
                .bic: seller.bic, .correspondentAccount: seller.correspondentAccount,
                .inn: seller.inn, .kpp: seller.kpp ?? "", .purpose: purpose(of: invoice),
            ],
            kopecks: Int(invoice.total.count)
        )
    }

    /// What the payment order says, always in Russian: banks and tax offices read it.
    package func purpose(of invoice: FrozenInvoice) -> String {
        let date = RussianDate.short(invoice.head.date)
        let rates = invoice.vatByRate.compactMap { part in
            part.rate.percent.map { "НДС \($0)% \(part.amount.text)" }
        }
        let vat = rates.isEmpty ? "без НДС" : "в т.ч. " + rates.joined(separator: ", ")
        return "Оплата по счету № \(invoice.head.number) от \(date), \(vat)"
    }
}

/// Days as Russian documents write them.
package enum RussianDate {
    /// Such as `30.11.2026`.
    package static func short(_ day: CalendarDay) -> String {
        day.text.split(separator: "-").reversed().joined(separator: ".")
    }

    /// Such as `30 ноября 2026 г.`
    package static func long(_ day: CalendarDay) -> String {
        "\(day.day) \(genitives[(day.month - 1) % 12]) \(day.year) г."
    }

    private static let genitives = [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
    ]
}
