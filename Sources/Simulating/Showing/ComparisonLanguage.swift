import Domain
import Foundation
package import Reports
package import Texts

/// How comparisons speak: figures as reports show them, words of their own.
package struct ComparisonLanguage: Sendable {
    private let reports: ReportLanguage
    private let words: [String: String]
    let locale: Texts.Locale

    package init(_ locale: Texts.Locale, reports: ReportLanguage) {
        self.locale = locale
        self.reports = reports
        let counts = Registry.commandCounts.map {
            ($0.name, locale == .ru ? $0.russian : $0.english)
        }
        words = (locale == .ru ? Self.russian : Self.english)
            .merging(counts) { own, _ in own }
    }

    var page: ReportLanguage { reports }

    subscript(_ key: String) -> String { words[key] ?? key }

    /// The head of a column.
    func head(_ column: String) -> String { words["\(column).column"] ?? self[column] }

    /// A cell; `figure` names the row of the summary in words.
    func text(_ cell: ReportCell, column: String, _ zone: TimeZone) -> String {
        switch (column, cell) {
        case ("figure", .text(let key)):
            // Some figures are called as tables are.
            return key.map { words["figure.\($0)"] ?? self[$0] } ?? ""
        case ("difference", _): return difference(cell, zone)
        case ("effective_on", .text(let day)): return day ?? "—"
        case (_, .text(let text)): return text ?? "—"
        case (_, _): return reports.text(cell, zone)
        }
    }

    /// With a sign, and its amount as people read it.
    private func difference(_ cell: ReportCell, _ zone: TimeZone) -> String {
        let size: Double
        let amount: ReportCell
        switch cell {
        case .count(let count): (size, amount) = (Double(count), .count(abs(count)))
        case .seconds(let seconds):
            (size, amount) = (seconds ?? 0, .seconds(seconds.map(abs)))
        case .money(let money):
            size = (money?.amount ?? 0) < 0 ? -1 : 1
            amount = .money(money.map { Money(abs($0.amount), $0.currency) })
        case .text, .share, .score, .points, .parts, .instant: (size, amount) = (0, cell)
        }
        let text = reports.text(amount, zone)
        if size == 0 || amount == .money(nil) { return text }
        return (size < 0 ? "−" : "+") + text
    }

    private static let russian = [
        "title": "Что было бы иначе",
        "lead": "События журнала сыграны дважды: с прежними условиями и с новыми",
        "settings": "Что отличается в настройках", "summary": "Главное", "people": "Люди",
        "leads": "Лиды у других людей", "requests": "Пресейлы и клиенты у других проджектов",
        "raises": "Плата клиентов", "quotes": "Цены", "key": "Ключ", "figure": "Показатель",
        "before": "Было", "after": "Стало бы", "difference": "Разница", "person": "Сотрудник",
        "leads_before": "Лиды: было", "leads_after": "стало бы",
        "offers_before": "Предложено: было", "offers_after": "стало бы",
        "expired_before": "Без реакции: было", "expired_after": "стало бы",
        "requests_before": "Пресейлы и клиенты: было", "requests_after": "стало бы",
        "rating_before": "Рейтинг: был", "rating_after": "стал бы",
        "balance_before": "Инициатива: была", "balance_after": "стала бы",
        "notices_before": "Уведомлений: было", "notices_after": "стало бы",
        "lead.column": "Лид", "owner_before": "У кого был",
        "owner_after": "У кого был бы", "wait_before": "Ждал", "wait_after": "Ждал бы",
        "deal": "Сделка", "request": "Запрос", "manager_before": "Проджект был",
        "manager_after": "Был бы", "client": "Клиент", "effective_on": "С какого дня",
        "fee": "Прежняя плата", "raised_before": "Подняли до", "raised_after": "Подняли бы до",
        "leads_given": "Лидов отдано", "leads_moved": "Лидов у других людей",
        "wait_median": "Медиана ожидания лида", "wait_sum": "Ожидание всех лидов вместе",
        "deals_moved": "Сделки лидов, которые были бы у других", "offers": "Предложений лидов",
        "expired": "Предложений без реакции", "final": "Лидов, до которых никто не дошёл",
        "requests_moved": "Пресейлов и клиентов у других проджектов",
        "raises_skipped": "Повышений не состоялось", "raise_gain": "Прибавка платы в месяц",
        "quoted": "Сумма цен", "pay": "Маркетологам",
        "notices": "Уведомлений людям",
        "commands": "Команд всего", "nothing": "Ничего не изменилось бы.",
        "guessed": "Ответов, которых в прошлом никто не давал, взято по привычкам людей",
        "more": "и ещё", "chart.leads": "Лиды по людям", "chart.rating": "Рейтинг",
        "chart.requests": "Пресейлы и клиенты по людям",
        "chart.expired": "Предложения без реакции",
        "chart.balance": "Остаток инициативы", "configuration": "Настройки",
        "figure.raises": "Повышений платы", "figure.quotes": "Цен дано",
        "figure.requests": "Пресейлов и клиентов отдано",
    ]

    private static let english = [
        "title": "What would have been different",
        "lead":
            "The events of the journal, played with the terms of the time and with the new ones",
        "settings": "What differs in the settings", "summary": "The whole", "people": "People",
        "leads": "Leads with other people",
        "requests": "Presales and clients with other managers", "raises": "Clients' fees",
        "quotes": "Prices", "key": "Key", "figure": "Figure", "before": "Was",
        "after": "Would be", "difference": "Difference", "person": "Person",
        "leads_before": "Leads: was", "leads_after": "would be",
        "offers_before": "Offers: was", "offers_after": "would be",
        "expired_before": "No reaction: was", "expired_after": "would be",
        "requests_before": "Presales and clients: was", "requests_after": "would be",
        "rating_before": "Rating: was", "rating_after": "would be",
        "balance_before": "Initiative: was", "balance_after": "would be",
        "notices_before": "Notices: was", "notices_after": "would be", "lead.column": "Lead",
        "owner_before": "Went to", "owner_after": "Would go to", "wait_before": "Waited",
        "wait_after": "Would wait", "deal": "Deal", "request": "Request",
        "manager_before": "Manager was", "manager_after": "Would be", "client": "Client",
        "effective_on": "From", "fee": "Fee before", "raised_before": "Raised to",
        "raised_after": "Would be raised to", "leads_given": "Leads given",
        "leads_moved": "Leads with other people", "wait_median": "Median wait of a lead",
        "wait_sum": "Wait of all leads together",
        "deals_moved": "Deals of leads that would be another's", "offers": "Offers of leads",
        "expired": "Offers without reaction", "final": "Leads that nobody took",
        "requests_moved": "Presales and clients with other managers",
        "raises_skipped": "Raises that did not happen", "raise_gain": "Added fees a month",
        "quoted": "Sum of prices",
        "pay": "Pay of marketers",
        "notices": "Notices to people", "commands": "Commands in all",
        "nothing": "Nothing would have been different.",
        "guessed": "Answers that nobody gave in the past, taken from people's habits",
        "more": "and more:", "chart.leads": "Leads by person", "chart.rating": "Rating",
        "chart.requests": "Presales and clients by person",
        "chart.expired": "Offers without reaction", "chart.balance": "Initiative left",
        "configuration": "Settings", "figure.raises": "Raises of fees",
        "figure.quotes": "Prices given", "figure.requests": "Presales and clients given",
    ]
}
