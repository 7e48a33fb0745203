import Domain
import Foundation
import Texts

/// What goes on now, card by card.
struct PresentCards {
    let language: ReportLanguage
    let present: Present
    let now: Date
    let zone: TimeZone

    /// Figures, large.
    func tiles(_ figures: [(key: String, count: Int)]) -> Markup {
        let tiles = figures.map { key, count -> Markup in
            "<div class=\"tile\"><span>\(language[key])</span><b>\(language.count(count))</b></div>"
        }
        return "<section class=\"tiles\">\(Markup.all(tiles))</section>"
    }

    /// How much is under way among people.
    var work: [(key: String, count: Int)] {
        let offers = present.turns.count { $0.kind == .offer }
        let urgent = present.urgent.map { process, deadlines in
            (key: "home.\(process).count", count: Set(deadlines.map(\.about)).count)
        }
        return [("home.offers", offers), ("home.rings", present.turns.count - offers)] + urgent
    }

    /// How much waits in the machine.
    var backlog: [(key: String, count: Int)] {
        [
            ("backlog.waiting", present.backlog.waiting ?? 0),
            ("backlog.unpublished", present.backlog.unpublished),
            ("backlog.overdue", present.backlog.overdueTimers),
            ("backlog.dead", present.backlog.deadLetters),
        ]
    }

    // MARK: - What runs

    var turns: Markup {
        let rows = present.turns.map { turn in
            [
                language["turn.\(turn.kind.rawValue)"], turn.about,
                present.names[turn.personID] ?? turn.personID,
                language.moment(turn.startedAt, zone), left(until: turn.deadline),
            ]
        }
        return card("home.turns", ["what", "about", "who", "since", "left"], rows)
    }

    private func left(until deadline: Date?) -> String {
        guard let deadline else { return "—" }
        let seconds = deadline.timeIntervalSince(now)
        return seconds <= 0 ? language["home.due"] : language.duration(seconds.rounded(.up))
    }

    var lanes: Markup {
        let rows = present.lanes.map { lane in
            [
                "\(lane.number)", lane.owner ?? "—", language.count(lane.journal),
                language.count(lane.unpublished),
            ]
        }
        let upTo = present.backlog.decidedUpTo.map { language.moment($0, zone) } ?? "—"
        let last: Markup = "<p class=\"lead\">\(language["backlog.up_to"]) \(upTo)</p>"
        return card("home.lanes", ["lane", "owner", "journal", "unpublished"], rows, last)
    }

    /// Clients of whom somebody must think first, until it is settled.
    var urgent: Markup {
        .all(
            present.urgent.map { process, deadlines in
                let rows = deadlines.map { deadline in
                    [
                        deadline.client ?? deadline.about, words(deadline),
                        language.moment(deadline.due, zone), left(until: deadline.due),
                    ]
                }
                return card("home.\(process)", ["client", "what", "at", "left"], rows)
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

    var deadlines: Markup {
        let rows = present.deadlines.map { deadline in
            [
                words(deadline),
                deadline.client ?? language["about.\(deadline.about)", or: deadline.about],
                language.moment(deadline.due, zone), left(until: deadline.due),
            ]
        }
        return card("home.deadlines", ["what", "about", "at", "left"], rows)
    }

    // MARK: - What went wrong

    var mishaps: Markup {
        func rows(_ mishaps: [Present.Mishap]) -> [[String]] {
            mishaps.map {
                [
                    language.moment($0.at, zone), $0.type, $0.about,
                    language.meaning($0.reason),
                ]
            }
        }
        let heads = ["at", "event", "about", "why"]
        return .all([
            card("home.dead", heads, rows(present.deadLetters), isProse: true),
            card("home.rejections", heads, rows(present.rejections), isProse: true),
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
        let head = heads.enumerated().map { index, key -> Markup in
            "<th scope=\"col\"\(style(index))>\(language["home.\(key)"])</th>"
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
