/// What is known of a client.
package struct Client: ProcessState {
    package let id: ClientID
    package let name: String
    package let emails: [String]
    package let phones: [String]
    package let projectManagerID: PersonID?
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
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
    }

    package static let name = "client"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [ClientUpserted.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? ClientUpserted else { return [] }
        return [Concern(body.subject, .upserted(body))]
    }

    package static func decide(
        _ state: Client?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Client> {
        switch input {
        case .upserted(let news):
            let client = Client(news, region: context.policies.phoneRegion)
            guard client != state else { return .ignored(Ignored.nothingNew) }
            let (before, after) = (state?.portfolioOf, client.portfolioOf)
            guard before != after else { return .changed(to: client) }
            let change = PortfolioChanged(before: before, after: after)
            return .changed(to: client, effects: [.tell(change)])
        }
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
