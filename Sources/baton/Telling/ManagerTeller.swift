import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store
import Texts

/// Tells where the rating of a project manager comes from, and what would raise it.
struct ManagerTeller {
    let settings: Settings
    let texts: Texts
    let connection: PostgresConnection

    /// Lines for people; none of somebody who was never rated.
    func lines(about person: PersonID, now: Date) throws -> [String] {
        let reader = ManagerReader(connection)
        guard let policy = settings.policies.ratings, let row = try reader.row(of: person),
            let state = try StateCoder().decode(row).state(of: Rating.self)
        else { return [] }
        let calendar = settings.policies.calendar
        let portrait = RatingPortrait(
            state,
            RatingFormula(policy, calendar, on: calendar.day(of: now)),
            answers: try reader.answers(about: person)
        )
        let lines = portrait.phrases.map(texts.text)
        return Array(lines.prefix(1)) + lines.dropFirst().map { "    \($0)" }
    }
}
