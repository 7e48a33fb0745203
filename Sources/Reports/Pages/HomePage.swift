import Domain
package import Foundation
import Texts

/// The page of the present: what runs and what waits; and the doors to everybody's first page.
package struct HomePage {
    /// One part of the daemon, such as its connection to the broker.
    package struct Part: Equatable, Sendable {
        package let name: String
        package let isWell: Bool
        package let text: String

        package init(name: String, isWell: Bool, text: String) {
            self.name = name
            self.isWell = isWell
            self.text = text
        }
    }

    private let language: ReportLanguage
    private let parts: [Part]
    private let isReady: Bool
    private let now: Date
    private let zone: TimeZone

    /// After this many seconds it asks for itself again.
    private static let refresh = 10

    package init(
        _ language: ReportLanguage,
        parts: [Part],
        isReady: Bool,
        now: Date,
        zone: TimeZone
    ) {
        self.language = language
        self.parts = parts
        self.isReady = isReady
        self.now = now
        self.zone = zone
    }

    /// What anybody may see: the state, and nothing of anybody.
    package func textForStrangers(mayLogIn: Bool) -> String {
        let login: Markup =
            mayLogIn ? "<p><a href=\"/?login=1\">\(language["home.login"])</a></p>" : .empty
        return page(.alone).text(.all([head, state(isForStrangers: true), login]))
    }

    /// What concerns everybody, for those who have the password; trouble comes first.
    package func text(_ present: Present) -> String {
        let cards = cards(present)
        let trouble = isWell ? Markup.empty : state(isForStrangers: false)
        let note = cards.backlog.contains { $0.count > 0 } ? operatorsNote(cards) : .empty
        return page(.everybody).text(
            .all([
                head, note, trouble, cards.tiles(cards.work), cards.turns, cards.urgent, doors,
                cards.deadlines,
            ])
        )
    }

    /// The first page for those who keep the program running.
    package func textForOperators(_ present: Present) -> String {
        let cards = cards(present)
        let state = state(isForStrangers: false)
        return page(.reader(.operator)).text(
            .all([
                head, cards.tiles(cards.backlog), isWell ? .empty : state, cards.mishaps,
                isWell ? state : .empty, cards.lanes, cards.deadlines,
            ])
        )
    }

    private func cards(_ present: Present) -> PresentCards {
        PresentCards(language: language, present: present, now: now, zone: zone)
    }

    private var isWell: Bool { isReady && parts.allSatisfy(\.isWell) }

    private func page(_ place: Page.Place) -> Page {
        Page(
            title: "Baton · \(language["home"])",
            language: language,
            place: place,
            refresh: Self.refresh
        )
    }

    // MARK: - Where to go on

    /// A door for each reader, with what is behind it.
    private var doors: Markup {
        let doors = Reader.allCases.map { reader -> Markup in
            """
            <a class="door" href="/for/\(reader.rawValue)"><b>\(language.title(reader))</b>\
            <span>\(language["reader.\(reader.rawValue).what"])</span></a>
            """
        }
        return "<section class=\"doors\">\(Markup.all(doors))</section>"
    }

    private func operatorsNote(_ cards: PresentCards) -> Markup {
        let some = cards.backlog.filter { $0.count > 0 }
            .map { "\(language[$0.key]) \(language.count($0.count))" }.joined(separator: ", ")
        return """
            <p class="note"><a href="/for/operator">\(language["backlog.some"]): \(some)</a></p>
            """
    }

    // MARK: - State

    private var head: Markup {
        let state: Markup =
            isReady
            ? "<span class=\"tag on\">\(language["home.ready"])</span>"
            : "<span class=\"tag off\">\(language["home.not_ready"])</span>"
        return """
            <header><div><h1>Baton \(state)</h1>\
            <p class="lead">\(language.moment(now, zone)) · \(zone.identifier)</p></div></header>
            """
    }

    /// Why a part is not well may name people, so strangers don't read it.
    private func state(isForStrangers: Bool) -> Markup {
        let rows = parts.map { part -> Markup in
            let mark: Markup =
                part.isWell
                ? "<span class=\"tag on\">✓</span>" : "<span class=\"tag off\">!</span>"
            let text = isForStrangers ? "" : language["state.\(part.text)", or: part.text]
            return """
                <tr><td>\(title(part))</td>\
                <td class="w">\(text)</td><td>\(mark)</td></tr>
                """
        }
        return """
            <section class="card"><h2>\(language["home.parts"])</h2>\
            <table><tbody>\(Markup.all(rows))</tbody></table></section>
            """
    }

    /// Where there are several lanes, each has its parts: `lane 2 inbox`.
    private func title(_ part: Part) -> String {
        let words = part.name.split(separator: " ").map(String.init)
        guard words.count == 3, words[0] == "lane" else {
            return language["part.\(part.name)", or: part.name]
        }
        return language["home.lane_part"].replacing { $0 == "%" ? words[1] : nil }
            + language["part.\(words[2])", or: words[2]]
    }
}
