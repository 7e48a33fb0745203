import Domain
import Drawing
import Foundation
import Postgres
import Settings
import Store

/// Draws a set that has its numbers, and keeps it: what is kept is what is sent, now and always.
struct DocumentRenderingWorker: JobWorker {
    let kind = Documents.Job.rendering.rawValue
    /// Four documents of ten seconds at most, and room for the database.
    let lease: Duration = .seconds(60)
    let press: DocumentPress
    let drawn: DrawnSets

    private struct Input: Decodable {
        let client: ClientID
        let set: Int
        let frozen: String
        let pdf: Bool
    }

    func work(
        on job: JobDesk.Job,
        _ bureau: ReportBureau,
        with tools: JobTools,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let shelf = DocumentShelf(try tools.connection(bureau))
        var kept = try shelf.files(input.client, input.set)
        if kept.isEmpty {
            let set = try JSONReader.decode(FrozenSet.self, from: Array(input.frozen.utf8))
            // What was drawn on trial with these very numbers is what would be drawn now.
            let files =
                try drawn.take(input.frozen, pdf: input.pdf)
                ?? press.files(of: set, pdf: input.pdf)
            try shelf.keep(input.client, input.set, frozen: input.frozen, files, at: now)
            kept = try shelf.files(input.client, input.set)
        }
        let rendered = DocumentsRendered(
            clientID: input.client,
            set: input.set,
            sha256: DocumentShelf.sha256(of: input.frozen.utf8),
            files: kept.map {
                .init(kind: $0.kind, sha256: $0.sha256, size: $0.content.count)
            }
        )
        return try job.event(rendered, bureau, at: now)
    }

    func failure(
        of job: JobDesk.Job,
        because error: String,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let rendered = DocumentsRendered(
            clientID: input.client,
            set: input.set,
            sha256: DocumentShelf.sha256(of: input.frozen.utf8),
            files: [],
            failure: error
        )
        return try job.event(rendered, bureau, at: now)
    }
}
