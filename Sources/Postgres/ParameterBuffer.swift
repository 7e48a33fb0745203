import Foundation

/// All parameters of a pipeline in one run of bytes, so that a batch costs one allocation.
struct ParameterBuffer {
    /// Where a value lies in `bytes`; a NULL has no range.
    struct Slot: Equatable {
        let oid: UInt32
        let range: Range<Int>?
    }

    private(set) var bytes: [UInt8] = []
    private(set) var slots: [Slot] = []

    /// Appends one value in binary format.
    ///
    /// Throws what PostgreSQL could not store, before anything is sent.
    mutating func append(_ parameter: Parameter) throws(PostgresError) {
        switch parameter {
        case .bool(let value): try scalar(value)
        case .int(let value): try scalar(value)
        case .double(let value): try scalar(value)
        case .decimal(let value): try scalar(value)
        case .text(let value): try scalar(value)
        case .bytes(let value): try scalar(value.map(Bytea.init))
        case .timestamp(let value): try scalar(value)
        case .uuid(let value): try scalar(value)
        case .json(let value): try scalar(value.map(JSONText.init))
        case .jsonb(let value): try scalar(value.map(JSONBinary.init))
        case .bools(let values): try array(values)
        case .ints(let values): try array(values)
        case .doubles(let values): try array(values)
        case .decimals(let values): try array(values)
        case .texts(let values): try array(values)
        case .bytesArray(let values): try array(values.lazy.map { $0.map(Bytea.init) })
        case .timestamps(let values): try array(values)
        case .uuids(let values): try array(values)
        case .jsons(let values): try array(values.lazy.map { $0.map(JSONText.init) })
        case .jsonbs(let values): try array(values.lazy.map { $0.map(JSONBinary.init) })
        }
    }

    private mutating func scalar<T: BinaryValue>(_ value: T?) throws(PostgresError) {
        guard let value else {
            slots.append(Slot(oid: T.oid, range: nil))
            return
        }
        let start = bytes.count
        try value.write(to: &bytes)
        try close(T.oid, from: start)
    }

    /// Array header (dimensions, has-NULL flag, element type, length, lower bound), then elements.
    private mutating func array<T: BinaryValue>(
        _ values: some RandomAccessCollection<T?>
    ) throws(PostgresError) {
        let start = bytes.count
        bytes.append(bigEndian: Int32(values.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(values.contains { $0 == nil } ? 1 : 0))
        bytes.append(bigEndian: T.oid)
        if !values.isEmpty {
            bytes.append(bigEndian: try checkedLength(values.count))
            bytes.append(bigEndian: Int32(1))
        }
        for value in values {
            try element(value)
        }
        try close(T.arrayOID, from: start)
    }

    /// A length, or -1 for NULL, and the bytes.
    private mutating func element(_ value: (some BinaryValue)?) throws(PostgresError) {
        bytes.append(bigEndian: Int32(-1))
        guard let value else { return }
        let start = bytes.count
        try value.write(to: &bytes)
        bytes.replace(bigEndian: try checkedLength(bytes.count - start), at: start - 4)
    }

    private mutating func close(_ oid: UInt32, from start: Int) throws(PostgresError) {
        _ = try checkedLength(bytes.count - start)
        slots.append(Slot(oid: oid, range: start..<bytes.count))
    }

    /// PostgreSQL holds no value beyond 1 GB, and would end the session over such a message.
    private func checkedLength(_ length: Int) throws(PostgresError) -> Int32 {
        guard length < 1 << 30 else {
            throw PostgresError(.tooLarge, "a parameter has \(length) bytes, the limit is 1 GB")
        }
        return Int32(length)
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
    }

    mutating func replace(bigEndian value: Int32, at index: Int) {
        for (offset, shift) in [24, 16, 8, 0].enumerated() {
            self[index + offset] = UInt8(truncatingIfNeeded: value >> Int32(shift))
        }
    }

    /// Whether U+0000 occurs from `start` on; `memchr`, since values may have megabytes.
    func containsZero(from start: Int) -> Bool {
        unsafe withUnsafeBytes { buffer in
            let tail = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
            guard let base = tail.baseAddress else { return false }
            return unsafe memchr(base, 0, tail.count) != nil
        }
    }
}
