import Foundation

/// What rules see of leads, calls, clients and people: stable names, whatever is stored inside.
enum RuleViews {
    // MARK: - Leads

    static func lead(_ states: SubjectStates, _ id: LeadID) -> Value {
        let lead = states.state(of: Leads.self) ?? Lead(id: id, at: .distantPast)
        var view: [String: Value] = [
            "id": .text(id.rawValue), "stage": text(lead.stage),
            "responsible_id": text(lead.responsibleID?.rawValue),
            "company": text(lead.company ?? lead.value(of: "company")?.text),
            "region": text(lead.region ?? lead.value(of: "region")?.text),
            "market": text(lead.market ?? lead.value(of: "market")?.text),
            "hot": lead.hot.map(Value.bool) ?? .null, "fields": .object(lead.fields),
            "open": .bool(lead.isOpen), "closed": .bool(!lead.isOpen),
            "announced": .bool(lead.isAnnounced),
            "created_at": lead.isAnnounced ? time(lead.createdAt) : .null,
            "closed_at": time(lead.closedAt), "deal_id": text(lead.converted?.dealID?.rawValue),
        ]
        view["source"] = .object([
            "channel": text(lead.source?.channel), "campaign": text(lead.source?.campaign),
            "kind": text(lead.source?.kind?.rawValue),
        ])
        view["contact"] = .object([
            "name": text(lead.value(of: "contact_name")?.text),
            "phone": text(lead.value(of: "contact_phone")?.text),
            "email": text(lead.value(of: "contact_email")?.text),
        ])
        view["distribution"] = distribution(states.state(of: LeadDistribution.self))
        view["qualification"] = qualification(states.state(of: Qualification.self))
        return .object(view)
    }

    private static func distribution(_ race: LeadRace?) -> Value {
        .object([
            "phase": text(race?.phase.rawValue), "holder_id": text(race?.holder?.rawValue),
            "owner_id": text(race?.ownerID?.rawValue), "reason": text(race?.reason?.rawValue),
            "owned_at": time(race?.ownedAt),
        ])
    }

    private static func qualification(_ state: QualificationState?) -> Value {
        let item = state?.items.last
        return .object([
            "item_id": text(item?.id.rawValue), "stage": text(item?.stage.rawValue),
            "open": .bool(item?.isOpen ?? false), "marketer_id": text(item?.marketerID.rawValue),
            "sales_manager_id": text(item?.salesManagerID?.rawValue),
            "responsible_id": text(item?.responsibleID.rawValue),
            "passes": number(item?.facts.passes), "returns": number(item?.facts.returns),
            "opened_at": time(item?.facts.openedAt), "passed_at": time(item?.facts.lastPassedAt),
            "fields": .object(item?.fields ?? [:]),
        ])
    }

    // MARK: - Calls and clients

    static func call(_ states: SubjectStates, _ id: CallID) -> Value {
        let (incoming, outgoing) = (
            states.state(of: Calls.self), states.state(of: OutgoingCalls.self)
        )
        var view: [String: Value] = [
            "id": .text(id.rawValue),
            "direction": text(incoming != nil ? "incoming" : outgoing.map { _ in "outgoing" }),
            "from": text(incoming?.arrival?.phone ?? incoming?.arrival?.from),
            "to": text(incoming?.arrival?.line ?? outgoing?.to),
            "channel": text(incoming?.arrival?.channel),
            "campaign": text(incoming?.arrival?.campaign),
            "at": time(incoming?.arrival?.at ?? outgoing?.at),
        ]
        view.merge(call(incoming, outgoing)) { first, _ in first }
        return .object(view)
    }

