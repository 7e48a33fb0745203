import CZlib

/// Unpacks gzip as it comes (RFC 1952), several members one after the other.
///
/// It holds one piece of what is packed and one of what is unpacked, however much a byte
/// expands to.
package final class GzipSource: ByteSource {
    private static let pieceBytes = 256 << 10

    private var source: any ByteSource
    // zlib checks that the state has not moved.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var isReady = false
    private var input: [UInt8] = []
    private var consumed = 0
    /// Whether the last member has ended.
    private var isEnded = false

    package init(_ source: some ByteSource) {
        self.source = source
        stream.initialize(to: z_stream())
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    package func next() throws(BulkError) -> [UInt8]? {
        while true {
            if consumed == input.count {
                guard let more = try source.next() else {
                    guard isEnded else {
                        throw BulkError(.cutOff, "the gzip data breaks off before their end")
                    }
                    return nil
                }
                (input, consumed) = (more, 0)
            }
            if let piece = try unpack(), !piece.isEmpty { return piece }
        }
    }

    /// Unpacks what is there, as far as one piece holds; nil where more is needed.
    private func unpack() throws(BulkError) -> [UInt8]? {
        if !isReady || isEnded { try begin() }
        var status = Z_OK
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                guard let start = input.baseAddress, let target = output.baseAddress else { return }
                stream.pointee.next_in = start + consumed
                stream.pointee.avail_in = UInt32(input.count - consumed)
                stream.pointee.next_out = target
                stream.pointee.avail_out = UInt32(Self.pieceBytes)
                status = inflate(stream, Z_NO_FLUSH)
                consumed = input.count - Int(stream.pointee.avail_in)
                count = Self.pieceBytes - Int(stream.pointee.avail_out)
            }
        }
        switch status {
        case Z_OK: return piece
        case Z_STREAM_END:
            isEnded = true
            return piece
        // No progress: more input is needed.
        case Z_BUF_ERROR: return nil
        default:
            let why = stream.pointee.msg.map { ": " + String(cString: $0) } ?? ""
            throw BulkError(.badInput, "the bytes are not gzip\(why)")
        }
    }

    private func begin() throws(BulkError) {
        let status: Int32
        if isReady {
            status = inflateReset(stream)
        } else {
            status = czlib_inflate_gzip(stream)
            isReady = status == Z_OK
        }
        isEnded = false
        guard status == Z_OK else {
            throw BulkError(.unavailable, "there is no memory to unpack gzip")
        }
    }
}

/// Packs bytes as one gzip member.
package enum Gzip {
    /// The packed bytes; the same bytes give the same.
    package static func packed(_ content: [UInt8]) throws(BulkError) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard czlib_deflate_gzip(stream) == Z_OK else {
            throw BulkError(.unavailable, "there is no memory to pack gzip")
        }
        defer { deflateEnd(stream) }
        var content = content
        let capacity = Int(deflateBound(stream, UInt(content.count)))
        var status = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            content.withUnsafeMutableBufferPointer { input in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(capacity)
                status = deflate(stream, Z_FINISH)
                count = capacity - Int(stream.pointee.avail_out)
            }
        }
        guard status == Z_STREAM_END else {
            throw BulkError(.unavailable, "gzip did not take \(content.count) bytes")
        }
        return packed
    }

    /// What was packed.
    package static func unpacked(_ content: [UInt8]) throws(BulkError) -> [UInt8] {
        let source = GzipSource(MemorySource(content))
        var all: [UInt8] = []
        while let piece = try source.next() { all += piece }
        return all
    }

    /// Whether bytes begin as gzip does.
    package static func isPacked(_ head: some Collection<UInt8>) -> Bool {
        head.starts(with: [0x1F, 0x8B])
    }
}
