/// Where in a JSON text a certain number stands: Foundation does not say which one it can't use.
struct JSONTrail {
    private enum Step {
        case name(String)
        case index(Int)

        var text: String {
            switch self {
            case .name(let name): ".\(name)"
            case .index(let index): "[\(index)]"
            }
        }
    }

    private let wanted: [UInt8]
    private var steps: [Step] = []
    /// The paths of the fields that hold it.
    private(set) var found: [String] = []

    init(_ number: String) {
        wanted = Array(number.utf8)
    }

    mutating func enter(isObject: Bool) {
        steps.append(isObject ? .name("") : .index(0))
    }

    mutating func leave() {
        steps.removeLast()
    }

    /// The name of a field, with its quotation marks.
    mutating func name(_ text: ArraySlice<UInt8>) {
        steps[steps.count - 1] = .name(String(decoding: text.dropFirst().dropLast(), as: UTF8.self))
    }

    /// The next element of a list; a field of an object is named.
    mutating func next() {
        if case .index(let index) = steps.last { steps[steps.count - 1] = .index(index + 1) }
    }

    mutating func number(_ text: ArraySlice<UInt8>) {
        guard text.elementsEqual(wanted) else { return }
        found.append(String(steps.map(\.text).joined().drop { $0 == "." }))
    }
}
