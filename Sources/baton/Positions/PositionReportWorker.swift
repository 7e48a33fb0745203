import Bulk
import Domain
import Foundation
import Postgres
import Reports
import Store

/// Makes and keeps a report of positions; what the lane is told of it goes out as a mail.
struct PositionReportWorker: JobWorker {
    let kind = PositionReports.job

    private struct Input: Decodable {
        let client: ClientID
        let request: RequestID
        let from: String
        let to: String
    }

    /// A report that is kept already stays as it is, so that the job may be done twice.
    func work(
        on job: JobDesk.Job,
        _ bureau: ReportBureau,
        with tools: JobTools,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        guard let day = CalendarDay(input.to), let from = CalendarDay(input.from) else {
            throw CommandFailure("the job \(job.key) is about no days")
        }
        let desk = try PositionBureau(bureau.settings)
        let connection = try desk.connectForReading("position reports")
        defer { connection.close() }
        let question = PositionBureau.Question(
            client: input.client.rawValue,
            date: day,
            from: from
        )
        let document = try desk.document(question, over: connection, now: now)
        guard let last = document.series.map(\.figures.date).max() else {
            let nothing = PositionReportMade(clientID: input.client, requestID: input.request)
            return try job.event(nothing, bureau, at: now)
        }
        let id = ReportShelf.id(client: input.client.rawValue, request: input.request.rawValue)
        let head = try ReportShelf(connection).keep(
            ReportShelf.Report(
                id: id,
                client: input.client.rawValue,
                request: input.request.rawValue,
                day: last,
                firstDay: from,
                sites: Array(Set(document.series.map(\.key.site))).sorted(),
                madeAt: now,
                page: document.text(.html, desk.language)
            )
        )
        let made = PositionReportMade(
            clientID: input.client,
            requestID: input.request,
            report: id,
            date: head.day.text,
            sha256: head.sha256,
            headlines: document.headlines(desk.language)
        )
        return try job.event(made, bureau, at: now)
    }
}
