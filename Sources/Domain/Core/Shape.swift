/// What a type reads out of JSON, found by letting it read.
package final class Shape {
    /// What kind of value it is.
    package enum Kind: Equatable {
        case text, identifier, date, flag, whole, number, money
        /// One of some words.
        case words([String])
        /// Text of a form that was found out with this sample.
        case formed(String)
        /// Anything.
        case open
        /// Any object.
        case openObject
        case object, list, map
    }

    /// A field of an object.
    package struct Field {
        package let name: String
        package let shape: Shape
        package internal(set) var isRequired: Bool
    }

    package internal(set) var kind: Kind?
    package private(set) var fields: [Field] = []
    /// Of a list or map.
    package internal(set) var element: Shape?

    package init() {}

    /// The shape of the named field, which is required until the type asks whether it is there.
    func field(_ name: String) -> Shape {
        if let field = fields.first(where: { $0.name == name }) { return field.shape }
        let field = Field(name: name, shape: Shape(), isRequired: true)
        fields.append(field)
        return field.shape
    }

    func makeOptional(_ name: String) {
        _ = field(name)
        for index in fields.indices where fields[index].name == name {
            fields[index].isRequired = false
        }
    }

    /// The shape of what is inside a list or map.
    package func elementShape() -> Shape {
        let shape = element ?? Shape()
        element = shape
        return shape
    }

    func forget() {
        kind = nil
        fields = []
        element = nil
    }
}
