package import Domain
package import Foundation

/// What must hold for a rule; key `when` of `[[rules]]`.
package indirect enum RuleCondition: Equatable, Sendable {
    /// Every one holds; with none it holds always.
    case all([RuleCondition])
    /// At least one holds.
    case any([RuleCondition])
    /// It does not hold.
    case not(RuleCondition)
    /// The field passes the test; the path is the event's (`fields.budget`) or that of the state
    /// of its subject (`lead.…`, `call.…`, `client.…`, `person.…`).
    case field(path: [String], RuleTest)
}

/// What is asked of one field.
package enum RuleTest: Equatable, Sendable {
    /// The field has this value.
    case equals(Value)
    /// The field has another value, or none.
    case differs(Value)
    /// The field is a number, compared with this one.
    case compares(RuleComparison, Decimal)
    /// The field has one of these values.
    case isOneOf([Value])
    /// The field is text in which the regular expression is found.
    case matches(String)
    /// Whether the field is there and not null.
    case exists(Bool)
}

/// How numbers are compared.
package enum RuleComparison: String, CaseIterable, Sendable {
    case greaterOrEqual = "gte"
    case greater = "gt"
    case lessOrEqual = "lte"
    case less = "lt"
}

extension Form where Value == RuleCondition {
    /// A table of conditions.
    static var condition: Self {
        .structure(ConditionReader.form) { ConditionReader.condition($0, $1) }
    }
}

/// Reads `when`; reports everything wrong in it.
enum ConditionReader {
    /// More than anybody reads; keeps a file from exhausting the stack.
    private static let depthMax = 16
    static let form = "a table of conditions such as { \"fields.budget\" = { gte = 1 } }"
    private static let operators =
        ["ne", "in", "matches", "exists"]
        + RuleComparison.allCases.map(\.rawValue)

    static func condition(_ node: TOMLNode, _ spot: Spot) -> RuleCondition? {
        guard spot.path.steps.count < depthMax else {
            spot.report("is nested too deeply, at most \(depthMax) levels are allowed")
            return nil
        }
        guard case .table(let members) = node else { return spot.misfit(node, form) }
        let conditions = members.sorted { $0.key < $1.key }
            .map { member($0.key, $0.value, spot.member($0.key)) }
        guard conditions.allSatisfy({ $0 != nil }) else { return nil }
        return combined(conditions.compactMap(\.self))
    }

    /// All conditions of a table hold together; one alone needs no `all` around it.
    private static func combined(_ conditions: [RuleCondition]) -> RuleCondition {
        guard conditions.count == 1, let only = conditions.first else { return .all(conditions) }
        return only
    }

    private static func member(_ key: String, _ node: TOMLNode, _ spot: Spot) -> RuleCondition? {
        switch key {
        case "all": return list(node, spot).map(RuleCondition.all)
        case "any": return list(node, spot).map(RuleCondition.any)
        case "not": return condition(node, spot).map(RuleCondition.not)
        default:
            let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard path.allSatisfy({ !$0.isEmpty }) else {
                spot.report("must be a field such as \"fields.budget\" or \"lead.stage\"")
                return nil
            }
            return tests(node, spot).map { tests in
                combined(tests.map { .field(path: path, $0) })
            }
        }
    }

    private static func list(_ node: TOMLNode, _ spot: Spot) -> [RuleCondition]? {
        guard case .list(let nodes) = node, !nodes.isEmpty else {
            return spot.misfit(node, "a list of one or more conditions")
        }
        let conditions = nodes.enumerated().map { condition($1, spot.element($0)) }
        return conditions.contains { $0 == nil } ? nil : conditions.compactMap(\.self)
    }

    private static func tests(_ node: TOMLNode, _ spot: Spot) -> [RuleTest]? {
        switch node {
        case .table(let members) where members.isEmpty:
            return spot.misfit(node, "a value or a table such as { gte = 1 }")
        case .table(let members):
            let tests = members.sorted { $0.key < $1.key }
                .map { test($0.key, $0.value, spot.member($0.key)) }
            return tests.contains { $0 == nil } ? nil : tests.compactMap(\.self)
        case .list:
            return spot.misfit(node, "a value or a table; one of several is { in = [ … ] }")
        case .moment:
            return spot.misfit(node, "text, a number, true or false")
        case .text, .integer, .float, .flag:
            return [.equals(node.value)]
        }
    }

    private static func test(_ name: String, _ node: TOMLNode, _ spot: Spot) -> RuleTest? {
        if let comparison = RuleComparison(rawValue: name) {
            guard case .number(let number) = node.value else {
                return spot.misfit(node, "a number without quotes")
            }
            return .compares(comparison, number)
        }
        switch name {
        case "ne": return .differs(node.value)
        case "in": return isOneOf(node, spot)
        case "matches": return matches(node, spot)
        case "exists":
            return Form.flag.read(node, spot).map(RuleTest.exists)
        default:
            spot.report(unknown(name))
            return nil
        }
    }

    private static func isOneOf(_ node: TOMLNode, _ spot: Spot) -> RuleTest? {
        guard case .list(let nodes) = node, !nodes.isEmpty else {
            return spot.misfit(node, "a list of one or more values")
        }
        return .isOneOf(nodes.map(\.value))
    }

    private static func matches(_ node: TOMLNode, _ spot: Spot) -> RuleTest? {
        guard case .text(let pattern) = node, (try? Regex(pattern)) != nil else {
            return spot.misfit(node, "a regular expression, such as \"(?i)ltd$\"")
        }
        return .matches(pattern)
    }

    private static func unknown(_ name: String) -> String {
        let hint =
            Suggestion.nearest(to: name, among: operators).map { ", did you mean \"\($0)\"?" }
            ?? ", the operators are \(operators.joined(separator: ", "));"
            + " a field's path with dots stands in quotes: \"fields.budget\""
        return "unknown operator" + hint
    }
}
