import Domain
import Drawing
import Foundation
import Postgres
import Reports
import Settings
import Store

/// Draws a set on trial before it has numbers, compares it with the ledger as the database sums it
/// up, and looks up what the lanes don't know.
struct DocumentTrialWorker: JobWorker {
    let kind = Documents.Job.trial.rawValue
    /// Four documents of ten seconds at most, and room for the database.
    let lease: Duration = .seconds(60)
    private let press = DocumentPress()

    private struct Input: Decodable {
        let client: ClientID
        let set: Int
        let trial: Int
        let frozen: String
        /// Of the ledger.
        let account: String
        let closing: String?
        let pdf: Bool
    }

    func work(
        on job: JobDesk.Job,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let set = try JSONReader.decode(FrozenSet.self, from: Array(input.frozen.utf8))
        var faults: [DocumentFault] = []
        let connection = try PositionBureau(bureau.settings).connectForReading("documents")
        defer { connection.close() }
        if let closing = input.closing {
            let sum = try DocumentShelf(connection).balance(
                of: input.account,
                through: set.period.to
            ).twoPlaces
            if sum != closing {
                faults.append(
                    DocumentFault(.ledgerSum, field: "act.closing", expected: sum, found: closing)
                )
            }
        }
        do {
            _ = try press.files(of: set, pdf: input.pdf)
        } catch {
            // What could be better at the next attempt is none of the document's faults.
            guard error.isOfTheDocument else { throw error }
            faults.append(DocumentFault(.rendering, found: error.message))
        }
        let collected = DocumentsCollected(
            clientID: input.client,
            set: input.set,
            trial: input.trial,
            faults: faults,
            figures: try figures(set, bureau, connection, now)
        )
        return try job.event(collected, bureau, at: now)
    }

    func failure(
        of job: JobDesk.Job,
        because error: String,
        _ bureau: ReportBureau,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let collected = DocumentsCollected(
            clientID: input.client,
            set: input.set,
            trial: input.trial,
            faults: [DocumentFault(.rendering, found: error)],
            figures: CollectedFigures()
        )
        return try job.event(collected, bureau, at: now)
    }

    // MARK: - Figures

    private func figures(
        _ set: FrozenSet,
        _ bureau: ReportBureau,
        _ connection: PostgresConnection,
        _ now: Date
    ) throws -> CollectedFigures {
        guard set.analysis != nil, bureau.settings.policies.positions != nil else {
            return CollectedFigures()
        }
        let desk = try PositionBureau(bureau.settings)
        let question = PositionBureau.Question(
            client: set.client.id.rawValue,
            date: set.period.to,
            from: set.period.from
        )
        let document = try desk.document(question, over: connection, now: now)
        let series = document.series.filter { set.period.contains($0.figures.date) }
        return CollectedFigures(positions: series.prefix(Self.seriesMax).map(\.collected))
    }

    /// More series than anybody reads are left to the report on positions.
    private static let seriesMax = 20
}
