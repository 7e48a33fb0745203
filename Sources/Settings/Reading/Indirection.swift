import Domain
import Foundation

/// Values that stand elsewhere: `"file:/path"` and `"credential:NAME"`.
struct Indirection {
    /// The folder of systemd's credentials; nil where the program was given none.
    let credentialsDirectory: String?
    /// Where the units load them from: a person who may read these files needs no systemd.
    var installedDirectory = "/etc/baton/credentials"

    /// More than any secret or certificate; a path to something else is a mistake.
    private static let bytesMax = 64 * 1024

    /// The file that the text points to; nil where it is a plain text.
    func target(of text: String) throws(UnfetchedValue) -> String? {
        if text.hasPrefix("file:") { return try file(String(text.dropFirst(5))) }
        guard text.hasPrefix("credential:") else { return nil }
        return try credential(String(text.dropFirst(11)))
    }

    /// The content of a file without the line end that editors add.
    func content(of path: String) throws(UnfetchedValue) -> String {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: Self.bytesMax + 1)
        else { throw UnfetchedValue(message: "\(path) can't be read: \(FileFault.reason(path))") }
        guard data.count <= Self.bytesMax else {
            throw UnfetchedValue(message: "\(path) is longer than 64 KiB")
        }
        guard let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) else {
            throw UnfetchedValue(message: "\(path) does not hold UTF-8 text")
        }
        return Self.withoutLineEnd(ByteOrderMark.dropped(from: text))
    }

    private func file(_ path: String) throws(UnfetchedValue) -> String {
        guard path.hasPrefix("/") else {
            throw UnfetchedValue(message: "\"file:\" must be followed by a path that begins with /")
        }
        return path
    }

    private func credential(_ name: String) throws(UnfetchedValue) -> String {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")), name != ".", name != ".."
        else {
            throw UnfetchedValue(
                message: "\"credential:\" must be followed by the name of a credential"
            )
        }
        if let credentialsDirectory { return credentialsDirectory + "/" + name }
        // The units load the file NAME as the credential baton_NAME.
        let prefix = "baton_"
        let installed = "\(installedDirectory)/\(name.dropFirst(prefix.count))"
        guard name.hasPrefix(prefix), FileManager.default.isReadableFile(atPath: installed) else {
            throw UnfetchedValue(
                message: "credential \(name) can't be read: $CREDENTIALS_DIRECTORY is not set; "
                    + "systemd sets it for LoadCredential=\(name):FILE"
            )
        }
        return installed
    }

    private static func withoutLineEnd(_ text: String) -> String {
        var scalars = text.unicodeScalars
        if scalars.last == "\n" { scalars.removeLast() }
        if scalars.last == "\r", text.hasSuffix("\r\n") { scalars.removeLast() }
        return String(scalars)
    }
}
