import Contract
import Domain
import Foundation
import Postgres
import Settings
import Simulating
import Store

/// Reads the events that the daemon took, from its journal.
struct JournalScript {
    private let settings: Settings
    private let from: Date
    private let to: Date
    private static let pageSize = 5000

    /// - Parameter isWhole: Whether what was before comes as it came, instead of being known.
    init(_ settings: Settings, from: Date, to: Date, isWhole: Bool) {
        self.settings = settings
        self.from = isWhole ? .distantPast : from
        self.to = to
    }

    func script() throws -> Script {
        let connection = try settings.connectToPostgres("simulate")
        defer { connection.close() }
        do {
            let reader = JournalReader(connection)
            let past = try events(reader, .distantPast, from).filter { Self.isLasting($0.type) }
            let present = try events(reader, from, to)
            guard !present.isEmpty else {
                throw CommandFailure("the journal has no events of that time")
            }
            return Script(
                lines: past.map { line($0, isPast: true) } + present.map { line($0, isPast: false) }
            )
        } catch let error as PostgresError {
            throw CommandFailure(error)
        }
    }

    private func events(
        _ reader: JournalReader,
        _ from: Date,
        _ to: Date
    ) throws(PostgresError) -> [JournalReader.PastEvent] {
        var events: [JournalReader.PastEvent] = []
        while true {
            let page = try reader.events(
                from: from,
                to: to,
                after: events.last?.place,
                limit: Self.pageSize
            )
            events += page
            if page.count < Self.pageSize { return events }
        }
    }

    private func line(_ event: JournalReader.PastEvent, isPast: Bool) -> Script.Line {
        Script.Line(
            number: nil,
            time: event.place.received,
            type: event.type,
            body: event.json,
            isPast: isPast
        )
    }

    /// Whether it tells what is still so long afterwards.
    private static func isLasting(_ type: String) -> Bool {
        [
            "person.", "client.", "deal.", "distribution.", "salary", "payroll.", "competition.",
            "review.", "feedback.", "presale.", "indexation.",
        ].contains(where: type.hasPrefix)
    }
}
