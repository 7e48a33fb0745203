import Domain
import Foundation

/// Sets of documents as the ledger would freeze them.
struct SampleSet {
    var language = DocumentLanguage.russian
    var lineCount = 4
    var clientName = "ООО «Заказчик»"
    var title: @Sendable (Int) -> String = { titles[$0 % 4] }
    var isZero = false
    var rate = VATRate(percent: 22)
    var isLate = true

    static let titles = ["Продвижение сайта", "Контекстная реклама", "Тексты", "Поддержка"]
    private static let prices: [Int64] = [8_500_000, 4_250_050, 2_205_105, 2_799_996]
    private static let vats: [Int64] = [1_532_787, 766_402, 397_642, 504_917]
    static let day = CalendarDay(year: 2026, month: 11, day: 30)

    var set: FrozenSet {
        let lines = lines
        let total = lines.map(\.amount).total
        let vat = lines.map(\.vat).total
        let rates = rate == .none ? [] : [FrozenVAT(rate: rate, amount: vat)]
        return FrozenSet(
            requestID: "R1",
            language: language,
            period: DocumentPeriod(from: Self.day.adding(days: -29), to: Self.day),
            seller: Self.seller,
            client: FrozenClient(
                id: "C-1",
                name: clientName,
                inn: "7707083893",
                kpp: "770701001",
                address: "117312, Москва, ул. Вавилова, 19"
            ),
            invoice: FrozenInvoice(
                head: head(.invoice, 118),
                lines: lines,
                total: total,
                vat: vat,
                vatByRate: rates
            ),
            act: act,
            completion: FrozenCompletion(
                head: head(.completion, 5),
                lines: lines,
                total: total,
                vat: vat,
                vatByRate: rates
            ),
            analysis: analysis,
            missing: [FrozenGap(kind: .completion, sentence: "Акта нет: услуг не было.")]
        )
    }

    static let seller = FrozenSeller(
        id: "romashka",
        name: "ООО «Ромашка Диджитал»",
        inn: "5503000013",
        kpp: "550301001",
        address: "644024, г. Омск, ул. Ленина, д. 1, офис 5",
        bank: "ОМСКОЕ ОТДЕЛЕНИЕ N8634 ПАО СБЕРБАНК",
        bic: "045209673",
        account: "40702810245000012345",
        correspondentAccount: "30101810900000000673",
        signatory: "И. О. Директор",
        logo: dot,
        signature: dot
    )

    /// A PNG of one dot.
    static let dot = FrozenImage(
        pngBase64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQ"
            + "cFgAAAGEAQF/g289AAAAAElFTkSuQmCC"
    )

    private func head(_ kind: DocumentKind, _ number: Int) -> FrozenHead {
        FrozenHead(kind: kind, number: number, date: Self.day)
    }

    private var lines: [FrozenLine] {
        (0..<lineCount).map { index in
            let price = Kopecks(isZero ? 0 : Self.prices[index % 4])
            let vat = Kopecks(isZero || rate == .none ? 0 : Self.vats[index % 4])
            return FrozenLine(
                title: title(index),
                quantity: 1,
                price: price,
                amount: price,
                rate: rate,
                vat: vat,
                date: Self.day
            )
        }
    }

    private var act: FrozenAct {
        let entries = (0..<lineCount).map { index in
            let isCharge = index.isMultiple(of: 2)
            return FrozenEntry(
                date: Self.day.adding(days: index % 28 - 28),
                kind: isCharge ? .charge : .payment,
                reference: title(index),
                debit: Kopecks(isCharge && !isZero ? 8_500_000 : 0),
                credit: Kopecks(isCharge || isZero ? 0 : 5_000_000)
            )
        }
        let opening = Kopecks(isZero ? 0 : -244_849)
        let (debit, credit) = (entries.map(\.debit).total, entries.map(\.credit).total)
        let learnt = FrozenEntry(
            date: Self.day.adding(days: -36),
            kind: .payment,
            reference: "платёжное поручение 7",
            debit: .zero,
            credit: Kopecks(3_500_000)
        )
        return FrozenAct(
            head: head(.act, 2),
            previous: FrozenAct.Previous(
                number: 1,
                date: Self.day.adding(days: -30),
                to: Self.day.adding(days: -30),
                closing: Kopecks(3_255_151)
            ),
            late: isLate ? [learnt] : [],
            opening: opening,
            entries: entries,
            debit: debit,
            credit: credit,
            closing: opening + debit - credit
        )
    }

    private var analysis: FrozenAnalysis {
        let metrics = [
            FrozenMetric(id: "leads", title: "Лидов", value: 42, text: "42"),
            FrozenMetric(id: "calls", title: "Звонков", value: 117, text: "117"),
            FrozenMetric(id: "balance", title: "Сальдо", value: 32551, text: "32\u{A0}551,51 ₽"),
        ]
        let points = (0..<30).map { index in
            FrozenChart.Point(
                date: Self.day.adding(days: index - 29),
                value: (10...12).contains(index) ? nil : Decimal(40 + index * 7 % 23)
            )
        }
        return FrozenAnalysis(
            head: head(.analysis, 7),
            metrics: metrics,
            sections: [
                FrozenAnalysis.Section(
                    title: title(0),
                    sentences: [[.words("За период лидов: "), .metric("leads"), .words(".")]]
                )
            ],
            chart: FrozenChart(title: "Видимость сайта, %", points: points)
        )
    }
}
