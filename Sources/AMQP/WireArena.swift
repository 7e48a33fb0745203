import CRabbitMQ

/// Memory for what one call hands to the C library: strings, tables, properties; freed together
/// afterwards.
///
/// It also counts the bytes that tables take on the wire, so that nothing too large for a frame is
/// half sent.
@safe struct WireArena: ~Copyable {
    private var pool = unsafe amqp_pool_t()
    private(set) var tableSize = 0

    init() { unsafe init_amqp_pool(&pool, 4096) }

    deinit {
        var pool = unsafe pool
        unsafe empty_amqp_pool(&pool)
    }

    /// Forgets everything handed out; the memory stays for the next call.
    mutating func recycle() {
        unsafe recycle_amqp_pool(&pool)
        tableSize = 0
    }

    /// Copies text without limit of length.
    mutating func longText(_ text: String) throws(AMQPError) -> amqp_bytes_t {
        var text = text
        text.makeContiguousUTF8()
        let count = text.utf8.count
        let copy = try unsafe allocate(UInt8.self, count)
        _ = text.withUTF8 {
            unsafe UnsafeMutableBufferPointer(start: copy, count: count).update(fromContentsOf: $0)
        }
        return unsafe amqp_bytes_t(len: count, bytes: copy)
    }

    /// Copies text of at most 255 bytes, which is what AMQP allows for names and properties.
    mutating func text(_ text: String, _ what: String) throws(AMQPError) -> amqp_bytes_t {
        guard text.utf8.count <= 255 else {
            throw AMQPError(.invalidArgument, "longer than 255 bytes", context: what)
        }
        return try unsafe longText(text)
    }

