import CRabbitMQ

extension String {
    /// Text that the C library points to; bytes that are not UTF-8 are replaced.
    init(_ bytes: amqp_bytes_t) {
        unsafe self.init(
            decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len),
            as: UTF8.self
        )
    }
}

extension AMQPValue {
    /// Copies a field value out of the C library's memory.
    init(_ field: amqp_field_value_t, depth: Int = 0) {
        switch unsafe amqp_field_value_kind_t(rawValue: UInt32(field.kind)) {
        case AMQP_FIELD_KIND_BOOLEAN: self = unsafe .bool(field.value.boolean != 0)
        case AMQP_FIELD_KIND_I8: self = unsafe .int8(field.value.i8)
        case AMQP_FIELD_KIND_U8: self = unsafe .uint8(field.value.u8)
        case AMQP_FIELD_KIND_I16: self = unsafe .int16(field.value.i16)
        case AMQP_FIELD_KIND_U16: self = unsafe .uint16(field.value.u16)
        case AMQP_FIELD_KIND_I32: self = unsafe .int32(field.value.i32)
        case AMQP_FIELD_KIND_U32: self = unsafe .uint32(field.value.u32)
        case AMQP_FIELD_KIND_I64: self = unsafe .int64(field.value.i64)
        case AMQP_FIELD_KIND_U64: self = unsafe .uint64(field.value.u64)
        case AMQP_FIELD_KIND_F32: self = unsafe .float(field.value.f32)
        case AMQP_FIELD_KIND_F64: self = unsafe .double(field.value.f64)
        case AMQP_FIELD_KIND_DECIMAL:
            self = unsafe .decimal(
                scale: field.value.decimal.decimals,
                value: field.value.decimal.value
            )
        case AMQP_FIELD_KIND_TIMESTAMP: self = unsafe .timestamp(field.value.u64)
        case AMQP_FIELD_KIND_UTF8: self = unsafe Self(text: field.value.bytes)
        case AMQP_FIELD_KIND_BYTES: self = unsafe .bytes(Self.copy(field.value.bytes))
        case AMQP_FIELD_KIND_TABLE: self = unsafe Self(table: field.value.table, depth: depth)
        case AMQP_FIELD_KIND_ARRAY: self = unsafe Self(array: field.value.array, depth: depth)
        default: self = .void
        }
    }

    private init(text: amqp_bytes_t) {
        let buffer = unsafe UnsafeRawBufferPointer(start: text.bytes, count: text.len)
        self =
            unsafe String(validating: buffer, as: UTF8.self).map(AMQPValue.string)
            ?? .bytes(Array(buffer))
    }

    private init(table: amqp_table_t, depth: Int) {
        self = unsafe depth < Self.depthMax ? .table(Self.headers(table, depth: depth + 1)) : .void
    }

    private init(array: amqp_array_t, depth: Int) {
        guard depth < Self.depthMax else {
            self = .void
            return
        }
        let count = unsafe array.entries == nil ? 0 : Int(max(0, array.num_entries))
        let entries = unsafe UnsafeBufferPointer(start: array.entries, count: count)
        self = unsafe .array(entries.map { unsafe AMQPValue($0, depth: depth + 1) })
    }

    private static func copy(_ bytes: amqp_bytes_t) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len))
    }

    /// Copies a table out of the C library's memory; of entries with the same key the last one
    /// stays.
    static func headers(_ table: amqp_table_t, depth: Int = 0) -> [String: AMQPValue] {
        guard unsafe table.num_entries > 0, unsafe table.entries != nil else { return [:] }
        let entries = unsafe UnsafeBufferPointer(
            start: table.entries,
            count: Int(table.num_entries)
        )
        var headers: [String: AMQPValue] = [:]
        headers.reserveCapacity(entries.count)
        for index in 0..<entries.count {
            let entry = unsafe entries[index]
            headers[unsafe String(entry.key)] = unsafe AMQPValue(entry.value, depth: depth)
        }
        return headers
    }
}
