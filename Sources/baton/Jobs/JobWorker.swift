import Contract
import Domain
import Foundation
import Settings
import Store

/// Does the jobs of one kind, beside the lane, where it may take its time.
protocol JobWorker: Sendable {
    /// The kind of its jobs.
    var kind: String { get }
    /// How long a job takes at most; one that takes longer was lost with its worker.
    var lease: Duration { get }
    /// Does a job, and answers it; nil where nothing is to be told.
    ///
    /// A job may be done twice, after a crash or by a worker whose lease was over, so all that it
    /// does must be the same then. Only one of the answers is published.
    ///
    /// - Parameter tools: Connections of the thread, which are given up after an error.
    func work(
        on job: JobDesk.Job,
        _ bureau: ReportBureau,
        with tools: JobTools,
        at now: Date
    ) throws -> JobDesk.Answer?
    /// What is told of a job that was given up; nil where nothing is.
    func failure(
        of job: JobDesk.Job,
        because error: String,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer?
}

extension JobWorker {
    var lease: Duration { .seconds(300) }

    func failure(
        of job: JobDesk.Job,
        because error: String,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer? { nil }
}

extension JobDesk.Job {
    /// An event for the lane that tells how the job has ended, under an id that follows from its
    /// key.
    func event(
        _ message: any Message,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer {
        let writer = EventWriter(source: bureau.settings.service.source + "/jobs")
        let origin = Origin(causationID: cause, correlationID: correlationID, time: now)
        let written = try writer.write(message, id: "job-\(key)", origin)
        return JobDesk.Answer(json: written.json, isCommand: false)
    }
}