    private static func call(_ call: Call?, _ outgoing: OutgoingCall?) -> [String: Value] {
        [
            "phase": text(call?.phase.rawValue),
            "answered": (call.map { $0.answer != nil } ?? outgoing?.answered).map(Value.bool)
                ?? .null,
            "person_id": text((call?.answer?.personID ?? outgoing?.personID)?.rawValue),
            "step": number(call?.answer?.step),
            "seconds_to_answer": decimal(call?.answer?.secondsToAnswer),
            "missed": call.map { .bool($0.missed != nil) } ?? .null,
            "missed_reason": text(call?.missed?.why.rawValue),
            "duration": decimal(call?.ending?.duration), "verdict": text(call?.verdict?.rawValue),
            "lead_id": text((call?.lead?.leadID ?? outgoing?.leadID)?.rawValue),
            "client_id": text((call?.arrival?.caller?.clientID ?? outgoing?.clientID)?.rawValue),
            "calls_before": number(call?.arrival?.caller?.callsBefore),
        ]
    }

    static func client(_ states: SubjectStates, _ id: ClientID) -> Value {
        let client = states.state(of: Clients.self)
        return .object([
            "id": .text(id.rawValue), "name": text(client?.name),
            "emails": .list((client?.emails ?? []).map(Value.text)),
            "phones": .list((client?.phones ?? []).map(Value.text)),
            "project_manager_id": text(client?.projectManagerID?.rawValue),
            "sales_head_id": text(client?.salesHeadID?.rawValue), "region": text(client?.region),
            "market": text(client?.market), "department": text(client?.department),
            "fee": client?.fee.map {
                .object([
                    "amount": .text(Money.text($0.amount)), "currency": .text($0.currency),
                ])
            } ?? .null,
            "contract_from": text(client?.contractFrom),
            "services": .list((client?.services ?? []).map { .text($0.code) }),
            "active": client.map { .bool($0.active) } ?? .null,
            "legal_entity": text(client?.legalEntity?.rawValue),
            "balance": states.state(of: ClientLedger.self).map { account in
                let balance = account.legalEntities.map { account.balance($0) }.total
                return .object([
                    "amount": .text(balance.text), "currency": .text(Kopecks.currency),
                ])
            } ?? .null,
        ])
    }

    /// The answer to a request for prices.
    static func price(_ states: SubjectStates) -> Value {
        let answer = states.state(of: Prices.self)
        let (quoted, declined) = (answer?.quoted, answer?.declined)
        return .object([
            "region": text(quoted?.region ?? answer?.request.region),
            "market": text((quoted?.market ?? answer?.request.market)?.rawValue),
            "total": quoted.map { .money($0.total) } ?? .null,
            "floor_hit": quoted.map { .bool($0.lines.contains(where: \.isFloorHit)) } ?? .null,
            "quoted": answer.map { .bool($0.quoted != nil) } ?? .null,
            "declined": answer.map { .bool($0.declined != nil) } ?? .null,
            "reasons": .list((declined?.reasons ?? []).map { .text($0.code.rawValue) }),
            "valid_until": text(quoted?.validUntil.text),
        ])
    }

    // MARK: - People

    static func person(_ person: Person, _ context: Context) -> Value {
        let standing = context.company.standings[person.id]
        return .object([
            "id": .text(person.id.rawValue), "name": .text(person.name),
            "roles": .list(person.roles.map(\.rawValue).sorted().map(Value.text)),
            "email": text(person.email), "phone": text(person.phone),
            "extension": text(person.phoneExtension), "department": text(person.department),
            "active": .bool(person.active),
            "available": .bool(person.isAvailable(at: context.now)),
            "load": number(context.company.load[person.id, default: 0]),
            "rating": points(standing?.rating), "initiative": points(standing?.initiative),
        ])
    }

    // MARK: - Values

    private static func text(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    private static func time(_ date: Date?) -> Value {
        date.map { .text(Timestamp.text($0)) } ?? .null
    }
    private static func number(_ number: Int?) -> Value {
        number.map { .number(Decimal($0)) } ?? .null
    }
    private static func points(_ points: Points?) -> Value {
        text(points?.text)
    }
    private static func decimal(_ number: Double?) -> Value {
        number.flatMap(JSONNumber.decimal).map(Value.number) ?? .null
    }
}
