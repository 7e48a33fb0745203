import Domain
import Foundation

extension Form where Value == RuleCondition {
    /// A table of conditions on fields of an event and on what is known of its subject.
    static func condition(_ fields: RuleFieldCheck) -> Self {
        .structure(ConditionReader.form) { ConditionReader(fields: fields).condition($0, $1) }
    }
}

/// Reads `when`; reports everything wrong in it.
struct ConditionReader {
    /// The fields that conditions may name.
    let fields: RuleFieldCheck

    /// More than anybody reads; keeps a file from exhausting the stack.
    private static let depthMax = 16
    static let form = "a table of conditions such as { \"fields.budget\" = { gte = 1 } }"
    private static let operators =
        ["ne", "in", "matches", "exists"]
        + RuleComparison.allCases.map(\.rawValue)

    func condition(_ node: TOMLNode, _ spot: Spot) -> RuleCondition? {
        guard spot.path.steps.count < Self.depthMax else {
            spot.report("is nested too deeply, at most \(Self.depthMax) levels are allowed")
            return nil
        }
        guard case .table(let members) = node else { return spot.misfit(node, Self.form) }
        let conditions = members.sorted { $0.key < $1.key }
            .map { member($0.key, $0.value, spot.member($0.key)) }
        guard conditions.allSatisfy({ $0 != nil }) else { return nil }
        return Self.combined(conditions.compactMap(\.self))
    }

    /// All conditions of a table hold together; one alone needs no `all` around it.
    private static func combined(_ conditions: [RuleCondition]) -> RuleCondition {
        guard conditions.count == 1, let only = conditions.first else { return .all(conditions) }
        return only
    }

    private func member(_ key: String, _ node: TOMLNode, _ spot: Spot) -> RuleCondition? {
        switch key {
        case "all": return list(node, spot).map(RuleCondition.all)
        case "any": return list(node, spot).map(RuleCondition.any)
        case "not": return condition(node, spot).map(RuleCondition.not)
        default:
            guard let path = RulePath(key) else {
                spot.report("must be a field such as \"fields.budget\" or \"lead.stage\"")
                return nil
            }
            guard let tests = tests(node, spot) else { return nil }
            fields.check(path, spot)
            return Self.combined(tests.map { .field(path, $0) })
        }
    }

    private func list(_ node: TOMLNode, _ spot: Spot) -> [RuleCondition]? {
        guard case .list(let nodes) = node, !nodes.isEmpty else {
            return spot.misfit(node, "a list of one or more conditions")
        }
        let conditions = nodes.enumerated().map { condition($1, spot.element($0)) }
        return conditions.contains { $0 == nil } ? nil : conditions.compactMap(\.self)
    }

    private func tests(_ node: TOMLNode, _ spot: Spot) -> [RuleTest]? {
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

    private func test(_ name: String, _ node: TOMLNode, _ spot: Spot) -> RuleTest? {
        if let comparison = RuleComparison(rawValue: name) {
            return Self.bound(node, spot).map { .compares(comparison, $0) }
        }
        switch name {
        case "ne": return .differs(node.value)
        case "in": return Self.isOneOf(node, spot)
        case "matches": return Self.matches(node, spot)
        case "exists":
            return Form.flag.read(node, spot).map(RuleTest.exists)
        default:
            spot.report(Self.unknown(name))
            return nil
        }
    }

    private static func bound(_ node: TOMLNode, _ spot: Spot) -> RuleBound? {
        if case .number(let number) = node.value { return .number(number) }
        guard let instant = node.value.instant else {
            return spot.misfit(
                node,
                "a number without quotes, or a time such as \"2026-09-01T10:00:00+03:00\""
            )
        }
        return .instant(instant)
    }

    private static func isOneOf(_ node: TOMLNode, _ spot: Spot) -> RuleTest? {
        guard case .list(let nodes) = node, !nodes.isEmpty else {
            return spot.misfit(node, "a list of one or more values")
        }
        return .isOneOf(nodes.map(\.value))
    }

    private static func matches(_ node: TOMLNode, _ spot: Spot) -> RuleTest? {
        guard case .text(let source) = node, let pattern = RulePattern(source) else {
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
