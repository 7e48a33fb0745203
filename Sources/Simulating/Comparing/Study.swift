import Domain
import Engine
import Foundation

/// Plays what happened with the terms of the time, and learns how people answered.
struct Study: Course {
    private var asked = Asked()
    /// Every question, with whom it was put to in the end, in order.
    private var questions: [(question: Question, person: String?)] = []

    /// What came of the terms of the time.
    private(set) var figures: RunFigures
    /// Lines that come whatever is asked, in order.
    private(set) var fixed: [Script.Line] = []
    /// What was answered to each question, in order.
    private(set) var answers: [Question: [Answer]] = [:]
    /// What clients' records say because Baton said it first.
    private(set) var echoes = Echoes()

    init(countedFrom: Date, names: [String: String]) {
        figures = RunFigures(countedFrom: countedFrom, names: names)
    }

    mutating func comes(_ line: Script.Line) throws -> Script.Line? {
        guard let body = EventBody(line.body),
            let (question, actor) = asked.question(answeredBy: body)
        else {
            fixed.append(line)
            return line
        }
        let answer = Answer(
            body: body,
            delay: line.time.timeIntervalSince(question.at),
            actor: actor,
            number: line.number
        )
        answers[question.question, default: []].append(answer)
        return line
    }

    mutating func happened(_ entry: JournalEntry, _ line: Script.Line?) throws -> [Script.Line] {
        figures.take(entry)
        for command in entry.commands {
            echoes.follow(command)
            guard let question = asked.follow(command)?.question else { continue }
            questions.append((question, question.person ?? asked.owners[question.about]))
        }
        return []
    }

    /// Everything that was asked.
    var known: Set<Question> { Set(questions.map(\.question)) }

    /// How people usually answer.
    var habits: Habits {
        var habits = Habits()
        for (question, person) in questions {
            let asked = Question(
                kind: question.kind,
                about: question.about,
                person: person,
                count: question.count
            )
            habits.remember(answers[question]?.first, to: asked)
        }
        return habits
    }
}
