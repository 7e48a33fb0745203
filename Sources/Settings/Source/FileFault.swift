import Foundation

/// Why a file can't be read, in words.
enum FileFault {
    /// The reason why the file can't be read; asked only after an attempt failed.
    static func reason(_ path: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if exists && isFolder.boolValue { return "it is a folder" }
        return exists ? "permission denied" : "there is no such file"
    }
}
