import AMQP
import Drawing
import Postgres

/// A C library that this machine has loaded for Baton.
///
/// It comes with the machine, and may be older than the headers that Baton was built with.
struct LinkedLibrary: CustomStringConvertible {
    let name: String
    let loaded: String
    /// What its headers were when Baton was built.
    let built: String
    /// What an older one leads to.
    var outcome = "sessions may fail or hang"

    static let all = [
        LinkedLibrary(
            name: "libpq",
            loaded: PostgresConnection.libraryVersion,
            built: PostgresConnection.headerVersion
        ),
        LinkedLibrary(
            name: "librabbitmq",
            loaded: AMQPConnection.libraryVersion,
            built: AMQPConnection.headerVersion
        ),
        LinkedLibrary(
            name: "libpango",
            loaded: LibraryVersions.pango.loaded,
            built: LibraryVersions.pango.built,
            outcome: drawing
        ),
        LinkedLibrary(
            name: "libcairo",
            loaded: LibraryVersions.cairo.loaded,
            built: LibraryVersions.cairo.built,
            outcome: drawing
        ),
        LinkedLibrary(
            name: "libqrencode",
            loaded: LibraryVersions.qrencode,
            built: LibraryVersions.qrencode,
            outcome: drawing
        ),
    ]

    private static let drawing = "documents may come out wrong, or not at all"

    var description: String {
        loaded == built ? "\(name) \(loaded)" : "\(name) \(loaded) (built with \(built))"
    }

    /// What people should know of it; nil where there is nothing.
    var remark: String? {
        if let oldest = Requirements.oldest(name), Self.isOlder(loaded, than: oldest) {
            return
                "\(name) \(loaded) is loaded and \(oldest) is needed: \(outcome); "
                + "bring the package up to date"
        }
        guard name == "libpq", loaded.hasPrefix("15."), Self.isOlder(loaded, than: "15.19") else {
            return nil
        }
        return
            "libpq \(loaded) is loaded: before 15.19 an answer encrypted by GSSAPI may be "
            + "waited for although it is there; over TLS and in the clear it is taken"
    }

    private static func isOlder(_ version: String, than other: String) -> Bool {
        let (ours, theirs) = (numbers(version), numbers(other))
        return ours.lexicographicallyPrecedes(theirs)
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split(separator: ".").map { Int($0.prefix(while: \.isNumber)) ?? 0 }
    }
}
