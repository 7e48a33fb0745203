import Domain
import Drawing
import Foundation
import Postgres
import Reports
import Settings
import Store

/// Draws a set before it has numbers, with those that it will have unless others are faster,
/// compares it with the ledger as the database sums it up, and looks up what the lanes don't know.
struct DocumentTrialWorker: JobWorker {
    let kind = Documents.Job.trial.rawValue
    /// Four documents of ten seconds at most, and room for the database.
    let lease: Duration = .seconds(60)
    let press: DocumentPress
    let drawn: DrawnSets

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
        with tools: JobTools,
        at now: Date
    ) throws -> JobDesk.Answer? {
        let input = try JSONReader.decode(Input.self, from: job.input)
        let known = try JSONReader.decode(FrozenSet.self, from: Array(input.frozen.utf8))
        let connection = try tools.connection(bureau)
        let figures = try figures(known, bureau, connection, now)
        var faults: [DocumentFault] = []
        if let closing = input.closing {
            let sum = try DocumentShelf(connection).balance(
                of: input.account,
                through: known.period.to
            ).twoPlaces
            if sum != closing {
                faults.append(
                    DocumentFault(.ledgerSum, field: "act.closing", expected: sum, found: closing)
                )
            }
        }
        if faults.isEmpty {
            let set = try numbered(known.adding(figures), input, bureau, connection)
            if let fault = try draw(set, input.pdf) { faults.append(fault) }
        }
        if faults.isEmpty { drawn.promise(promise(known, input)) }
        let collected = DocumentsCollected(
            clientID: input.client,
            set: input.set,
            trial: input.trial,
            faults: faults,
            figures: figures
        )
        return try job.event(collected, bureau, at: now)
    }

    /// What is wrong with the documents; the files are kept for a moment where nothing is.
    private func draw(_ set: FrozenSet, _ wantsPDF: Bool) throws -> DocumentFault? {
        do {
            let files = try press.files(of: set, pdf: wantsPDF)
            drawn.keep(files, of: set.canonicalJSON, pdf: wantsPDF)
            return nil
        } catch {
            // What could be better at the next attempt is none of the document's faults.
            guard error.isOfTheDocument else { throw error }
            let place = error.place ?? -1
            let kind = set.heads.indices.contains(place) ? set.heads[place].kind.rawValue : nil
            return DocumentFault(.rendering, field: kind, found: error.message)
        }
    }

    // MARK: - Numbers

    private func promise(_ set: FrozenSet, _ input: Input) -> DrawnSets.Promise {
        DrawnSets.Promise(
            client: input.client,
            set: input.set,
            seller: set.seller.id,
            kinds: set.heads.map(\.kind)
        )
    }

    /// The set with the numbers that it gets unless another set is faster: the next of each series
    /// behind the sets that were drawn before it and have none yet.
    private func numbered(
        _ set: FrozenSet,
        _ input: Input,
        _ bureau: ReportBureau,
        _ connection: PostgresConnection
    ) throws -> FrozenSet {
        let id = LegalEntityID(trusted: set.seller.id)
        guard let entity = bureau.settings.policies.legalEntity(id),
            let year = set.heads.first?.date.year
        else { return set }
        let shelf = DocumentShelf(connection)
        let open = try shelf.collecting(drawn.promised.map { ($0.client, $0.set) })
        let ahead = drawn.promises(among: open, before: promise(set, input))
        let next = try shelf.nextNumbers(entity, set.heads.map(\.kind), year: year)
        return set.heads.reduce(set) { set, head in
            let before = ahead.count { $0.kinds.contains(head.kind) }
            return set.numbered(
                FrozenHead(
                    kind: head.kind,
                    number: (next[head.kind] ?? 1) + before,
                    date: head.date,
                    replaces: head.replaces
                )
            )
        }
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
        guard set.analysis != nil else { return CollectedFigures() }
        let calendar = bureau.settings.policies.calendar
        let dealings = try ClientDealings(connection).counted(
            of: set.client.id,
            from: calendar.startOfDay(set.period.from),
            before: calendar.startOfDay(set.period.to.adding(days: 1))
        )
        // Where no telephone exchange tells of calls, nobody knows that there were none.
        let knowsCalls = bureau.settings.policies.calls != nil || dealings.calls.outgoing > 0
        return CollectedFigures(
            leads: dealings.leads,
            calls: knowsCalls ? dealings.calls : nil,
            positions: try positions(set, bureau, connection, now)
        )
    }

    private func positions(
        _ set: FrozenSet,
        _ bureau: ReportBureau,
        _ connection: PostgresConnection,
        _ now: Date
    ) throws -> [CollectedFigures.Positions] {
        guard bureau.settings.policies.positions != nil else { return [] }
        let desk = try PositionBureau(bureau.settings)
        let question = PositionBureau.Question(
            client: set.client.id.rawValue,
            date: set.period.to,
            from: set.period.from
        )
        let document = try desk.document(question, over: connection, now: now)
        let series = document.series.filter { set.period.contains($0.figures.date) }
        return series.prefix(Self.seriesMax).map(\.collected)
    }

    /// More series than anybody reads are left to the report on positions.
    private static let seriesMax = 20
}
