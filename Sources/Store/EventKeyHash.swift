import Crypto
import Domain
import Foundation

/// The identity of an event as an index holds it: 16 bytes whatever the ids look like.
enum EventKeyHash {
    /// The first 16 bytes of SHA-256 of source, NUL and id; none of them can hold a NUL.
    static func uuid(_ key: EventKey) -> UUID {
        var hash = SHA256()
        hash.update(data: Data(key.source.utf8))
        hash.update(data: [0])
        hash.update(data: Data(key.id.utf8))
        return hash.finalize().withUnsafeBytes { bytes in
            UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
        }
    }
}
