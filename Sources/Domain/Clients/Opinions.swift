package import Foundation

/// How content a client says he is: three buttons.
package enum Satisfaction: String, Vocabulary {
    case bad, good, excellent
}

/// What a client said of the company's work when somebody asked him.
package struct Opinion: Equatable, Sendable {
    /// The question that he answered.
    package let id: String
    /// The answer that counts: his last one to this question.
    package let satisfaction: Satisfaction
    /// When he answered the question for the first time.
    package let firstAt: Date
    /// When he gave the answer that counts.
    package let at: Date
    /// Who served him when he was asked: whose work it is about.
    package let care: Care

    package init(
        id: String,
        _ satisfaction: Satisfaction,
        firstAt: Date,
        at: Date,
        care: Care
    ) {
        self.id = id
        self.satisfaction = satisfaction
        self.firstAt = firstAt
        self.at = at
        self.care = care
    }
}

/// What reports remember of a client's answer to a question.
package struct GivenAnswer: Equatable, Sendable {
    package let clientID: ClientID
    /// When the question was answered for the first time.
    package let at: Date
    package let satisfaction: Satisfaction

    package init(clientID: ClientID, at: Date, _ satisfaction: Satisfaction) {
        self.clientID = clientID
        self.at = at
        self.satisfaction = satisfaction
    }
}

/// Who serves a client.
package struct Care: Codable, Hashable, Sendable {
    package let projectManagerID: PersonID?
    package let salesHeadID: PersonID?
    package let department: String?

    package init(projectManagerID: PersonID?, salesHeadID: PersonID?, department: String?) {
        self.projectManagerID = projectManagerID
        self.salesHeadID = salesHeadID
        self.department = department
    }

    private enum CodingKeys: String, CodingKey {
        case projectManagerID = "project_manager_id"
        case salesHeadID = "sales_head_id"
        case department
    }
}

extension Client {
    /// Who serves the client now.
    var care: Care {
        Care(
            projectManagerID: projectManagerID,
            salesHeadID: salesHeadID,
            department: department
        )
    }

    /// The one address to which mails go: the first that is one.
    var address: String? {
        emails.lazy.compactMap { EmailAddress(recipientIn: $0)?.rawValue }.first
    }

    /// The name as it stands in titles and sentences.
    var title: Value { .text(name.onOneLine) }
}

extension Flaw {
    /// A client of whom nothing is known.
    static func unknownClient(_ id: ClientID) -> Flaw {
        Flaw(
            .unknownClient,
            field: "data.client_id",
            "data.client_id: no client \(id) is known; publish client.upserted first",
            unknown: Subject(.client, id.rawValue)
        )
    }
}
