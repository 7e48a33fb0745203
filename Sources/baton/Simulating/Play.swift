import Console
import Contract
import Domain
import Engine
import Foundation
import Settings
import Store
import Texts
import Web

/// A script while it is played, with its timeline on standard output.
struct Play {
    private let isJSON: Bool
    private var teller: StoryTeller
    private var simulation: Simulation
    private var counts: [JournalEntry.Outcome: Int] = [:]
    private var commands: [String: Int] = [:]
    private let jobs: SimulatedJobs

    /// How long after the last event timers are followed at most: 400 days, in seconds.
    private static let tailMax = 400.0 * 86_400

    init(
        _ settings: Settings,
        texts: Texts,
        teller: StoryTeller,
        isJSON: Bool,
        start: Date
    ) throws {
        self.isJSON = isJSON
        jobs = SimulatedJobs(source: settings.service.source)
        self.teller = teller
        let decider = BatchDecider(
            policies: settings.policies,
            source: settings.service.source,
            text: texts.text,
            link: settings.link
        )
        simulation = try Simulation(decider, start: start)
        for person in settings.policies.people { self.teller.names[person.id] = person.name }
    }

    /// Plays the events and then what is waited for; `end` is where time stops.
    mutating func perform(_ script: Script, until end: Date?) throws {
        var last = script.start
        for line in script.lines where end.map({ line.time <= $0 }) ?? true {
            try play(line)
            last = line.time
        }
        let bound = end ?? last + Self.tailMax
        while end != nil || simulation.isWaiting,
            let entries = try simulation.fireTimer(dueUpTo: bound)
        {
            for entry in entries { try tell(entry, nil) }
            try doJobs()
        }
        if let end { simulation.pass(to: end) }
        sumUp()
    }

    private mutating func play(_ line: Script.Line) throws {
        while !line.isPast, let entries = try simulation.fireTimer(dueUpTo: line.time) {
            for entry in entries { try tell(entry, nil) }
            try doJobs()
        }
        let entries = try simulation.receive(line.body, routingKey: line.type, at: line.time)
        for entry in entries {
            if line.isPast {
                learn(entry)
            } else {
                try tell(entry, line.number)
            }
        }
        try doJobs()
    }

    /// What is done beside the lane is done at once.
    private mutating func doJobs() throws {
        while let job = simulation.takeJob() {
            guard let answer = try jobs.answer(job, at: simulation.now) else { continue }
            let entries = try simulation.receive(
                answer.event.json,
                routingKey: answer.event.type,
                at: simulation.now
            )
            for (index, entry) in entries.enumerated() {
                try tell(index == 0 ? entry.following(answer.commands) : entry, nil)
            }
        }
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

    private func sumUp() {
        let outcomes = JournalEntry.Outcome.allCases.compactMap { outcome in
            counts[outcome].map { "\(outcome.rawValue) \($0)" }
        }
        Output.error.write(
            "ended at \(teller.time(simulation.now)): " + outcomes.joined(separator: ", ")
        )
        let published = commands.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        if !published.isEmpty { Output.error.write(published.joined(separator: ", ")) }
        let waiting = simulation.waiting
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
