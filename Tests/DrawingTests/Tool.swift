import Foundation
import Testing

/// A program of the machine that looks at documents as other people's programs do.
enum Tool {
    /// What it prints; an error where it fails.
    static func output(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/\(name)")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(name) ended with an error")
        return String(decoding: data, as: UTF8.self)
    }

    /// Something done with a file that is gone afterwards.
    static func with<T>(_ bytes: [UInt8], _ use: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "document.pdf")
        try Data(bytes).write(to: file)
        return try use(file)
    }

    /// The text of a PDF in the order in which it was drawn.
    static func text(ofPDF bytes: [UInt8]) throws -> String {
        try with(bytes) { try output("pdftotext", ["-raw", $0.path, "-"]) }
    }

    /// What the QR codes of the first page say.
    static func codes(inPDF bytes: [UInt8]) throws -> String {
        try with(bytes) { file in
            let page = file.deletingPathExtension().path
            let options = ["-r", "200", "-gray", "-singlefile", file.path, page]
            _ = try output("pdftoppm", options)
            let reading = ["-q", "--raw", "-Sbinary", "-Sdisable", "-Sqr.enable", page + ".pgm"]
            return try output("zbarimg", reading)
        }
    }
}

/// What people read of a page.
enum PageText {
    /// The text of an HTML page, without style, markup and the names of pictures.
    static func of(_ html: String) -> String {
        var text = html
        for part in [/<style>[^<]*<\/style>/, /<title>[^<]*<\/title>/] {
            text = text.replacing(part, with: "")
        }
        text = text.replacing(/<[^>]*>/, with: " ")
        let signs = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ]
        for (reference, sign) in signs { text = text.replacing(reference, with: sign) }
        return letters(text)
    }

    /// Everything but white space, which either renderer sets as it likes.
    static func letters(_ text: String) -> String {
        String(text.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "\u{0C}" })
    }
}
