import Domain

/// Счёт на оплату: whom to pay and how, for what, and the sum in words.
struct InvoicePaper {
    let set: FrozenSet
    let invoice: FrozenInvoice
    let words: PaperWords

    var paper: Paper {
        let title = words(
            .invoice,
            ["number": String(invoice.head.number), "date": words.long(invoice.head.date)]
        )
        let lines = LinesTable(
            invoice.lines,
            invoice.vatByRate,
            invoice.total,
            words,
            isToPay: true
        )
        return set.paper(
            invoice.head,
            title: title,
            [
                .form(bank), .title(title, under: words.replaces(invoice.head)), .rule,
            ] + parties + [
                .table(lines.table),
                .text(Paper.Text(lines.summary)),
                .text(Paper.Text(words.inWords(invoice.total), isStrong: true)),
            ] + words.note(.invoice) + [
                .rule,
                .signatures([set.signature(as: words(.director))]),
            ]
        )
    }

    /// The customer beside the code; an invoice of nothing has no code.
    private var parties: [Paper.Block] {
        let pairs = Paper.Block.pairs([
            Paper.Pair(words(.seller), words.party(set.seller)),
            Paper.Pair(words(.buyer), words.party(set.client)),
            Paper.Pair(words(.period), words.period(set.period)),
        ])
        // A code that can't be made blocks the set before it gets here.
        guard let code = try? set.paymentCode() else { return [pairs] }
        let drawn = Paper.Code(payload: code.text, caption: words(.payByCode), side: 118)
        return [.beside([pairs], [.code(drawn)], share: 0.74)]
    }

    /// The fields of a payment order, where everybody looks for them.
    private var bank: Paper.Form {
        let seller = set.seller
        let kpp = seller.kpp.map { words(.kpp, ["kpp": $0]) } ?? ""
        return Paper.Form(
            widths: [0.29, 0.29, 0.1, 0.32],
            rowCount: 4,
            fields: [
                Paper.Field(
                    row: 0,
                    column: 0,
                    rows: 2,
                    columns: 2,
                    seller.bank,
                    caption: words(.bank)
                ),
                Paper.Field(row: 0, column: 2, words(.bic)),
                Paper.Field(row: 0, column: 3, seller.bic),
                Paper.Field(row: 1, column: 2, words(.account)),
                Paper.Field(row: 1, column: 3, seller.correspondentAccount),
                Paper.Field(row: 2, column: 0, words(.inn, ["inn": seller.inn])),
                Paper.Field(row: 2, column: 1, kpp),
                Paper.Field(row: 2, column: 2, rows: 2, words(.account)),
                Paper.Field(row: 2, column: 3, rows: 2, seller.account),
                Paper.Field(
                    row: 3,
                    column: 0,
                    columns: 2,
                    seller.name,
                    caption: words(.recipient)
                ),
            ]
        )
    }
}

/// The lines of an invoice or a completion act, with their sums.
struct LinesTable {
    private let lines: [FrozenLine]
    private let rates: [FrozenVAT]
    private let total: Kopecks
    private let words: PaperWords
    private let isToPay: Bool

    init(
        _ lines: [FrozenLine],
        _ rates: [FrozenVAT],
        _ total: Kopecks,
        _ words: PaperWords,
        isToPay: Bool
    ) {
        self.lines = lines
        self.rates = rates
        self.total = total
        self.words = words
        self.isToPay = isToPay
    }

    /// Whether any line is taxed: otherwise nothing is said of VAT but that there is none.
    private var isTaxed: Bool { lines.contains { $0.rate != .none } }

    var table: Paper.Table {
        let taxed: [Paper.Column] = isTaxed ? [.fit(.centre), .fit()] : []
        let head: [Paper.Cell] =
            [Paper.Cell(words(.number)), Paper.Cell(words(.work)), Paper.Cell(words(.quantity))]
            + [Paper.Cell(words(.price))]
            + (isTaxed ? [Paper.Cell(words(.rate)), Paper.Cell(words(.vat))] : [])
            + [Paper.Cell(words(isTaxed ? .amount : .sum))]
        return Paper.Table(
            columns: [.fit(.centre), .share(1), .fit(), .fit()] + taxed + [.fit()],
            head: [Paper.Row(head)],
            rows: lines.enumerated().map { row($0.offset + 1, $0.element) } + sums
        )
    }

    private func row(_ number: Int, _ line: FrozenLine) -> Paper.Row {
        let taxed: [Paper.Cell] =
            isTaxed
            ? [
                Paper.Cell(words.rate(line.rate)),
                Paper.Cell(line.rate == .none ? "—" : words.amount(line.vat)),
            ] : []
        return Paper.Row(
            [
                Paper.Cell(String(number)), Paper.Cell(line.title),
                Paper.Cell(words.number(line.quantity)), Paper.Cell(words.amount(line.price)),
            ] + taxed + [Paper.Cell(words.amount(line.amount))]
        )
    }

    private var sums: [Paper.Row] {
        let vat = rates.filter { $0.rate != .none }.map { part in
            sum(words(.ofWhichVAT, ["rate": words.rate(part.rate)]), words.amount(part.amount))
        }
        let untaxed = isTaxed ? [] : [sum(words(.withoutVAT), "—")]
        return [sum(words(.total), words.amount(total))] + vat + untaxed
            + (isToPay ? [sum(words(.toPay), words.amount(total))] : [])
    }

    private func sum(_ name: String, _ amount: String) -> Paper.Row {
        let span = isTaxed ? 6 : 4
        return Paper.Row([Paper.Cell(name, span: span, .trailing), Paper.Cell(amount)], .open)
    }

    /// How many lines there are, and their sum.
    var summary: String {
        words(.items, ["count": String(lines.count), "amount": words.amount(total)])
    }
}
