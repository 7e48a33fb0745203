import Domain
import Foundation

/// The CloudEvents attributes of binary mode, out of headers and AMQP properties.
struct BinaryAttributes {
    private var attributes: [String: String] = [:]

    init(_ incoming: Incoming) {
        for (header, value) in incoming.headers {
            guard let name = Self.attribute(of: header) else { continue }
            attributes[name] = value
        }
        let properties = [
            ("id", incoming.messageID), ("type", incoming.type),
            ("time", incoming.timestamp.map(Timestamp.text)),
        ]
        for case (let name, let value?) in properties where attributes[name] == nil {
            attributes[name] = value
        }
    }

    /// Whether the headers say that this is a CloudEvent in binary mode.
    ///
    /// A bare body with AMQP's own properties is not one: it is read as structured mode, which
    /// names what is missing.
    var isCloudEvent: Bool { attributes["source"] != nil || attributes["specversion"] != nil }

    /// The event in structured mode around the body, as the journal keeps it.
    func structured(around body: [UInt8]) throws(Flaw) -> [UInt8] {
        var envelope = attributes
        envelope["specversion"] = envelope["specversion"] ?? "1.0"
        envelope["datacontenttype"] = nil
        envelope["data"] = nil
        guard
            let head = try? JSONSerialization.data(
                withJSONObject: envelope,
                options: .sortedKeys
            )
        else { throw Flaw(.notCloudEvent, "the CloudEvents headers can't be read") }
        var json = [UInt8](head.dropLast())
        json += Array(#","data":"#.utf8)
        json += body
        json.append(UInt8(ascii: "}"))
        guard !json.containsNUL else {
            throw Flaw(.unstorableText, "a header contains the character NUL")
        }
        return json
    }

    private static func attribute(of header: String) -> String? {
        for prefix in ["cloudEvents:", "cloudEvents_", "cloudevents:", "cloudevents_"]
        where header.hasPrefix(prefix) {
            return header.dropFirst(prefix.count).lowercased()
        }
        return nil
    }
}
