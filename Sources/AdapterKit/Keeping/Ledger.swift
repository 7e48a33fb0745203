package import Domain
package import Foundation
package import Postgres

/// What one adapter keeps in the database, over a session of one thread.
package struct Ledger {
    package let database: Database
    /// The instance and the kind, such as `main/bitrix24`.
    package let adapter: String
    /// CloudEvents source of what the adapter announces.
    package let source: String
    /// Told of events instead of the bus, where nothing may go out.
    package let shadow: (@Sendable (OutgoingEvent) -> Void)?

    package init(
        _ database: Database,
        adapter: String,
        source: String,
        shadow: (@Sendable (OutgoingEvent) -> Void)? = nil
    ) {
        self.database = database
        self.adapter = adapter
        self.source = source
        self.shadow = shadow
    }

    /// Runs queries as one transaction; the adapter begins again where they can't be run.
    @discardableResult
    package func commit(_ queries: [Query]) throws(Failure) -> [QueryResult] {
        guard !queries.isEmpty else { return [] }
        do {
            return try database.run(queries)
        } catch {
            throw .storage(error.description)
        }
    }

    func rows(_ statement: Statement, _ parameters: [Parameter]) throws(Failure) -> [Row] {
        do {
            return try database.rows(statement, parameters)
        } catch {
            throw .storage(error.description)
        }
    }

    /// Two columns of text, as often as there are rows.
    func texts(
        _ statement: Statement,
        _ parameters: [Parameter]
    ) throws(Failure) -> [[String]] {
        var texts: [[String]] = []
        for row in try rows(statement, parameters) {
            do throws(PostgresError) {
                texts.append([try row.text(0), try row.text(1)])
            } catch {
                throw .storage(error.description)
            }
        }
        return texts
    }

    // What is read back, this very program has written.

    private func text(_ row: Row) throws(Failure) -> String {
        do throws(PostgresError) {
            return try row.text(0)
        } catch {
            throw .storage(error.description)
        }
    }

    private func bytes(_ row: Row, _ column: Column) throws(Failure) -> [UInt8] {
        do throws(PostgresError) {
            return try row.bytes(column)
        } catch {
            throw .storage(error.description)
        }
    }

    // MARK: - Work

    /// The next work whose lane is free; nil where nothing is due.
    func claim(busy: Set<String>, now: Date) throws(Failure) -> WorkItem? {
        let found = try rows(
            Statements.claim,
            [.text(adapter), .timestamp(now), .texts(busy.sorted())]
        )
        guard let row = found.first else { return nil }
        do throws(PostgresError) {
            let received = try row.timestamp("received_at")
            let body = Value(json: try row.bytes("body"))
            let command = Command(
                id: try row.text("id"),
                type: try row.text("type"),
                subject: try row.text("subject"),
                time: body["time"].text.flatMap(Timestamp.date) ?? received,
                data: body["data"]
            )
            return WorkItem(
                seq: try row.int("seq"),
                command: command,
                part: try row.text("part"),
                lane: try row.text("lane"),
                attempts: Int(try row.int("attempts")),
                received: received,
                progress: WorkItem.progress(of: try row.json("progress"))
            )
        } catch {
            throw .storage(error.description)
        }
    }

    /// Notes how far the steps of a work are.
    func keep(_ item: WorkItem, now: Date) throws(Failure) {
        let state = item.isUnclear ? "begun" : "new"
        try commit([
            Query(
                Statements.progress,
                [
                    .int(item.seq), .text(state), .json(WorkItem.json(of: item.progress)),
                    .timestamp(now),
                ]
            )
        ])
    }

    /// Ends a work in one of the states `done`, `expired`, `parked`, together with what follows.
    func end(
        _ item: WorkItem,
        _ state: String,
        code: String? = nil,
        error: String? = nil,
        waitsFor: String? = nil,
        now: Date,
        _ more: [Query] = []
    ) throws(Failure) {
        let parameters: [Parameter] = [
            .int(item.seq), .text(state), .text(code), .text(error), .text(waitsFor),
            .timestamp(now),
        ]
        try commit([Query(Statements.end, parameters)] + more)
    }

    /// Tries again later.
    func postpone(_ item: WorkItem, until next: Date, _ why: String, now: Date) throws(Failure) {
        try commit([
            Query(
                Statements.postpone,
                [.int(item.seq), .timestamp(next), .text(why), .timestamp(now)]
            )
        ])
    }

    /// Lets go what waited for a thing that is there now.
    package func release(waitingFor key: String, now: Date) -> Query {
        Query(Statements.release, [.text(adapter), .text(key), .timestamp(now)])
    }

    /// Whether a command that would make this thing has been put aside.
    package func isParked(type: String, field: String, _ value: String) throws(Failure) -> Bool {
        let found = try rows(Statements.parkedBodies, [.text(adapter), .text(type)])
        for row in found where Value(json: try bytes(row, 0))["data"][field].text == value {
            return true
        }
        return false
    }

    // MARK: - Events

    /// Announces an event with this transaction.
    package func announce(_ event: OutgoingEvent, now: Date) -> Query {
        if let shadow {
            shadow(event)
            return Query(Statements.nothing)
        }
        let envelope: [String: Value] = [
            "specversion": .text("1.0"),
            "id": .text(event.id),
            "source": .text(source),
            "type": .text(event.type),
            "subject": .text(event.subject),
            "time": .instant(now),
            "datacontenttype": .text("application/json"),
            "data": .object(event.data),
        ]
        return Query(
            Statements.announce,
            [
                .text(adapter), .text(event.id), .text(event.type), .text(event.subject),
                .bytes(Value.object(envelope).json), .timestamp(now),
            ]
        )
    }

    // MARK: - What was seen

    /// Up to where something has been read; nil where nobody has begun.
    package func cursor(_ name: String) throws(Failure) -> String? {
        let found = try rows(Statements.readCursor, [.text(adapter), .text(name)])
        guard let row = found.first else { return nil }
        return try text(row)
    }

    /// Notes up to where something has been read.
    package func setCursor(_ name: String, _ value: String) -> Query {
        Query(Statements.writeCursor, [.text(adapter), .text(name), .text(value)])
    }

    /// How things were when they were last looked at, by their ids.
    package func snapshots(
        _ kind: String,
        _ ids: [String]
    ) throws(Failure) -> [String: Value] {
        guard !ids.isEmpty else { return [:] }
        let found = try rows(
            Statements.readSnapshots,
            [.text(adapter), .text(kind), .texts(Set(ids).sorted())]
        )
        var snapshots: [String: Value] = [:]
        for row in found {
            snapshots[try text(row)] = Value(json: try bytes(row, 1))
        }
        return snapshots
    }

    /// Remembers how a thing is.
    package func setSnapshot(_ kind: String, _ id: String, _ fields: Value) -> Query {
        Query(
            Statements.writeSnapshot,
            [.text(adapter), .text(kind), .text(id), .bytes(fields.json)]
        )
    }

    /// The other side's name of a thing of ours.
    package func link(_ kind: String, _ ours: String) throws(Failure) -> String? {
        let found = try rows(Statements.readLink, [.text(adapter), .text(kind), .text(ours)])
        guard let row = found.first else { return nil }
        return try text(row)
    }

    /// Notes the other side's name of a thing of ours.
    package func setLink(
        _ kind: String,
        _ ours: String,
        _ theirs: String,
        now: Date
    ) -> Query {
        Query(
            Statements.writeLink,
            [.text(adapter), .text(kind), .text(ours), .text(theirs), .timestamp(now)]
        )
    }

    /// Forgets a name.
    package func dropLink(_ kind: String, _ ours: String) -> Query {
        Query(Statements.dropLink, [.text(adapter), .text(kind), .text(ours)])
    }
}
