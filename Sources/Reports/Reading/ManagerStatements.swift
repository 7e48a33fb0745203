package import Domain
package import Foundation
import Postgres

/// Tables `report_rating`, `report_request_turn`, `report_request_skip` and the accounts of
/// initiative in `ledger`.
enum ManagerStatements {
    private static let rating = """
        person_id, at, rating, reviews, survey, feedback, matrix, answer_count, review_count,
            feedback_count, client_count
        """

    /// The last rating of each before an instant.
    static let ratings = Statement(
        """
        SELECT DISTINCT ON (person_id) \(rating) FROM report_rating
        WHERE at < $1 AND ($2::text IS NULL OR person_id = $2) ORDER BY person_id, at DESC
        """
    )
    static let ratingLines = Statement(
        """
        SELECT \(rating) FROM report_rating
        WHERE at >= $1 AND at < $2 AND ($3::text IS NULL OR person_id = $3)
        ORDER BY at, person_id COLLATE "C" LIMIT $4
        """
    )

    /// The lines of all accounts up to an instant, each with the person.
    private static let lines = """
        SELECT substr(account, 12) AS person_id, seq, kind, amount, at, reference,
            data->>'attempt' AS attempt, data->>'balance' AS balance
        FROM ledger WHERE book = 'initiative' AND at < $2
        """

    /// Person, balance at the end; spent, refilled and taken back within.
    ///
    /// What was taken back, be it later on, is not spent.
    static let accounts = Statement(
        """
        WITH line AS (\(lines)), reversed AS (
            SELECT substr(account, 12) AS person_id, reference, data->>'attempt' AS attempt
            FROM ledger WHERE book = 'initiative' AND at >= $1 AND kind = 'reversal'
        )
        SELECT l.person_id, sum(l.amount),
            coalesce(-sum(l.amount) FILTER (WHERE l.kind = 'debit' AND l.at >= $1
                AND r.person_id IS NULL), 0),
            coalesce(sum(l.amount) FILTER (WHERE l.kind = 'refill' AND l.at >= $1), 0),
            coalesce(sum(l.amount) FILTER (WHERE l.kind = 'reversal' AND l.at >= $1), 0)
        FROM line l LEFT JOIN reversed r USING (person_id, reference, attempt)
        GROUP BY l.person_id
        """
    )
    /// Person, presales and clients that he was given and has, requests that he is asked about;
    /// turns that he declined or let pass.
    static let turns = Statement(
        """
        SELECT person_id, count(*) FILTER (WHERE kind = 'presale' AND is_given),
            count(*) FILTER (WHERE kind = 'client' AND is_given),
            count(*) FILTER (WHERE ending IS NULL AND assigned_at IS NULL AND is_of_period),
            count(*) FILTER (WHERE ending = 'declined' AND is_of_period),
            count(*) FILTER (WHERE ending = 'expired' AND is_of_period)
        FROM (
            SELECT *, at >= $1 AND at < $2 AS is_of_period,
                ending IS NULL AND assigned_at >= $1 AND assigned_at < $2 AS is_given
            FROM report_request_turn
            WHERE (at >= $1 AND at < $2) OR (assigned_at >= $1 AND assigned_at < $2)
        ) t GROUP BY person_id
        """
    )
    /// Person, reason, how often he was passed over for it.
    static let skips = Statement(
        """
        SELECT person_id, reason, count(*) FROM report_request_skip
        WHERE at >= $1 AND at < $2 GROUP BY 1, 2
        """
    )
    static let skipLines = Statement(
        """
        SELECT request_id, attempt, kind, person_id, reason, at FROM report_request_skip
        WHERE at >= $1 AND at < $2 AND ($3::text IS NULL OR person_id = $3)
        ORDER BY at, request_id COLLATE "C", attempt, person_id COLLATE "C" LIMIT $4
        """
    )
    /// Person, day, by how much the balance moved.
    static let moves = Statement(
        """
        SELECT substr(account, 12), (at AT TIME ZONE $3)::date::text, sum(amount)
        FROM ledger WHERE book = 'initiative' AND at >= $1 AND at < $2 GROUP BY 1, 2
        """
    )
    static let accountLines = Statement(
        """
        WITH line AS (\(lines))
        SELECT person_id, seq, kind, amount, at, reference, balance::numeric FROM line
        WHERE at >= $1 AND ($3::text IS NULL OR person_id = $3)
        ORDER BY at, person_id COLLATE "C", seq LIMIT $4
        """
    )
}

extension PostgresSource {
    /// The last rating of everybody, or of one person, before that instant.
    package func ratings(
        before end: Date,
        person: String?
    ) throws(ReportProblem) -> [RatingFact] {
        let asked = [Parameter.timestamp(end), .text(person)]
        let results = try run([Query(ManagerStatements.ratings, asked)])
        return try read { () throws(PostgresError) in
            var facts: [RatingFact] = []
            for row in results[0].rows { facts.append(try RatingFact(row)) }
            return facts
        }
    }

