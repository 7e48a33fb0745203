import Contract
import Domain
import Engine
import Foundation
import Store
import Texts

/// Turns lines of the journal into sentences.
struct StoryTeller {
    let texts: Texts
    var names: [PersonID: String]
    let zone: TimeZone
    /// Whether each line names its subject: for a story of many.
    var showsSubjects = false

    /// One line for a person: time, event, decisions with their reasons, commands.
    ///
    /// Types precede the words, so that they can be found in the contract and in logs.
    func text(_ line: JournalReader.Line) -> String {
        let subject = showsSubjects ? " \(line.subject)" : ""
        let head = "\(time(line.received))  \(line.type)\(subject)".harmlessLine
        var text = "\(head)  \(what(line))\(outcome(line))"
        for remark in remarks(line) { text += "\n    · \(remark)" }
        for command in line.commands {
            text += "\n    → \(command.type)  \(describe(command.type, command.data))"
        }
        return text
    }

    /// How codes in events, commands and metrics call what the story says in words alone.
    func legend(of lines: [JournalReader.Line]) -> String {
        let data = lines.flatMap { line in [line.data] + line.commands.map(\.data) }
        let told = lines.filter { $0.outcome != .applied || $0.commands.isEmpty }
        let codes = Set(data.flatMap { $0.values.compactMap(\.text) })
            .union(told.flatMap(\.decisions).compactMap(\.reason))
        let story = lines.map(text).joined(separator: "\n")
        let meanings = codes.sorted().filter { !story.contains($0) }.compactMap { code in
            names[PersonID(trusted: code)].map { "\(code) = \($0)" }
                ?? (texts.word(code) == code ? nil : "\(code) = \(texts.word(code))")
        }
        return meanings.isEmpty ? "" : "\n(\(meanings.joined(separator: "; ")))"
    }

    /// The same as one JSON object on one line.
    func json(_ line: JournalReader.Line) throws -> String {
        let object = Value.object([
            "time": .text(Timestamp.text(line.received)),
            "type": .text(line.type), "subject": .text(line.subject),
            "outcome": .text(line.outcome.rawValue), "event": .text(what(line)),
            "data": .object(line.data), "reasons": .list(reasons(line).map(Value.text)),
            "decisions": .list(line.decisions.map(decision)),
            "dead_letter": line.deadLetter.map { letter in
                .object([
                    "id": .text(letter.id), "code": .text(letter.code),
                    "error": .text(letter.error),
                ])
            } ?? .null,
            "commands": .list(
                line.commands.map { command in
                    .object([
                        "id": .text(command.id), "type": .text(command.type),
                        "data": .object(command.data),
                        "text": .text(describe(command.type, command.data)),
                    ])
                }
            ),
        ])
        return String(decoding: try JSONWriter.bytes(of: object), as: UTF8.self)
    }

    private func decision(_ decision: ProcessDecision) -> Value {
        .object([
            "process": .text(decision.process), "outcome": .text(decision.outcome.rawValue),
            "reason": decision.reason.map(Value.text) ?? .null,
        ])
    }

    private func what(_ line: JournalReader.Line) -> String {
        describe(line.type, line.data)
    }

    private func describe(_ type: String, _ data: [String: Value]) -> String {
        texts.describe(type: type, data: data, names: name)
    }

    /// How it ended and why, where it did not simply take effect.
    private func outcome(_ line: JournalReader.Line) -> String {
        guard line.outcome != .applied else { return "" }
        let reason =
            line.decisions.first { $0.outcome.rawValue == line.outcome.rawValue }?.reason
            ?? line.deadLetter?.code
        let phrase = Phrase(
            "journal.outcome.\(line.outcome.rawValue)",
            ["reason": reason.map(Value.text) ?? .null]
        )
        return " [\(texts.text(phrase))]"
    }

    /// Who was skipped; and why nothing followed, where one expects something to.
    private func remarks(_ line: JournalReader.Line) -> [String] {
        let notes = line.decisions.flatMap(\.notes).map(texts.text)
        if let letter = line.deadLetter { return notes + ["\(letter.error) (\(letter.id))"] }
        guard line.outcome == .applied, line.commands.isEmpty else { return notes }
        return notes
            + line.decisions.filter { $0.outcome == .ignored }.compactMap(\.reason)
            .map(texts.word)
    }

    private func reasons(_ line: JournalReader.Line) -> [String] {
        line.decisions.flatMap { decision in
            let notes = decision.notes.map(texts.text)
            guard let reason = decision.reason, decision.outcome == .rejected else {
                return notes
            }
            return [reason] + notes
        }
    }

    /// The name with the id: names repeat, and support looks for ids.
    private func name(_ person: PersonID) -> String {
        names[person].map { "\($0) (\(person))" } ?? person.rawValue
    }

    /// An instant as the company's clocks show it.
    func time(_ date: Date) -> String {
        date.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
                    \(minute: .twoDigits):\(second: .twoDigits)
                    """,
                timeZone: zone,
                calendar: Calendar(identifier: .gregorian)
            )
        )
    }
}
