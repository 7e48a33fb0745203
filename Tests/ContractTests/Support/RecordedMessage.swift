import Domain

/// A message type with its shape, and an instance with every field and with no optional one.
struct RecordedMessage {
    enum Direction {
        case read, readInBulk, published
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
        let bulk = Registry.readsInBulk.values.map { ($0, Direction.readInBulk) }
        let published = Registry.publishes.values.filter { Registry.reads[$0.type] == nil }
            .map { ($0, Direction.published) }
        return try (read + bulk + published).sorted { $0.0.type < $1.0.type }
            .map { try RecordedMessage($0, $1) }
    }
}
