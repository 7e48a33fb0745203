import Domain

/// The subjects that a batch works on, with the way back to before the event at hand.
struct WorkingSet {
    private(set) var memory: LaneMemory
    private let recent: RecentSubjects
    private var entries: [Subject: SubjectEntry] = [:]
    /// What the store found under each key that was asked for.
    private var matches: [String: Set<Subject>] = [:]
    private(set) var changed: Set<Subject> = []
    /// What was known of each changed subject before the batch.
    private var originals: [Subject: SubjectStates] = [:]
    /// Subjects that a change of this batch put under a key; some may have left it since.
    private var newcomers: [String: Set<Subject>] = [:]

    private var undo: Undo?

    /// What must be put back if the event at hand turns out to be a dead letter.
    private struct Undo {
        let memory: LaneMemory
        let changed: Set<Subject>
        var entries: [Subject: SubjectEntry] = [:]
    }

    init(memory: LaneMemory, recent: RecentSubjects = RecentSubjects()) {
        self.memory = memory
        self.recent = recent
    }

    // MARK: - Loading

    /// Whether the subject is here.
    func has(_ subject: Subject) -> Bool {
        entries[subject] != nil || LaneMemory.isResident(subject.kind)
            || recent.entry(of: subject) != nil
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
        if originals[subject] == nil, !LaneMemory.isResident(subject.kind) {
            originals[subject] = entry.states
        }
        if undo?.entries[subject] == nil { undo?.entries[subject] = entry }
        let before = entry.states.holders
        entry.states.set(state, of: process)
        memory.moveLoad(from: before, to: entry.states.holders)
        changed.insert(subject)
        if LaneMemory.isResident(subject.kind) {
            memory.keep(entry, of: subject)
        } else {
            entries[subject] = entry
            for key in state.lookupKeys { newcomers[key, default: []].insert(subject) }
        }
    }

    /// Remembers where the event at hand began.
    mutating func mark() {
        undo = Undo(memory: memory, changed: changed)
    }

    /// Takes back everything since `mark`.
    mutating func takeBack() {
        guard let undo else { return }
        memory = undo.memory
        changed = undo.changed
        for (subject, entry) in undo.entries where !LaneMemory.isResident(subject.kind) {
            entries[subject] = entry
        }
        self.undo = nil
    }

    /// What reports will count of a changed subject that they have not counted so yet.
    func newFacts(of subject: Subject) -> [any FactRow] {
        guard let before = originals[subject]?.facts(of: subject.id) else { return [] }
        return states(of: subject).facts(of: subject.id).filter { fact in
            !before.contains { fact.equals($0) }
        }
    }

    /// The rows that are not residents, once the batch is committed.
    func committedEntries() -> [Subject: SubjectEntry] {
        var committed: [Subject: SubjectEntry] = [:]
        for subject in changed where !LaneMemory.isResident(subject.kind) {
            guard var entry = entries[subject] else { continue }
            entry.version += 1
            committed[subject] = entry
        }
        return committed
    }

    /// The memory once the batch is committed: each changed row is one version on.
    func committedMemory() -> LaneMemory {
        var memory = memory
        for subject in changed where LaneMemory.isResident(subject.kind) {
            var entry = entry(of: subject)
            entry.version += 1
            memory.keep(entry, of: subject)
        }
        return memory
    }
}
