import Domain
import Mustache

/// A value as a template sees it.
///
/// A section over it is rendered once for each element of a list, once for anything else that is
/// filled in, and never for a blank value. Nothing in a value is ever parsed as a template.
struct Filling: Sendable {
    /// What a template may apply to a value: `{{labels(fields)}}`.
    enum Helper: String, CaseIterable {
        /// Names of fields in words: `company` → `компания`.
        case labels
        /// The meaning of a coded word: `junk` → `некачественный лид`.
        case word
        /// The meaning with the word itself: `junk` → `некачественный лид (junk)`.
        case coded
        /// Roles in words: `sales_head` → `РОП`.
        case roles
        /// Seconds in words: `900` → `15 мин`.
        case duration
        /// An instant as date, as time of day, and as both.
        case date, time, moment
        /// `{"amount": "150000.00", "currency": "RUB"}` → `150 000 ₽`.
        case money
        /// Units of the rating, with two places: `670.5` → `670,50`.
        case points
    }

    let value: Value
    let wording: Wording
    /// Whether it becomes part of HTML, where nothing in it may mean anything.
    let isEscaped: Bool

    init(_ value: Value, _ wording: Wording, isEscaped: Bool = false) {
        self.value = value
        self.wording = wording
        self.isEscaped = isEscaped
    }

    private func filling(_ value: Value) -> Filling {
        Filling(value, wording, isEscaped: isEscaped)
    }
}

extension Filling: MustacheCustomRenderable {
    var renderText: String {
        let text = wording.text(value)
        return isEscaped ? text.escapedForHTML : text
    }
    var isNull: Bool { value.isBlank }
}

extension Filling: MustacheParent {
    func child(named name: String) -> Any? {
        guard case .object(let members) = value, let member = members[name] else { return nil }
        return filling(member)
    }
}

extension Filling: MustacheSequence {
    func makeIterator() -> some IteratorProtocol<Filling> {
        let elements: [Value] =
            switch value {
            case .list(let values): values
            case .bool(false): []
            case .null, .bool, .number, .text, .object: value.isBlank ? [] : [value]
            }
        return elements.map { filling($0) }.makeIterator()
    }
}

extension Filling: MustacheTransformable {
    func transform(_ name: String) -> Any? {
        guard let helper = Helper(rawValue: name) else { return nil }
        return filling(.text(wording.text(value, helper)))
    }
}
