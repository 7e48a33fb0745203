package import Foundation

/// An object that writes its own fields, for what is written with every event.
///
/// The encoder that the compiler makes goes through a container, a box and a look-up of generic
/// types for each field, which takes several times as long as the text itself. Reading is left to
/// the compiler: what is saved there would not be worth a second list of names.
package protocol FieldEncodable: Encodable, JSONWritable {
    /// Writes the fields in the order of the contract; what is nil is left out.
    func write(to object: JSONObject) throws
}

extension FieldEncodable {
    /// Writes the fields, as ``JSONWriter`` asks for it.
    package func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONEncoding { return try write(to: encoder.writer) }
        // Another encoder than Baton's own gets the same as values.
        try JSONReader.read(JSONWriter.bytes(of: self)) { try $0.value() }.encode(to: encoder)
    }

    /// Writes the object as a whole.
    package func write(to writer: JSONWriter) throws {
        writer.openObject()
        let depth = writer.depth
        try write(to: JSONObject(writer: writer, depth: depth))
        writer.close(to: depth - 1)
    }
}

/// An object while its fields are written.
package struct JSONObject {
    fileprivate let writer: JSONWriter
    fileprivate let depth: Int

    /// A field whose value is always there.
    package func field(_ name: StaticString, _ value: some JSONWritable) throws {
        writer.begin(name, at: depth)
        try value.write(to: writer)
    }

    /// A field that is left out where its value is nil.
    package func field(_ name: StaticString, _ value: (some JSONWritable)?) throws {
        if let value { try field(name, value) }
    }

    /// A field with the words of another system or module; left out where it is nil.
    package func field(_ name: StaticString, encoded value: (some Encodable)?) throws {
        guard let value else { return }
        writer.begin(name, at: depth)
        try writer.write(value: value)
    }
}

/// A value that knows how it is written, without asking an encoder.
package protocol JSONWritable {
    /// Writes the value, and closes what it opens.
    func write(to writer: JSONWriter) throws
}

extension JSONWritable where Self: RawRepresentable<String> {
    package func write(to writer: JSONWriter) { writer.write(rawValue) }
}

extension String: JSONWritable {
    package func write(to writer: JSONWriter) { writer.write(self) }
}

extension Int: JSONWritable {
    package func write(to writer: JSONWriter) { writer.write(self) }
}

extension Bool: JSONWritable {
    package func write(to writer: JSONWriter) { writer.write(self) }
}

extension Date: JSONWritable {
    package func write(to writer: JSONWriter) { writer.write(self) }
}

/// As Swift itself encodes a length of time: the halves of its attoseconds.
extension Duration: JSONWritable {
    package func write(to writer: JSONWriter) {
        let depth = writer.depth
        writer.openList()
        writer.write(Int64(truncatingIfNeeded: attoseconds >> 64))
        writer.begin(at: depth + 1)
        writer.write(UInt64(truncatingIfNeeded: attoseconds))
        writer.close(to: depth)
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to writer: JSONWriter) throws {
        writer.openList()
        let depth = writer.depth
        for element in self {
            writer.begin(at: depth)
            try element.write(to: writer)
        }
        writer.close(to: depth - 1)
    }
}

extension Dictionary: JSONWritable where Key == String, Value: JSONWritable {
    package func write(to writer: JSONWriter) throws {
        try writer.write(members: self) { try $0.write(to: writer) }
    }
}

extension Value: JSONWritable {
    package func write(to writer: JSONWriter) throws { try writer.write(self) }
}
