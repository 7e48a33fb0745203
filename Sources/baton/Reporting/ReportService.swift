import Domain
import Foundation
import Logging
import Reports
import Settings
import Synchronization
import Web

/// Makes reports for the pages: a few at once, beside the lane, on threads of their own.
final class ReportService: ReportDesk {
    private let bureau: Mutex<ReportBureau>
    private let health: any HealthSource
    private let logger: Logger
    private let queue = OperationQueue()

    /// Reports at once; each takes a connection and may keep a processor busy.
    private static let atOnce = 2
    /// Reports that may wait for their turn.
    private static let waitingMax = 16
    /// Lines of each kind on the page of the present.
    private static let linesMax = 15

    init(_ settings: Settings, health: any HealthSource, logger: Logger) throws {
        bureau = Mutex(try ReportBureau(settings, logger: logger))
        self.health = health
        self.logger = logger
        queue.maxConcurrentOperationCount = Self.atOnce
    }

    /// Reports follow new settings from the next one on.
    func replace(_ settings: Settings) throws {
        let fresh = try ReportBureau(settings, logger: logger)
        bureau.withLock { $0 = fresh }
    }

    var password: String? {
        bureau.withLock { $0.settings.http.reportsPassword?.revealed }
    }

    func report(_ words: ReportWords) async throws(ReportProblem) -> ReportAnswer {
        let bureau = bureau.withLock(\.self)
        let request = try words.request(
            now: Date(),
            calendar: bureau.settings.policies.calendar,
            format: .html
        )
        return try await aside { () throws(ReportProblem) in
            let report = try bureau.report(request)
            return ReportAnswer(
                text: report.text(bureau.language),
                format: request.format,
                fileName: report.fileName
            )
        }
    }

    func firstPage(for reader: String) async throws(ReportProblem) -> String {
        let reader = try Reader(asked: reader, .unknownReport)
        let bureau = bureau.withLock(\.self)
        let page = home(bureau)
        return try await aside { () throws(ReportProblem) in
            reader == .operator
                ? page.textForOperators(try bureau.present(limit: Self.linesMax))
                : try bureau.firstPage(for: reader, limit: Self.linesMax)
        }
    }

    private func home(_ bureau: ReportBureau) -> HomePage {
        let report = health.health()
        return HomePage(
            bureau.language,
            parts: report.parts.map { .init(name: $0.name, isWell: $0.ok, text: $0.text) },
            isReady: report.alive && report.ready,
            now: Date(),
            zone: bureau.settings.policies.calendar.timeZone
        )
    }

    func home(isStranger: Bool) async throws(ReportProblem) -> String {
        let bureau = bureau.withLock(\.self)
        let page = home(bureau)
        guard !isStranger else {
            return page.textForStrangers(mayLogIn: bureau.settings.http.reportsPassword != nil)
        }
        return try await aside { () throws(ReportProblem) in
            page.text(try bureau.present(limit: Self.linesMax))
        }
    }

    /// What reports are made with now.
    var present: ReportBureau { bureau.withLock(\.self) }

    /// Runs what blocks with the present settings, and waits for it.
    func aside<T: Sendable>(_ body: @escaping @Sendable (ReportBureau) -> T) async -> T {
        let bureau = bureau.withLock(\.self)
        return await withCheckedContinuation { continuation in
            queue.addOperation { continuation.resume(returning: body(bureau)) }
        }
    }

    /// Runs what blocks on a thread that may; nobody waits behind a crowd.
    private func aside<T: Sendable>(
        _ body: @escaping @Sendable () throws(ReportProblem) -> T
    ) async throws(ReportProblem) -> T {
        guard queue.operationCount < Self.atOnce + Self.waitingMax else {
            throw ReportProblem(.busy, "too many reports are being made; try again in a moment")
        }
        let result: Result<T, ReportProblem> = await withCheckedContinuation { continuation in
            queue.addOperation {
                continuation.resume(
                    returning: Result { () throws(ReportProblem) in try body() }
                )
            }
        }
        if case .failure(let problem) = result { logger.warning("no report: \(problem)") }
        return try result.get()
    }
}
