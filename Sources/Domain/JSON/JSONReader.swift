package import Foundation

/// Reads JSON: one pass checks the text and notes where its values stand, and types read out of
/// that whatever they ask for.
///
/// Of a field that stands there twice the first counts. What is wrong is a ``Flaw`` with the path
/// of the field.
package enum JSONReader {
    /// How deep a message may be nested.
    package static let messageDepthMax = 64
    /// How deep may be nested what Baton has written itself, which puts messages into lists.
    package static let rowDepthMax = 512

    /// What `use` makes of the text's value, which must not be kept longer.
    ///
    /// - Parameters:
    ///   - levelsAround: How deep what will be put around the text is nested.
    ///   - now: Where data were written by hand: the instant from which `+2h` counts.
    package static func read<Result>(
        _ bytes: [UInt8],
        depthMax: Int = rowDepthMax,
        levelsAround: Int = 0,
        writtenByHand now: Date? = nil,
        _ use: (JSONNode) throws -> Result
    ) throws(Flaw) -> Result {
        do {
            return try bytes.withUnsafeBufferPointer { bytes in
                let tokens = try JSONScanner.tokens(
                    of: bytes,
                    depthMax: depthMax,
                    levelsAround: levelsAround
                )
                return try tokens.withUnsafeBufferPointer { tokens in
                    let document = JSONDocument(bytes: bytes, tokens: tokens, now: now)
                    return try withExtendedLifetime(document) {
                        try use(JSONNode(document: document, at: 0))
                    }
                }
            }
        } catch let flaw as Flaw {
            throw flaw
        } catch let error as DecodingError {
            throw Flaw(error)
        } catch {
            throw Flaw(.notJSON, "the message can't be read: \(error)")
        }
    }

    /// Says what is wrong with the text, if anything is.
    package static func check(
        _ bytes: [UInt8],
        depthMax: Int,
        levelsAround: Int
    ) throws(Flaw) {
        try read(bytes, depthMax: depthMax, levelsAround: levelsAround) { _ in }
    }

    /// The text as a value of the type.
    package static func decode<T: Decodable>(
        _ type: T.Type,
        from bytes: [UInt8]
    ) throws(Flaw) -> T {
        try read(bytes) { try $0.decode(type) }
    }
}

/// A text while it is read.
final class JSONDocument {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<JSONToken>
    /// Where data were written by hand: what is no time may be one from now.
    let now: Date?
    /// Set while data are read that other systems wrote.
    var foreign: ForeignForms?

    init(
        bytes: UnsafeBufferPointer<UInt8>,
        tokens: UnsafeBufferPointer<JSONToken>,
        now: Date?
    ) {
        self.bytes = bytes
        self.tokens = tokens
        self.now = now
    }
}
