import Foundation

/// What is verified of a set before it may have numbers.
///
/// Sums are made again from the printed
/// lines, in another way than the set was made.
package struct SetCheck {
    private let set: FrozenSet
    private var faults: [DocumentFault] = []

    /// What is wrong with a set; nothing where it may have numbers.
    package static func faults(of set: FrozenSet) -> [DocumentFault] {
        var check = SetCheck(set)
        check.checkParties()
        check.checkLines()
        check.checkAct()
        check.checkCode()
        check.checkAnalysis()
        return check.faults
    }

    private init(_ set: FrozenSet) {
        self.set = set
    }

    private mutating func expect(
        _ code: DocumentFault.Code,
        _ field: String,
        _ expected: String,
        _ found: String
    ) {
        guard expected != found else { return }
        faults.append(DocumentFault(code, field: field, expected: expected, found: found))
    }

    private mutating func report(
        _ code: DocumentFault.Code,
        _ field: String,
        expected: String? = nil,
        _ found: String
    ) {
        faults.append(DocumentFault(code, field: field, expected: expected, found: found))
    }

    // MARK: - Who

    private mutating func checkParties() {
        let seller = set.seller
        if !Requisites.isINN(seller.inn) { report(.inn, "legal_entity.inn", seller.inn) }
        if !Requisites.isAccount(seller.account, bic: seller.bic) {
            report(.account, "legal_entity.account", expected: seller.bic, seller.account)
        }
        if !Requisites.isCorrespondentAccount(seller.correspondentAccount, bic: seller.bic) {
            report(
                .account,
                "legal_entity.correspondent_account",
                expected: seller.bic,
                seller.correspondentAccount
            )
        }
        if let inn = set.client.inn, !Requisites.isINN(inn) { report(.inn, "legal.inn", inn) }
        if let kpp = set.client.kpp, !Requisites.isKPP(kpp) { report(.kpp, "legal.kpp", kpp) }
    }

    // MARK: - How much

    private mutating func checkLines() {
        if let invoice = set.invoice {
            check("invoice", invoice.lines, invoice.total, invoice.vat, invoice.vatByRate)
        }
        if let act = set.completion {
            check("completion", act.lines, act.total, act.vat, act.vatByRate)
        }
        if let invoice = set.invoice, let act = set.completion, invoice.lines == act.lines {
            expect(.documentsDisagree, "completion.total", invoice.total.text, act.total.text)
        }
    }

    private mutating func check(
        _ name: String,
        _ lines: [FrozenLine],
        _ total: Kopecks,
        _ vat: Kopecks,
        _ byRate: [FrozenVAT]
    ) {
        var (sum, tax) = (Decimal(0), Decimal(0))
        for (index, line) in lines.enumerated() {
            let exact = line.price.rubles * line.quantity
            let amount = exact.halfUp(toStep: .smallestStep)
            let place = "\(name).lines.\(index + 1)"
            expect(.lineSum, "\(place).amount", amount.twoPlaces, line.amount.text)
            let share = line.rate.percent.map { (amount * $0).divided(by: 100 + $0, places: 2) }
            expect(.vatSum, "\(place).vat", (share ?? 0).twoPlaces, line.vat.text)
            sum += line.amount.rubles
            tax += line.vat.rubles
        }
        expect(.lineSum, "\(name).total", sum.twoPlaces, total.text)
        expect(.vatSum, "\(name).vat", tax.twoPlaces, vat.text)
        let listed = byRate.reduce(Decimal(0)) { $0 + $1.amount.rubles }
        expect(.vatSum, "\(name).vat_by_rate", vat.text, listed.twoPlaces)
        checkWords("\(name).total", total)
    }

    /// The words of an amount must mean the amount.
    private mutating func checkWords(_ field: String, _ amount: Kopecks) {
        let count = Int(amount.magnitude.count)
        let words = AmountInWords(kopecks: count, set.language)?.text ?? ""
        let read = AmountInWords(parsing: words, set.language)?.kopecks
        guard read != count else { return }
        report(.words, field, expected: amount.magnitude.text, words)
    }

    private mutating func checkAct() {
        guard let act = set.act else { return }
        let debit = act.entries.reduce(Decimal(0)) { $0 + $1.debit.rubles }
        let credit = act.entries.reduce(Decimal(0)) { $0 + $1.credit.rubles }
        expect(.balance, "act.debit", debit.twoPlaces, act.debit.text)
        expect(.balance, "act.credit", credit.twoPlaces, act.credit.text)
        let closing = act.opening.rubles + debit - credit
        expect(.balance, "act.closing", closing.twoPlaces, act.closing.text)
        checkWords("act.closing", act.closing)
        guard let previous = act.previous else { return }
        let opening = act.late.reduce(previous.closing.rubles) {
            $0 + $1.debit.rubles - $1.credit.rubles
        }
        expect(.opening, "act.opening", opening.twoPlaces, act.opening.text)
    }

    // MARK: - The code

    private mutating func checkCode() {
        do {
            guard let code = try set.paymentCode(), let invoice = set.invoice else { return }
            let read = PaymentCode(parsing: code.text)?.kopecks.map { Kopecks(Int64($0)).text }
            expect(.paymentCodeReadBack, "invoice.code", invoice.total.text, read ?? "")
        } catch {
            report(.paymentCode, error.field, expected: error.allowed, error.found)
        }
    }

    // MARK: - The text

    private mutating func checkAnalysis() {
        guard let analysis = set.analysis else { return }
        let known = Set(analysis.metrics.map(\.id))
        for piece in analysis.sections.flatMap(\.sentences).flatMap(\.self) {
            if let words = piece.words, words.contains(where: \.isNumber) {
                report(.looseNumber, "analysis", words)
            }
            if let metric = piece.metric, !known.contains(metric) {
                report(.looseNumber, "analysis.\(metric)", "")
            }
        }
        let note = set.text(.noteAnalysis)
        if note.contains(where: \.isNumber) {
            report(.looseNumber, PaperPhrase.noteAnalysis.template, note)
        }
        guard let act = set.act,
            let closing = analysis.metrics.first(where: { $0.id == "balance.closing" })
        else { return }
        expect(
            .documentsDisagree,
            "analysis.balance.closing",
            act.closing.text,
            closing.value.twoPlaces
        )
    }
}

extension PaymentCode.Flaw {
    /// The field of the legal entity that is at fault.
    fileprivate var field: String {
        switch self {
        case .missing(let field), .tooLong(let field, _): "invoice.code.\(field.rawValue)"
        case .mandatoryBlock, .noSeparator: "invoice.code"
        case .sum: "invoice.total"
        }
    }

    fileprivate var allowed: String? {
        switch self {
        case .tooLong(let field, _): "\(field.charactersMax)"
        case .mandatoryBlock: "\(PaymentCode.mandatoryBytesMax)"
        case .missing, .noSeparator, .sum: nil
        }
    }

    fileprivate var found: String {
        switch self {
        case .missing, .noSeparator: ""
        case .tooLong(_, let characters): "\(characters)"
        case .mandatoryBlock(let bytes): "\(bytes)"
        case .sum(let kopecks): "\(kopecks)"
        }
    }
}
