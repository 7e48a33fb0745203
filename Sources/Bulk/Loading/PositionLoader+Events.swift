package import Contract
import Crypto
package import Domain
package import Foundation
import Postgres

extension PositionLoader {
    /// What events may hold.
    package struct EventTerms: Sendable {
        let rowsMax: Int
        let calendar: WorkCalendar

        package init(rowsMax: Int, calendar: WorkCalendar) {
            self.rowsMax = rowsMax
            self.calendar = calendar
        }
    }

    /// Takes an event off the queue; one that was taken before changes nothing.
    package func take(
        _ event: ReadEvent,
        received: Date,
        _ terms: EventTerms
    ) throws(BulkError) -> LoadOutcome {
        let key = event.event.key
        let batch = PositionBatch(
            id: "\(key.source) \(key.id)",
            way: .queue,
            receivedAt: received,
            occurredAt: event.event.occurred,
            rank: "\(key.id) \(key.source)"
        )
        let sum = Checksum(
            sha256: [UInt8](SHA256.hash(data: event.json)),
            bytes: event.json.count,
            type: event.event.type
        )
        if try sha256(of: batch.id) != nil {
            return LoadOutcome(rows: 0, series: 0, corrections: 0, isRepeated: true)
        }
        switch event.event.body {
        case let body as PositionsObserved:
            try check(body.rows.count, terms)
            return try stage(batch, ObservedRows(body)) { [connection] work throws(BulkError) in
                try Merge(connection, batch, work).run(sum)
            }
        case let body as KeywordsUpserted:
            try check(body.rows.count, terms)
            return try KeywordChange(connection, batch, terms.calendar).take(body, sum)
        case let body as PositionsClosed:
            return try DayClosing(connection, batch).take(body, sum)
        case let other:
            throw BulkError(.badInput, field: "type", "type: \(other.type) is not read here")
        }
    }

    /// Keeps that the mark of an erasure was come to; whatever this reader was given before is in.
    func keep(
        _ mark: ErasureBegun,
        seenBy reader: String,
        received: Date
    ) throws(BulkError) -> LoadOutcome {
        let subject = mark.erasureID.rawValue
        let id = ErasureMarks.batch(of: subject, seenBy: reader)
        let isRepeated = try sha256(of: id) != nil
        if !isRepeated {
            let batch = PositionBatch(id: id, way: .queue, receivedAt: received)
            let sum = Checksum(
                sha256: [UInt8](SHA256.hash(data: Array(subject.utf8))),
                bytes: 0,
                type: ErasureBegun.type
            )
            _ = try run([batch.kept(sum, rows: 0, 0, [], day: nil)])
        }
        return LoadOutcome(rows: 0, series: 0, corrections: 0, isRepeated: isRepeated)
    }

    private func check(_ rows: Int, _ terms: EventTerms) throws(BulkError) {
        guard rows <= terms.rowsMax else {
            throw BulkError(
                .tooLarge,
                field: "data.rows",
                "data.rows: has \(rows) rows; at most \(terms.rowsMax) are taken"
            )
        }
    }
}
