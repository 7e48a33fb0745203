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
    /// As `2026-09-01`; a row of an earlier version may hold any text.
    package let contractFrom: String?
    package let services: [ClientService]
    package let active: Bool
    package let surveyOptOut: Bool
    package let legal: [String: Value]?
    package let legalEntity: LegalEntityID?
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
        case legalEntity = "legal_entity"
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
        /// The leads under new numbers and addresses of the client were looked up.
        case leadsFound(ClientID)
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
    package static let hears: [any Message.Type] = [ClientKnown.self, ClientManagerChanged.self]
    package static let tells: [any Message.Type] = [
        ClientKnown.self, LeadSought.self, PortfolioChanged.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [LeadDistribution.self, Leads.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted: [Concern(body.subject, .upserted(body))]
        case let body as ClientKnown:
            [Concern(body.subject, .leadsFound(body.clientID), lookups: body.keys)]
        case let body as ClientManagerChanged: [Concern(body.subject, .given(body))]
        default: []
        }
    }

    /// The leads of the client, which are asked for with ``ClientKnown``.
    package static func foreseenLookups(of event: Event, _ policies: Policies) -> [String] {
        guard policies.leadDistribution?.sticky == true, let news = event.body as? ClientUpserted
        else { return [] }
        return policies.contacts.keys(phones: news.phones ?? [], emails: news.emails ?? [])
    }

    package static func decide(
        _ state: Client?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Client> {
        switch (state, input) {
        case (_, .upserted(let news)):
            let contacts = context.policies.contacts
            let client = Client(news, contacts)
            let unread = contacts.unread(
                phones: client.phones == state?.phones ? [] : client.phones,
                emails: client.emails == state?.emails ? [] : client.emails
            )
            return follow(state, client, unread, known(client, before: state, context))
        case (nil, .leadsFound), (nil, .given): return .ignored(Ignored.nothingNew)
        case (let known?, .leadsFound):
            let effects = seek(context)
            return effects.isEmpty
                ? .ignored(Ignored.nothingNew) : .changed(to: known, effects: effects)
        case (var known?, .given(let news)):
            // The CRM may have said meanwhile that somebody else serves him.
            guard known.projectManagerID == news.before else {
                return .ignored(Ignored.otherManager)
            }
            known.projectManagerID = news.after
            return follow(state, known)
        }
    }

    /// A lead may have come before its client was announced.
    private static func known(
        _ client: Client,
        before: Client?,
        _ context: Context
    ) -> [Effect] {
        let new = client.lookupKeys.filter { before?.lookupKeys.contains($0) != true }
        guard context.policies.leadDistribution?.sticky == true, !new.isEmpty else { return [] }
        return [.tell(ClientKnown(clientID: client.id, keys: new))]
    }

    /// Leads that wait for an owner look up again who knows them.
    private static func seek(_ context: Context) -> [Effect] {
        context.related.compactMap { found in
            guard found.states.state(of: LeadDistribution.self)?.awaitsOwner == true,
                let lead = found.states.state(of: Leads.self), lead.isOpen,
                let keys = lead.contactKeys
            else { return nil }
            return .tell(LeadSought(leadID: lead.id, keys: keys))
        }
    }

    private static func follow(
        _ before: Client?,
        _ client: Client,
        _ unread: [Effect] = [],
        _ found: [Effect] = []
    ) -> Decision<Client> {
        guard client != before else { return .ignored(Ignored.nothingNew) }
        let (was, new) = (before?.portfolioOf, client.portfolioOf)
        let moved =
            was == new ? [] : [Effect.tell(PortfolioChanged(before: was, after: new))]
        return .changed(to: client, effects: unread + moved + found)
    }
}

extension Client {
    fileprivate init(_ news: ClientUpserted, _ contacts: ContactReader) {
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
            contractFrom: news.contractFrom?.text,
            services: news.services ?? [],
            active: news.active ?? true,
            surveyOptOut: news.surveyOptOut ?? false,
            legal: news.legal,
            legalEntity: news.legalEntity,
            contactKeys: contacts.keys(phones: news.phones ?? [], emails: news.emails ?? [])
        )
    }
}
