import Domain
import Synchronization

/// Sets that were drawn on trial, for a moment: one whose numbers came out as they were drawn is
/// not drawn again.
///
/// A file is a pure function of the frozen set, so what is found under the very text of a set is
/// what would be drawn of it. Nothing is lost with it but time.
final class DrawnSets: Sendable {
    /// A set that was drawn with the numbers that it will have.
    struct Promise: Equatable, Sendable {
        let client: ClientID
        let set: Int
        let seller: String
        let kinds: [DocumentKind]
    }

    private struct Kept {
        let frozen: String
        let pdf: Bool
        let files: [RenderedFile]

        var size: Int {
            frozen.utf8.count + files.map { $0.pdf.count + $0.html.utf8.count }.reduce(0, +)
        }
    }

    private struct Present {
        var kept: [Kept] = []
        var promises: [Promise] = []
    }

    private let present = Mutex(Present())

    /// So many sets wait for their numbers at once at most; later ones push the first out.
    private static let countMax = 64
    private static let bytesMax = 16_000_000

    /// Keeps the files of a set until it is asked for.
    func keep(_ files: [RenderedFile], of frozen: String, pdf: Bool) {
        present.withLock { present in
            present.kept.append(Kept(frozen: frozen, pdf: pdf, files: files))
            var size = present.kept.map(\.size).reduce(0, +)
            while size > Self.bytesMax || present.kept.count > Self.countMax {
                size -= present.kept.removeFirst().size
            }
        }
    }

    /// The files of a set, once; nil where it has to be drawn.
    func take(_ frozen: String, pdf: Bool) -> [RenderedFile]? {
        present.withLock { present in
            let place = present.kept.lastIndex { $0.frozen == frozen && $0.pdf == pdf }
            return place.map { present.kept.remove(at: $0).files }
        }
    }

    // MARK: - Who was before whom

    /// Sets that were drawn and may have no numbers yet, the first one first.
    var promised: [Promise] { present.withLock(\.promises) }

    func promise(_ promise: Promise) {
        present.withLock { present in
            present.promises.removeAll { $0.client == promise.client && $0.set == promise.set }
            present.promises.append(promise)
            present.promises.removeFirst(max(0, present.promises.count - Self.countMax))
        }
    }

    /// Those that get their numbers of the same legal entity before a set does; those that have
    /// them are forgotten.
    func promises(
        among open: [(client: ClientID, set: Int)],
        before own: Promise
    ) -> [Promise] {
        present.withLock { present in
            present.promises.removeAll { promise in
                !open.contains { $0.client == promise.client && $0.set == promise.set }
            }
            return present.promises.filter {
                $0.seller == own.seller && ($0.client != own.client || $0.set != own.set)
            }
        }
    }
}
