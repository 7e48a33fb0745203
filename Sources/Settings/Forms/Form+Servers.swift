import Domain
import Foundation

extension Form where Value == String {
    /// The name of an exchange or a queue of the broker.
    static var brokerName: Self {
        text("a name of at most 255 bytes that does not begin with \"amq.\"") {
            $0.utf8.count <= 255 && !$0.hasPrefix("amq.")
        }
    }

    /// The name of a schema of PostgreSQL that needs no quotes.
    static var schemaName: Self {
        text("a name of lower-case letters, digits and _, at most 63 bytes, not pg_…") {
            $0.wholeMatch(of: /[a-z_][a-z0-9_]{0,62}/) != nil && !$0.hasPrefix("pg_")
        }
    }

    /// The path of a file that can be read now.
    static var file: Self {
        text("the path of a file that can be read") {
            FileManager.default.isReadableFile(atPath: $0) && !isFolder($0)
        }
    }

    /// The path of a folder that can be read now.
    static var folder: Self {
        text("the path of a folder that can be read") {
            FileManager.default.isReadableFile(atPath: $0) && isFolder($0)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }
}
