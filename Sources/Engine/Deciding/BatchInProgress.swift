import Contract
import Domain
import Foundation

/// A batch while its matters are decided one after the other.
struct BatchInProgress {
    private let decider: BatchDecider
    private let store: any LaneStore
    private let now: Date
    private var seen: Set<EventKey>
    private let claimed: Set<StoredTimer>
    var working: WorkingSet
    private var seq: Int64
    private var journal: [JournalEntry] = []
    private var timers: [TimerKey: StoredTimer?] = [:]
    private var bookings: [Booking] = []
    private var jobs: [RequestedJob] = []
    private var duplicates = 0
    private var fired: [StoredTimer] = []
    /// How many more of the batch's flaws are given a hint: looking for one takes time.
    private var hintsLeft = 5

    /// Names looked at for one hint.
    private static let hintNamesMax = 300

    init(
        _ decider: BatchDecider,
        _ view: BatchView,
        recent: RecentSubjects,
        store: any LaneStore,
        now: Date,
        seq: Int64
    ) throws(StoreError) {
        self.decider = decider
        self.store = store
        self.now = now
        self.seq = seq
        seen = view.known
        claimed = Set(view.claimed)
        working = WorkingSet(recent: recent)
        for stored in view.subjects {
            let states = try decider.coder.decode(stored)
            working.add(
                SubjectEntry(version: stored.version, states: states),
                of: stored.subject
            )
        }
        working.add(matches: view.matches, for: Array(view.matches.keys))
    }

    /// Decides a matter of which everything that it is known to need was asked for.
    mutating func take(_ matter: BatchDecider.Matter) throws(StoreError) {
        switch matter {
        case .event(let event, let arrival, let concerns, _):
            working.addAsked(concerns.map(\.subject))
            try take(event, arrival, concerns)
        case .unreadable(let flaw, let arrival):
            bury(arrival, flaw, decider.reader.hint(ofUnreadable: arrival.message))
        case .timer(let timer):
            working.addAsked([timer.key.subject])
            try take(timer)
        case .brokenTimer(let flaw, let timer):
            guard claimed.contains(timer) else { return }
            fired.append(timer)
            record(timer, EventDecider.Result(refused: flaw, timer))
        case .revisit(let subject):
            working.addAsked([subject])
            try revisit(subject)
        }
    }

    mutating func outcome(publishedSeq: Int64) throws(StoreError) -> BatchDecider.Outcome {
        var write = BatchWrite(nextSeq: seq, publishedSeq: publishedSeq)
        write.journal = journal
        write.bookings = bookings
        // In one order, as with rows of subjects.
        write.jobs = jobs.sorted { $0.request.key < $1.request.key }
        // In one order always: two lanes that write the same rows must not lock them crosswise.
        for (key, timer) in timers.sorted(by: { $0.key < $1.key }) {
            if let timer { write.armed.append(timer) } else { write.disarmed.append(key) }
        }
        for subject in working.changed.sorted() {
            write.subjects.append(try changed(subject))
            write.facts += working.newFacts(of: subject)
        }
        return BatchDecider.Outcome(
            write: write,
            changes: working.changes,
            written: working.committedEntries(),
            duplicates: duplicates,
            fired: fired
        )
    }

    private mutating func changed(_ subject: Subject) throws(StoreError) -> ChangedSubject {
        var entry = working.entry(of: subject)
        let state = try decider.coder.encode(&entry.states)
        working.note(written: entry.states, of: subject)
        return ChangedSubject(
            subject: subject,
            versionBefore: entry.version,
            state: state,
            lookupKeys: entry.states.lookupKeys,
            holders: entry.states.holders
        )
    }

    // MARK: - Events

    private mutating func take(
        _ event: ReadEvent,
        _ arrival: Arrival,
        _ concerns: [ErasedConcern]
    ) throws(StoreError) {
        guard !seen.contains(event.event.key) else {
            duplicates += 1
            return
        }
        if let flaw = arrival.setAside?.flaw { return bury(arrival, flaw, EventHint(event)) }
        seen.insert(event.event.key)
        let origin = Origin(
            causationID: event.event.key.id,
            correlationID: event.correlationID,
            traceparent: event.traceparent,
            time: now
        )
        let mark = working.mark
        let ids = CommandIDs(event: event.event.key)
        do {
            let result = try decide(origin, ids) { decider throws(EventDecider.Failure) in
                try decider.decide(event.event, concerns)
            }
            let commands = try write(result.commands, ids, origin)
            keep(result, because: origin)
            record(event, arrival, result, commands)
        } catch {
            switch error {
            case .store(let error): throw error
            case .flaw(let flaw):
                working.takeBack(to: mark)
                seen.remove(event.event.key)
                bury(arrival, try withHint(flaw), EventHint(event))
            }
        }
    }

    /// The flaw with the name that was probably meant by one that is not known.
    ///
    /// Of very many names only some are looked at: the first ones, and those that begin like it.
    private mutating func withHint(_ flaw: Flaw) throws(StoreError) -> Flaw {
        guard let unknown = flaw.unknown, hintsLeft > 0 else { return flaw }
        hintsLeft -= 1
        let beginning = String(unknown.id.dropLast(2))
        var known = working.changed
        for first in Set(["", beginning]) {
            known.formUnion(
                try store.subjects(of: unknown.kind, after: first, limit: Self.hintNamesMax)
            )
        }
        return flaw.meaning(oneOf: known.filter { $0.kind == unknown.kind }.map(\.id))
    }

