/// Keeps what everybody may see of a project manager, where every decision finds it: his rating
/// and the balance of his initiative.
package enum Standings: BusinessProcess {
    /// How one person stands.
    package struct State: ProcessState {
        /// Whether the ratings know the person as a project manager.
        package var isManager = false
        /// Nil for somebody who never was rated.
        package var rating: Points?
        /// Nil for somebody who never had an account.
        package var initiative: Points?

        private enum CodingKeys: String, CodingKey {
            case isManager = "is_manager"
            case rating, initiative
        }

        package init() {}
    }

    /// What can happen to a standing.
    package enum Input: Sendable {
        /// Something of the person may be other than it was.
        case looked(PersonID)
        case availabilityChanged(PersonID)
        case rated(RatingChanged)
        case spent(InitiativeChanged)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "ratings_are_off"
        case nothingNew = "nothing_new"
    }

    package static let name = "standing"
    package static let subject = SubjectKind.person
    package static let reads: [any Message.Type] = [PersonUpserted.self, AvailabilityChanged.self]
    package static let hears: [any Message.Type] = [RatingChanged.self, InitiativeChanged.self]
    package static let tells: [any Message.Type] = [
        ManagerAvailabilityChanged.self, ManagerRoleChanged.self,
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as PersonUpserted: [Concern(body.subject, .looked(body.personID))]
        case let body as AvailabilityChanged:
            [Concern(body.subject, .availabilityChanged(body.personID))]
        case let body as RatingChanged: [Concern(body.subject, .rated(body))]
        case let body as InitiativeChanged: [Concern(body.subject, .spent(body))]
        default: []
        }
    }

    /// Those who were announced before ratings were turned on are rated as well.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.ratings != nil else { return nil }
        return { id in PersonID(rawValue: id).map { .looked($0) } }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var after = state ?? State()
        switch input {
        case .looked(let id):
            guard context.policies.ratings != nil else { return .ignored(Ignored.off) }
            let isManager = context.company.people[id]?.isProjectManager ?? false
            guard after.isManager != isManager else { return .ignored(Ignored.nothingNew) }
            after.isManager = isManager
            let news = ManagerRoleChanged(personID: id, isManager: isManager)
            return .changed(to: after, effects: [.tell(news)])
        case .availabilityChanged(let id):
            guard context.company.people[id]?.isProjectManager == true else {
                return .ignored(Ignored.nothingNew)
            }
            let news = ManagerAvailabilityChanged(personID: id)
            return .changed(to: after, effects: [.tell(news)])
        case .rated(let news):
            after.rating = news.rating
            return .changed(to: after)
        case .spent(let news):
            after.initiative = news.balance
            return .changed(to: after)
        }
    }
}

extension Person {
    /// Whether the person works here as a project manager.
    var isProjectManager: Bool { active && roles.contains(.projectManager) }
}
