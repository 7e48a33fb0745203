import Foundation

/// A Swift value with one PostgreSQL type and its binary form.
protocol BinaryValue {
    static var oid: UInt32 { get }
    static var arrayOID: UInt32 { get }
    func write(to bytes: inout [UInt8]) throws(PostgresError)
}

extension Bool: BinaryValue {
    static var oid: UInt32 { OID.bool }
    static var arrayOID: UInt32 { OID.boolArray }

    func write(to bytes: inout [UInt8]) {
        bytes.append(self ? 1 : 0)
    }
}

extension Int64: BinaryValue {
    static var oid: UInt32 { OID.int8 }
    static var arrayOID: UInt32 { OID.int8Array }

    func write(to bytes: inout [UInt8]) {
        bytes.append(bigEndian: self)
    }
}

extension Double: BinaryValue {
    static var oid: UInt32 { OID.float8 }
    static var arrayOID: UInt32 { OID.float8Array }

    func write(to bytes: inout [UInt8]) {
        bytes.append(bigEndian: bitPattern)
    }
}

extension String: BinaryValue {
    static var oid: UInt32 { OID.text }
    static var arrayOID: UInt32 { OID.textArray }

    func write(to bytes: inout [UInt8]) throws(PostgresError) {
        try bytes.append(storableText: utf8)
    }
}

extension Date: BinaryValue {
    static var oid: UInt32 { OID.timestamptz }
    static var arrayOID: UInt32 { OID.timestamptzArray }

    func write(to bytes: inout [UInt8]) throws(PostgresError) {
        guard let micros = PostgresTimestamp.microseconds(of: self) else {
            throw PostgresError(.unstorableNumber, "a date is outside PostgreSQL's range")
        }
        bytes.append(bigEndian: micros)
    }
}

extension UUID: BinaryValue {
    static var oid: UInt32 { OID.uuid }
    static var arrayOID: UInt32 { OID.uuidArray }

    func write(to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: uuid) { unsafe bytes.append(contentsOf: $0) }
    }
}

extension Decimal: BinaryValue {
    static var oid: UInt32 { OID.numeric }
    static var arrayOID: UInt32 { OID.numericArray }

    func write(to bytes: inout [UInt8]) throws(PostgresError) {
        guard let numeric = PostgresNumeric(self) else {
            throw PostgresError(.unstorableNumber, "a decimal number is not a number")
        }
        numeric.write(to: &bytes)
    }
}

/// `bytea`: any bytes.
struct Bytea: BinaryValue {
    static let oid = OID.bytea
    static let arrayOID = OID.byteaArray
    let content: [UInt8]

    init(_ content: [UInt8]) {
        self.content = content
    }

    func write(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: content)
    }
}

/// `json`: the text itself.
struct JSONText: BinaryValue {
    static let oid = OID.json
    static let arrayOID = OID.jsonArray
    let content: [UInt8]

    init(_ content: [UInt8]) {
        self.content = content
    }

    func write(to bytes: inout [UInt8]) throws(PostgresError) {
        try bytes.append(storableText: content)
    }
}

/// `jsonb`: a version byte, always 1, and the text.
struct JSONBinary: BinaryValue {
    static let oid = OID.jsonb
    static let arrayOID = OID.jsonbArray
    static let version: UInt8 = 1
    let content: [UInt8]

    init(_ content: [UInt8]) {
        self.content = content
    }

    func write(to bytes: inout [UInt8]) throws(PostgresError) {
        bytes.append(Self.version)
        try bytes.append(storableText: content)
    }
}

extension [UInt8] {
    /// PostgreSQL's texts cannot hold U+0000; libpq would hand it over, and the server refuse all.
    fileprivate mutating func append(
        storableText text: some Collection<UInt8>
    ) throws(PostgresError) {
        let start = count
        append(contentsOf: text)
        guard !containsZero(from: start) else {
            throw PostgresError(.unstorableText, "a text holds U+0000, which cannot be stored")
        }
    }
}
