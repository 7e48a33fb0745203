import Crypto

/// Passes bytes on, and counts and hashes what it has passed.
final class HashingSource: ByteSource {
    private var source: any ByteSource
    private var hash = SHA256()
    private(set) var bytes = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    func next() throws(BulkError) -> [UInt8]? {
        guard let piece = try source.next() else { return nil }
        hash.update(data: piece)
        bytes += piece.count
        return piece
    }

    /// Of everything passed so far.
    var sha256: [UInt8] { [UInt8](hash.finalize()) }

    /// Passes everything that is left to nobody.
    func drain() throws(BulkError) {
        while try next() != nil {}
    }
}
