import Console
import Contract
import Domain
import Engine
import Foundation
import Settings
import Simulating
import Store

/// The timeline of a script on standard output, while it is played.
struct Play: Course {
    private let isJSON: Bool
    private var teller: StoryTeller
    private var counts: [JournalEntry.Outcome: Int] = [:]
    private var commands: [String: Int] = [:]

    init(_ settings: Settings, teller: StoryTeller, isJSON: Bool) {
        self.isJSON = isJSON
        self.teller = teller
        for person in settings.policies.people { self.teller.names[person.id] = person.name }
    }

    mutating func happened(_ entry: JournalEntry, _ line: Script.Line?) throws -> [Script.Line] {
        if line?.isPast == true {
            learn(entry)
        } else {
            try tell(entry, line?.number)
        }
        return []
    }

    // MARK: - The timeline

    private mutating func tell(_ entry: JournalEntry, _ number: Int?) throws {
        learn(entry)
        counts[entry.outcome, default: 0] += 1
        for command in entry.commands { commands[command.type, default: 0] += 1 }
        let line = JournalReader.Line(entry)
        if isJSON {
            Output.standard.write(data: try teller.json(line))
        } else {
            Output.standard.write(teller.text(line))
        }
        guard let letter = entry.deadLetter else { return }
        let place = number.map { "line \($0)" } ?? entry.type
        Output.error.write("baton: \(place): \(letter.flaw.message)")
    }

    /// Names of people, as they are announced.
    private mutating func learn(_ entry: JournalEntry) {
        guard entry.type == PersonUpserted.type else { return }
        let data = JournalReader.Line.data(of: entry.event)
        guard let id = data["person_id"]?.text.flatMap(PersonID.init(rawValue:)) else { return }
        teller.names[id] = data["name"]?.text
    }

    /// What concerns the run as a whole, on standard error.
    func sumUp(_ player: Player) {
        let outcomes = JournalEntry.Outcome.allCases.compactMap { outcome in
            counts[outcome].map { "\(outcome.rawValue) \($0)" }
        }
        Output.error.write(
            "ended at \(teller.time(player.now)): " + outcomes.joined(separator: ", ")
        )
        let published = commands.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        if !published.isEmpty { Output.error.write(published.joined(separator: ", ")) }
        let waiting = player.waiting
        guard let next = waiting.first else { return }
        Output.error.write(
            "\(waiting.count) timers are armed still, the first one is "
                + "\(next.key.process) \(next.key.name) of \(next.key.subject), due "
                + teller.time(next.due)
        )
    }
}

extension JournalReader.Line {
    /// A line of the journal as it would stand there.
    init(_ entry: JournalEntry) {
        var decisions = entry.decisions
        if let letter = entry.deadLetter {
            let words = Phrase(
                "journal.dead_letter",
                ["message": .text(letter.flaw.message)]
            )
            decisions = [
                ProcessDecision(
                    process: "",
                    subject: "",
                    outcome: .dead,
                    reason: letter.flaw.code.rawValue,
                    notes: [words]
                )
            ]
        }
        self.init(
            received: entry.received,
            occurred: entry.occurred,
            type: entry.type,
            subject: entry.subject,
            outcome: entry.outcome,
            decisions: decisions,
            data: Self.data(of: entry.event),
            commands: entry.commands.map {
                JournalReader.Command(id: $0.id, type: $0.type, data: Self.data(of: $0.json))
            }
        )
    }

    fileprivate static func data(of json: [UInt8]?) -> [String: Value] {
        guard let json else { return [:] }
        return (try? JSONReader.read(json) { try $0.member("data")?.object() }) ?? [:]
    }
}