    /// Copies a table; keys in alphabetical order, so the same table always gives the same bytes.
    mutating func table(
        _ values: [String: AMQPValue],
        depth: Int = 0
    ) throws(AMQPError) -> amqp_table_t {
        tableSize += 4
        guard !values.isEmpty else { return unsafe amqp_table_t(num_entries: 0, entries: nil) }
        let entries = try unsafe allocate(amqp_table_entry_t.self, values.count)
        var next = unsafe entries
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            guard key.utf8.count <= 128 else {
                throw AMQPError(
                    .invalidArgument,
                    "key longer than 128 bytes",
                    context: "field table"
                )
            }
            tableSize += 1 + key.utf8.count
            unsafe next.initialize(
                to: amqp_table_entry_t(
                    key: try longText(key),
                    value: try field(value, depth: depth)
                )
            )
            unsafe next += 1
        }
        return unsafe amqp_table_t(num_entries: Int32(clamping: values.count), entries: entries)
    }

    private mutating func field(
        _ value: AMQPValue,
        depth: Int
    ) throws(AMQPError) -> amqp_field_value_t {
        var field = unsafe amqp_field_value_t()
        switch value {
        case .bool(let flag):
            unsafe field.set(AMQP_FIELD_KIND_BOOLEAN)
            unsafe field.value.boolean = flag ? 1 : 0
        case .int8(let number):
            unsafe field.set(AMQP_FIELD_KIND_I8)
            unsafe field.value.i8 = number
        case .uint8(let number):
            unsafe field.set(AMQP_FIELD_KIND_U8)
            unsafe field.value.u8 = number
        case .int16(let number):
            unsafe field.set(AMQP_FIELD_KIND_I16)
            unsafe field.value.i16 = number
        case .uint16(let number):
            unsafe field.set(AMQP_FIELD_KIND_U16)
            unsafe field.value.u16 = number
        case .int32(let number):
            unsafe field.set(AMQP_FIELD_KIND_I32)
            unsafe field.value.i32 = number
        case .uint32(let number):
            unsafe field.set(AMQP_FIELD_KIND_U32)
            unsafe field.value.u32 = number
        case .int64(let number):
            unsafe field.set(AMQP_FIELD_KIND_I64)
            unsafe field.value.i64 = number
        case .uint64(let number):
            unsafe field.set(AMQP_FIELD_KIND_U64)
            unsafe field.value.u64 = number
        case .float(let number):
            unsafe field.set(AMQP_FIELD_KIND_F32)
            unsafe field.value.f32 = number
        case .double(let number):
            unsafe field.set(AMQP_FIELD_KIND_F64)
            unsafe field.value.f64 = number
        case .decimal(let scale, let number):
            unsafe field.set(AMQP_FIELD_KIND_DECIMAL)
            unsafe field.value.decimal = amqp_decimal_t(decimals: scale, value: number)
        case .timestamp(let seconds):
            unsafe field.set(AMQP_FIELD_KIND_TIMESTAMP)
            unsafe field.value.u64 = seconds
        case .void:
            unsafe field.set(AMQP_FIELD_KIND_VOID)
        case .string, .bytes, .table, .array:
            try unsafe fill(&field, with: value, depth: depth)
        }
        // Nine bytes are the most that a scalar and its type take.
        tableSize += 9
        return unsafe field
    }

    private mutating func fill(
        _ field: inout amqp_field_value_t,
        with value: AMQPValue,
        depth: Int
    ) throws(AMQPError) {
        guard depth < AMQPValue.depthMax else {
            throw AMQPError(.invalidArgument, "nested too deeply", context: "field table")
        }
        switch value {
        case .string(let text):
            unsafe field.set(AMQP_FIELD_KIND_UTF8)
            unsafe field.value.bytes = try unsafe longText(text)
            unsafe tableSize += field.value.bytes.len
        case .bytes(let bytes):
            unsafe field.set(AMQP_FIELD_KIND_BYTES)
            unsafe field.value.bytes = try unsafe self.bytes(bytes)
            tableSize += bytes.count
        case .table(let values):
            unsafe field.set(AMQP_FIELD_KIND_TABLE)
            unsafe field.value.table = try unsafe table(values, depth: depth + 1)
        case .array(let values):
            unsafe field.set(AMQP_FIELD_KIND_ARRAY)
            unsafe field.value.array = try unsafe array(values, depth: depth + 1)
        default: break
        }
    }

    private mutating func bytes(_ bytes: [UInt8]) throws(AMQPError) -> amqp_bytes_t {
        let copy = try unsafe allocate(UInt8.self, bytes.count)
        _ = unsafe UnsafeMutableBufferPointer(start: copy, count: bytes.count).update(
            fromContentsOf: bytes
        )
        return unsafe amqp_bytes_t(len: bytes.count, bytes: copy)
    }

    private mutating func array(_ values: [AMQPValue], depth: Int) throws(AMQPError) -> amqp_array_t
    {
        guard !values.isEmpty else { return unsafe amqp_array_t(num_entries: 0, entries: nil) }
        let entries = try unsafe allocate(amqp_field_value_t.self, values.count)
        for (index, value) in values.enumerated() {
            unsafe (entries + index).initialize(to: try field(value, depth: depth))
        }
        return unsafe amqp_array_t(num_entries: Int32(clamping: values.count), entries: entries)
    }

    private mutating func allocate<Element>(
        _ type: Element.Type,
        _ count: Int
    ) throws(AMQPError) -> UnsafeMutablePointer<Element> {
        // The pool answers NULL to a request for nothing.
        let size = max(1, count * MemoryLayout<Element>.stride)
        guard let memory = unsafe amqp_pool_alloc(&pool, size) else {
            throw AMQPError(.outOfResources, "no memory", context: "field table")
        }
        return unsafe memory.bindMemory(to: Element.self, capacity: max(1, count))
    }
}

extension amqp_field_value_t {
    fileprivate mutating func set(_ kind: amqp_field_value_kind_t) {
        unsafe self.kind = UInt8(truncatingIfNeeded: kind.rawValue)
    }
}
