import Domain
package import Foundation
import Texts

/// The page of the present: what runs, what waits, what went wrong.
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
        return page(hasReports: false).text(.all([head, state(isForStrangers: true), login]))
    }

    /// Everything, for those who have the password; trouble comes first.
    package func text(_ present: Present) -> String {
        let (state, isWell) = (state(isForStrangers: false), isReady && parts.allSatisfy(\.isWell))
        return page(hasReports: true).text(
            .all([
                head, tiles(present), isWell ? .empty : state, turns(present),
                urgent(present), deadlines(present), mishaps(present), isWell ? state : .empty,
                lanes(present),
            ])
        )
    }

    private func page(hasReports: Bool) -> Page {
        Page(
            title: "Baton · \(language["home"])",
            language: language,
            current: "home",
            refresh: Self.refresh,
            hasReports: hasReports
        )
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

    private func tiles(_ present: Present) -> Markup {
        let offers = present.turns.count { $0.kind == .offer }
        let urgent = present.urgent.map { process, deadlines in
            ("home.\(process).count", Set(deadlines.map(\.about)).count)
        }
        let turns = [("home.offers", offers), ("home.rings", present.turns.count - offers)]
        let figures: [(String, Int)] =
            turns + urgent + [
                ("backlog.waiting", present.backlog.waiting ?? 0),
                ("backlog.unpublished", present.backlog.unpublished),
                ("backlog.overdue", present.backlog.overdueTimers),
                ("backlog.dead", present.backlog.deadLetters),
            ]
        let tiles = figures.map { key, count -> Markup in
            "<div class=\"tile\"><span>\(language[key])</span><b>\(language.count(count))</b></div>"
        }
        return "<section class=\"tiles\">\(Markup.all(tiles))</section>"
    }

    // MARK: - What runs

    private func turns(_ present: Present) -> Markup {
        let rows = present.turns.map { turn in
            [
                language["turn.\(turn.kind.rawValue)"], turn.about,
                present.names[turn.personID] ?? turn.personID,
                language.moment(turn.startedAt, zone), left(until: turn.deadline),
            ]
        }
        let heads = ["what", "about", "who", "since", "left"].map { language["home.\($0)"] }
        return card("home.turns", heads, rows)
    }

    private func left(until deadline: Date?) -> String {
        guard let deadline else { return "—" }
        let seconds = deadline.timeIntervalSince(now)
        return seconds <= 0 ? language["home.due"] : language.duration(seconds.rounded(.up))
    }

    private func lanes(_ present: Present) -> Markup {
        let rows = present.lanes.map { lane in
            [
                "\(lane.number)", lane.owner ?? "—", language.count(lane.journal),
                language.count(lane.unpublished),
            ]
        }
        let upTo = present.backlog.decidedUpTo.map { language.moment($0, zone) } ?? "—"
        let heads = ["lane", "owner", "journal", "unpublished"].map { language["home.\($0)"] }
        let last: Markup = "<p class=\"lead\">\(language["backlog.up_to"]) \(upTo)</p>"
        return card("home.lanes", heads, rows, last)
    }

    /// Clients of whom somebody must think first, until it is settled.
    private func urgent(_ present: Present) -> Markup {
        let heads = ["client", "what", "at", "left"].map { language["home.\($0)"] }
        return .all(
            present.urgent.map { process, deadlines in
                let rows = deadlines.map { deadline in
                    [
                        deadline.client ?? deadline.about, words(deadline),
                        language.moment(deadline.due, zone), left(until: deadline.due),
                    ]
                }
                return card("home.\(process)", heads, rows)
            }
        )
    }

    /// What is to happen; of a chain that the company has named, with its name.
    private func words(_ deadline: Present.Deadline) -> String {
        let parts = deadline.name.parts(at: ":", atMost: 2).map(String.init)
        let words = language["timer.\(deadline.process).\(parts[0])", or: deadline.name]
        guard parts.count > 1 else { return words }
        switch language.locale {
        case .ru: return "\(words) «\(parts[1])»"
        case .en: return "\(words) “\(parts[1])”"
        }
    }

    private func deadlines(_ present: Present) -> Markup {
        let rows = present.deadlines.map { deadline in
            [
                words(deadline),
                deadline.client ?? language["about.\(deadline.about)", or: deadline.about],
                language.moment(deadline.due, zone), left(until: deadline.due),
            ]
        }
        let heads = ["what", "about", "at", "left"].map { language["home.\($0)"] }
        return card("home.deadlines", heads, rows)
    }

    // MARK: - What went wrong

    private func mishaps(_ present: Present) -> Markup {
        let heads = ["at", "event", "about", "why"].map { language["home.\($0)"] }
        func rows(_ mishaps: [Present.Mishap]) -> [[String]] {
            mishaps.map {
                [
                    language.moment($0.at, zone), $0.type, $0.about,
                    language.meaning($0.reason),
                ]
            }
        }
        return .all([
            card("home.rejections", heads, rows(present.rejections), isProse: true),
            card("home.dead", heads, rows(present.deadLetters), isProse: true),
        ])
    }

    private func card(
        _ title: String,
        _ heads: [String],
        _ rows: [[String]],
        _ last: Markup = .empty,
        isProse: Bool = false
    ) -> Markup {
        guard !rows.isEmpty else {
            return """
                <section class="card"><h2>\(language[title])</h2>\
                <p class="empty">\(language["home.none"])</p></section>
                """
        }
        func style(_ index: Int) -> Markup {
            isProse && index == heads.count - 1 ? " class=\"w\"" : ""
        }
        let head = heads.enumerated().map { index, text -> Markup in
            "<th scope=\"col\"\(style(index))>\(text)</th>"
        }
        let body = rows.map { row -> Markup in
            let cells = row.enumerated().map { index, text -> Markup in
                "<td\(style(index))>\(text)</td>"
            }
            return "<tr>\(Markup.all(cells))</tr>"
        }
        return """
            <section class="card"><h2>\(language[title])</h2><table class="t"><thead><tr>\
            \(Markup.all(head))</tr></thead><tbody>\(Markup.all(body))</tbody></table>\
            \(last)</section>
            """
    }
}
