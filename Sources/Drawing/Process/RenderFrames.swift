/// How `baton render` hands over the PDFs of a set: each behind its size in decimal digits and a
/// line feed, as soon as it is drawn, so that what came is known even where the rest did not come.
enum RenderFrames {
    /// More bytes no size has.
    static let headMax = 20

    /// A file as it is handed over.
    static func written(_ file: [UInt8]) -> [UInt8] {
        Array("\(file.count)\n".utf8) + file
    }

    /// The files that came whole.
    static func read(_ bytes: [UInt8]) -> [[UInt8]] {
        var files: [[UInt8]] = []
        var rest = bytes[...]
        while let end = rest.prefix(headMax).firstIndex(of: UInt8(ascii: "\n")),
            let size = Int(String(decoding: rest[..<end], as: UTF8.self)),
            size >= 0, rest.count - rest.distance(from: rest.startIndex, to: end) - 1 >= size
        {
            let file = rest[(end + 1)...].prefix(size)
            files.append(Array(file))
            rest = rest[file.endIndex...]
        }
        return files
    }
}
