import Domain
import Foundation
import Logging
import Postgres
import Settings
import Store
import Synchronization
import Web

/// Shows documents to those who were given a link, with the settings of the moment.
final class DocumentRoom: SignedDocumentDesk {
    private let present: Mutex<Settings>
    private let logger: Logger
    private let queue = OperationQueue()

    /// Documents at once; each takes a connection.
    private static let atOnce = 4
    /// Documents that may wait for their turn.
    private static let waitingMax = 64

    init(_ settings: Settings, logger: Logger) {
        present = Mutex(settings)
        self.logger = logger
        queue.maxConcurrentOperationCount = Self.atOnce
    }

    /// Follows settings that were read again.
    func replace(_ settings: Settings) {
        present.withLock { $0 = settings }
    }

    func document(_ token: String) async throws(SignedPageProblem) -> SignedDocument {
        let settings = present.withLock(\.self)
        guard settings.policies.documents != nil, let links = settings.links else { throw .off }
        let key: String
        do {
            key = try links.link(token, for: .document, at: Date()).payload
        } catch {
            throw error == .expired ? .gone : .forged
        }
        guard let name = DocumentName(key) else { throw .gone }
        guard queue.operationCount < Self.atOnce + Self.waitingMax else {
            throw .unavailable("too many documents are being opened; try again in a moment")
        }
        let result: Result<SignedDocument, SignedPageProblem> = await withCheckedContinuation {
            continuation in
            queue.addOperation { [logger] in
                continuation.resume(
                    returning: Result { () throws(SignedPageProblem) in
                        try Self.find(name, settings, logger)
                    }
                )
            }
        }
        return try result.get()
    }

    private static func find(
        _ name: DocumentName,
        _ settings: Settings,
        _ logger: Logger
    ) throws(SignedPageProblem) -> SignedDocument {
        let files: [DocumentShelf.File]
        do {
            let connection = try PositionBureau(settings).connectForReading("document pages")
            defer { connection.close() }
            files = try DocumentShelf(connection).files(name.client, name.set)
        } catch {
            logger.warning("a document can't be shown: \(error)")
            throw .unavailable("the document can't be shown now; try again in a moment")
        }
        guard let file = files.first(where: { $0.kind == name.kind }) else { throw .gone }
        return SignedDocument(
            name: "\(name.kind.rawValue)-\(name.set).\(file.ending)",
            mediaType: file.mediaType,
            content: file.content
        )
    }
}

/// Which document a link leads to.
struct DocumentName {
    let client: ClientID
    let set: Int
    let kind: DocumentKind

    /// Reads what ``DocumentSet/fileKey(_:_:_:)`` writes.
    init?(_ key: String) {
        // The client's id comes last, since it may hold the sign that separates.
        guard let (number, rest) = key.halves(at: "/"), let set = Int(number),
            let (word, id) = rest.halves(at: "/"),
            let kind = DocumentKind(rawValue: String(word)),
            let client = ClientID(rawValue: String(id))
        else { return nil }
        self.client = client
        self.set = set
        self.kind = kind
    }
}
