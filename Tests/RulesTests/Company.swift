import Contract
import Domain
import Engine
import Foundation
import Settings
import Testing
import Texts

/// A company with rules of its own, whose events come when a test says so.
final class Company {
    private var simulation: Simulation
    private var eventCount = 0
    /// Every line of the journal, in order.
    private(set) var journal: [JournalEntry] = []

    /// Everybody who works here.
    static let people = """
        [[people]]
        id = "anna"
        name = "Анна"
        roles = ["sales_manager"]
        [[people]]
        id = "boris"
        name = "Борис"
        roles = ["sales_head"]
        [[people]]
        id = "vera"
        name = "Вера"
        roles = ["sales_head"]
        [[people]]
        id = "kira"
        name = "Кира"
        roles = ["consultant"]
        [[people]]
        id = "pavel"
        name = "Павел"
        roles = ["project_manager"]
        [[people]]
        id = "dir"
        name = "Директор"
        roles = ["director"]

        """

    /// - Parameter rules: What stands in the configuration beside people.
    init(_ rules: String, start: String = "2026-03-02T10:00:00Z") throws {
        let settings = try Settings.parse(Self.people + rules)
        let texts = try Texts(locale: .ru)
        let decider = BatchDecider(
            policies: settings.policies,
            source: "baton",
            text: texts.text
        )
        simulation = try Simulation(decider, start: try #require(Timestamp.date(start)))
    }

    /// An event comes now.
    func publish(_ type: String, _ data: [String: Value], id: String? = nil) throws {
        eventCount += 1
        let event = Value.object([
            "specversion": .text("1.0"), "id": .text(id ?? "e\(eventCount)"),
            "source": .text("test"), "type": .text(type), "data": .object(data),
        ])
        let body = try JSONWriter.bytes(of: event)
        journal += try simulation.receive(body, routingKey: type, at: simulation.now)
    }

    /// A lead of the consultant comes: nobody else has anything to do with it.
    func lead(_ id: String, _ data: [String: Value] = [:]) throws {
        let usual: [String: Value] = [
            "lead_id": .text(id), "source": .object(["channel": .text("site")]),
            "responsible_id": .text("kira"),
        ]
        try publish("lead.created", usual.merging(data) { _, own in own })
    }

    /// Time passes, and with it what was waited for.
    func wait(seconds: Double) throws {
        let end = simulation.now + seconds
        while let lines = try simulation.fireTimer(dueUpTo: end) { journal += lines }
        simulation.pass(to: end)
    }

    // MARK: - What followed

    /// Data of all commands and facts of a type.
    func commands(_ type: String) -> [[String: Value]] {
        journal.flatMap(\.commands).filter { $0.type == type }.map(Self.data)
    }

    /// What a person was told, in order.
    func notices(to person: String) -> [String] {
        commands("chat.notify").filter { $0["recipient_id"] == .text(person) }
            .compactMap { $0["text"]?.text }
    }

    /// The names of the rules that fired, in order.
    var fired: [String] { commands("baton.rule.fired").compactMap { $0["rule"]?.text } }

    /// The templates of all notes in the journal.
    var notes: [String] { journal.flatMap(\.decisions).flatMap(\.notes).map(\.template) }

    private static func data(_ command: Written) -> [String: Value] {
        (try? JSONReader.read(command.json) { try $0.member("data")?.object() }) ?? [:]
    }
}

extension Value: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
}
