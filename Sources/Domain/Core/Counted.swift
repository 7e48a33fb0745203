/// A number that counts things: never negative, and never so large that counting on ends the
/// program.
///
/// What a row holds comes from outside as everything else does: a row in which somebody has written
/// another number can't be read.
@propertyWrapper
package struct Counted: Codable, Equatable, Sendable {
    package var wrappedValue: Int

    /// More than any company will ever see, and far from what overflows when it is multiplied.
    private static let bounds = 0...(1 << 40)

    package init(wrappedValue: Int) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = try container.decode(Int.self)
        guard Self.bounds.contains(wrappedValue) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\(wrappedValue) counts nothing"
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}
