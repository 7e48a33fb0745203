import AMQP
import Contract
import Foundation

/// All that a message carried beside its body, kept for the day on which it goes out again.
struct MessageProperties: CarriedProperties {
    /// When a message that was put aside had first come, RFC 3339; a replay carries it.
    static let receivedHeader = "baton-received"

    /// Headers that tell of one sending, not of the message: they differ when it comes again.
    static let ofThisSending: Set = [receivedHeader, "x-delivery-count", "x-acquired-count"]

    let properties: AMQPProperties

    init(_ properties: AMQPProperties) {
        self.properties = properties
    }

    /// Those that were kept as JSON; nil where there are none, or none that can be read.
    init?(json: [UInt8]?) {
        guard let json, let kept = try? Self.decoder.decode(AMQPProperties.self, from: Data(json))
        else { return nil }
        properties = kept
    }

    var json: [UInt8]? {
        (try? Self.encoder.encode(properties)).map { [UInt8]($0) }
    }

    /// Without what only the broker may say, or what would send a copy to other queues.
    ///
    /// The broker counts deliveries in a header of its own, which would count on from here.
    var forReplay: AMQPProperties {
        var replay = properties
        replay.userID = nil
        replay.expiration = nil
        replay.headers = replay.headers.filter { name, _ in
            !Self.brokerHeaders.contains(name) && !name.hasPrefix("x-first-death-")
                && !name.hasPrefix("x-last-death-")
        }
        return replay
    }

    private static let brokerHeaders: Set = [
        "CC", "BCC", "x-death", "x-delivery-count", "x-acquired-count",
    ]

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return decoder
    }
}
