import Domain
import Foundation

/// The CloudEvents attributes of binary mode, out of headers and AMQP properties.
struct BinaryAttributes {
    private var attributes: [String: String] = [:]

    init(_ incoming: Incoming) {
        // In a fixed order, so that of two spellings of one attribute always the same one counts.
        for (header, value) in incoming.headers.sorted(by: { $0.key < $1.key }) {
            guard let name = Self.attribute(of: header), attributes[name] == nil else { continue }
            attributes[name] = value
        }
        let timestamp = incoming.timestamp.flatMap { Timestamp.isWritable($0) ? $0 : nil }
        let properties = [
            ("id", incoming.messageID), ("type", incoming.type),
            ("time", timestamp.map(Timestamp.text)),
        ]
        for case (let name, let value?) in properties where attributes[name] == nil {
            attributes[name] = value
        }
    }

    subscript(name: String) -> String? { attributes[name] }

    /// Whether the headers say that this is a CloudEvent in binary mode.
    ///
    /// A bare body with AMQP's own properties is not one: it is read as structured mode, which
    /// names what is missing.
    var isCloudEvent: Bool { attributes["source"] != nil || attributes["specversion"] != nil }

    /// The event in structured mode around the body, as the journal keeps it.
    func structured(around body: [UInt8]) throws(Flaw) -> [UInt8] {
        // What is put around the body is one more level, and no place for a half of a text.
        try JSONReader.check(body, depthMax: JSONReader.messageDepthMax, levelsAround: 1)
        var envelope = attributes
        envelope["specversion"] = envelope["specversion"] ?? "1.0"
        envelope["datacontenttype"] = nil
        envelope["data"] = nil
        if let name = envelope.first(where: { $0.value.utf8.contains(0) })?.key {
            throw Flaw(
                .unstorableText,
                field: name,
                "\(name): the header contains the character NUL, which can't be stored"
            )
        }
        return JSONWriter.bytes { json in
            json.openObject()
            for (name, value) in envelope.sorted(by: { $0.key < $1.key }) {
                json.begin(name)
                json.write(value)
            }
            json.begin("data")
            json.write(JSONText(body))
        }
    }

    private static func attribute(of header: String) -> String? {
        let name = header.lowercased()
        for prefix in ["cloudevents:", "cloudevents_"] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return nil
    }
}
