import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `A test of a rule` {
    private func number(_ text: String) -> Value { .number(Decimal(string: text) ?? .nan) }

    private func passes(_ value: Value?, _ test: RuleTest) -> Bool { test.passes(value) }

    @Test func `compares numbers, numbers in text and money by amount`() {
        let values: [Value] = [
            number("10.5"), .text("10.50"),
            .object(["amount": .text("10.50"), "currency": .text("RUB")]),
        ]
        for value in values {
            let at = RuleBound.number(Decimal(string: "10.5") ?? .nan)
            let below = RuleBound.number(10)
            let above = RuleBound.number(11)
            #expect(passes(value, .compares(.greaterOrEqual, at)))
            #expect(passes(value, .compares(.lessOrEqual, at)))
            #expect(!passes(value, .compares(.greater, at)))
            #expect(!passes(value, .compares(.less, at)))
            #expect(passes(value, .compares(.greater, below)))
            #expect(passes(value, .compares(.less, above)))
            #expect(passes(value, .equals(number("10.5"))))
        }
    }

    @Test func `compares times by instant, days as their midnight`() throws {
        let bound = RuleBound.instant(try #require(Timestamp.date("2026-03-02T10:00:00Z")))
        #expect(passes(.text("2026-03-02T13:00:00+03:00"), .compares(.greaterOrEqual, bound)))
        #expect(!passes(.text("2026-03-02T13:00:00+03:00"), .compares(.greater, bound)))
        #expect(passes(.text("2026-03-02"), .compares(.less, bound)))
        #expect(
            passes(
                .text("2026-03-02T13:00:00+03:00"),
                .equals(.text("2026-03-02T10:00:00.000Z"))
            )
        )
    }

    @Test func `has an answer for whatever is missing or of another type`() {
        let values: [Value?] = [
            nil, .null, .bool(true), .text("x"), .list([]), .object([:]), .text(""),
        ]
        for value in values {
            for comparison in RuleComparison.allCases {
                #expect(!passes(value, .compares(comparison, .number(0))))
                #expect(!passes(value, .compares(comparison, .instant(.distantPast))))
            }
            #expect(!passes(value, .equals(number("1"))))
            #expect(passes(value, .differs(number("1"))))
            #expect(!passes(value, .isOneOf([number("1")])))
        }
        #expect(passes(nil, .exists(false)) && passes(.null, .exists(false)))
        #expect(passes(.text(""), .exists(true)) && !passes(.text(""), .exists(false)))
    }

    @Test func `takes a list for each of its elements`() throws {
        let roles = Value.list([.text("director"), .text("sales_head")])
        let pattern = try #require(RulePattern("^sales"))
        #expect(passes(roles, .equals(.text("director"))))
        #expect(!passes(roles, .equals(.text("marketer"))))
        #expect(passes(roles, .isOneOf([.text("x"), .text("sales_head")])))
        #expect(!passes(roles, .differs(.text("director"))))
        #expect(passes(roles, .matches(pattern)))
    }

    @Test func `finds a pattern anywhere in the text, also of a number`() throws {
        let pattern = try #require(RulePattern("(?i)ромашк|^12"))
        #expect(passes(.text("ООО «РОМАШКА»"), .matches(pattern)))
        #expect(passes(number("120"), .matches(pattern)))
        #expect(!passes(.text("Лютик"), .matches(pattern)))
        #expect(!passes(nil, .matches(pattern)))
        #expect(RulePattern("(") == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `gives a pattern up that would take for ever`() throws {
        let pattern = try #require(RulePattern("(a+)+$"))
        let text = String(repeating: "a", count: 60) + "b"
        #expect(!passes(.text(text), .matches(pattern)))
        let long = String(repeating: "x", count: 1_000_000) + "needle"
        #expect(!passes(.text(long), .matches(try #require(RulePattern("needle")))))
    }

    @Test func `gives the opposite answer for the opposite question, whatever the value`() {
        var dice = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let (value, other) = (Self.value(&dice), Self.value(&dice))
            #expect(passes(value, .equals(other)) != passes(value, .differs(other)))
            #expect(passes(value, .equals(other)) == passes(value, .isOneOf([other])))
            #expect(passes(value, .exists(true)) != passes(value, .exists(false)))
            guard value.numeric != nil, let bound = other.numeric else { continue }
            let less = passes(value, .compares(.less, .number(bound)))
            #expect(less != passes(value, .compares(.greaterOrEqual, .number(bound))))
            let greater = passes(value, .compares(.greater, .number(bound)))
            #expect(greater != passes(value, .compares(.lessOrEqual, .number(bound))))
            #expect(!(less && greater))
        }
    }

    private static func value(_ dice: inout SplitMix) -> Value {
        let number = Int.random(in: -3...3, using: &dice)
        switch Int.random(in: 0...7, using: &dice) {
        case 0: return .null
        case 1: return .bool(number > 0)
        case 2: return .number(Decimal(number))
        case 3: return .text("\(number)")
        case 4: return .text(["", "x", "2026-03-02", "2026-03-02T10:00:00Z"][abs(number)])
        case 5: return .list((0..<abs(number)).map { .number(Decimal($0)) })
        case 6: return .object(["amount": .text("\(number).00"), "currency": .text("RUB")])
        default: return .object(["x": .number(Decimal(number))])
        }
    }
}

@Suite struct `A condition of a rule` {
    private let always = RuleCondition.all([])
    private let never = RuleCondition.any([])

    private func holds(_ condition: RuleCondition) -> Bool {
        condition.holds(Samples.facts([:]))
    }

    @Test func `joins others as the words say`() {
        #expect(holds(always) && !holds(never))
        #expect(holds(.all([always, always])) && !holds(.all([always, never])))
        #expect(holds(.any([never, always])) && !holds(.any([never, never])))
        #expect(holds(.not(never)) && !holds(.not(always)))
    }

    @Test func `looks at the event by its path`() throws {
        let facts = Samples.facts([
            "fields": .object(["budget": .number(5)]), "lead": .object(["x": .text("own")]),
            "list": .list([.text("first")]),
        ])
        func value(_ path: String) throws -> Value? {
            facts.value(at: try #require(RulePath(path)))
        }
        #expect(try value("fields.budget") == .number(5))
        #expect(try value("data.fields.budget") == .number(5))
        #expect(try value("data.lead.x") == .text("own"))
        #expect(try value("list.0") == .text("first"))
        #expect(try value("list.1") == nil)
        #expect(try value("fields.budget.x") == nil)
        #expect(try value("lead.stage") == nil)
        #expect(try value("now") == .text("2026-03-02T10:00:00.000Z"))
        #expect(RulePath("a..b") == nil && RulePath("") == nil)
    }
}

/// What rules are tried on.
enum Samples {
    static let now = Date(timeIntervalSince1970: 1_772_445_600)

    static func facts(_ data: [String: Value]) -> RuleFacts {
        let context = Context(
            now: now,
            policies: Policies(),
            company: Company(),
            text: { "\($0.template) \($0.values["value"]?.plainText ?? "")" }
        )
        let occasion = RuleOccasion(AnyMessage(data), causeID: "e1", depth: 0)
        return RuleFacts(occasion, of: occasion.subjects.primary, context)
    }
}
