import Domain
import Foundation

/// What all containers of one encoding write into.
final class JSONOutput {
    var json = JSONBuffer()

    /// Any value; what it opens is closed again.
    func write(value: some Encodable) throws {
        if try writeKnown(value) { return }
        let depth = json.depth
        let count = json.bytes.count
        try value.encode(to: StreamingEncoder(output: self))
        json.close(to: depth)
        guard json.bytes.count > count else {
            throw JSONBuffer.unwritable("a value that encodes nothing")
        }
    }

    /// The types that have a form of their own in the contract; types are compared, since a cast
    /// that fails costs more than what is written: it copies the value.
    private func writeKnown<T: Encodable>(_ value: T) throws -> Bool {
        if T.self == String.self, let text = value as? String {
            json.write(text)
        } else if T.self == Date.self, let date = value as? Date {
            json.write(date)
        } else if T.self == [String: Value].self, let members = value as? [String: Value] {
            try json.write(members)
        } else if T.self == Value.self, let value = value as? Value {
            try json.write(value)
        } else if T.self == Decimal.self, let number = value as? Decimal {
            try json.write(number)
        } else if T.self is any SortedMembers.Type, let members = value as? any SortedMembers {
            try members.write(to: self)
        } else {
            return false
        }
        return true
    }
}

/// Dictionaries, whose own order changes from run to run.
private protocol SortedMembers {
    func write(to output: JSONOutput) throws
}

extension Dictionary: SortedMembers where Key == String, Value: Encodable {
    fileprivate func write(to output: JSONOutput) throws {
        output.json.openObject()
        let depth = output.json.depth
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            output.json.begin(name, at: depth)
            try output.write(value: value)
        }
        output.json.close(to: depth - 1)
    }
}
