import Bulk
import Domain
import Foundation
import Logging
import Postgres
import Reports
import Settings
import Web

/// Shows reports to those who were given a link.
final class PositionPages: SignedPageDesk {
    private let bureau: @Sendable () -> PositionBureau
    private let logger: Logger
    private let queue = OperationQueue()

    /// Pages at once; each takes a connection.
    private static let atOnce = 4
    /// Pages that may wait for their turn.
    private static let waitingMax = 64

    init(bureau: @escaping @Sendable () -> PositionBureau, logger: Logger) {
        self.bureau = bureau
        self.logger = logger
        queue.maxConcurrentOperationCount = Self.atOnce
    }

    func page(_ token: String) async throws(SignedPageProblem) -> String {
        let bureau = bureau()
        guard bureau.settings.policies.positions != nil, let links = bureau.settings.links else {
            throw .off
        }
        let id: String
        do {
            id = try links.link(token, for: .report, at: Date()).payload
        } catch {
            throw error == .expired ? .gone : .forged
        }
        guard queue.operationCount < Self.atOnce + Self.waitingMax else {
            throw .unavailable("too many reports are being opened; try again in a moment")
        }
        let result: Result<String, SignedPageProblem> = await withCheckedContinuation {
            continuation in
            queue.addOperation { [logger] in
                continuation.resume(
                    returning: Result { () throws(SignedPageProblem) in
                        try Self.find(id, bureau, logger)
                    }
                )
            }
        }
        return try result.get()
    }

    private static func find(
        _ id: String,
        _ bureau: PositionBureau,
        _ logger: Logger
    ) throws(SignedPageProblem) -> String {
        let page: ReportShelf.Page?
        do {
            let connection = try bureau.connectForReading("position pages")
            defer { connection.close() }
            page = try ReportShelf(connection).page(of: id)
        } catch {
            logger.warning("a report can't be shown: \(error)")
            throw .unavailable("the report can't be shown now; try again in a moment")
        }
        guard let page else { throw .gone }
        return page.isOutdated ? PositionDocument.outdated(page.text, bureau.language) : page.text
    }
}
