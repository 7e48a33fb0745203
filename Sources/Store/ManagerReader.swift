package import Domain
package import Engine
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

    /// The surveys of clients whom the manager served when they were asked, those answered.
    package func answers(about person: PersonID) throws(PostgresError) -> [SurveyFact] {
        let query = Query(Self.answers, [.text(person.rawValue)])
        let results = try connection.run([query], deadline: Self.deadline)
        var answers: [SurveyFact] = []
        for row in results[0].rows {
            answers.append(
                SurveyFact(
                    surveyID: try row.text(0),
                    clientID: ClientID(trusted: try row.text(1)),
                    sentAt: try row.timestamp(2),
                    answeredAt: try row.optionalTimestamp(3),
                    score: try row.optionalText(4),
                    projectManagerID: person
                )
            )
        }
        return answers
    }

    private static let row = Statement(
        "SELECT version, state FROM subject WHERE kind = $1 AND id = $2"
    )
    private static let answers = Statement(
        """
        SELECT survey_id, client_id, sent_at, answered_at, score FROM report_survey
        WHERE project_manager_id = $1 AND answered_at IS NOT NULL ORDER BY answered_at
        """
    )
}
