import Foundation

/// Bytes that come piece by piece.
package protocol ByteSource {
    /// The next piece, never empty; nil at the end.
    mutating func next() throws(BulkError) -> [UInt8]?
}

/// Bytes that are there already.
package struct MemorySource: ByteSource {
    private var content: [UInt8]?

    package init(_ content: [UInt8]) {
        self.content = content.isEmpty ? nil : content
    }

    package mutating func next() -> [UInt8]? {
        defer { content = nil }
        return content
    }
}

/// The bytes of a file.
package struct FileSource: ByteSource {
    private static let pieceBytes = 256 << 10

    private let handle: FileHandle
    private let name: String

    /// - Throws: `badInput` where the file can't be opened.
    package init(path: String) throws(BulkError) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw BulkError(.badInput, "\(path) can't be read; is it there?")
        }
        self.handle = handle
        name = path
    }

    package mutating func next() throws(BulkError) -> [UInt8]? {
        do {
            guard let data = try handle.read(upToCount: Self.pieceBytes), !data.isEmpty else {
                return nil
            }
            return [UInt8](data)
        } catch {
            throw BulkError(.cutOff, "\(name) can't be read: \(error.localizedDescription)")
        }
    }
}
