import AMQP
import Bus
import Domain
import Foundation
import Logging
import Postgres
import Settings
import Store
import Threads

/// Takes jobs that are due, does them, keeps their answers and publishes them, until it is stopped.
struct JobLoop: Sendable {
    let reports: ReportService
    let workers: [any JobWorker]
    let metrics: JobMetrics
    let logger: Logger
    /// No two runs of the program have the same name.
    private let owner = UUID().uuidString.lowercased()

    /// How often it looks whether there is a job, while there is none.
    private static let pause: Duration = .seconds(1)
    /// How often it counts the numbers of documents.
    private static let counting: Duration = .seconds(30)
    /// After this many attempts a job is given up.
    static let attemptsMax = 8
    /// How long it waits after the first attempt; twice as long after each further one.
    private static let backoff: TimeInterval = 10
    private static let backoffMax: TimeInterval = 3600

    init(
        reports: ReportService,
        workers: [any JobWorker],
        metrics: JobMetrics,
        logger: Logger
    ) {
        self.reports = reports
        self.workers = workers
        self.metrics = metrics
        self.logger = logger
    }

    func run(until control: JobControl) {
        var connection: PostgresConnection?
        let tools = JobTools()
        var failures = 0
        var counted: ContinuousClock.Instant?
        while !control.isStopping {
            let bureau = reports.present
            do {
                let open = try connection ?? connect(bureau.settings)
                connection = open
                if counted.map({ ContinuousClock.now - $0 >= Self.counting }) ?? true {
                    if bureau.settings.policies.documents != nil {
                        metrics.record(try DocumentShelf(open).series())
                    }
                    counted = .now
                }
                let hasWorked = try round(JobDesk(open), bureau, tools, control)
                failures = 0
                if hasWorked { continue }
                tools.drop()
            } catch {
                tools.drop()
                connection?.close()
                connection = nil
                failures += 1
                // The first of several is news.
                logger.log(level: failures == 1 ? .warning : .debug, "jobs wait: \(error)")
            }
            control.signal.wait(atMost: Self.pause)
        }
        connection?.close()
    }

    private func connect(_ settings: Settings) throws -> PostgresConnection {
        var configuration = settings.postgresConfiguration("jobs")
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? ""
        ]
        let connection = try PostgresConnection(configuration)
        try JobDesk(connection).appear(as: owner)
        return connection
    }

    /// One job of each kind at most, so that no kind waits for all of another.
    private func round(
        _ desk: JobDesk,
        _ bureau: ReportBureau,
        _ tools: JobTools,
        _ control: JobControl
    ) throws -> Bool {
        var hasWorked = false
        for worker in workers where !control.isStopping {
            let job = try desk.take([worker.kind], for: owner, at: Date(), lease: worker.lease)
            guard let job else { continue }
            try work(on: job, worker, desk, bureau, tools)
            hasWorked = true
        }
        try publish(try desk.unsent(), desk, bureau, tools)
        metrics.record(try desk.counts())
        return hasWorked
    }

    private func work(
        on job: JobDesk.Job,
        _ worker: any JobWorker,
        _ desk: JobDesk,
        _ bureau: ReportBureau,
        _ tools: JobTools
    ) throws {
        guard job.attempt <= Self.attemptsMax else {
            // Whoever had it last has not come back to say why.
            let error = "the program ended while it worked on the job"
            return try giveUp(job, error, worker, desk, bureau)
        }
        let answer: JobDesk.Answer?
        do {
            answer = try worker.work(on: job, bureau, with: tools, at: Date())
        } catch {
            tools.drop()
            return try fail(job, "\(error)", worker, desk, bureau)
        }
        if try desk.finish(job, with: answer, at: Date()) { metrics.count(job.kind, "done") }
    }

    private func fail(
        _ job: JobDesk.Job,
        _ error: String,
        _ worker: any JobWorker,
        _ desk: JobDesk,
        _ bureau: ReportBureau
    ) throws {
        logger.warning("job \(job.key), attempt \(job.attempt): \(error)")
        guard job.attempt < Self.attemptsMax else {
            return try giveUp(job, error, worker, desk, bureau)
        }
        let wait = min(Self.backoff * Double(1 << (job.attempt - 1)), Self.backoffMax)
        _ = try desk.postpone(job, because: error, until: Date() + wait)
        metrics.count(job.kind, "postponed")
    }

    private func giveUp(
        _ job: JobDesk.Job,
        _ error: String,
        _ worker: any JobWorker,
        _ desk: JobDesk,
        _ bureau: ReportBureau
    ) throws {
        let answer = try worker.failure(of: job, because: error, bureau, at: Date())
        guard try desk.fail(job, because: error, with: answer, at: Date()) else { return }
        logger.error("job \(job.key) was given up after \(job.attempt) attempts: \(error)")
        metrics.count(job.kind, "failed")
    }

    // MARK: - Answers

    private func publish(
        _ answers: [JobDesk.Unsent],
        _ desk: JobDesk,
        _ bureau: ReportBureau,
        _ tools: JobTools
    ) throws {
        guard !answers.isEmpty else { return }
        let bus = try bureau.settings.busConfiguration("jobs")
        for answer in answers {
            // Where no queue wants it, the alternate exchange keeps a command.
            let outcome = try tools.send(message(answer, bus), bus)
            guard outcome == .confirmed || (outcome == .returned && answer.answer.isCommand) else {
                continue
            }
            try desk.markSent(answer.key, at: Date())
        }
    }

    private func message(_ unsent: JobDesk.Unsent, _ bus: BusConfiguration) -> OutgoingMessage {
        var properties = AMQPProperties(
            contentType: "application/cloudevents+json",
            messageID: unsent.id,
            type: unsent.type,
            headers: unsent.answer.isCommand ? ["subject": .string(unsent.subject)] : [:]
        )
        properties.timestamp = Date()
        properties.correlationID = unsent.correlationID
        properties.appID = "baton"
        let address = bus.address(of: unsent.type, about: unsent.subject)
        return OutgoingMessage(
            exchange: unsent.answer.isCommand ? bus.commandsExchange : address.exchange,
            routingKey: unsent.answer.isCommand ? unsent.type : address.key,
            properties: properties,
            body: unsent.answer.json
        )
    }
}
