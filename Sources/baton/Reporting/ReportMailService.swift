import AMQP
import Bus
import Contract
import Domain
import Foundation
import Logging
import Postgres
import Reports
import ServiceLifecycle
import Settings
import Store

/// Sends reports by mail when they are due, once each.
///
/// A mail is made and kept first, and published then until the broker confirms it: after a crash,
/// or from another instance, the very same message goes out again, under the same id.
struct ReportMailService: Service {
    let reports: ReportService
    let logger: Logger

    /// How often it looks whether something is due.
    private static let pause: Duration = .seconds(5)

    func run() async throws {
        while !Task.isShuttingDownGracefully {
            await reports.aside { bureau in
                do {
                    try ReportMailRound(bureau: bureau, now: Date()).run()
                } catch {
                    logger.warning("reports by mail wait: \(error)")
                }
            }
            guard await pause(for: Self.pause) else { return }
        }
    }
}

/// One look at all schedules.
struct ReportMailRound {
    let bureau: ReportBureau
    let now: Date

    func run() throws {
        let settings = bureau.settings
        guard !settings.reports.isEmpty else { return }
        var configuration = settings.postgresConfiguration("report mail")
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? ""
        ]
        let connection = try PostgresConnection(configuration)
        defer { connection.close() }
        let desk = ReportMailDesk(connection)
        for setting in settings.reports { try make(setting, desk) }
        try publish(try desk.unsent(), desk)
    }

    private func make(_ setting: ReportMailSettings, _ desk: ReportMailDesk) throws {
        let schedule = setting.schedule
        guard let occurrence = schedule.latest(at: now, bureau.settings.calendar),
            try desk.wants(
                occurrence.id,
                of: schedule.name,
                due: occurrence.due,
                now: now
            )
        else { return }
        let request = ReportRequest(
            name: schedule.report,
            period: occurrence.period,
            by: schedule.by,
            format: .html
        )
        let letter = ReportLetter(
            try bureau.report(request),
            bureau.language,
            address: address(of: request)
        )
        let message = try message(occurrence.id, letter, to: setting.recipients)
        try desk.keep(
            .init(id: occurrence.id, message: message),
            of: schedule.name,
            due: occurrence.due
        )
    }

    /// Where the page is, if pages are served.
    private func address(of request: ReportRequest) -> String? {
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
        to recipients: [String]
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

    private func publish(_ mails: [ReportMailDesk.Mail], _ desk: ReportMailDesk) throws {
        guard !mails.isEmpty else { return }
        let bus = try bureau.settings.busConfiguration("report mail")
        let sender = try SingleSender(bus.connection)
        for mail in mails {
            let message = OutgoingMessage(
                exchange: bus.commandsExchange,
                routingKey: Self.type,
                properties: properties(of: mail.id),
                body: mail.message
            )
            // Where no queue wants it, the alternate exchange keeps it, as with every command.
            guard try sender.send(message) != .refused else { continue }
            try desk.markSent(mail.id, at: now)
        }
    }

    private func properties(of id: String) -> AMQPProperties {
        var properties = AMQPProperties(
            contentType: "application/cloudevents+json",
            messageID: id,
            type: Self.type,
            headers: ["subject": .string(Self.subject)]
        )
        properties.correlationID = id
        properties.timestamp = now
        properties.appID = "baton"
        return properties
    }
}

extension ReportMailSettings {
    /// The same in the words of the reports.
    fileprivate var schedule: MailSchedule {
        let every: MailSchedule.Every =
            switch self.every {
            case .day: .day
            case .week: .week
            case .month: .month
            }
        return MailSchedule(name: name, report: report, by: by, every: every, minute: minute)
    }
}
