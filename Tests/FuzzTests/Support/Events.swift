import Contract
import Domain
import Foundation
import SeededChance

/// Good events of every type, to be spoilt.
struct Events {
    /// `data` of each type, as the contract's schemas give it for an example.
    let samples: [(type: String, data: Value)]
    var datas: [Value] { samples.map(\.data) }

    init() throws {
        struct Schema: Decodable { let examples: [Value]? }
        samples = try Corpus.files("docs/contract/schemas", ".json").flatMap { name, data in
            let type = String(name.dropLast(".json".count))
            guard Registry.reads[type] != nil else { return [(type: String, data: Value)]() }
            let examples = try JSONReader.decode(Schema.self, from: [UInt8](data)).examples ?? []
            return examples.map { (type, $0) }
        }
    }

    /// A message with one of them, spoilt or not, in one of the two forms.
    func message(_ chance: inout SplitMix, spoils: Bool = true, received: Date) throws -> Incoming {
        let (type, sample) = chance.pick(samples)
        let data = spoils ? chance.spoil(sample, with: datas) : sample
        let id = "\(chance.next())"
        if chance.once(in: 4) {
            return try binary(&chance, type, id, data, received)
        }
        var event = Value.object([
            "specversion": .text("1.0"), "id": .text(id), "source": .text("crm"),
            "type": .text(type), "time": .text("2026-09-01T10:00:00.5Z"), "data": data,
        ])
        if spoils, chance.once(in: 6) { event = chance.spoil(event, with: datas) }
        var body = try JSONWriter.bytes(of: event)
        if spoils, chance.once(in: 5) { body = chance.spoil(body) }
        return Incoming(
            contentType: "application/cloudevents+json",
            body: body,
            received: received
        )
    }

    private func binary(
        _ chance: inout SplitMix,
        _ type: String,
        _ id: String,
        _ data: Value,
        _ received: Date
    ) throws -> Incoming {
        let prefix = chance.pick(["cloudEvents:", "cloudEvents_", "CLOUDEVENTS:", "ce-"])
        var headers = [
            "\(prefix)id": id, "\(prefix)source": "crm", "\(prefix)type": type,
            "\(prefix)specversion": "1.0", "\(prefix)time": "2026-09-01T10:00:00Z",
        ]
        for key in headers.keys.sorted() where chance.once(in: 6) {
            let spoilt = chance.spoil(Array((headers[key] ?? "").utf8))
            headers[key] = chance.once(in: 3) ? nil : String(decoding: spoilt, as: UTF8.self)
        }
        var body = try JSONWriter.bytes(of: data)
        if chance.once(in: 5) { body = chance.spoil(body) }
        return Incoming(
            contentType: chance.pick(["application/json", "APPLICATION/JSON; charset=utf-8", nil]),
            headers: headers,
            messageID: chance.once(in: 2) ? id : nil,
            type: chance.once(in: 2) ? type : nil,
            timestamp: chance.once(in: 2) ? Date(timeIntervalSince1970: 1e17) : nil,
            body: body,
            received: received
        )
    }
}
