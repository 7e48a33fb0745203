import AMQP
import Bus
import Contract
import Domain
import Foundation
import Postgres
import Settings
import Store

/// Hands the mail with a set over to the broker: one command, with the files in it or links to
/// them, always the same bytes under its id.
///
/// Files are too large for the journal, so the lanes never see them.
struct DocumentMailWorker: JobWorker {
    let kind = Documents.Job.mail.rawValue
    /// The broker answers within ten seconds or not at all.
    let lease: Duration = .seconds(60)

    private struct Input: Decodable {
        let client: ClientID
        let set: Int
        let commandID: CommandID
        let to: [String]
        let subject: String
        let html: String
        let text: String
        let files: [File]
        let inlineMax: Int
        let at: Date

        struct File: Decodable {
            let kind: DocumentKind
            let name: String
            let url: String
        }

        private enum CodingKeys: String, CodingKey {
            case client, set
            case commandID = "command_id"
            case to, subject, html, text, files
            case inlineMax = "inline_max"
            case at
        }
    }

    func work(
        on job: JobDesk.Job,
        _ bureau: ReportBureau,
        with tools: JobTools,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let shelf = DocumentShelf(try tools.connection(bureau))
        let kept = try shelf.files(input.client, input.set)
        guard !kept.isEmpty else {
            throw CommandFailure("the documents of the job \(job.key) are not kept")
        }
        try send(mail(input, kept), input, job, bureau, tools)
        let handedOver = DocumentsHandedOver(
            clientID: input.client,
            set: input.set,
            commandID: input.commandID,
            at: now
        )
        return try job.event(handedOver, bureau, at: now)
    }

    /// The lane treats it as a mail that failed: it goes out again, or people are told.
    func failure(
        of job: JobDesk.Job,
        because error: String,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let failed = CommandFailed(
            commandID: input.commandID,
            commandType: MailSend.type,
            reason: error.onOneLine
        )
        return try job.event(failed, bureau, at: now)
    }

    private func mail(_ input: Input, _ kept: [DocumentShelf.File]) -> MailSend {
        let size = kept.reduce(0) { $0 + $1.content.count }
        let isInline = size <= input.inlineMax
        let attachments = input.files.compactMap { file -> MailSend.Attachment? in
            guard let content = kept.first(where: { $0.kind == file.kind }) else { return nil }
            return MailSend.Attachment(
                name: "\(file.name).\(content.ending)",
                url: isInline ? nil : file.url,
                contentBase64: isInline ? Data(content.content).base64EncodedString() : nil,
                mediaType: content.mediaType
            )
        }
        return MailSend(
            to: input.to,
            template: "documents.set",
            mailSubject: input.subject,
            html: input.html,
            text: input.text,
            clientID: input.client,
            attachments: attachments
        )
    }

    private func send(
        _ mail: MailSend,
        _ input: Input,
        _ job: JobDesk.Job,
        _ bureau: ReportBureau,
        _ tools: JobTools
    ) throws {
        let origin = Origin(
            causationID: job.cause,
            correlationID: job.correlationID,
            time: input.at
        )
        let writer = EventWriter(source: bureau.settings.service.source)
        let written = try writer.write(mail, id: input.commandID.rawValue, origin)
        let bus = try bureau.settings.busConfiguration("documents")
        var properties = AMQPProperties(
            contentType: "application/cloudevents+json",
            messageID: written.id,
            type: written.type,
            headers: ["subject": .string(written.subject)]
        )
        properties.timestamp = input.at
        properties.correlationID = written.correlationID
        properties.appID = "baton"
        let message = OutgoingMessage(
            exchange: bus.commandsExchange,
            routingKey: written.type,
            properties: properties,
            body: written.json
        )
        // Where no queue wants it, the alternate exchange keeps it, and people are warned of that.
        let outcome = try tools.send(message, bus)
        guard outcome != .refused else {
            throw CommandFailure("the broker did not take the mail \(written.id)")
        }
    }
}
