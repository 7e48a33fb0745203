package import Foundation

/// Keeps who gets hot leads after the top.
package enum DistributionMembers: BusinessProcess {
    /// One who was added.
    package struct Membership: Codable, Equatable, Sendable {
        package let since: Date
        package let reason: DistributionMemberAdded.Reason
        package let approvedBy: PersonID?
        /// When it ends by itself.
        package let until: Date?

        private enum CodingKeys: String, CodingKey {
            case since, reason
            case approvedBy = "approved_by"
            case until
        }
    }

    /// Everybody who was added, by id.
    package struct State: ProcessState {
        package var members: [String: Membership] = [:]

        /// Members whose membership has not ended, in order of joining.
        package func current(at now: Date) -> [PersonID] {
            members.filter { $0.value.until.map { $0 > now } ?? true }
                .sorted { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
                .map { PersonID(trusted: $0.key) }
        }
    }

    /// What can happen to the list.
    package enum Input: Sendable {
        case joinRequested(DistributionJoinRequested)
        case added(DistributionMemberAdded)
        case removed(PersonID)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case alreadyMember = "already_a_member"
        case notAMember = "not_a_member"
        case membershipOver = "membership_already_over"
    }

    /// Why somebody may not be added.
    package enum Rejected: String, Reason {
        case notApproved = "not_approved"
    }

    package static let name = "distribution_members"
    package static let subject = SubjectKind.company
    package static let residence = Residence.allLanes
    package static let reads: [any Message.Type] = [
        DistributionJoinRequested.self, DistributionMemberAdded.self,
        DistributionMemberRemoved.self,
    ]
    package static let publishes: [any Message.Type] = [ChatNotify.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as DistributionJoinRequested: [Concern(name, .joinRequested(body))]
        case let body as DistributionMemberAdded: [Concern(name, .added(body))]
        case let body as DistributionMemberRemoved: [Concern(name, .removed(body.personID))]
        default: []
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        let state = state ?? State()
        switch input {
        case .joinRequested(let request): return ask(state, request, context)
        case .added(let news): return add(state, news, context)
        case .removed(let person): return remove(state, person, context)
        }
    }

    // MARK: - One decision each

    private static func ask(
        _ state: State,
        _ request: DistributionJoinRequested,
        _ context: Context
    ) -> Decision<State> {
        guard let person = context.company.people[request.personID] else {
            return .refused(.unknownPerson(request.personID, field: "data.person_id"))
        }
        guard !state.current(at: context.now).contains(person.id) else {
            return .ignored(Ignored.alreadyMember)
        }
        var values: [String: Value] = ["person": .text(person.name)]
        values["reason"] = request.reason.map(Value.text)
        let heads = context.company.everybody(.salesHead)
        let deciders = heads.isEmpty ? context.company.everybody(.director) : heads
        let phrase = Phrase("distribution.join_requested", values)
        return .changed(
            to: state,
            effects: deciders.map {
                context.notify($0, .info, phrase, actions: [approve(person, by: $0, context)])
            }
        )
    }

    private static func approve(
        _ person: Person,
        by decider: Person,
        _ context: Context
    ) -> ChatNotify.Action {
        ChatNotify.Action(
            id: "approve",
            label: context.text(Phrase("distribution.action.approve")),
            type: DistributionMemberAdded.type,
            data: [
                "person_id": .text(person.id.rawValue),
                "reason": .text(DistributionMemberAdded.Reason.request.rawValue),
                "approved_by": .text(decider.id.rawValue),
            ]
        )
    }

    private static func add(
        _ state: State,
        _ news: DistributionMemberAdded,
        _ context: Context
    ) -> Decision<State> {
        guard let person = context.company.people[news.personID] else {
            return .refused(.unknownPerson(news.personID, field: "data.person_id"))
        }
        guard isApproved(news, context) else { return reject(news, person, context) }
        if let until = news.until, until <= context.now {
            return .ignored(Ignored.membershipOver)
        }
        let isMember = state.current(at: context.now).contains(person.id)
        let before = isMember ? state.members[person.id.rawValue] : nil
        let after = Membership(
            since: before?.since ?? context.now,
            reason: news.reason ?? .request,
            approvedBy: news.approvedBy,
            until: news.until
        )
        guard after != before else { return .ignored(Ignored.alreadyMember) }
        var state = state
        state.members[person.id.rawValue] = after
        var values: [String: Value] = [:]
        values["until"] = news.until.map(Value.instant)
        let phrase = Phrase("distribution.member_added", values)
        return .changed(to: state, effects: [context.notify(person, .info, phrase)])
    }

    /// A request needs a sales head or a director; what the company decides needs nobody.
    private static func isApproved(_ news: DistributionMemberAdded, _ context: Context) -> Bool {
        guard let approver = news.approvedBy else { return news.reason != .request }
        guard let person = context.company.people[approver], person.active else { return false }
        return !person.roles.isDisjoint(with: [.salesHead, .director])
    }

    private static func reject(
        _ news: DistributionMemberAdded,
        _ person: Person,
        _ context: Context
    ) -> Decision<State> {
        let phrase = Phrase("distribution.not_approved", ["person": .text(person.name)])
        let approver = news.approvedBy.flatMap { context.company.people[$0] }
        let notice = context.notify(approver ?? person, .warning, phrase)
        return .rejected(Rejected.notApproved, effects: [notice])
    }

    private static func remove(
        _ state: State,
        _ person: PersonID,
        _ context: Context
    ) -> Decision<State> {
        var state = state
        guard state.members.removeValue(forKey: person.rawValue) != nil else {
            return .ignored(Ignored.notAMember)
        }
        let phrase = Phrase("distribution.member_removed")
        let told = context.company.people[person].map { context.notify($0, .info, phrase) }
        return .changed(to: state, effects: [told].compactMap(\.self))
    }
}
