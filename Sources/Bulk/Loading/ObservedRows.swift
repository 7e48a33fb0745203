import Domain

/// The rows of an event.
struct ObservedRows: RowSource {
    private let message: PositionsObserved
    private let head: PositionRow
    private var number = -1

    init(_ message: PositionsObserved) {
        self.message = message
        var head = PositionRow()
        head.site = Self.bytes(message.siteID.rawValue)
        head.client = Self.bytes(message.clientID.rawValue)
        head.engine = Self.bytes(message.engine.rawValue)
        head.region = Self.bytes(message.region?.rawValue ?? "")
        head.device = Self.bytes(message.device ?? "")
        head.source = Self.bytes(message.source ?? "")
        head.date = Self.bytes(message.date)
        head.depth = message.depth
        self.head = head
    }

    var place: String { "data.rows[\(number)]" }

    mutating func next(into row: inout PositionRow) -> Bool {
        number += 1
        guard number < message.rows.count else { return false }
        let observation = message.rows[number]
        row = head
        row.query = Self.bytes(observation.query)
        row.url = Self.bytes(observation.url ?? "")
        row.isMeasured = observation.measured ?? true
        row.position =
            observation.position.map(PositionRow.Position.place)
            ?? (observation.hasPosition ? .none : .missing)
        return true
    }

    private static func bytes(_ text: String) -> ArraySlice<UInt8> { ArraySlice(Array(text.utf8)) }
}
