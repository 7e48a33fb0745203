package import Foundation

/// What was asked for under one id, and the one answer to it.
package struct PriceAnswer: ProcessState {
    package let request: PriceRequested
    package let answeredAt: Date
    /// Nil where no price could be given.
    package let quoted: PriceQuoted?
    /// Nil where a price was given.
    package let declined: PriceDeclined?

    private enum CodingKeys: String, CodingKey {
        case request
        case answeredAt = "answered_at"
        case quoted, declined
    }
}

/// Answers what services cost, once a request.
package enum Prices: BusinessProcess {
    package typealias State = PriceAnswer

    /// What can happen to a request.
    package enum Input: Sendable {
        case requested(PriceRequested)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "prices_are_off"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        /// Something else was asked for under the same id before.
        case conflict
    }

    package static let name = "prices"
    package static let subject = SubjectKind.request
    package static let reads: [any Message.Type] = [PriceRequested.self]
    package static let looksAt: [any BusinessProcess.Type] = [
        Clients.self, Competitions.self, Salaries.self,
    ]
    package static let publishes: [any Message.Type] = [
        PriceQuoted.self, PriceDeclined.self, ChatNotify.self,
    ]
    package static let counts = [
        CommandCount(
            "prices_declined",
            of: PriceDeclined.self,
            en: "Prices declined",
            ru: "Цен не дано"
        )
    ]
    package static let facts: [any FactRow.Type] = [PriceFact.self]
    package static let policies: [any ProcessPolicy.Type] = [PricePolicy.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? PriceRequested else { return [] }
        return [Concern(body.subject, .requested(body))]
    }

    /// The rows of region, reference and market; without a market the client first, for his.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject] {
        guard let policy = policies.prices else { return [] }
        switch input {
        case .requested(let request):
            let client = request.clientID.map { Subject(.client, $0.rawValue) }
            let market = request.market(client.flatMap { related.states(of: $0) })
            let region = policy.region(request.region)
            return [client].compactMap(\.self)
                + PriceGround.subjects(region: region, market: market, policy)
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.prices else { return .ignored(Ignored.off) }
        switch input {
        case .requested(let request):
            guard let state else { return PriceMove(request, policy, context).answer() }
            guard state.isAnswer(to: request, policy) else {
                return .rejected(Rejected.conflict, effects: [])
            }
            return .changed(to: state, effects: state.again)
        }
    }
}

extension PriceAnswer {
    /// Whether the request means what was asked before, in whatever words: another name of the
    /// region, the client's own market written out or left out, a quantity of one, another order.
    fileprivate func isAnswer(to other: PriceRequested, _ policy: PricePolicy) -> Bool {
        func region(_ request: PriceRequested) -> String {
            policy.region(request.region) ?? request.region
        }
        func services(_ request: PriceRequested) -> [ServiceCount] {
            request.services.map(ServiceCount.init).sorted()
        }
        let market = quoted?.market
        return request.clientID == other.clientID && request.leadID == other.leadID
            && region(request) == region(other)
            && (request.market == other.market
                || (request.market ?? market) == (other.market ?? market))
            && services(request) == services(other)
    }

    /// A service with its quantity, in an order.
    private struct ServiceCount: Comparable {
        let code: String
        let quantity: Decimal

        init(_ service: ClientService) {
            code = service.code
            quantity = service.quantity ?? 1
        }

        static func < (one: ServiceCount, other: ServiceCount) -> Bool {
            (one.code, one.quantity) < (other.code, other.quantity)
        }
    }

    /// The same answer: it has the same id, so nobody counts it twice.
    fileprivate var again: [Effect] {
        [quoted.map { Effect.publish($0) }, declined.map { Effect.publish($0) }]
            .compactMap(\.self)
    }
}

extension PriceRequested {
    /// The market that was asked for, else the client's own.
    func market(_ client: SubjectStates?) -> MarketID? {
        market ?? client?.state(of: Clients.self)?.market.flatMap(MarketID.init(rawValue:))
    }
}

extension [RelatedSubject] {
    /// What is known of one of them.
    package func states(of subject: Subject) -> SubjectStates? {
        first { $0.subject == subject }?.states
    }
}
