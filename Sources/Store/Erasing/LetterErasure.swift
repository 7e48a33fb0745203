import Domain
import Engine
import Foundation
import Postgres

/// Takes a person out of dead letters; one that was about him is let go, as it can't be sent again.
struct LetterErasure {
    let session: ErasureSession
    let eraser: Eraser
    let traces: PersonalTraces
    private let ids: Set<String>
    private(set) var count = 0

    /// Bodies may have 8 MiB.
    private static let page = 20

    init(_ session: ErasureSession, _ traces: PersonalTraces) {
        self.session = session
        self.traces = traces
        eraser = Eraser(traces)
        ids = Set(traces.subjects.map(\.id))
    }

    /// How many are about him.
    func find() throws(StoreError) -> Int {
        var found = self
        try found.pass(published: [:], at: .distantPast, writes: false)
        return found.count
    }

    /// Erases in those up to a position of their lane.
    mutating func run(upTo published: [Int64: Int64], at now: Date) throws(StoreError) {
        try pass(published: published, at: now, writes: true)
    }

    private mutating func pass(
        published: [Int64: Int64],
        at now: Date,
        writes: Bool
    ) throws(StoreError) {
        var place: (lane: Int64, seq: Int64) = (-1, 0)
        while true {
            let letters = try letters(after: place.lane, place.seq)
            var erased: [Letter] = []
            for letter in letters where !writes || letter.seq <= published[letter.lane] ?? 0 {
                let after = try self.erased(letter)
                if after != letter { erased.append(after) }
            }
            count += erased.count
            if writes, !erased.isEmpty { _ = try session.run([update(erased, at: now)]) }
            guard let last = letters.last, letters.count == Self.page else { return }
            place = (last.lane, last.seq)
        }
    }

    private struct Letter: Equatable {
        let lane: Int64
        let seq: Int64
        let type: String?
        var subject: String?
        var error: String
        var headers: [UInt8]
        var properties: [UInt8]?
        var body: [UInt8]
    }

    private func erased(_ letter: Letter) throws(StoreError) -> Letter {
        var after = letter
        let body = StoredJSON.value(letter.body)
        let text = body == nil ? String(decoding: letter.body, as: UTF8.self) : ""
        let isOwn = letter.subject.map { ids.contains($0) || traces.areIn($0) } == true
        after.subject = letter.subject.map { traces.areIn($0) ? Eraser.mark : $0 }
        if isOwn ? traces.areIn(own: letter.error) : traces.areIn(letter.error) {
            after.error = Eraser.mark
        }
        after.headers = try changed(letter.headers, isOwn) ?? letter.headers
        after.properties = try changed(letter.properties, isOwn)
        if let body {
            let event = eraser.erased(event: body, isOwn: isOwn)
            if event != body { after.body = try StoredJSON.bytes(event) }
        } else if isOwn || traces.areIn(text), letter.body != Array(Eraser.mark.utf8) {
            after.body = Array(Eraser.mark.utf8)
        }
        return after
    }

    private func changed(_ json: [UInt8]?, _ isOwn: Bool) throws(StoreError) -> [UInt8]? {
        guard let json, let value = StoredJSON.value(json) else { return json }
        let after = eraser.erased(value, [], isOwn: isOwn)
        return after == value ? json : try StoredJSON.bytes(after)
    }

    private func letters(after lane: Int64, _ seq: Int64) throws(StoreError) -> [Letter] {
        let rows = try session.rows(
            Query(Self.read, [.int(lane), .int(seq), .int(Int64(Self.page))])
        )
        return try session.read { () throws(PostgresError) in
            var letters: [Letter] = []
            for row in rows {
                letters.append(
                    Letter(
                        lane: try row.int(0),
                        seq: try row.int(1),
                        type: try row.optionalText(2),
                        subject: try row.optionalText(3),
                        error: try row.text(4),
                        headers: try row.json(5),
                        properties: try row.optionalJSON(6),
                        body: try row.bytes(7)
                    )
                )
            }
            return letters
        }
    }

    private func update(_ letters: [Letter], at now: Date) -> Query {
        Query(
            Self.write,
            [
                .ints(letters.map(\.lane)), .ints(letters.map(\.seq)),
                .texts(letters.map(\.subject)), .texts(letters.map(\.error)),
                .jsons(letters.map(\.headers)), .jsons(letters.map(\.properties)),
                .bytesArray(letters.map(\.body)), .timestamp(now),
            ]
        )
    }

    private static let read = Statement(
        """
        SELECT lane::bigint, seq, event_type, event_subject, error, headers, properties, body
        FROM dead_letter WHERE (lane, seq) > ($1::smallint, $2)
        ORDER BY lane, seq LIMIT $3
        """
    )
    private static let write = Statement(
        """
        UPDATE dead_letter d SET event_subject = w.subject, error = w.error, headers = w.headers,
            properties = w.properties, body = w.body,
            state = CASE WHEN d.state = 'open' THEN 'dropped' ELSE d.state END,
            resolved_at = coalesce(d.resolved_at, $8)
        FROM unnest($1, $2, $3, $4, $5, $6, $7)
            AS w (lane, seq, subject, error, headers, properties, body)
        WHERE d.lane = w.lane AND d.seq = w.seq
        """
    )
}
