package import Domain

/// What a lane keeps between batches: the company, read once and changed with each commit.
package struct LaneMemory: Sendable {
    package private(set) var company: Company
    /// Rows of people and of the company as a whole.
    private(set) var residents: [Subject: SubjectEntry]
    /// Up to which change of what the lanes share everything is known.
    private(set) var sharedVersion: Int64 = 0

    /// The memory of a lane that was just acquired.
    package init(
        _ acquired: AcquiredLane,
        coder: StateCoder,
        people: [Person]
    ) throws(StoreError) {
        company = Company(load: acquired.load)
        residents = [:]
        for person in people { company.people[person.id] = person }
        try follow(acquired.residents, coder)
        sharedVersion = acquired.sharedVersion
    }

    /// A memory in which nobody is known but the people of the configuration.
    package init(people: [Person] = []) {
        company = Company()
        residents = [:]
        for person in people { company.people[person.id] = person }
    }

    /// Takes over what other lanes have changed.
    mutating func follow(_ shared: SharedView, _ coder: StateCoder) throws(StoreError) {
        try follow(shared.residents, coder)
        sharedVersion = shared.version
        if let load = shared.load { company.load = load }
    }

    private mutating func follow(
        _ residents: [StoredSubject],
        _ coder: StateCoder
    ) throws(StoreError) {
        for stored in residents {
            let entry = SubjectEntry(version: stored.version, states: try coder.decode(stored))
            keep(entry, of: stored.subject)
        }
    }

    /// Takes over the row of a person, or of a process that every lane keeps.
    mutating func keep(_ entry: SubjectEntry, of subject: Subject) {
        // It may have been resident for another version of the program.
        guard subject.isResident else { return }
        residents[subject] = entry
        if subject.kind == .company {
            for slot in entry.states.slots { company.set(slot.state, of: slot.process) }
        }
        if let person = entry.states.state(of: People.self) { company.people[person.id] = person }
        if let standing = entry.states.state(of: Standings.self) {
            company.standings[PersonID(trusted: subject.id)] = standing
        }
    }

    // MARK: - After a batch

    /// What a batch has written is one version on.
    package mutating func committed(_ outcome: BatchDecider.Outcome) {
        for subject in Set(outcome.changes.map(\.subject)) where subject.isResident {
            residents[subject]?.version += 1
        }
    }

    /// Nothing of the batch has happened.
    package mutating func takeBack(_ outcome: BatchDecider.Outcome) {
        for change in outcome.changes.reversed() { takeBack(change) }
    }

    mutating func takeBack(_ change: WorkingSet.Change) {
        moveLoad(from: change.holders, to: change.holdersBefore)
        let subject = change.subject
        guard subject.isResident else { return }
        if subject.kind == .company, let states = residents[subject]?.states {
            for slot in states.slots { company.forget(slot.process) }
        }
        residents[subject] = nil
        if subject.kind == .person {
            company.standings[PersonID(trusted: subject.id)] = nil
        }
        if let entry = change.before { keep(entry, of: subject) }
        if subject.kind == .person {
            company.people[PersonID(trusted: subject.id)] = change.personBefore
        }
    }

    /// Moves a subject from some desks to others.
    mutating func moveLoad(from before: [PersonID], to after: [PersonID]) {
        guard before != after else { return }
        for person in before { company.load[person, default: 0] -= 1 }
        for person in after { company.load[person, default: 0] += 1 }
    }

    /// People of the configuration, for those whom the bus has not announced.
    package mutating func addPeople(_ people: [Person]) {
        for person in people
        where residents[Subject(.person, person.id.rawValue)] == nil {
            company.people[person.id] = person
        }
    }
}

/// A subject's row in memory.
struct SubjectEntry: Sendable {
    /// The version in the store; 0 if it is not there yet.
    var version: Int64
    var states: SubjectStates
}
