package import Foundation

/// A client who was asked how content he is.
package struct SurveyFact: Equatable, Sendable {
    package let surveyID: String
    package let clientID: ClientID
    package let sentAt: Date
    package let answeredAt: Date?
    /// `bad`, `good` or `excellent`; of several answers the last one.
    package let score: String?
    package let projectManagerID: PersonID?
    package let salesHeadID: PersonID?
    package let department: String?

    package init(
        surveyID: String,
        clientID: ClientID,
        sentAt: Date,
        answeredAt: Date? = nil,
        score: String? = nil,
        projectManagerID: PersonID? = nil,
        salesHeadID: PersonID? = nil,
        department: String? = nil
    ) {
        self.surveyID = surveyID
        self.clientID = clientID
        self.sentAt = sentAt
        self.answeredAt = answeredAt
        self.score = score
        self.projectManagerID = projectManagerID
        self.salesHeadID = salesHeadID
        self.department = department
    }
}

extension SurveyFact: FactRow {
    package static let table = FactTable(
        "report_survey",
        "One row per survey of a client.",
        [
            .key("survey_id", .text, "The survey."),
            .fixed("client_id", .text, "The client, by the CRM's id."),
            .fixed("sent_at", .instant, "When the client was asked."),
            .optional("answered_at", .instant, "When the client answered for the first time."),
            .optional("score", .text, "bad, good or excellent; of several answers the last one."),
            .optional("project_manager_id", .text, "The client's project manager at that time."),
            .optional("sales_head_id", .text, "The client's head of sales at that time."),
            .optional("department", .text, "The department that served the client."),
        ],
        retention: FactRetention(
            "surveys",
            daysMin: 90,
            by: ["sent_at", "answered_at"],
            "in reports: who was asked, and what he answered"
        )
    )

    package var values: [FactValue] {
        [
            .text(surveyID), .text(clientID.rawValue), .instant(sentAt), .instant(answeredAt),
            .text(score), .text(projectManagerID?.rawValue), .text(salesHeadID?.rawValue),
            .text(department),
        ]
    }
}

extension ReportName {
    /// What clients answer when they are asked how content they are.
    static let nps = ReportName(
        "nps",
        by: [.projectManager, .head, .department, .day, .week, .month]
    )
}

extension FactReport {
    /// The loyalty of clients: surveys by day of sending, answers by when they were first given.
    static let nps = FactReport(
        .nps,
        of: SurveyFact.table,
        figures: [.rows("sent", at: "sent_at")]
            + Satisfaction.allCases.map {
                .rows($0.rawValue, at: "answered_at", where: "score", is: $0.rawValue)
            },
        columns: [
            Column("sent", weight: 6, .sum(["sent"])),
            Column("answers", weight: 8, .sum(answers)),
            Column("excellent", weight: 7, .sum(["excellent"])),
            Column("good", weight: 7, .sum(["good"])),
            Column("bad", weight: 7, isBurden: true, .sum(["bad"])),
            Column("nps", weight: 9, .balance(of: "excellent", against: "bad", among: answers)),
        ],
        orderedBy: "answers",
        firstBlocks: [
            .director: FirstBlock(.nps, by: .head, tiles: ["nps", "answers", "bad"]),
            .head: FirstBlock(.nps, by: .head, columns: ["sent", "answers", "bad", "nps"]),
            .manager: FirstBlock(
                .nps,
                by: .projectManager,
                tiles: ["nps", "answers", "bad"],
                columns: ["answers", "excellent", "good", "bad", "nps"],
                rows: 12
            ),
        ]
    )

    private static let answers = Satisfaction.allCases.map(\.rawValue)
}

/// What reports count of a client's surveys.
extension ClientSurveys {
    /// Every survey that is remembered; an answer that was changed counts when it was first given.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        surveys.map { survey in
            SurveyFact(
                surveyID: survey.id.rawValue,
                clientID: ClientID(trusted: subject),
                sentAt: survey.askedAt,
                answeredAt: survey.answers.first?.at,
                score: survey.answer?.score.rawValue,
                projectManagerID: survey.care.projectManagerID,
                salesHeadID: survey.care.salesHeadID,
                department: survey.care.department
            )
        }
    }
}
