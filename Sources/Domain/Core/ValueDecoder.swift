package import Foundation

/// Reads a message out of values, as rules put them together.
///
/// Kinder than what reads the bus, because people write the data by hand and templates make text
/// of everything: a number may stand where text is wanted and the other way round, and a time may
/// be so long from now: `+2h`.
package struct ValueDecoder {
    private let now: Date

    /// A decoder for which relative times count from an instant.
    package init(now: Date) {
        self.now = now
    }

    /// The message, or a sentence about what is wrong with the data.
    package func message(
        _ type: any Message.Type,
        _ data: [String: Value]
    ) throws(UnfitData) -> any Message {
        do {
            let json = try JSONWriter.bytes(of: data)
            let message = try JSONReader.read(json, writtenByHand: now) { try $0.decode(type) }
            if let flaw = message.flaw { throw flaw }
            return message
        } catch let flaw as Flaw {
            throw UnfitData(description: flaw.message)
        } catch {
            throw UnfitData(description: "\(error)")
        }
    }
}

/// Why data are not those of a message.
package struct UnfitData: Error, Equatable, CustomStringConvertible {
    /// A sentence that begins with the field.
    package let description: String

    init(description: String) {
        self.description = description
    }
}
