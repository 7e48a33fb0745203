import Domain
import Engine
import Foundation
import Postgres

/// Finds what is kept of somebody: from a number, an address or an id to everything that is his.
struct PersonFinder {
    let session: ErasureSession
    /// What is never his, whatever names him.
    let except: Set<Subject>
    private let register = PersonalRegister.registry

    init(_ session: ErasureSession, except: Set<Subject>) {
        self.session = session
        self.except = except
    }

    /// Follows numbers, addresses and ids until nothing new is found.
    func complete(_ start: PersonalTraces) throws(StoreError) -> PersonalTraces {
        var traces = start
        for _ in 0..<Self.roundsMax {
            let before = traces
            try addStates(&traces)
            try addHistory(&traces)
            if traces == before { return traces }
            guard traces.subjects.count <= Self.subjectsMax else {
                throw .refused(
                    "more than \(Self.subjectsMax) leads, calls and clients hang together; "
                        + "leave out with --except what only shares a number with him"
                )
            }
        }
        return traces
    }

    private static let roundsMax = 16
    private static let subjectsMax = 2000

    /// Kinds whose rows belong to somebody; others only mention him.
    static let ownKinds: Set<SubjectKind> = [.lead, .call, .client, .caller, .request, .deal]

    private func addStates(_ traces: inout PersonalTraces) throws(StoreError) {
        let eraser = Eraser(traces)
        let pattern = PersonPattern(traces)
        let rows = try session.rows(
            Query(
                Self.states,
                [
                    .text(pattern.expression), .texts(pattern.subjects),
                    .texts(traces.phones.map(\.rawValue)),
                    .texts(Self.ownKinds.map(\.rawValue)),
                ]
            )
        )
        for row in rows {
            let (kind, id, json) = try session.read { () throws(PostgresError) in
                (try row.text(0), try row.text(1), try row.json(2))
            }
            guard let kind = SubjectKind(rawValue: kind), let state = StoredJSON.value(json),
                case .object(let slots) = state
            else { continue }
            let subject = Subject(kind, id)
            let isOwn = traces.subjects.contains(subject) || traces.areIn(id)
            guard !except.contains(subject), isOwn || eraser.isAbout(state) else { continue }
            traces.add(subject)
            for (process, slot) in slots { traces.add(slot, register.state(of: process)) }
        }
    }

    /// What he was called, and where he was reached, before.
    private func addHistory(_ traces: inout PersonalTraces) throws(StoreError) {
        let pattern = PersonPattern(traces)
        let rows = try session.rows(
            Query(Self.history, [.texts(pattern.ids), .texts(pattern.subjects)])
        )
        for row in rows {
            let (type, json) = try session.read { () throws(PostgresError) in
                (try row.text(0), try row.json(1))
            }
            guard let data = StoredJSON.value(json) else { continue }
            traces.add(data, register.message(of: type))
        }
    }

    private static let states = Statement(
        """
        SELECT kind, id, state FROM subject
        WHERE kind = ANY ($4) AND (\(PersonPattern.condition(on: "state", 1))
            OR kind || '/' || id = ANY ($2) OR id = ANY ($3))
        """
    )
    private static let history = Statement(
        """
        SELECT type, event->'data' FROM journal
        WHERE subject = ANY ($1) AND subject_kind || '/' || subject = ANY ($2)
            AND json_typeof(event->'data') = 'object'
        """
    )
}
