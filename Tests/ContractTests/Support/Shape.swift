import Domain

/// What a type reads out of JSON, found by letting it read.
final class Shape {
    enum Kind: Equatable {
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

    struct Field {
        let name: String
        let shape: Shape
        var isRequired: Bool
    }

    var kind: Kind?
    private(set) var fields: [Field] = []
    /// Of a list or map.
    var element: Shape?

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

    func elementShape() -> Shape {
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

/// A message type with its shape, and an instance with every field and with no optional one.
struct RecordedMessage {
    enum Direction {
        case read, published
    }

    let type: any Message.Type
    let direction: Direction
    let shape: Shape
    let full: any Message
    let bare: any Message

    var name: String { type.type }

    init(_ type: any Message.Type, _ direction: Direction) throws {
        let shape = Shape()
        self.type = type
        self.direction = direction
        self.shape = shape
        full = try Self.instance(of: type, RecordingDecoder(shape, fillsOptionals: true))
        bare = try Self.instance(of: type, RecordingDecoder(Shape(), fillsOptionals: false))
    }

    private static func instance<T: Message>(
        of type: T.Type,
        _ decoder: RecordingDecoder
    ) throws -> any Message {
        try decoder.value(of: type)
    }

    /// Every message that exists in code, sorted by name.
    static func all() throws -> [RecordedMessage] {
        let read = Registry.reads.values.map { ($0, Direction.read) }
        let published = Registry.publishes.values.filter { Registry.reads[$0.type] == nil }
            .map { ($0, Direction.published) }
        return try (read + published).sorted { $0.0.type < $1.0.type }
            .map { try RecordedMessage($0, $1) }
    }
}