    /// The ratings of the range in the order in which they came, at most `limit`.
    package func ratingLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) throws(ReportProblem) -> [RatingFact] {
        let asked = ends(range) + [.text(person), .int(Int64(limit))]
        let results = try run([Query(ManagerStatements.ratingLines, asked)])
        return try read { () throws(PostgresError) in
            var facts: [RatingFact] = []
            for row in results[0].rows { facts.append(try RatingFact(row)) }
            return facts
        }
    }

    /// What the accounts of initiative hold at the end of the range, and what moved within it.
    package func accounts(
        _ range: Range<Date>
    ) throws(ReportProblem) -> [String: AccountTally] {
        let results = try run([
            Query(ManagerStatements.accounts, ends(range)),
            Query(ManagerStatements.turns, ends(range)),
            Query(ManagerStatements.skips, ends(range)),
        ])
        return try read { () throws(PostgresError) in
            var tallies: [String: AccountTally] = [:]
            for row in results[0].rows { try tallies[row.text(0), default: .init()].add(row) }
            for row in results[1].rows { try tallies[row.text(0), default: .init()].addTurns(row) }
            for row in results[2].rows {
                let (person, reason) = (try row.text(0), try row.text(1))
                tallies[person, default: .init()].skips[reason] = Int(try row.int(2))
            }
            return tallies
        }
    }

    /// Those who were passed over within the range, in their order, at most `limit`.
    package func skipLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) throws(ReportProblem) -> [RequestSkipFact] {
        let asked = ends(range) + [.text(person), .int(Int64(limit))]
        let results = try run([Query(ManagerStatements.skipLines, asked)])
        return try read { () throws(PostgresError) in
            var facts: [RequestSkipFact] = []
            for row in results[0].rows { facts.append(try RequestSkipFact(row)) }
            return facts
        }
    }

    /// By how much each person's account changed on each day of the range.
    package func accountMoves(
        _ range: Range<Date>
    ) throws(ReportProblem) -> [String: [String: Decimal]] {
        let asked = ends(range) + [.text(calendar.timeZone.identifier)]
        let results = try run([Query(ManagerStatements.moves, asked)])
        return try read { () throws(PostgresError) in
            var moves: [String: [String: Decimal]] = [:]
            for row in results[0].rows {
                moves[try row.text(0), default: [:]][try row.text(1)] = try row.decimal(2)
            }
            return moves
        }
    }

    /// The lines of the accounts within the range in their order, at most `limit`.
    package func accountLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) throws(ReportProblem) -> [AccountLine] {
        let asked = ends(range) + [.text(person), .int(Int64(limit))]
        let results = try run([Query(ManagerStatements.accountLines, asked)])
        return try read { () throws(PostgresError) in
            var lines: [AccountLine] = []
            for row in results[0].rows { lines.append(try AccountLine(row)) }
            return lines
        }
    }
}

extension RatingFact {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init(
            personID: PersonID(trusted: try row.text(0)),
            at: try row.timestamp(1),
            rating: try row.decimal(2),
            components: RatingComponents(
                reviews: try row.decimal(3),
                survey: try row.decimal(4),
                feedback: try row.decimal(5),
                matrix: try row.decimal(6)
            ),
            answers: Int(try row.int(7)),
            reviews: Int(try row.int(8)),
            feedback: Int(try row.int(9)),
            clients: Int(try row.int(10))
        )
    }
}

extension AccountTally {
    fileprivate mutating func add(_ row: Row) throws(PostgresError) {
        balance = try row.decimal(1)
        spent = try row.decimal(2)
        refilled = try row.decimal(3)
        takenBack = try row.decimal(4)
    }

    fileprivate mutating func addTurns(_ row: Row) throws(PostgresError) {
        presales = Int(try row.int(1))
        clients = Int(try row.int(2))
        offered = Int(try row.int(3))
        declined = Int(try row.int(4))
        expired = Int(try row.int(5))
    }
}

extension RequestSkipFact {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init(
            requestID: RequestID(trusted: try row.text(0)),
            attempt: Int(try row.int(1)),
            // The table is written from the same words.
            kind: RequestKind(rawValue: try row.text(2)) ?? .presale,
            personID: PersonID(trusted: try row.text(3)),
            reason: PassedOver(rawValue: try row.text(4)) ?? .unavailable,
            at: try row.timestamp(5)
        )
    }
}

extension AccountLine {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init(
            personID: try row.text(0),
            number: Int(try row.int(1)),
            kind: try row.text(2),
            amount: try row.decimal(3),
            at: try row.timestamp(4),
            request: try row.optionalText(5),
            balance: try row.decimal(6)
        )
    }
}
