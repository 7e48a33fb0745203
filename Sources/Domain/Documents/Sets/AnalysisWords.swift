import Foundation

/// The words of an analysis; numbers stand in braces, by the ids of their metrics.
struct AnalysisWords {
    let language: DocumentLanguage

    private func said(_ russian: String, _ english: String) -> String {
        language.said(russian, english)
    }

    // MARK: - Leads and calls

    var leadsTitle: String { said("Лиды", "Leads") }
    var leads: String { said("Лидов", "Leads") }
    var deals: String { said("Из них сделок", "Of which deals") }
    var noLeads: String { said("Новых лидов за период не было.", "There were no new leads.") }
    var leadsSentence: String {
        said(
            "Лидов за период — {leads.count}, из них стали сделками — {leads.deals}.",
            "Leads in the period: {leads.count}, of which {leads.deals} became deals."
        )
    }

    var callsTitle: String { said("Звонки", "Calls") }
    var incoming: String { said("Звонков от вас", "Calls from you") }
    var missed: String { said("Без ответа", "Not answered") }
    var outgoing: String { said("Звонков вам", "Calls to you") }
    var noCalls: String { said("Звонков за период не было.", "There were no calls.") }
    var callsSentence: String {
        said(
            """
            Звонков от вас — {calls.incoming}, из них без ответа — {calls.missed}; \
            наших звонков вам — {calls.outgoing}.
            """,
            """
            Calls from you: {calls.incoming}, of which {calls.missed} were not answered; \
            our calls to you: {calls.outgoing}.
            """
        )
    }

    // MARK: - Money

    var money: String { said("Взаиморасчёты", "Settlements") }
    func opening(_ balance: Kopecks) -> String {
        balance < .zero
            ? said("Аванс на начало периода", "Advance at the beginning")
            : said("Долг на начало периода", "Owed at the beginning")
    }

    var charged: String { said("Начислено", "Charged") }
    var paid: String { said("Оплачено", "Paid") }

    func closing(_ balance: Kopecks) -> String {
        balance < .zero
            ? said("Аванс на конец периода", "Advance at the end")
            : said("Долг на конец периода", "Owed at the end")
    }

    func atBeginning(_ balance: Kopecks) -> String {
        if balance == .zero {
            return said(
                "На начало периода задолженности не было.",
                "Nothing was owed at the beginning of the period."
            )
        }
        return balance > .zero
            ? said(
                "На начало периода ваша задолженность составляла {balance.opening}.",
                "At the beginning of the period you owed {balance.opening}."
            )
            : said(
                "На начало периода у вас был аванс {balance.opening}.",
                "At the beginning of the period you had paid {balance.opening} in advance."
            )
    }

    var turnover: String {
        said(
            "За период начислено {balance.charged}, оплачено {balance.paid}.",
            "In the period {balance.charged} were charged and {balance.paid} paid."
        )
    }

    func atEnd(_ balance: Kopecks) -> String {
        if balance == .zero {
            return said(
                "На конец периода задолженности нет.",
                "Nothing is owed at the end of the period."
            )
        }
        return balance > .zero
            ? said(
                "На конец периода ваша задолженность — {balance.closing}.",
                "At the end of the period you owe {balance.closing}."
            )
            : said(
                "На конец периода ваш аванс — {balance.closing}.",
                "At the end of the period you have paid {balance.closing} in advance."
            )
    }

    // MARK: - Positions

    func positions(_ series: CollectedFigures.Positions) -> String {
        let place = [series.site, series.engine, series.region].compactMap { $0?.inDocuments }
        return said("Позиции: ", "Positions: ") + place.joined(separator: ", ")
    }

    func visibility(_ series: CollectedFigures.Positions) -> String {
        said("Видимость по дням: ", "Visibility by day: ") + series.site.inDocuments
    }

    var measuredOn: String { said("День съёма", "Day of measuring") }
    var coverage: String { said("Снято запросов, %", "Keywords measured, %") }
    var visibilityTitle: String { said("Видимость, %", "Visibility, %") }
    var topTitle: String { said("В первой десятке, %", "In the first ten, %") }
    var changeTitle: String { said("Изменение, п. п.", "Change, points") }

    func positionsDay(_ id: String) -> String {
        said(
            "Данные на {\(id).date}: снято {\(id).coverage} % запросов.",
            "As of {\(id).date}: {\(id).coverage} % of the keywords were measured."
        )
    }

    func visibilitySentence(_ id: String) -> String {
        said(
            "Видимость сайта — {\(id).visibility} %.",
            "The site's visibility is {\(id).visibility} %."
        )
    }

    func topSentence(_ id: String) -> String {
        said(
            "В первой десятке — {\(id).top} % запросов.",
            "{\(id).top} % of the keywords are in the first ten."
        )
    }

    func changeSentence(_ id: String, isRise: Bool) -> String {
        isRise
            ? said(
                "По тем же запросам видимость выросла на {\(id).change} п. п.",
                "For the same keywords visibility rose by {\(id).change} points."
            )
            : said(
                "По тем же запросам видимость снизилась на {\(id).change} п. п.",
                "For the same keywords visibility fell by {\(id).change} points."
            )
    }

    // MARK: - Numbers

    /// Such as `32 551,51 ₽` with spaces that don't break.
    func money(_ amount: Kopecks) -> String {
        let parts = amount.text.split(separator: ".")
        guard parts.count == 2 else { return amount.text }
        let groups = Self.grouped(parts[0], by: said("\u{A0}", ","))
        return said("\(groups),\(parts[1])\u{A0}₽", "\(groups).\(parts[1])\u{A0}RUB")
    }

    func decimal(_ text: String) -> String {
        said(text.replacing(".", with: ","), text)
    }

    func day(_ day: CalendarDay) -> String { said(day.dotted, day.text) }

    private static func grouped(_ digits: Substring, by separator: String) -> String {
        var groups: [Substring] = []
        var rest = digits
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: separator)
    }
}

extension DocumentLanguage {
    /// The one of two texts that is in this language.
    func said(_ russian: String, _ english: String) -> String {
        switch self {
        case .russian: russian
        case .english: english
        }
    }
}
