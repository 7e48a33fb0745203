import Contract
import Domain
import Foundation
import Reports
import Settings
import Store

/// Makes a report and the mail that brings it.
struct ReportMailWorker: JobWorker {
    let kind = ReportMailDesk.kind

    private struct Input: Decodable {
        let schedule: String
        let from: String
        let to: String
    }

    /// Nil where the schedule is not configured any more.
    func work(
        on job: JobDesk.Job,
        _ bureau: ReportBureau,
        with tools: JobTools,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONDecoder().decode(Input.self, from: Data(job.input))
        guard let setting = bureau.settings.reports.first(where: { $0.name == input.schedule }),
            let from = CalendarDay(input.from), let to = CalendarDay(input.to),
            let period = ReportPeriod(from: from, to: to)
        else { return nil }
        let request = ReportRequest(
            name: setting.schedule.report,
            period: period,
            by: setting.schedule.by,
            format: .html
        )
        let letter = ReportLetter(
            try bureau.report(request),
            bureau.language,
            address: address(of: request, bureau)
        )
        let message = try message(job.key, letter, to: setting.recipients, bureau, at: now)
        return JobDesk.Answer(json: message, isCommand: true)
    }

    /// Where the page is, if pages are served.
    private func address(of request: ReportRequest, _ bureau: ReportBureau) -> String? {
        let http = bureau.settings.http
        guard http.listen != nil, http.reportsPassword != nil else { return nil }
        let period = "from=\(request.period.from.text)&to=\(request.period.to.text)"
        return http.publicURL + "/reports/\(request.name.rawValue)?\(period)"
            + "&by=\(request.by.rawValue)"
    }

    // MARK: - The command

    private struct Attachment: Encodable {
        let name: String
        let content: String
        let mediaType: String

        private enum CodingKeys: String, CodingKey {
            case name
            case content = "content_base64"
            case mediaType = "media_type"
        }
    }

    private struct Mail: Encodable {
        let to: [String]
        let template: String
        let subject: String
        let html: String
        let text: String
        let attachments: [Attachment]
    }

    private struct CloudEvent: Encodable {
        let specversion: String
        let id: String
        let source: String
        let type: String
        let subject: String
        let time: String
        let datacontenttype: String
        let causationid: String
        let correlationid: String
        let data: Mail
    }

    private func message(
        _ id: String,
        _ letter: ReportLetter,
        to recipients: [String],
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> [UInt8] {
        let attachments = letter.attachments.map { name, content, mediaType in
            Attachment(
                name: name,
                content: Data(content.utf8).base64EncodedString(),
                mediaType: mediaType
            )
        }
        let event = CloudEvent(
            specversion: "1.0",
            id: id,
            source: bureau.settings.service.source,
            type: Self.type,
            subject: Self.subject,
            time: Timestamp.text(now),
            datacontenttype: "application/json",
            causationid: id,
            correlationid: id,
            data: Mail(
                to: recipients,
                template: "report",
                subject: letter.subject,
                html: letter.html,
                text: letter.text,
                attachments: attachments
            )
        )
        return try JSONWriter.bytes(of: event)
    }

    private static let type = "mail.send"
    /// A report is about the company as a whole.
    private static let subject = "company"
}
