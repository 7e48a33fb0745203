/// Words that the project does not use, each with what to use instead.
struct WordRules: Sendable {
    /// Where a word is not wanted.
    enum Place: Sendable {
        case everywhere
        /// Sources, not tests.
        case sources
        /// The modules that decide: no clock, no chance, no place on earth of their own.
        case deciding
    }

    struct Word: Sendable {
        let word: String
        let instead: String
        var place = Place.everywhere
        /// Looked for in comments and literals too.
        var inText = false
        /// The line may hold it together with this.
        var unless: String?
    }

    let words: [Word]
    /// Files of the deciding modules that are the one place for a clock or for chance.
    let clocks: Set<String>

    private static let leftover = "finish it now, or write an issue"
    private static let trap =
        "answer with an error, or `assertionFailure` for an invariant of our own"
    private static let clock = "take `now` from the context"
    private static let chance = "take a generator: `using: &generator`"
    private static let region = "take it from the settings"

    static let project = WordRules(
        words: [
            // Written in halves, so that this table does not find itself.
            Word(word: "TO" + "DO", instead: leftover, inText: true),
            Word(word: "FIX" + "ME", instead: leftover, inText: true),
            Word(word: "XX" + "X", instead: leftover, inText: true),
            Word(word: "HA" + "CK", instead: leftover, inText: true),
            Word(word: "try!", instead: "handle the error"),
            Word(word: "fatalError", instead: trap),
            Word(word: "preconditionFailure", instead: trap),
            Word(
                word: "Thread.sleep",
                instead: "wait for what you wait for, or ask the clock that was passed in"
            ),
            Word(
                word: "usleep",
                instead: "wait for what you wait for, or ask the clock that was passed in"
            ),
            Word(word: "Date()", instead: clock, place: .deciding),
            Word(word: "Date.now", instead: clock, place: .deciding),
            Word(word: "(.now", instead: clock, place: .deciding),
            Word(word: "= .now", instead: clock, place: .deciding),
            Word(word: "ContinuousClock", instead: clock, place: .deciding),
            Word(word: "SuspendingClock", instead: clock, place: .deciding),
            Word(word: ".random", instead: chance, place: .deciding, unless: "using:"),
            Word(word: "randomElement", instead: chance, place: .deciding, unless: "using:"),
            Word(word: "shuffled", instead: chance, place: .deciding, unless: "using:"),
            Word(word: "SystemRandomNumberGenerator", instead: chance, place: .deciding),
            Word(word: "UUID()", instead: "derive the id from what it names", place: .deciding),
            Word(word: "TimeZone.current", instead: region, place: .deciding),
            Word(word: "Calendar.current", instead: region, place: .deciding),
            Word(word: "Locale.current", instead: region, place: .deciding),
            Word(
                word: "print(",
                instead: "log it, or write to the output you were given",
                place: .deciding
            ),
        ],
        clocks: ["Sources/Engine/WallClock.swift"]
    )

    func complaints(about file: SourceFile) -> [Complaint] {
        words.filter { applies($0, to: file) }.flatMap { word in
            file.lines(with: word.word, in: word.inText ? file.text : file.code)
                .filter { line in word.unless.map { !file.trimmedLine(line).contains($0) } ?? true }
                .map { file.complaint($0, "`\(word.word)`: \(word.instead)") }
        }
    }

    private func applies(_ word: Word, to file: SourceFile) -> Bool {
        switch word.place {
        case .everywhere: true
        case .sources: !file.isTest
        case .deciding:
            !file.isTest && ["Domain", "Engine"].contains(file.module)
                && !clocks.contains(file.path)
        }
    }
}
