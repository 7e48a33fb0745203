import Contract
package import Domain
import Engine
import Foundation

/// A CloudEvent as values, to be looked at and to be written again with other data.
package struct EventBody {
    private var members: [String: Value]

    /// Nil where it is no event.
    package init?(_ json: [UInt8]?) {
        guard let json, let members = try? JSONReader.read(json, { try $0.object() }) else {
            // What can't be read has no data; the entry of the journal says why.
            return nil
        }
        self.members = members
    }

    /// An event that nobody published.
    init(id: String, type: String, data: [String: Value]) {
        members = [
            "specversion": .text("1.0"), "id": .text(id), "source": .text("simulation"),
            "type": .text(type), "data": .object(data),
        ]
    }

    /// The CloudEvents type.
    package var type: String { members["type"]?.text ?? "" }

    /// Its `data`.
    package var data: [String: Value] {
        get { if case .object(let data) = members["data"] { data } else { [:] } }
        set { members["data"] = .object(newValue) }
    }

    /// The text of a field of the data.
    package subscript(_ field: String) -> String? { data[field]?.text }

    /// The amount of a field of the data.
    package func money(_ field: String) -> Money? {
        guard let value = data[field], case .object(let members) = value,
            let amount = members["amount"]?.numeric, let currency = members["currency"]?.text
        else { return nil }
        return Money(amount, currency)
    }

    /// The same, told at another time: whatever time it names itself would contradict that.
    func told(at instant: Date) -> EventBody {
        var body = self
        body.members["time"] = .instant(instant)
        if body.data["at"] != nil { body.data["at"] = .instant(instant) }
        return body
    }

    /// The whole CloudEvent.
    var json: [UInt8] {
        get throws { try JSONWriter.bytes(of: Value.object(members)) }
    }

    /// The line that it is.
    func line(at instant: Date, number: Int?) throws -> Script.Line {
        Script.Line(
            number: number,
            time: instant,
            type: type,
            body: try told(at: instant).json
        )
    }
}