    private mutating func decide(
        _ origin: Origin,
        _ ids: CommandIDs,
        _ body: (inout EventDecider) throws(EventDecider.Failure) -> Void
    ) throws(EventDecider.Failure) -> EventDecider.Result {
        // Moved in and out again, so that its dictionaries are changed in place, never copied.
        var event = EventDecider(
            decider,
            store: store,
            now: now,
            correlationID: origin.correlationID,
            ids: ids,
            working: working
        )
        working = WorkingSet()
        defer { working = event.working }
        try body(&event)
        return event.result
    }

    private func write(
        _ commands: [any Message],
        _ ids: CommandIDs,
        _ origin: Origin
    ) throws(EventDecider.Failure) -> [Written] {
        do throws(Flaw) {
            return try decider.write(commands, ids: ids, origin)
        } catch {
            throw .flaw(error)
        }
    }

    /// What is written beside the journal.
    private mutating func keep(_ result: EventDecider.Result, because origin: Origin) {
        timers.merge(result.timers) { _, new in new }
        bookings += result.lines.map { Booking($0, event: origin.causationID) }
        jobs += result.jobs.map {
            RequestedJob(
                $0,
                cause: origin.causationID,
                correlationID: origin.correlationID,
                at: now
            )
        }
    }

    private mutating func record(
        _ event: ReadEvent,
        _ arrival: Arrival,
        _ result: EventDecider.Result,
        _ commands: [Written]
    ) {
        var decisions = result.decisions
        if !decisions.isEmpty { decisions[0].notes.insert(contentsOf: event.notes, at: 0) }
        let others = result.others(than: result.about, event.event.body)
        append { seq in
            JournalEntry(
                seq: seq,
                received: arrival.message.received,
                occurred: event.event.occurred,
                key: event.event.key,
                type: event.event.type,
                subject: event.subject,
                about: result.about,
                alsoAbout: others,
                outcome: result.outcome,
                decisions: decisions,
                event: event.json,
                commands: commands
            )
        }
    }

    private mutating func bury(_ arrival: Arrival, _ flaw: Flaw, _ hint: EventHint) {
        append { seq in JournalEntry(dead: arrival, flaw, hint, seq: seq) }
    }

    private mutating func append(_ entry: (Int64) -> JournalEntry) {
        journal.append(entry(seq))
        seq += 1
    }

    // MARK: - Timers

    private mutating func take(_ timer: StoredTimer) throws(StoreError) {
        // It was disarmed or rearmed earlier in this batch.
        guard claimed.contains(timer), timers.index(forKey: timer.key) == nil else { return }
        fired.append(timer)
        guard let concern = decider.routes.concern(of: timer) else {
            return record(timer, EventDecider.Result(unknown: timer))
        }
        let ids = CommandIDs(timer: timer)
        let key = EventKey(source: "timer", id: ids[0])
        let origin = Origin(
            causationID: ids[0],
            correlationID: timer.correlationID,
            time: now
        )
        let event = Event(key: key, occurred: timer.due, body: TimerFired(timer))
        let mark = working.mark
        do {
            let result = try decide(origin, ids) { decider throws(EventDecider.Failure) in
                try decider.decide(own: event, [concern])
            }
            let commands = try write(result.commands, ids, origin)
            keep(result, because: origin)
            record(timer, result, commands)
        } catch {
            switch error {
            case .store(let error): throw error
            case .flaw(let flaw):
                working.takeBack(to: mark)
                record(timer, EventDecider.Result(refused: flaw, timer))
            }
        }
    }

    // MARK: - Looking again

    /// Where nothing follows, nothing is written down either.
    private mutating func revisit(_ subject: Subject) throws(StoreError) {
        let concerns = decider.routes.revisits(of: subject, under: decider.policies)
        guard !concerns.isEmpty else { return }
        let ids = CommandIDs(revisit: subject, at: now)
        let key = EventKey(source: "revisit", id: ids[0])
        let origin = Origin(causationID: key.id, correlationID: key.id, time: now)
        let event = Event(key: key, occurred: now, body: Revisited(subject: subject.id))
        let mark = working.mark
        do {
            let result = try decide(origin, ids) { decider throws(EventDecider.Failure) in
                try decider.decide(own: event, concerns)
            }
            guard result.outcome != .ignored else { return }
            let commands = try write(result.commands, ids, origin)
            keep(result, because: origin)
            record(Revisited.type, about: subject, occurred: now, result, commands)
        } catch {
            switch error {
            case .store(let error): throw error
            // The next event or timer of the subject will tell what is wrong with it.
            case .flaw: working.takeBack(to: mark)
            }
        }
    }

    /// What followed from no event.
    private mutating func record(
        _ type: String,
        about subject: Subject,
        occurred: Date,
        _ result: EventDecider.Result,
        _ commands: [Written] = []
    ) {
        let received = now
        let others = result.others(than: subject, nil)
        append { seq in
            JournalEntry(
                seq: seq,
                received: received,
                occurred: occurred,
                key: nil,
                type: type,
                subject: subject.id,
                about: subject,
                alsoAbout: others,
                outcome: result.outcome,
                decisions: result.decisions,
                event: nil,
                commands: commands
            )
        }
    }

    private mutating func record(
        _ timer: StoredTimer,
        _ result: EventDecider.Result,
        _ commands: [Written] = []
    ) {
        record(
            "timer.\(timer.key.process).\(timer.key.name)",
            about: timer.key.subject,
            occurred: timer.due,
            result,
            commands
        )
    }
}

extension EventDecider.Result {
    /// What else it changed, and the requests that it tells of.
    fileprivate func others(than about: Subject?, _ event: (any Message)?) -> [Subject] {
        let told = ([event].compactMap(\.self) + commands).compactMap(\.requestTold)
            .map { Subject(.request, $0.rawValue) }
        var seen: Set<Subject> = about.map { [$0] } ?? []
        return (touched + told).filter { $0.kind != .company && seen.insert($0).inserted }
    }
}
