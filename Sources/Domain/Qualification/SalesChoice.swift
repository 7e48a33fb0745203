/// Who at sales gets an item.
struct SalesChoice {
    /// The rotation in which sales managers take turns.
    static let rotation = "qualification.sales"

    let person: Person?
    let effects: [Effect]

    /// The one named, else the previous one, else the policy's choice.
    init(named: PersonID?, before: PersonID?, _ context: Context) {
        var effects: [Effect] = []
        for id in [named, before].compactMap(\.self) {
            guard let person = context.company.people[id] else { continue }
            guard let reason = context.company.unavailability(of: person, at: context.now) else {
                self.init(person: person, effects: effects)
                return
            }
            effects.append(.note(context.company.skipped(id, reason)))
        }
        let free = context.company.everybody(.salesManager).filter { person in
            let reason = context.company.unavailability(of: person, at: context.now)
            if let reason { effects.append(.note(context.company.skipped(person.id, reason))) }
            return reason == nil
        }
        let person = Self.pick(free, context)
        // Only who was chosen in turn has had his turn; a lead that comes back to somebody, or was
        // meant for him, costs nobody one.
        if let person, context.policies.qualification.salesPolicy == .roundRobin {
            effects.append(.tell(RotationMoved(rotation: Self.rotation, personID: person.id)))
        }
        self.init(person: person, effects: effects)
    }

    private init(person: Person?, effects: [Effect]) {
        self.person = person
        self.effects = effects
    }

    private static func pick(_ free: [Person], _ context: Context) -> Person? {
        switch context.policies.qualification.salesPolicy {
        case .roundRobin:
            context.company.rotations.inTurn(free, of: rotation).first
        case .leastLoaded:
            free.min { left, right in
                let (one, other) = (context.load(of: left), context.load(of: right))
                return one == other ? left.id < right.id : one < other
            }
        case .ranking:
            context.ranked(free).first
        }
    }
}

extension Context {
    /// How many subjects lie on the person's desk.
    func load(of person: Person) -> Int {
        company.load[person.id, default: 0]
    }
}
