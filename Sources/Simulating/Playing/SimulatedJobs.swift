import Contract
import Domain
import Engine
import Foundation
import Store

/// Does the jobs of a simulation: documents are verified, numbered and mailed, but not drawn.
///
/// Their checksums are those of what would be drawn, and mails have links in place of files.
struct SimulatedJobs {
    private let source: String

    /// What was looked up of clients' sites.
    var positions: SimulatedPositions
    /// Every set that was rendered, in order.
    private(set) var rendered: [FrozenSet] = []

    init(source: String, positions: SimulatedPositions) {
        self.source = source
        self.positions = positions
    }

    /// What comes of a job.
    struct Answer {
        let event: Written
        /// What goes out beside the event.
        let commands: [Written]
    }

    private struct Input: Decodable {
        let client: ClientID
        let set: Int
        let trial: Int?
        let frozen: String?
    }

    private struct Mail: Decodable {
        let commandID: CommandID
        let to: [String]
        let subject: String
        let html: String
        let text: String
        let files: [File]

        struct File: Decodable {
            let name: String
            let url: String
        }

        private enum CodingKeys: String, CodingKey {
            case commandID = "command_id"
            case to, subject, html, text, files
        }
    }

    /// Nil for jobs that a simulation leaves alone, such as reports.
    mutating func answer(_ job: RequestedJob, at now: Date) throws -> Answer? {
        guard let kind = Documents.Job(rawValue: job.request.kind) else { return nil }
        let json = try JSONWriter.bytes(of: job.request.input)
        let input = try JSONReader.decode(Input.self, from: json)
        switch kind {
        case .trial:
            let collected = DocumentsCollected(
                clientID: input.client,
                set: input.set,
                trial: input.trial ?? 0,
                faults: [],
                figures: try figures(input, now)
            )
            return Answer(event: try event(collected, job, now), commands: [])
        case .rendering:
            return Answer(event: try event(try rendered(input), job, now), commands: [])
        case .mail:
            return try mail(try JSONReader.decode(Mail.self, from: json), input, job, now)
        }
    }

    /// What the set says beside its own figures.
    private func figures(_ input: Input, _ now: Date) throws -> CollectedFigures {
        guard let frozen = input.frozen else { return CollectedFigures() }
        let set = try JSONReader.decode(FrozenSet.self, from: Array(frozen.utf8))
        guard set.analysis != nil else { return CollectedFigures() }
        return CollectedFigures(
            positions: positions.figures(
                of: set.client.id.rawValue,
                (set.period.from, set.period.to),
                at: now
            )
        )
    }

    private mutating func rendered(_ input: Input) throws -> DocumentsRendered {
        let frozen = Array((input.frozen ?? "").utf8)
        let set = try JSONReader.decode(FrozenSet.self, from: frozen)
        rendered.append(set)
        let sha256 = DocumentShelf.sha256(of: frozen)
        return DocumentsRendered(
            clientID: input.client,
            set: input.set,
            sha256: sha256,
            files: set.heads.map { .init(kind: $0.kind, sha256: sha256, size: 0) }
        )
    }

    private func mail(
        _ mail: Mail,
        _ input: Input,
        _ job: RequestedJob,
        _ now: Date
    ) throws -> Answer {
        let command = MailSend(
            to: mail.to,
            template: "documents.set",
            mailSubject: mail.subject,
            html: mail.html,
            text: mail.text,
            clientID: input.client,
            attachments: mail.files.map {
                MailSend.Attachment(
                    name: "\($0.name).pdf",
                    url: $0.url,
                    contentBase64: nil,
                    mediaType: "application/pdf"
                )
            }
        )
        let handedOver = DocumentsHandedOver(
            clientID: input.client,
            set: input.set,
            commandID: mail.commandID,
            at: now
        )
        let written = try write(command, mail.commandID.rawValue, job, now)
        return Answer(event: try event(handedOver, job, now), commands: [written])
    }

    private func event(
        _ message: any Message,
        _ job: RequestedJob,
        _ now: Date
    ) throws -> Written {
        try write(message, "job-\(job.request.key)", job, now)
    }

    private func write(
        _ message: any Message,
        _ id: String,
        _ job: RequestedJob,
        _ now: Date
    ) throws -> Written {
        let origin = Origin(causationID: job.cause, correlationID: job.correlationID, time: now)
        return try EventWriter(source: source).write(message, id: id, origin)
    }
}

extension JournalEntry {
    /// The same line with commands that went out before its own.
    func following(_ earlier: [Written]) -> JournalEntry {
        JournalEntry(
            seq: seq,
            received: received,
            occurred: occurred,
            key: key,
            type: type,
            subject: subject,
            about: about,
            alsoAbout: alsoAbout,
            outcome: outcome,
            decisions: decisions,
            event: event,
            commands: earlier + commands,
            deadLetter: deadLetter
        )
    }
}
