import Foundation

/// How the bytes of some column types become one Swift type.
@safe struct Reader<T> {
    /// The Swift-side name in error messages.
    let name: String
    let oids: [UInt32]
    /// The value, nil when the bytes hold none; gets the column's type as well.
    let read: (UnsafeRawBufferPointer, UInt32) -> T?

    func accepts(_ oid: UInt32) -> Bool {
        oids.contains(oid)
    }
}

extension Reader<String> {
    static var text: Reader {
        unsafe Reader(
            name: "text",
            oids: [OID.text, OID.varchar, OID.bpchar, OID.name, OID.json, OID.jsonb]
        ) { bytes, oid in
            unsafe String(decoding: textOf(bytes, oid), as: UTF8.self)
        }
    }
}

extension Reader<[UInt8]> {
    static var bytes: Reader {
        unsafe Reader(name: "bytea", oids: [OID.bytea]) { bytes, _ in unsafe Array(bytes) }
    }

    static var json: Reader {
        unsafe Reader(name: "JSON", oids: [OID.json, OID.jsonb]) { bytes, oid in
            unsafe Array(textOf(bytes, oid))
        }
    }
}

extension Reader<Int64> {
    static var int: Reader {
        unsafe Reader(name: "an integer", oids: [OID.int8, OID.int4, OID.int2]) { bytes, oid in
            switch oid {
            case OID.int8: unsafe bigEndian(bytes, as: Int64.self)
            case OID.int4: unsafe bigEndian(bytes, as: Int32.self).map(Int64.init)
            default: unsafe bigEndian(bytes, as: Int16.self).map(Int64.init)
            }
        }
    }
}

extension Reader<Double> {
    static var double: Reader {
        unsafe Reader(name: "a double", oids: [OID.float8, OID.float4]) { bytes, oid in
            if oid == OID.float8 {
                unsafe bigEndian(bytes, as: UInt64.self).map(Double.init(bitPattern:))
            } else {
                unsafe bigEndian(bytes, as: UInt32.self).map { Double(Float(bitPattern: $0)) }
            }
        }
    }
}

extension Reader<Decimal> {
    static var decimal: Reader {
        unsafe Reader(name: "a decimal", oids: [OID.numeric]) { bytes, _ in
            unsafe PostgresNumeric.decimal(Array(bytes))
        }
    }
}

extension Reader<Bool> {
    static var bool: Reader {
        unsafe Reader(name: "a boolean", oids: [OID.bool]) { bytes, _ in
            unsafe bytes.first.map { $0 != 0 }
        }
    }
}

extension Reader<Date> {
    static var timestamp: Reader {
        unsafe Reader(
            name: "a timestamp",
            oids: [OID.timestamptz, OID.timestamp]
        ) { bytes, _ in
            unsafe bigEndian(bytes, as: Int64.self).flatMap(PostgresTimestamp.date(ofMicroseconds:))
        }
    }
}

extension Reader<[Int64]> {
    static var ints: Reader {
        unsafe Reader(name: "an array of bigint", oids: [OID.int8Array]) { bytes, _ in
            unsafe elements(bytes, of: UInt64.self).map { $0.map { Int64(bitPattern: $0) } }
        }
    }
}

extension Reader<[Double]> {
    static var doubles: Reader {
        unsafe Reader(name: "an array of double", oids: [OID.float8Array]) { bytes, _ in
            unsafe elements(bytes, of: UInt64.self).map { $0.map { Double(bitPattern: $0) } }
        }
    }
}

extension Reader<[Int32]> {
    static var ints32: Reader {
        unsafe Reader(name: "an array of integer", oids: [OID.int4Array]) { bytes, _ in
            unsafe elements(bytes, of: UInt32.self).map { $0.map { Int32(bitPattern: $0) } }
        }
    }
}

extension Reader<[Int16]> {
    static var ints16: Reader {
        unsafe Reader(name: "an array of smallint", oids: [OID.int2Array]) { bytes, _ in
            unsafe elements(bytes, of: UInt16.self).map { $0.map { Int16(bitPattern: $0) } }
        }
    }
}

/// The elements, all of the same size, of an array of one dimension without NULL.
private func elements<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer,
    of type: Bits.Type
) -> [Bits]? {
    // Dimensions, whether there is NULL, type; then length and lower bound of the dimension.
    let (head, size) = (20, MemoryLayout<Bits>.size)
    guard let dimensions = unsafe number(bytes, at: 0) else { return nil }
    guard dimensions > 0 else { return dimensions == 0 ? [] : nil }
    guard dimensions == 1, let count = unsafe number(bytes, at: 12), count >= 0,
        bytes.count == head + Int(count) * (4 + size)
    else { return nil }
    var elements: [Bits] = []
    elements.reserveCapacity(Int(count))
    for start in stride(from: head, to: bytes.count, by: 4 + size) {
        guard unsafe number(bytes, at: start) == Int32(size) else { return nil }
        let value = unsafe bytes.loadUnaligned(fromByteOffset: start + 4, as: type)
        elements.append(Bits(bigEndian: value))
    }
    return elements
}

/// The number of four bytes at an offset, if there is one.
private func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32? {
    guard offset + 4 <= bytes.count else { return nil }
    return unsafe Int32(
        bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    )
}

extension Reader<UUID> {
    static var uuid: Reader {
        unsafe Reader(name: "a UUID", oids: [OID.uuid]) { bytes, _ in
            guard bytes.count == 16 else { return nil }
            return unsafe UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
        }
    }
}

/// The text of a column; `jsonb` has a version byte before it.
private func textOf(
    _ bytes: UnsafeRawBufferPointer,
    _ oid: UInt32
) -> Slice<UnsafeRawBufferPointer> {
    unsafe bytes.dropFirst(oid == OID.jsonb ? 1 : 0)
}

/// Nil when the width is another.
private func bigEndian<I: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer,
    as type: I.Type
) -> I? {
    guard bytes.count == MemoryLayout<I>.size else { return nil }
    return unsafe I(bigEndian: bytes.loadUnaligned(as: type))
}
