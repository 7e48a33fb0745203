import Bulk
import Domain
import Foundation
import Logging
import Settings
import Synchronization
import Web

/// Takes positions that are sent by HTTP, a few uploads at once, each on a thread that may wait for
/// the database.
final class PositionUploads: UploadDesk {
    private let bureau: Mutex<PositionBureau>
    private let metrics: BulkMetrics
    private let logger: Logger
    private let queue = OperationQueue()

    /// As many as there are stages; one is left to the queue.
    private static let atOnce = 3

    init(_ bureau: PositionBureau, metrics: BulkMetrics, logger: Logger) {
        self.bureau = Mutex(bureau)
        self.metrics = metrics
        self.logger = logger
        queue.maxConcurrentOperationCount = Self.atOnce
    }

    /// Uploads follow new settings from the next one on.
    func replace(_ fresh: PositionBureau) {
        bureau.withLock { $0 = fresh }
    }

    var token: String? {
        bureau.withLock { bureau in
            bureau.settings.policies.positions == nil
                ? nil : bureau.settings.http.positionsToken?.revealed
        }
    }

    func begin(_ head: UploadHead) -> any Upload {
        let upload = PositionUpload()
        let bureau = bureau.withLock(\.self)
        let batch = PositionBatch(id: head.id, way: .http, receivedAt: Date())
        queue.addOperation { [metrics, logger] in
            let result = Result { () throws(BulkError) in
                try Self.load(batch, head, upload.conduit, bureau)
            }
            upload.conduit.close()
            switch result {
            case .success(let outcome): metrics.took(outcome, .http)
            case .failure(let error):
                metrics.refused(.http)
                logger.notice("positions by PUT are refused: \(error)")
            }
            upload.finish(Self.answer(result))
        }
        return upload
    }

    private static func load(
        _ batch: PositionBatch,
        _ head: UploadHead,
        _ conduit: ByteConduit,
        _ bureau: PositionBureau
    ) throws(BulkError) -> LoadOutcome {
        let format = try format(head)
        return try bureau.loader("upload").load(
            batch,
            conduit,
            isPacked: head.contentEncoding.map { $0.lowercased() == "gzip" },
            format: format
        )
    }

    /// What the head says of the form; nil looks at the bytes.
    private static func format(_ head: UploadHead) throws(BulkError) -> RowFormat? {
        if let encoding = head.contentEncoding?.lowercased(),
            !["gzip", "identity"].contains(encoding)
        {
            throw BulkError(.badInput, "Content-Encoding: only gzip is unpacked, not \(encoding)")
        }
        let isTable = head.contentType?.lowercased().hasPrefix("text/csv") ?? false
        guard isTable || head.parameters["columns"] != nil else { return nil }
        var map = ColumnMap.contract
        if let columns = head.parameters["columns"] { map = try ColumnMap(columns) }
        for (name, value) in head.parameters {
            guard let field = ColumnMap.Field(rawValue: name) else { continue }
            map.defaults[field] = value
        }
        return .csv(map)
    }

    private static func answer(_ result: Result<LoadOutcome, BulkError>) -> UploadAnswer {
        switch result {
        case .success(let outcome) where outcome.isRepeated:
            UploadAnswer(status: 200, text: "these rows were taken before")
        case .success(let outcome):
            UploadAnswer(status: 201, text: "\(outcome.rows) rows were taken")
        case .failure(let error):
            UploadAnswer(status: status(error.code), text: error.message)
        }
    }

    private static func status(_ code: BulkError.Code) -> Int {
        switch code {
        case .badInput, .cutOff: 400
        case .tooLarge: 413
        case .conflict: 409
        case .refused: 422
        case .busy, .unavailable: 503
        }
    }
}

/// One upload under way.
private final class PositionUpload: Upload {
    /// What is refused early is read on a little, so that the sender gets to see the answer.
    private static let ignoredMax = 32 << 20

    let conduit = ByteConduit()
    private struct State {
        var answer: UploadAnswer?
        var waiting: CheckedContinuation<UploadAnswer, Never>?
        var ignored = 0
    }
    private let state = Mutex(State())

    func push(_ piece: [UInt8]) async -> Bool {
        if await conduit.push(piece) { return true }
        return state.withLock { state in
            state.ignored += piece.count
            return state.ignored < Self.ignoredMax
        }
    }

    func end() { conduit.end() }
    func breakOff() { conduit.breakOff() }

    func answer() async -> UploadAnswer {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state in
                if state.answer == nil { state.waiting = continuation }
                return state.answer
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    func finish(_ answer: UploadAnswer) {
        let waiting = state.withLock { state in
            state.answer = answer
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: answer)
    }
}
