import Domain
import Foundation

/// What documents say, in the language of a set and with the company's own phrases.
struct PaperWords {
    let language: DocumentLanguage
    private let phrase: (PaperPhrase) -> String
    /// What every phrase may name.
    private var common: [String: String] = [:]

    init(_ set: FrozenSet) {
        language = set.language
        phrase = set.text
        common = [
            "seller": set.seller.name, "client": set.client.name, "period": period(set.period),
        ]
    }

    /// A phrase with its places filled in; what is filled in is not looked into again, and braces
    /// around anything else are what somebody wrote.
    func callAsFunction(_ key: PaperPhrase, _ values: [String: String] = [:]) -> String {
        var text = ""
        var rest = phrase(key)[...]
        while let (before, behind) = rest.halves(at: "{"),
            let (name, after) = behind.halves(at: "}")
        {
            text += before + (values[String(name)] ?? common[String(name)] ?? "{\(name)}")
            rest = after
        }
        return text + rest
    }

    /// What a company adds to a kind of documents.
    func note(_ kind: DocumentKind) -> [Paper.Block] {
        let phrase: PaperPhrase =
            switch kind {
            case .invoice: .noteInvoice
            case .act: .noteAct
            case .completion: .noteCompletion
            case .analysis: .noteAnalysis
            }
        let text = self(phrase)
        return text.allSatisfy(\.isWhitespace) ? [] : [.text(Paper.Text(text, .small))]
    }

    // MARK: - Numbers

    private static let noBreak = "\u{A0}"

    /// Such as `177 551,51`, or `177,551.51` in English; the groups are never parted.
    func amount(_ amount: Kopecks) -> String {
        let digits = amount.magnitude.text.parts(at: ".")
        let sign = amount < .zero ? "−" : ""
        let whole = grouped(String(digits.first ?? ""))
        let point =
            switch language {
            case .russian: ","
            case .english: "."
            }
        return sign + whole + point + (digits.count > 1 ? digits[1] : "00")
    }

    /// An amount where there is one: an empty field says that nothing belongs there.
    func amountOrBlank(_ amount: Kopecks) -> String {
        amount == .zero ? "" : self.amount(amount)
    }

    private func grouped(_ digits: String) -> String {
        let separator =
            switch language {
            case .russian: Self.noBreak
            case .english: ","
            }
        let signs = Array(digits)
        return signs.indices.map { index in
            let isBoundary = index > 0 && (signs.count - index) % 3 == 0
            return (isBoundary ? separator : "") + String(signs[index])
        }.joined()
    }

    /// A number as it was given, such as `1,5`.
    func number(_ number: Decimal) -> String {
        let text = "\(number)"
        return switch language {
        case .russian: text.replacing { $0 == "." ? "," : nil }
        case .english: text
        }
    }

    /// Such as `22 %`, or «Без НДС».
    func rate(_ rate: VATRate) -> String {
        guard let percent = rate.percent else { return self(.withoutVAT) }
        return switch language {
        case .russian: number(percent) + Self.noBreak + "%"
        case .english: number(percent) + "%"
        }
    }

    /// Rubles in words; digits where the amount is beyond words.
    func inWords(_ amount: Kopecks) -> String {
        AmountInWords(amount, language)?.text ?? self.amount(amount)
    }

    // MARK: - Days

    func short(_ day: CalendarDay) -> String {
        switch language {
        case .russian: day.dotted
        case .english: "\(day.day) \(Self.months[(day.month - 1) % 12].prefix(3)) \(day.year)"
        }
    }

    func long(_ day: CalendarDay) -> String {
        switch language {
        case .russian:
            ["\(day.day)", Self.genitives[(day.month - 1) % 12], "\(day.year)", "г."]
                .joined(separator: Self.noBreak)
        case .english:
            ["\(day.day)", Self.months[(day.month - 1) % 12], "\(day.year)"]
                .joined(separator: Self.noBreak)
        }
    }

    /// The month where the period is one, otherwise its first and last day.
    func period(_ period: DocumentPeriod) -> String {
        let isMonth =
            period.from.day == 1 && period.from.monthText == period.to.monthText
            && period.to.adding(days: 1).day == 1
        guard isMonth else {
            return self(.fromTo, ["from": short(period.from), "to": short(period.to)])
        }
        let place = (period.from.month - 1) % 12
        return switch language {
        case .russian: "\(Self.russianMonths[place]) \(period.from.year)\(Self.noBreak)г."
        case .english: "\(Self.months[place]) \(period.from.year)"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    private static let genitives = [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
    ]
    private static let russianMonths = [
        "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
        "октябрь", "ноябрь", "декабрь",
    ]

    // MARK: - Parties

    func party(_ seller: FrozenSeller) -> String {
        party(seller.name, inn: seller.inn, kpp: seller.kpp, address: seller.address)
    }

    func party(_ client: FrozenClient) -> String {
        party(client.name, inn: client.inn, kpp: client.kpp, address: client.address)
    }

    private func party(_ name: String, inn: String?, kpp: String?, address: String?) -> String {
        let parts = [
            name, inn.map { self(.inn, ["inn": $0]) }, kpp.map { self(.kpp, ["kpp": $0]) }, address,
        ]
        return parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// «взамен № 5 от …»; empty where a document replaces none.
    func replaces(_ head: FrozenHead) -> String {
        head.replaces.map {
            self(.replaces, ["number": String($0.number), "date": short($0.date)])
        } ?? ""
    }
}
