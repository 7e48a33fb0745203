import Domain
import Foundation
import Settings
import Testing

/// Every key of the example file, and so every key there is: nobody has to think of a new one.
@Suite struct `Every key` {
    @Test func `is told from a misspelt one, which is answered with the right one`() throws {
        try WholeExample.use { example in
            let lines = example.lines.filter { !$0.isNamedByCompany }
            #expect(lines.count > 110)
            let said = example.said(
                of: lines,
                as: { "\($0.key)\($0.key.suffix(1)) = \($0.value)" }
            )
            for (line, said) in said {
                #expect(said == ["unknown key, did you mean \"\(line.key)\"?"], "\(line)")
            }
        }
    }

    @Test(arguments: ["7", "true", "\"7\"", "{ x = 1 }"])
    func `refuses a value of another kind, at its line`(value: String) throws {
        try WholeExample.use { example in
            // A whole amount may stand without quotes.
            let others = example.lines.filter {
                Self.kind($0.value) != Self.kind(value)
                    && !($0.value.contains(/"[0-9]+\.[0-9]+"/) && value == "7")
            }
            #expect(others.count > 40)
            for (line, said) in example.said(of: others, with: { _ in value }) {
                #expect(!said.isEmpty, "\(line)")
                #expect(said.allSatisfy { $0.hasPrefix("must") }, "\(line): \(said)")
            }
        }
    }

    /// What sort of value a text of TOML is, roughly.
    private static func kind(_ value: String) -> String {
        switch value.first {
        case "\"": "text"
        case "[": "list"
        case "{": "table"
        case "t", "f": "flag"
        default: "number"
        }
    }

    @Test func `that is a number is taken up to its bounds and no further`() throws {
        try WholeExample.use { example in
            let numbers = example.lines.filter { Int($0.value) != nil }
            #expect(numbers.count > 12)
            var bounds: [Int: (lower: Decimal, upper: Decimal)] = [:]
            for (line, said) in example.said(of: numbers, with: { _ in "-999999999999" }) {
                let text = said.joined()
                let match = try #require(text.firstMatch(of: /from (-?[0-9.]+) to ([0-9.]+)/))
                bounds[line.number] = try (
                    #require(Decimal(string: "\(match.1)")), #require(Decimal(string: "\(match.2)"))
                )
            }
            func expect(_ count: Int, _ value: ((lower: Decimal, upper: Decimal)) -> Decimal) {
                let said = example.said(
                    of: numbers,
                    with: { line in bounds[line.number].map { "\(value($0))" } ?? line.value }
                )
                for (line, said) in said { #expect(said.count == count, "\(line): \(said)") }
            }
            expect(0) { $0.lower }
            expect(0) { $0.upper }
            expect(1) { $0.lower - 1 }
            expect(1) { $0.upper + 1 }
        }
    }

    @Test(arguments: ["-1s", "15", "soon", "99999d", "1.5h", ""])
    func `that is a time is neither negative nor endless nor without a unit`(
        value: String
    ) throws {
        try WholeExample.use { example in
            let times = example.lines.filter {
                $0.value.wholeMatch(of: /"[0-9]+(ms|s|m|h|d|mo)"/) != nil
            }
            #expect(times.count > 25)
            for (line, said) in example.said(of: times, with: { _ in "\"\(value)\"" }) {
                #expect(said.count == 1, "\(line)")
            }
        }
    }

    /// All others take any text; about a new one must be decided here.
    @Test func `with a closed list of words or a form of its own refuses other text`() throws {
        try WholeExample.use { example in
            let texts = example.lines.filter { $0.value.hasPrefix("\"") }
            let said = example.said(of: texts, with: { "\"any words \($0.number)\"" })
            #expect(said.filter(\.said.isEmpty).map(\.line.description) == Self.free)
        }
    }

    private static let free = [
        "[amqp] events_exchange", "[amqp] commands_exchange", "[amqp] dead_letters",
        "[amqp] unrouted", "[amqp] partitioned_exchange", "[amqp] queue",
        "[amqp] positions_queue", "[http] reports_password", "[http] positions_token",
        "[[people]] id", "[[people]] name", "[[people]] chat_id",
        "[[people]] extension", "[[people]] department", "[[legal_entities]] name",
        "[[legal_entities]] address", "[[legal_entities]] bank",
        "[[legal_entities]] signatory", "[pricing] reference",
        "[indexation] index", "[indexation] clause", "[qualification] in_progress_stage",
        "[calls.fallback] target", "[[calls.lines]] channel", "[[calls.lines]] campaign",
        "[[reports]] name", "[[chains]] name", "[[rules]] name",
    ]
}
