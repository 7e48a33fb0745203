import Domain
package import Engine
package import Foundation
package import Reports

/// What would have been different with another configuration.
package struct Comparison: Sendable {
    /// A key of the configuration that differs, as it is shown.
    package struct Knob: Equatable, Sendable {
        package let key: String
        /// Nil where the key is not there.
        package let before: String?
        package let after: String?

        package init(key: String, before: String?, after: String?) {
            self.key = key
            self.before = before
            self.after = after
        }
    }

    /// One of the two configurations, ready to decide.
    package struct Terms: Sendable {
        package let decider: BatchDecider
        /// Which configuration it is.
        package let version: String

        package init(decider: BatchDecider, version: String) {
            self.decider = decider
            self.version = version
        }
    }

    /// A table of figures side by side.
    package struct Table: Equatable, Sendable {
        package let key: String
        package let columns: [String]
        package let rows: [[ReportCell]]
    }

    /// The period whose events were counted.
    package let from: Date
    package let to: Date
    package let zone: TimeZone
    package let versions: (before: String, after: String)
    package let tables: [Table]
    /// How many answers were guessed, since nobody was asked that in the past.
    package let guessed: Int

    /// Plays a script with both configurations.
    ///
    /// - Parameters:
    ///   - countedFrom: What happens before is played and not counted.
    ///   - end: Where time stops; nil lets it run until nothing is left to wait for.
    package static func play(
        _ script: Script,
        _ past: Terms,
        _ other: Terms,
        knobs: [Knob],
        source: String,
        zone: TimeZone,
        countedFrom: Date?,
        until end: Date?
    ) throws -> Comparison {
        let from = countedFrom ?? script.start
        let people = past.decider.policies.people + other.decider.policies.people
        let names = Dictionary(people.map { ($0.id.rawValue, $0.name) }) { first, _ in first }
        var study = Study(countedFrom: from, names: names)
        var player = try Player(past.decider, source: source, start: script.start)
        try player.perform(script, until: end, &study)
        var before = study.figures
        before.pay = Self.pay(player, since: from)
        let to = player.now
        var course = OtherCourse(study, countedFrom: from, names: names)
        player = try Player(other.decider, source: source, start: script.start)
        try player.perform(Script(lines: study.fixed), until: end, &course)
        var after = course.figures
        after.pay = Self.pay(player, since: from)
        return Comparison(
            from: from,
            to: max(to, player.now),
            zone: zone,
            versions: (past.version, other.version),
            tables: ComparisonTables(before: before, after: after, knobs: knobs).all,
            guessed: course.guessed
        )
    }

    private static func pay(_ player: Player, since from: Date) -> Money? {
        let lines = player.ledger(of: PayLine.book).filter { $0.at >= from }
        guard let currency = lines.first?.data["currency"]?.text else { return nil }
        return Money(lines.reduce(0) { $0 + $1.amount }, currency)
    }
}
