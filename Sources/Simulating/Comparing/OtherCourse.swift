import Domain
import Engine
import Foundation

/// Plays what happened with other terms: who was asked the same answers the same, after the same
/// time; who is asked something that he never was answers as he usually does.
struct OtherCourse: Course {
    private let study: Study
    private let known: Set<Question>
    private let habits: Habits
    private var asked = Asked()
    private var echoes = Echoes()

    /// What comes of the other terms.
    private(set) var figures: RunFigures
    /// How many answers were guessed.
    private(set) var guessed = 0

    init(_ study: Study, countedFrom: Date, names: [String: String]) {
        self.study = study
        known = study.known
        habits = study.habits
        figures = RunFigures(countedFrom: countedFrom, names: names)
    }

    mutating func comes(_ line: Script.Line) throws -> Script.Line? {
        try study.echoes.translated(line, to: echoes)
    }

    mutating func happened(_ entry: JournalEntry, _ line: Script.Line?) throws -> [Script.Line] {
        figures.take(entry)
        var lines: [Script.Line] = []
        for command in entry.commands {
            echoes.follow(command)
            guard let open = asked.follow(command) else { continue }
            lines += try answers(to: open)
        }
        return lines
    }

    private mutating func answers(to open: Asked.Open) throws -> [Script.Line] {
        let question = open.question
        if let answers = study.answers[question] {
            return try answers.map { answer in
                var body = answer.body
                if let field = answer.actor, let owner = asked.owners[question.about] {
                    body.data[field] = .text(owner)
                }
                return try body.line(at: open.at + answer.delay, number: answer.number)
            }
        }
        guard !known.contains(question), let guess = guess(open) else { return [] }
        guessed += 1
        return [try guess.body.line(at: open.at + guess.delay, number: nil)]
    }

    // MARK: - Guesses

    private func guess(_ open: Asked.Open) -> (body: EventBody, delay: TimeInterval)? {
        let question = open.question
        guard let person = question.person ?? asked.owners[question.about],
            let answer = habits.guess(question.kind, person, about: question.about),
            let (type, data) = content(of: answer, for: open, person)
        else { return nil }
        let id = "guess-\(type)-\(question.about)-\(person)-\(question.count)"
        return (EventBody(id: id, type: type, data: data), answer.delay)
    }

    /// The same answer to another question.
    private func content(
        of answer: Answer,
        for open: Asked.Open,
        _ person: String
    ) -> (type: String, data: [String: Value])? {
        let about = open.question.about
        switch open.question.kind {
        case .offer:
            let data: [String: Value] = ["lead_id": .text(about), "person_id": .text(person)]
            return (answer.body.type, data)
        case .work:
            // Whatever he does first: that he does something is what counts.
            let data: [String: Value] = [
                "call_id": .text("guess-\(about)-\(open.question.count)"),
                "lead_id": .text(about), "person_id": .text(person), "to": .text(Self.number),
            ]
            return (CallMade.type, data)
        case .buttons:
            let pressed = open.events.first { event in
                event.type == answer.body.type
                    && event.data.allSatisfy { key, value in
                        key.hasSuffix("_id") || value.text == nil
                            || answer.body.data[key] == value
                    }
            }
            return pressed.map { ($0.type, $0.data) }
        }
    }

    /// Any number: which one was dialled is of no account where the lead is named.
    private static let number = "+70000000000"
}
