/// How many active clients each project manager has.
package enum Portfolios: BusinessProcess {
    /// The counts by the manager's id.
    package struct State: ProcessState {
        package var clients: [String: Int] = [:]

        /// How many active clients the person has.
        package func count(of person: PersonID) -> Int {
            clients[person.rawValue, default: 0]
        }
    }

    /// What can happen to a portfolio.
    package enum Input: Sendable {
        case changed(PortfolioChanged)
    }

    package static let name = "portfolios"
    package static let subject = SubjectKind.company
    package static let residence = Residence.allLanes
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [PortfolioChanged.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? PortfolioChanged else { return [] }
        return [Concern(name, .changed(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .changed(let change):
            if let before = change.before?.rawValue { state.clients[before, default: 0] &-= 1 }
            if let after = change.after?.rawValue { state.clients[after, default: 0] &+= 1 }
            return .changed(to: state)
        }
    }
}
