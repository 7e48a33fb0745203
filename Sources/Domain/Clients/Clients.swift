/// What is known of a client.
package struct Client: ProcessState {
    package let id: ClientID
    package let name: String
    package let emails: [String]
    package let phones: [String]
    package fileprivate(set) var projectManagerID: PersonID?
    package let salesHeadID: PersonID?
    package let region: String?
    package let market: String?
    package let department: String?
    package let fee: Money?
    package let contractFrom: String?
    package let services: [ClientService]
    package let active: Bool
    package let surveyOptOut: Bool
    package let legal: [String: Value]?
    /// The client's phone numbers and addresses, as they are looked up.
    package let contactKeys: [String]

    private enum CodingKeys: String, CodingKey {
        case id, name, emails, phones
        case projectManagerID = "project_manager_id"
        case salesHeadID = "sales_head_id"
        case region, market, department, fee
        case contractFrom = "contract_from"
        case services, active
        case surveyOptOut = "survey_opt_out"
        case legal
        case contactKeys = "contact_keys"
    }

    /// An active client is found under its phone numbers and addresses.
    package var lookupKeys: [String] { active ? contactKeys : [] }

    /// In whose portfolio the client counts.
    var portfolioOf: PersonID? { active ? projectManagerID : nil }
}

/// Keeps what the company's systems say of each client.
package enum Clients: BusinessProcess {
    package typealias State = Client

    /// What can happen to a client.
    package enum Input: Sendable {
        case upserted(ClientUpserted)
        /// Baton itself gave the client to a project manager, or takes that back.
        case given(ClientManagerChanged)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
        case otherManager = "another_manager_serves_the_client"
    }

    package static let name = "client"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [ClientUpserted.self]
    package static let hears: [any Message.Type] = [ClientManagerChanged.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted: [Concern(body.subject, .upserted(body))]
        case let body as ClientManagerChanged: [Concern(body.subject, .given(body))]
        default: []
        }
    }

    package static func decide(
        _ state: Client?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Client> {
        switch (state, input) {
        case (_, .upserted(let news)):
            return follow(state, Client(news, region: context.policies.phoneRegion))
        case (nil, .given): return .ignored(Ignored.nothingNew)
        case (var known?, .given(let news)):
            // The CRM may have said meanwhile that somebody else serves him.
            guard known.projectManagerID == news.before else {
                return .ignored(Ignored.otherManager)
            }
            known.projectManagerID = news.after
            return follow(state, known)
        }
    }

    private static func follow(_ before: Client?, _ client: Client) -> Decision<Client> {
        guard client != before else { return .ignored(Ignored.nothingNew) }
        guard before?.portfolioOf != client.portfolioOf else { return .changed(to: client) }
        let change = PortfolioChanged(before: before?.portfolioOf, after: client.portfolioOf)
        return .changed(to: client, effects: [.tell(change)])
    }
}

extension Client {
    fileprivate init(_ news: ClientUpserted, region: String) {
        self.init(
            id: news.clientID,
            name: news.name,
            emails: news.emails ?? [],
            phones: news.phones ?? [],
            projectManagerID: news.projectManagerID,
            salesHeadID: news.salesHeadID,
            region: news.region,
            market: news.market,
            department: news.department,
            fee: news.fee,
            contractFrom: news.contractFrom,
            services: news.services ?? [],
            active: news.active ?? true,
            surveyOptOut: news.surveyOptOut ?? false,
            legal: news.legal,
            contactKeys: ContactKeys.of(
                phones: news.phones ?? [],
                emails: news.emails ?? [],
                region: region
            )
        )
    }
}
