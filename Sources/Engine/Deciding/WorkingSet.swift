import Domain

/// The subjects that a batch works on, with the way back to before each change.
///
/// Changes are noted one by one, so that an event costs what it changes, however many people the
/// company has.
struct WorkingSet {
    private(set) var memory = LaneMemory()
    private let recent: RecentSubjects
    private var entries: [Subject: SubjectEntry] = [:]
    /// What the store found under each key that was asked for.
    private var matches: [String: Set<Subject>] = [:]
    private(set) var changed: Set<Subject> = []
    /// What was known of each changed subject before the batch.
    private var originals: [Subject: SubjectStates] = [:]
    /// Subjects that a change of this batch put under a key; some may have left it since.
    private var newcomers: [String: Set<Subject>] = [:]
    /// Everything that was changed, in order.
    private(set) var changes: [Change] = []

    /// What one change replaced.
    struct Change: Sendable {
        let subject: Subject
        /// The row in memory before; nil where there was none.
        let before: SubjectEntry?
        /// Whom decisions saw before, where it is the row of a person.
        let personBefore: Person?
        let holdersBefore: [PersonID]
        let holders: [PersonID]
        /// Whether the batch had not changed the subject before.
        let isFirst: Bool
    }

    init(recent: RecentSubjects = RecentSubjects()) {
        self.recent = recent
    }

    // MARK: - The lane's memory

    /// Moves the memory here, so that it is changed in place and never copied.
    mutating func adopt(_ memory: inout LaneMemory) {
        swap(&self.memory, &memory)
    }

    /// Moves it back.
    mutating func handBack(_ memory: inout LaneMemory) {
        swap(&self.memory, &memory)
    }

    // MARK: - Loading

    /// Whether the subject is here.
    func has(_ subject: Subject) -> Bool {
        entries[subject] != nil || subject.isResident || recent.entry(of: subject) != nil
    }

    /// Takes a row that was read; what is here already is newer.
    mutating func add(_ entry: SubjectEntry, of subject: Subject) {
        if entries[subject] == nil { entries[subject] = entry }
    }

    /// Takes subjects that the store was asked for: of those not here nothing is kept yet, and
    /// there is no need to ask again.
    mutating func addAsked(_ subjects: [Subject]) {
        for subject in subjects where !has(subject) {
            entries[subject] = SubjectEntry(version: 0, states: SubjectStates())
        }
    }

    mutating func add(matches found: [String: [Subject]], for keys: [String]) {
        for key in keys { matches[key] = Set(found[key] ?? []) }
    }

    func knowsMatches(of key: String) -> Bool {
        matches[key] != nil
    }

    // MARK: - Reading

    func states(of subject: Subject) -> SubjectStates {
        entry(of: subject).states
    }

    func entry(of subject: Subject) -> SubjectEntry {
        entries[subject] ?? memory.residents[subject] ?? recent.entry(of: subject)
            ?? SubjectEntry(version: 0, states: SubjectStates())
    }

    /// Who stands under one of the keys now, in a stable order.
    func related(to keys: [String]) -> [Subject] {
        guard !keys.isEmpty else { return [] }
        let wanted = Set(keys)
        var found = Set(keys.flatMap { matches[$0] ?? [] })
        for key in wanted { found.formUnion(newcomers[key] ?? []) }
        return found.filter { subject in
            guard let entry = entries[subject] ?? recent.entry(of: subject) else { return true }
            return !wanted.isDisjoint(with: entry.states.lookupKeys)
        }.sorted()
    }

    // MARK: - Changing

    mutating func set(_ state: any ProcessState, of process: String, in subject: Subject) {
        var entry = entry(of: subject)
        let isResident = subject.isResident
        if !isResident, originals[subject] == nil { originals[subject] = entry.states }
        let holdersBefore = entry.states.holders
        entry.states.set(state, of: process)
        let holders = entry.states.holders
        note(subject, holdersBefore, holders)
        memory.moveLoad(from: holdersBefore, to: holders)
        if isResident {
            memory.keep(entry, of: subject)
        } else {
            entries[subject] = entry
            for key in state.allLookupKeys { newcomers[key, default: []].insert(subject) }
        }
    }

    private mutating func note(
        _ subject: Subject,
        _ holdersBefore: [PersonID],
        _ holders: [PersonID]
    ) {
        let person = PersonID(trusted: subject.id)
        changes.append(
            Change(
                subject: subject,
                before: subject.isResident ? memory.residents[subject] : entries[subject],
                personBefore: subject.kind == .person ? memory.company.people[person] : nil,
                holdersBefore: holdersBefore,
                holders: holders,
                isFirst: changed.insert(subject).inserted
            )
        )
    }

    /// Where the changes have come to.
    var mark: Int { changes.count }

    /// Takes everything back that was changed since a mark.
    mutating func takeBack(to mark: Int) {
        while changes.count > mark, let change = changes.popLast() {
            memory.takeBack(change)
            if !change.subject.isResident { entries[change.subject] = change.before }
            if change.isFirst { changed.remove(change.subject) }
        }
    }

    /// What reports will count of a changed subject that they have not counted so yet.
    func newFacts(of subject: Subject) -> [any FactRow] {
        guard let before = originals[subject]?.facts(of: subject.id) else { return [] }
        return states(of: subject).facts(of: subject.id).filter { fact in
            !before.contains { fact.equals($0) }
        }
    }

    /// Keeps how the states were written, for the next time; residents' would be kept twice.
    mutating func note(written states: SubjectStates, of subject: Subject) {
        if !subject.isResident { entries[subject]?.states = states }
    }

    /// The rows that are not residents, once the batch is committed.
    func committedEntries() -> [Subject: SubjectEntry] {
        var committed: [Subject: SubjectEntry] = [:]
        for subject in changed where !subject.isResident {
            guard var entry = entries[subject] else { continue }
            entry.version += 1
            committed[subject] = entry
        }
        return committed
    }
}
