package import Foundation

/// What must hold for a rule to fire.
package indirect enum RuleCondition: Equatable, Sendable {
    /// Every one holds; with none it holds always.
    case all([RuleCondition])
    /// At least one holds.
    case any([RuleCondition])
    /// It does not hold.
    case not(RuleCondition)
    /// The field passes the test.
    case field(RulePath, RuleTest)

    /// Whether it holds; total, whatever is missing or of another type.
    package func holds(_ facts: RuleFacts) -> Bool {
        switch self {
        case .all(let conditions): conditions.allSatisfy { $0.holds(facts) }
        case .any(let conditions): conditions.contains { $0.holds(facts) }
        case .not(let condition): !condition.holds(facts)
        case .field(let path, let test): test.passes(facts.value(at: path))
        }
    }

    /// Every path that it looks at.
    package var paths: [RulePath] {
        switch self {
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.paths)
        case .not(let condition): condition.paths
        case .field(let path, _): [path]
        }
    }
}

/// What is asked of one field.
package enum RuleTest: Equatable, Sendable {
    /// The field has this value; a list, where it contains it.
    case equals(Value)
    /// The field has another value, or none.
    case differs(Value)
    /// The field is a number, money or a time, compared with this one.
    case compares(RuleComparison, RuleBound)
    /// The field has one of these values.
    case isOneOf([Value])
    /// The field is text in which the regular expression is found.
    case matches(RulePattern)
    /// Whether the field is there and not null.
    case exists(Bool)

    /// Whether a value passes; nil where the field is not there.
    package func passes(_ value: Value?) -> Bool {
        let value = value == .null ? nil : value
        switch self {
        case .equals(let wanted): return value?.isSame(as: wanted) ?? false
        case .differs(let unwanted): return value.map { !$0.isSame(as: unwanted) } ?? true
        case .compares(let comparison, let bound):
            return value.map { bound.admits($0, comparison) } ?? false
        case .isOneOf(let wanted):
            return value.map { value in wanted.contains { value.isSame(as: $0) } } ?? false
        case .matches(let pattern): return value.map(pattern.isFound) ?? false
        case .exists(let expected): return (value != nil) == expected
        }
    }
}

/// How numbers and times are compared.
package enum RuleComparison: String, CaseIterable, Sendable {
    case greaterOrEqual = "gte"
    case greater = "gt"
    case lessOrEqual = "lte"
    case less = "lt"

    fileprivate func holds<T: Comparable>(_ value: T, _ bound: T) -> Bool {
        switch self {
        case .greaterOrEqual: value >= bound
        case .greater: value > bound
        case .lessOrEqual: value <= bound
        case .less: value < bound
        }
    }
}

/// What a field is compared with.
package enum RuleBound: Equatable, Sendable {
    case number(Decimal)
    case instant(Date)

    fileprivate func admits(_ value: Value, _ comparison: RuleComparison) -> Bool {
        switch self {
        case .number(let bound): value.numeric.map { comparison.holds($0, bound) } ?? false
        case .instant(let bound): value.instant.map { comparison.holds($0, bound) } ?? false
        }
    }
}

extension Value {
    /// The time that the text says; of a bare day its midnight in UTC.
    package var instant: Date? {
        guard case .text(let text) = self else { return nil }
        return Timestamp.date(text) ?? Timestamp.date(text + "T00:00:00Z")
    }

    /// Whether a person would call both the same: amounts by number, times by instant, and a list
    /// where it contains the other.
    func isSame(as other: Value) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.list(let values), .list(let others)):
            return values.count == others.count
                && zip(values, others).allSatisfy { $0.isSame(as: $1) }
        case (.list(let values), _): return values.contains { $0.isSame(as: other) }
        case (_, .number(let number)): return numeric == number
        case (.number(let number), .text): return other.numeric == number
        case (.text(let text), .text) where text.contains("T"):
            guard let instant, let same = other.instant else { return false }
            return instant == same
        default: return false
        }
    }
}
