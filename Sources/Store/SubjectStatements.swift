import Domain
import Engine
import Foundation
import Postgres

/// Table `subject`.
enum SubjectStatements {
    /// What every lane keeps in memory: people, and the company's rows of these names.
    private static let residents = Statement(
        """
        SELECT kind, id, version, state FROM subject
        WHERE kind = 'person' OR (kind = 'company' AND id = ANY ($1))
        """
    )
    /// The same, as far as it changed after a number.
    private static let changedResidents = Statement(
        """
        SELECT kind, id, version, state FROM subject
        WHERE shared_version > $1 AND (kind = 'person' OR (kind = 'company' AND id = ANY ($2)))
        """
    )
    static let load = Statement(
        """
        SELECT holder, sum(held)::bigint
        FROM (
            SELECT holders, count(*) AS held FROM subject WHERE holders <> '{}' GROUP BY holders
        ) AS desk
        CROSS JOIN unnest(holders) AS h (holder)
        GROUP BY holder
        """
    )
    static let read = Statement(
        """
        SELECT s.kind, s.id, s.version, s.state
        FROM unnest($1, $2) AS w (kind, id) JOIN subject s USING (kind, id)
        """
    )
    static let find = Statement(
        """
        SELECT kind, id, lookup_keys && ARRAY[w.key], w.key
        FROM unnest($1) AS w (key)
        JOIN subject ON lookup_keys @> ARRAY[w.key] AND lookup_keys <> '{}'
        """
    )
    static let following = Statement(
        "SELECT id FROM subject WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3"
    )
    private static let keep = Statement("SELECT keep_subjects($1, $2, $3, $4, $5, $6, $7)")

    /// Between the elements of a list inside one text: a control character no key can hold.
    static let separator = "\u{1F}"

    private static let residentNames = Parameter.texts(Registry.residents.sorted())

    static var readResidents: Query { Query(residents, [residentNames]) }

    static func residents(changedAfter number: Int64) -> Query {
        Query(changedResidents, [.int(number), residentNames])
    }

    static func load(_ subjects: [Subject]) -> Query {
        Query(read, [.texts(subjects.map(\.kind.rawValue)), .texts(subjects.map(\.id))])
    }

    static func keep(_ subjects: [ChangedSubject], at instant: Date) -> Query {
        Query(
            keep,
            [
                .texts(subjects.map(\.subject.kind.rawValue)), .texts(subjects.map(\.subject.id)),
                .ints(subjects.map { $0.versionBefore + 1 }), .jsons(subjects.map(\.state)),
                .texts(subjects.map { $0.lookupKeys.joined(separator: separator) }),
                .texts(
                    subjects.map { $0.holders.map(\.rawValue).joined(separator: separator) }
                ),
                .timestamp(instant),
            ]
        )
    }

    static func load(_ result: QueryResult) throws(PostgresError) -> [PersonID: Int] {
        var load: [PersonID: Int] = [:]
        for row in result.rows {
            load[PersonID(trusted: try row.text(0))] = Int(try row.int(1))
        }
        return load
    }

    static func subjects(_ result: QueryResult) throws(PostgresError) -> [StoredSubject] {
        var subjects: [StoredSubject] = []
        for row in result.rows {
            guard let kind = SubjectKind(rawValue: try row.text(0)) else { continue }
            subjects.append(
                StoredSubject(
                    subject: Subject(kind, try row.text(1)),
                    version: try row.int(2),
                    state: try row.json(3)
                )
            )
        }
        return subjects
    }

    static func matches(
        _ result: QueryResult,
        keys: [String]
    ) throws(PostgresError) -> [String: [Subject]] {
        var matches = Dictionary(keys.map { ($0, [Subject]()) }) { first, _ in first }
        for row in result.rows {
            guard let kind = SubjectKind(rawValue: try row.text(0)) else { continue }
            matches[try row.text(3), default: []].append(Subject(kind, try row.text(1)))
        }
        return matches
    }
}
