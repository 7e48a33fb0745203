import Contract
import Domain
import Engine
import Foundation

/// Rows as the lane writes them.
enum Sample {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    static func key(_ id: String) -> EventKey { EventKey(source: "crm", id: id) }

    static func command(_ id: String, about subject: String = "L1") -> Written {
        let json = """
            { "id" : "\(id)", "type":"lead.assign","subject":"\(subject)",\
            "correlationid":"c-\(id)","time":"2026-09-21T14:13:20Z","data":{"é":1.0}}
            """
        return Written(
            id: id,
            type: "lead.assign",
            subject: subject,
            correlationID: "c-\(id)",
            time: Date(timeIntervalSince1970: 1_790_000_000),
            json: Array(json.utf8)
        )
    }

    static func entry(
        _ seq: Int64,
        event: String,
        received: Date = now,
        commands: [Written] = []
    ) -> JournalEntry {
        JournalEntry(
            seq: seq,
            received: received,
            occurred: received,
            key: key(event),
            type: "lead.created",
            subject: "L1",
            about: Subject(.lead, "L1"),
            alsoAbout: [Subject(.deal, "D1")],
            outcome: .applied,
            event: Array("{}".utf8),
            commands: commands
        )
    }

    static func letter(_ headers: [String: String] = ["a": "b"]) -> DeadLetter {
        DeadLetter(
            flaw: Flaw(.notJSON, field: "data.x", "the message is not JSON"),
            exchange: "crm.events",
            routingKey: "lead.created",
            contentType: "text/plain",
            messageID: "m1",
            type: nil,
            headers: headers,
            hint: EventHint(type: "lead.created", source: "crm", id: "e1", subject: "L1"),
            properties: Array(#"{"appID":"crm","note":"\u0000"}"#.utf8),
            body: [0, 0xFF, 0x7B],
            bodySize: 9_000_000
        )
    }

    static func dead(_ seq: Int64, _ letter: DeadLetter = letter()) -> JournalEntry {
        JournalEntry(
            seq: seq,
            received: now,
            occurred: now,
            key: nil,
            type: "lead.created",
            subject: "",
            outcome: .dead,
            event: nil,
            deadLetter: letter
        )
    }

    static func changed(
        _ subject: Subject,
        from version: Int64 = 0,
        state: String = #"{"a":1}"#,
        keys: [String] = [],
        holders: [PersonID] = []
    ) -> ChangedSubject {
        ChangedSubject(
            subject: subject,
            versionBefore: version,
            state: Array(state.utf8),
            lookupKeys: keys,
            holders: holders
        )
    }

    static func timer(
        _ id: String,
        _ generation: Int = 1,
        due: TimeInterval,
        isMass: Bool = false
    ) -> StoredTimer {
        StoredTimer(
            key: TimerKey(subject: Subject(.lead, id), process: "race", name: "offer"),
            generation: generation,
            due: now + due,
            correlationID: "c",
            isMass: isMass
        )
    }
}

extension LaneStore {
    /// Begins, and commits a journal of so many entries with the rest.
    func write(
        _ journal: [JournalEntry] = [],
        from firstSeq: Int64 = 1,
        subjects: [ChangedSubject] = [],
        bookings: [Booking] = [],
        jobs: [RequestedJob] = [],
        armed: [StoredTimer] = [],
        disarmed: [TimerKey] = [],
        published: Int64 = 0
    ) throws {
        _ = try begin(BatchRequest(seenSince: .distantPast))
        var write = BatchWrite(
            nextSeq: (journal.last?.seq ?? firstSeq - 1) + 1,
            publishedSeq: published
        )
        write.journal = journal
        write.subjects = subjects
        write.bookings = bookings
        write.jobs = jobs
        write.armed = armed
        write.disarmed = disarmed
        try commit(write)
    }

    /// What a fresh batch finds.
    func look(_ request: BatchRequest) throws -> BatchView {
        let view = try begin(request)
        try rollBack()
        return view
    }

    func look(_ change: (inout BatchRequest) -> Void) throws -> BatchView {
        var request = BatchRequest(seenSince: .distantPast)
        change(&request)
        return try look(request)
    }
}
