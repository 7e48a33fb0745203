package import Domain
package import Engine
package import Foundation
package import Postgres

/// Reads where the rating of a project manager comes from.
package struct ManagerReader {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(20)

    /// A reader over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// What is remembered of the manager; nil of somebody who never was one.
    package func row(of person: PersonID) throws(PostgresError) -> StoredSubject? {
        let asked = [Parameter.text(SubjectKind.manager.rawValue), .text(person.rawValue)]
        let results = try connection.run([Query(Self.row, asked)], deadline: Self.deadline)
        guard let row = results[0].rows.first else { return nil }
        return StoredSubject(
            subject: Subject(.manager, person.rawValue),
            version: try row.int(0),
            state: try row.json(1)
        )
    }

    /// The ratings of those who are project managers now, the highest first.
    package func ratings() throws(PostgresError) -> [Decimal] {
        let results = try connection.run([Query(Self.ratings)], deadline: Self.deadline)
        var ratings: [Decimal] = []
        for row in results[0].rows { ratings.append(try row.decimal(0)) }
        return ratings
    }

    /// What clients whom the manager served when they were asked answered; the earliest first.
    package func answers(about person: PersonID) throws(PostgresError) -> [GivenAnswer] {
        let query = Query(Self.answers, [.text(person.rawValue)])
        let results = try connection.run([query], deadline: Self.deadline)
        var answers: [GivenAnswer] = []
        for row in results[0].rows {
            guard let satisfaction = Satisfaction(rawValue: try row.text(2)) else { continue }
            let client = ClientID(trusted: try row.text(0))
            answers.append(
                GivenAnswer(clientID: client, at: try row.timestamp(1), satisfaction)
            )
        }
        return answers
    }

    private static let ratings = Statement(
        """
        SELECT (state->'standing'->>'rating')::numeric FROM subject
        WHERE kind = 'person' AND (state->'standing'->>'is_manager')::boolean
            AND state->'standing'->>'rating' IS NOT NULL
        ORDER BY 1 DESC
        """
    )
    private static let row = Statement(
        "SELECT version, state FROM subject WHERE kind = $1 AND id = $2"
    )
    private static let answers = Statement(
        """
        SELECT client_id, answered_at, score FROM report_survey
        WHERE project_manager_id = $1 AND answered_at IS NOT NULL AND score IS NOT NULL
        ORDER BY answered_at
        """
    )
}
