/// The phrases of documents, with places in braces; a company may have its own, by templates named
/// after them.
package enum PaperPhrase: String, CaseIterable, Sendable {
    case invoice, completion, act, analysis, replaces
    case period, inn, kpp
    case fromTo = "from_to"
    case forPeriod = "for_period"
    case withoutVAT = "without_vat"
    case bank, recipient, bic, account, seller, buyer
    case payByCode = "pay_by_code"
    case number, work, quantity, price, rate, vat, amount
    case sum, total, items
    case ofWhichVAT = "of_which_vat"
    case toPay = "to_pay"
    case director, done
    case between, date, document, debit, credit
    case byData = "by_data"
    case opening, turnovers, closing
    case lateHeading = "late_heading"
    case lateIntroduction = "late_introduction"
    case lateOutcome = "late_outcome"
    case owed
    case nothingOwed = "nothing_owed"
    case debitOf = "debit_of"
    case creditOf = "credit_of"
    case onBehalf = "on_behalf"
    case entryOpening = "entry_opening"
    case entryCharge = "entry_charge"
    case entryPayment = "entry_payment"
    case entryChargeReversed = "entry_charge_reversed"
    case entryPaymentReversed = "entry_payment_reversed"
    case numbered, missing
    /// What a company adds to its documents; nothing unless it has a template for it.
    case noteInvoice = "note_invoice"
    case noteAct = "note_act"
    case noteCompletion = "note_completion"
    case noteAnalysis = "note_analysis"

    /// As it is unless a company has its own.
    package func text(_ language: DocumentLanguage) -> String {
        switch language {
        case .russian: Self.russian[self] ?? rawValue
        case .english: Self.english[self] ?? rawValue
        }
    }

    /// As the accountants of these companies write.
    package static let russian: [PaperPhrase: String] = [
        .invoice: "Счёт на оплату № {number} от {date}",
        .completion: "Акт выполненных работ (оказанных услуг) № {number} от {date}",
        .act: "Акт сверки взаимных расчётов № {number} от {date}",
        .analysis: "Итоги работы: {period}",
        .replaces: "взамен № {number} от {date}",
        .fromTo: "с {from} по {to}",
        .forPeriod: "за период: {period}",
        .period: "Период",
        .inn: "ИНН\u{A0}{inn}",
        .kpp: "КПП\u{A0}{kpp}",
        .withoutVAT: "Без НДС",
        .bank: "Банк получателя",
        .recipient: "Получатель",
        .bic: "БИК",
        .account: "Сч. №",
        .seller: "Исполнитель",
        .buyer: "Заказчик",
        .payByCode: "Оплата по QR-коду в приложении банка",
        .number: "№",
        .work: "Наименование работ, услуг",
        .quantity: "Кол-во",
        .price: "Цена, руб.",
        .rate: "Ставка НДС",
        .vat: "Сумма НДС, руб.",
        .amount: "Сумма с НДС, руб.",
        .sum: "Сумма, руб.",
        .ofWhichVAT: "В том числе НДС {rate}:",
        .toPay: "Всего к оплате:",
        .total: "Итого:",
        .items: "Всего наименований {count}, на сумму {amount} руб.",
        .director: "Руководитель",
        .done: """
        Перечисленные работы (услуги) выполнены полностью и в срок. Заказчик не имеет \
        претензий по их объёму, качеству и срокам.
        """,
        .between: """
        {seller} и {client} составили настоящий акт о том, что состояние взаимных расчётов \
        {period} по данным учёта следующее:
        """,
        .byData: "По данным: {name}, руб.",
        .date: "Дата",
        .document: "Документ",
        .debit: "Дебет",
        .credit: "Кредит",
        .opening: "Сальдо начальное",
        .turnovers: "Обороты за период",
        .closing: "Сальдо конечное",
        .lateHeading: "Отражено после акта № {number}",
        .lateIntroduction: """
        По акту № {number} от {date} сальдо на {to} — {closing} После него отражены операции \
        за прошлые дни:
        """,
        .lateOutcome: "С учётом этих операций сальдо начальное — {opening}",
        .owed: "На {date} задолженность в пользу {name} составляет {amount} руб. ({words}).",
        .nothingOwed: "На {date} задолженность отсутствует ({words}).",
        .debitOf: "Дт {amount} руб.",
        .creditOf: "Кт {amount} руб.",
        .onBehalf: "От {name}",
        .entryOpening: "Ввод остатка",
        .entryCharge: "Продажа ({reference})",
        .entryPayment: "Оплата ({reference})",
        .entryChargeReversed: "Сторно продажи ({reference})",
        .entryPaymentReversed: "Возврат оплаты ({reference})",
        .numbered: "№ {number} от {date}",
        .missing: "Чего нет в комплекте",
        .noteInvoice: "", .noteAct: "", .noteCompletion: "", .noteAnalysis: "",
    ]

    /// The same in English.
    package static let english: [PaperPhrase: String] = [
        .invoice: "Invoice No. {number} of {date}",
        .completion: "Certificate of completion No. {number} of {date}",
        .act: "Reconciliation statement No. {number} of {date}",
        .analysis: "Results: {period}",
        .replaces: "replaces No. {number} of {date}",
        .fromTo: "{from} – {to}",
        .forPeriod: "for the period {period}",
        .period: "Period",
        .inn: "INN\u{A0}{inn}",
        .kpp: "KPP\u{A0}{kpp}",
        .withoutVAT: "no VAT",
        .bank: "Beneficiary's bank",
        .recipient: "Beneficiary",
        .bic: "BIC",
        .account: "Account",
        .seller: "Supplier",
        .buyer: "Customer",
        .payByCode: "Pay by QR code in your bank's application",
        .number: "No.",
        .work: "Work or service",
        .quantity: "Quantity",
        .price: "Price, RUB",
        .rate: "VAT rate",
        .vat: "VAT, RUB",
        .amount: "Amount with VAT, RUB",
        .sum: "Amount, RUB",
        .ofWhichVAT: "Including VAT {rate}:",
        .toPay: "Total due:",
        .total: "Total:",
        .items: "{count} items, RUB {amount} in total",
        .director: "Director",
        .done: """
        The work and services listed were completed in full and on time. The customer has no \
        claims as to their scope, quality or timing.
        """,
        .between: """
        {seller} and {client} state that their mutual settlements {period} are, according to \
        the books:
        """,
        .byData: "By the books of {name}, RUB",
        .date: "Date",
        .document: "Document",
        .debit: "Debit",
        .credit: "Credit",
        .opening: "Opening balance",
        .turnovers: "Turnover of the period",
        .closing: "Closing balance",
        .lateHeading: "Recorded after statement No. {number}",
        .lateIntroduction: """
        By statement No. {number} of {date} the balance on {to} was {closing}. Entries for \
        earlier days were recorded after it:
        """,
        .lateOutcome: "With these entries the opening balance is {opening}.",
        .owed: "On {date} RUB {amount} are owed to {name} ({words}).",
        .nothingOwed: "On {date} nothing is owed ({words}).",
        .debitOf: "RUB {amount} debit",
        .creditOf: "RUB {amount} credit",
        .onBehalf: "For {name}",
        .entryOpening: "Opening entry",
        .entryCharge: "Sale ({reference})",
        .entryPayment: "Payment ({reference})",
        .entryChargeReversed: "Sale reversed ({reference})",
        .entryPaymentReversed: "Payment returned ({reference})",
        .numbered: "No. {number} of {date}",
        .missing: "What is not in this set",
        .noteInvoice: "", .noteAct: "", .noteCompletion: "", .noteAnalysis: "",
    ]
}
