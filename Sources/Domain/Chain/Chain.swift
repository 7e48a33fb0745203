package import Foundation

/// A timed escalation: people are asked one after the other until somebody reacts.
///
/// A value that only says what to do; its owner asks the holders, arms the one timer and keeps
/// the chain. Every operation is total: what is late changes nothing and says so. A turn's time
/// counts from the moment the turn really began, so that an outage never makes turns cascade.
package struct Chain<Final: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    package let terms: ChainTerms<Final>
    /// Who is asked in the present round, in order.
    package private(set) var candidates: [PersonID]
    /// Counted from 1.
    @Counted package private(set) var round: Int
    /// The running turn; nil before the start, once somebody accepted, and at the end.
    package private(set) var present: ChainStep?
    /// What became of each turn, the oldest first.
    package private(set) var trail: [ChainPassage]
    /// Who was taken off the list; never asked again.
    package private(set) var excluded: [PersonID]

    /// Index in the list of the next person to ask.
    @Counted private var position: Int
    /// The number of the step that began last, or was skipped last.
    @Counted private var lastNumber: Int
    /// Counts the steps that began; never used twice.
    @Counted private var generation: Int

    private enum CodingKeys: String, CodingKey {
        case terms, candidates, round, present, trail, excluded, position
        case lastNumber = "last_number"
        case generation
    }

    /// A chain over the list, not started; duplicates are asked once a round.
    package init(_ candidates: [PersonID], terms: ChainTerms<Final>) {
        self.terms = terms
        self.candidates = candidates.withoutRepeats
        round = 1
        trail = []
        excluded = []
        position = 0
        lastNumber = 0
        generation = 0
    }

    // MARK: - Going on

    /// Begins with the first who is available; a running chain is left as it is.
    package mutating func start(_ moment: ChainMoment) -> ChainMove<Final>? {
        guard present == nil, lastNumber == 0 else { return nil }
        return goOn(moment)
    }

    /// The timer of a generation came due.
    package mutating func expire(
        generation: Int,
        _ moment: ChainMoment
    ) -> ChainExpiry<Final> {
        guard let step = present, step.generation == generation else { return .late }
        guard step.deadline <= moment.now else { return .early(step) }
        end(step, .expired, at: moment.now)
        return .expired(step, goOn(moment))
    }

    /// The holder does not want it; nil where it is not his turn.
    package mutating func decline(
        _ person: PersonID,
        _ moment: ChainMoment
    ) -> ChainMove<Final>? {
        guard let step = present, step.holder == person else { return nil }
        end(step, .declined, at: moment.now)
        return goOn(moment)
    }

    /// The holder can't react any more; nil where it is not his turn.
    package mutating func leave(
        _ person: PersonID,
        _ moment: ChainMoment
    ) -> ChainMove<Final>? {
        guard let step = present, step.holder == person else { return nil }
        end(step, .unavailable, at: moment.now, moment.unavailability(person))
        return goOn(moment)
    }

    /// Whoever had accepted is taken off, and the next one is asked.
    package mutating func resume(
        without person: PersonID,
        _ moment: ChainMoment
    ) -> ChainMove<Final> {
        if !excluded.contains(person) { excluded.append(person) }
        if let step = present { end(step, .cancelled, at: moment.now) }
        return goOn(moment)
    }

    // MARK: - Ending

    /// Somebody takes it; whose turn it was thereby, if it was anybody's.
    ///
    /// Whether he may is asked before, of `mayAccept`; a fact from outside needs no permission.
    package mutating func accept(_ person: PersonID, at now: Date) -> ChainStep? {
        guard let step = present else { return nil }
        if step.holder == person {
            end(step, .accepted, at: now)
        } else {
            end(step, .taken, at: now)
            // Should the winner be taken off, the one who lost his turn by this gets it back.
            position -= 1
        }
        return step
    }

    /// The chain ends from outside; whose turn it was, if it was anybody's.
    package mutating func cancel(at now: Date) -> ChainStep? {
        guard let step = present else { return nil }
        end(step, .cancelled, at: now)
        return step
    }

    // MARK: - Asking

    /// Where the person stands.
    package func standing(of person: PersonID) -> ChainStanding {
        if excluded.contains(person) { return .stranger }
        if present?.holder == person { return .holder }
        if trail.contains(where: { $0.person == person }) { return .passed }
        return candidates.contains(person) ? .waiting : .stranger
    }

    /// Whether the person may take it now, while nobody has.
    package func mayAccept(_ person: PersonID) -> Bool {
        switch (standing(of: person), terms.accept) {
        case (.holder, _), (.passed, .reached), (.passed, .anyone), (.waiting, .anyone): true
        case (.passed, .holder), (.waiting, .reached), (.waiting, .holder), (.stranger, _): false
        }
    }

    /// Everybody who is in the list, or was in an earlier round, without those taken off.
    package var everybody: [PersonID] {
        (candidates + trail.map(\.person)).withoutRepeats.filter { !excluded.contains($0) }
    }

    // MARK: - Pieces

    private mutating func goOn(_ moment: ChainMoment) -> ChainMove<Final> {
        var skipped: [ChainPassage] = []
        let roundBefore = round
        repeat {
            while position < candidates.count {
                let person = candidates[position]
                position += 1
                if excluded.contains(person) { continue }
                lastNumber += 1
                guard let reason = moment.unavailability(person) else {
                    return begin(person, moment, skipped, isFurtherRound: round > roundBefore)
                }
                skipped.append(skip(person, reason, at: moment.now))
            }
        } while beginFurtherRound(moment)
        return ChainMove(
            next: .exhausted(terms.final),
            skipped: skipped,
            beginsFurtherRound: false,
            neverOpens: false
        )
    }

    /// Another round, if one is left and this one reached anybody at all.
    private mutating func beginFurtherRound(_ moment: ChainMoment) -> Bool {
        let reachedAnybody = trail.contains { $0.round == round && $0.ending != .skipped }
        guard round <= terms.repeats, reachedAnybody else { return false }
        round += 1
        position = 0
        if let list = moment.nextRound { candidates = list.withoutRepeats }
        return true
    }

    private mutating func begin(
        _ person: PersonID,
        _ moment: ChainMoment,
        _ skipped: [ChainPassage],
        isFurtherRound: Bool
    ) -> ChainMove<Final> {
        generation += 1
        let onCalendar =
            terms.countsWorkingTime
            ? moment.calendar.adding(terms.timeout, to: moment.now) : nil
        let step = step(
            of: person,
            from: moment.now,
            to: onCalendar ?? moment.now + terms.timeout
        )
        present = step
        return ChainMove(
            next: .step(step),
            skipped: skipped,
            beginsFurtherRound: isFurtherRound,
            neverOpens: terms.countsWorkingTime && onCalendar == nil
        )
    }

    private mutating func skip(
        _ person: PersonID,
        _ reason: Unavailability,
        at now: Date
    ) -> ChainPassage {
        let passage = ChainPassage(step(of: person, from: now, to: now), .skipped, at: now, reason)
        trail.append(passage)
        return passage
    }

    private func step(of person: PersonID, from start: Date, to end: Date) -> ChainStep {
        ChainStep(
            number: lastNumber,
            round: round,
            holder: person,
            startedAt: start,
            deadline: end,
            generation: generation
        )
    }

    private mutating func end(
        _ step: ChainStep,
        _ ending: ChainPassage.Ending,
        at now: Date,
        _ reason: Unavailability? = nil
    ) {
        present = nil
        trail.append(ChainPassage(step, ending, at: now, reason))
    }
}

extension [PersonID] {
    /// Each one once, where he stood first.
    package var withoutRepeats: [PersonID] {
        var seen: Set<PersonID> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Chain: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("terms", terms)
        try object.field("candidates", candidates)
        try object.field("round", round)
        try object.field("present", present)
        try object.field("trail", trail)
        try object.field("excluded", excluded)
        try object.field("position", position)
        try object.field("last_number", lastNumber)
        try object.field("generation", generation)
    }
}
