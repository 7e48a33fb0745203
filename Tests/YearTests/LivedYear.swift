import Agency
import Contract
import Domain
import Engine
import Foundation
import Settings
import Simulating
import Texts

/// A shorter year of a smaller agency, lived through once for all tests.
struct LivedYear {
    let entries: [JournalEntry]
    let facts: [any FactRow]
    let sets: [FrozenSet]
    let dead: [String: Int]
    let refused: [Agency.Refusal: Int]
    let size: AgencySize

    /// Built once; a failure is every test's.
    static let shared = Result { try LivedYear() }

    /// Project managers with fewer clients than this stand behind the top of the race.
    static let portfolioMin = 8

    private init() throws {
        var size = AgencySize()
        (size.days, size.clients, size.leads, size.calls) = (110, 45, 330, 360)
        (size.presales, size.sites) = (30, 3)
        self.size = size
        let settings = try Self.settings()
        let texts = try Texts(locale: .ru)
        let collected = Collected()
        var agency = try Agency(size, witness: { collected.entries.append($0) })
        var player = try Player(
            BatchDecider(
                policies: settings.policies,
                source: "baton",
                text: texts.text,
                link: { "https://baton.test/\($0.purpose.path)/\($0.payload)" }
            ),
            source: "baton",
            start: size.start
        )
        try player.perform(agency.script, until: size.end, &agency)
        entries = collected.entries
        facts = player.facts
        sets = player.renderedSets
        (dead, refused) = (agency.dead, agency.refused)
    }

    private final class Collected {
        var entries: [JournalEntry] = []
    }

    /// The configuration of `deploy/dev/year`, but for how large a portfolio must be, and that so
    /// few presales cost so much that accounts run dry.
    private static func settings() throws -> Settings {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/dev/year.toml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing("portfolio_min = 12", with: "portfolio_min = \(portfolioMin)")
            .replacing("[initiative]\n", with: "[initiative]\npresale_cost = 150\n")
        return try Settings.parse(text)
    }

    // MARK: - Looking

    /// One command or fact that went out, with when.
    struct Sent {
        let at: Date
        let type: String
        let body: EventBody
        let entry: JournalEntry
    }

    /// Everything of a type that went out, in order.
    func sent(_ type: String) -> [Sent] {
        entries.flatMap { entry in
            entry.commands.filter { $0.type == type }.compactMap { command in
                EventBody(command.json).map {
                    Sent(at: entry.received, type: type, body: $0, entry: entry)
                }
            }
        }
    }

    /// Everything of a type that came and took effect, in order.
    func came(_ type: String) -> [(at: Date, body: EventBody, entry: JournalEntry)] {
        entries.filter { $0.type == type && $0.outcome == .applied }.compactMap { entry in
            EventBody(entry.event).map { (entry.received, $0, entry) }
        }
    }
}
