import Domain
import Foundation
import Glibc

/// What `baton render` does: papers in JSON on standard input, their PDFs on standard output.
///
/// One paper gives the file as it is, a list of papers the files as ``RenderFrames`` has them.
/// An error is a line on standard error, its code first, and status 1.
package enum RenderTask {
    /// Does it, and answers the status to exit with.
    package static func run() -> Int32 {
        do throws(DrawingError) {
            let printing = try Printing()
            printing.prepare()
            try RenderLimits.enter()
            try draw(try readAll(), printing)
            return 0
        } catch {
            let line = Array("\(error.code.rawValue) \(error.message)\n".utf8)
            // Nobody is left to be told of an error while telling one.
            _ = Glibc.write(STDERR_FILENO, line, line.count)
            return 1
        }
    }

    private static func readAll() throws(DrawingError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(STDIN_FILENO, &piece, piece.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw DrawingError(.unreadable, "standard input can't be read, errno \(errno)")
            }
            bytes += piece[..<count]
            guard bytes.count <= RenderLimits.paperBytesMax else {
                throw DrawingError(
                    .tooLarge,
                    "the paper has more than \(RenderLimits.paperBytesMax) bytes"
                )
            }
        }
    }

    private static func draw(
        _ bytes: [UInt8],
        _ printing: Printing
    ) throws(DrawingError) {
        guard bytes.first(where: { !whitespace.contains($0) }) == UInt8(ascii: "[") else {
            return try write(try printing.pdf(try read(Paper.self, bytes)))
        }
        for paper in try read([Paper].self, bytes) {
            try RenderLimits.renew()
            try write(RenderFrames.written(try printing.pdf(paper)))
        }
    }

    private static let whitespace = Set(" \t\r\n".utf8)

    private static func read<T: Decodable>(
        _ type: T.Type,
        _ bytes: [UInt8]
    ) throws(DrawingError) -> T {
        do {
            // The bus's reader refuses NUL, which PostgreSQL can't keep; a paper leaves it out.
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw DrawingError(.unreadable, "standard input holds no paper in JSON")
        }
    }

    private static func write(_ bytes: [UInt8]) throws(DrawingError) {
        var place = 0
        while place < bytes.count {
            let count = bytes[place...].withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno != EINTR {
                throw DrawingError(.notStarted, "standard output takes nothing, errno \(errno)")
            }
            place += max(count, 0)
        }
    }
}
