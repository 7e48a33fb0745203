/// Whose turn it was last, for every list that is gone through in turn.
package enum Rotations: BusinessProcess {
    /// The last one chosen, by the name of the rotation.
    package struct State: ProcessState {
        package var last: [String: PersonID]

        package init(last: [String: PersonID] = [:]) {
            self.last = last
        }

        /// The candidates, beginning with the one whose turn it is.
        ///
        /// The turn is kept by id, so that people may come and go without moving anybody's turn.
        package func inTurn(_ candidates: [Person], of rotation: String) -> [Person] {
            let ordered = candidates.sorted { $0.id < $1.id }
            guard let last = last[rotation] else { return ordered }
            return ordered.filter { $0.id > last } + ordered.filter { $0.id <= last }
        }
    }

    /// What can happen to a rotation.
    package enum Input: Sendable {
        case moved(RotationMoved)
    }

    package static let name = "rotations"
    package static let subject = SubjectKind.company
    package static let residence = Residence.allLanes
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [RotationMoved.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? RotationMoved else { return [] }
        return [Concern(name, .moved(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .moved(let move):
            var state = state ?? State()
            state.last[move.rotation] = move.personID
            return .changed(to: state)
        }
    }
}

/// Somebody was chosen in turn; never on the bus.
package struct RotationMoved: Message {
    package static let type = "internal.rotation_moved"
    package let rotation: String
    package let personID: PersonID
    package var subject: String { Subject.company.id }

    package init(rotation: String, personID: PersonID) {
        self.rotation = rotation
        self.personID = personID
    }
}

extension Company {
    /// Who was last chosen, by the name of the rotation.
    package var rotations: Rotations.State {
        get { state(of: Rotations.self) ?? Rotations.State() }
        set { set(newValue, of: Rotations.name) }
    }
}
