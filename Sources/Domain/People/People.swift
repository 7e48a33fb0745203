import Foundation

/// Keeps who works in the company and who is away.
package enum People: BusinessProcess {
    package typealias State = Person

    /// What can happen to a person.
    package enum Input: Sendable {
        case upserted(PersonUpserted)
        case availabilityChanged(AvailabilityChanged)
        case missed(ReactionMissed)
        case acted(PersonID)
        /// What waits for the person was looked up, to be passed on.
        case deskLeft(PersonID)
        /// He has left, or is away for long, and what lies on his desk was looked up.
        case gone(PersonID)
        /// The person has been away for a day without a word when he comes back.
        case absenceGrewLong(generation: Int)

        fileprivate var personID: PersonID? {
            switch self {
            case .upserted(let news): news.personID
            case .availabilityChanged(let news): news.personID
            case .missed(let news): news.personID
            case .acted(let id), .deskLeft(let id), .gone(let id): id
            case .absenceGrewLong: nil
            }
        }
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
        case absenceOver = "absence_already_over"
        case personUnknown = "person_unknown"
        case nothingOnDesk = "nothing_on_desk"
        case lateTimer = "late_timer"
    }

    package static let name = "person"
    package static let subject = SubjectKind.person
    package static let reads: [any Message.Type] = [PersonUpserted.self, AvailabilityChanged.self]
    package static let hears: [any Message.Type] = [
        ReactionMissed.self, PersonActed.self, DeskLeft.self, PersonGone.self,
    ]
    package static let tells: [any Message.Type] = [
        DeskLeft.self, HolderLeft.self, PersonGone.self,
    ]
    package static let asks: Set<StateQuestion> = [.duty]
    package static let publishes: [any Message.Type] = [ChatNotify.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as PersonUpserted: [Concern(body.subject, .upserted(body))]
        case let body as AvailabilityChanged: [Concern(body.subject, .availabilityChanged(body))]
        case let body as ReactionMissed: [Concern(body.subject, .missed(body))]
        case let body as PersonActed: [Concern(body.subject, .acted(body.personID))]
        case let body as DeskLeft:
            [Concern(body.subject, .deskLeft(body.personID), lookups: [body.personID.deskKey])]
        case let body as PersonGone:
            [Concern(body.subject, .gone(body.personID), lookups: [body.personID.heldKey])]
        default: []
        }
    }

    /// The timer of an absence of which nobody knows when it ends.
    static let absenceTimer = "absence"
    /// What it waits for.
    package static let timers = [absenceTimer]

    /// The absence has become a long one.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == absenceTimer ? .absenceGrewLong(generation: timer.generation) : nil
    }

    package static func decide(
        _ state: Person?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Person> {
        let known = state ?? input.personID.flatMap { context.company.people[$0] }
        switch (known, input) {
        case (_, .upserted(let news)):
            let person = Person(news, absence: known?.absence, silence: known?.silence)
            guard person != state else { return .ignored(Ignored.nothingNew) }
            return .changed(
                to: person,
                effects: leaving(known, person, context.now) + going(known, person, context.now)
            )
        case (nil, .availabilityChanged(let news)):
            return .refused(.unknownPerson(news.personID, field: "data.person_id"))
        case (let known?, .availabilityChanged(let news)):
            return change(known, news, context.now)
        case (nil, .missed), (nil, .acted), (nil, .deskLeft), (nil, .gone),
            (nil, .absenceGrewLong):
            return .ignored(Ignored.personUnknown)
        case (let known?, .missed(let news)):
            return miss(known, news, context)
        case (var known?, .acted):
            guard known.silence != nil else { return .ignored(Ignored.nothingNew) }
            known.silence = nil
            return .changed(to: known)
        case (let known?, .deskLeft):
            return .changed(to: known, effects: context.related.map { passOn($0, known) })
        case (let known?, .gone):
            let notices = context.notices(ofDesk: known)
            return notices.isEmpty
                ? .ignored(Ignored.nothingOnDesk) : .changed(to: known, effects: notices)
        case (let known?, .absenceGrewLong(let generation)):
            guard known.active, known.absence?.generation == generation else {
                return .ignored(Ignored.lateTimer)
            }
            return .changed(to: known, effects: [.tell(PersonGone(personID: known.id))])
        }
    }

    private static func change(
        _ person: Person,
        _ news: AvailabilityChanged,
        _ now: Date
    ) -> Decision<Person> {
        if let until = news.until, until <= now, !news.available {
            return .ignored(Ignored.absenceOver)
        }
        var after = person
        after.silence = nil
        after.absence =
            news.available
            ? nil
            : Absence(
                until: news.until,
                reason: news.reason,
                since: person.absence?.since(at: now) ?? now
            )
        let effects = leaving(person, after, now) + going(person, after, now)
        return .changed(to: after, effects: effects + awaitEnd(person.absence, after.absence))
    }

    /// Of an absence without an end somebody must hear once it has lasted for long.
    private static func awaitEnd(_ before: Absence?, _ after: Absence?) -> [Effect] {
        guard let generation = after?.generation, let since = after?.since else {
            return before?.generation == nil ? [] : [.disarm(timer: absenceTimer)]
        }
        guard before?.generation != generation else { return [] }
        return [
            .arm(timer: absenceTimer, generation: generation, due: since + Absence.longAfter)
        ]
    }

    // MARK: - Whom nobody should wait for

    /// What waits for a person who was there until now must not wait any longer.
    private static func leaving(_ before: Person?, _ after: Person, _ now: Date) -> [Effect] {
        guard before?.isAvailable(at: now) == true, !after.isAvailable(at: now) else { return [] }
        return [.tell(DeskLeft(personID: after.id))]
    }

    /// The heads must hear of what lies on the desk of somebody who will not be back soon.
    private static func going(_ before: Person?, _ after: Person, _ now: Date) -> [Effect] {
        guard before?.isGone(at: now) != true, after.isGone(at: now) else { return [] }
        return [.tell(PersonGone(personID: after.id))]
    }

    private static func passOn(_ waiting: RelatedSubject, _ person: Person) -> Effect {
        let subject = waiting.subject
        return .tell(HolderLeft(personID: person.id, kind: subject.kind, id: subject.id))
    }

    private static func miss(
        _ person: Person,
        _ news: ReactionMissed,
        _ context: Context
    ) -> Decision<Person> {
        guard let bound = news.missesMax else { return .ignored(Ignored.nothingNew) }
        var after = person
        let misses = (person.silence?.misses ?? 0) + 1
        after.silence = Silence(misses: misses, pausedUntil: person.silence?.pausedUntil)
        guard misses >= bound, person.isAvailable(at: context.now) else {
            return .changed(to: after)
        }
        let isLast = !news.peers.contains { peer in
            peer != person.id && context.company.people[peer]?.isAvailable(at: context.now) == true
        }
        if isLast {
            let why = Phrase("person.not_paused", ["person": .text(person.name)])
            return .changed(to: after, effects: [.note(why)])
        }
        let until = context.now + news.pause
        after.silence = Silence(misses: 0, pausedUntil: until)
        let notices = tellPaused(person, misses, until, context)
        return .changed(to: after, effects: notices + leaving(person, after, context.now))
    }

    private static func tellPaused(
        _ person: Person,
        _ misses: Int,
        _ until: Date,
        _ context: Context
    ) -> [Effect] {
        let values: [String: Value] = [
            "person": .text(person.name), "misses": .number(Decimal(misses)),
            "until": .instant(until),
        ]
        let heads = context.company.everybody(.salesHead).filter { $0.id != person.id }
        return [context.notify(person, .warning, Phrase("person.paused", values))]
            + heads.map { context.notify($0, .warning, Phrase("person.paused.heads", values)) }
    }
}

extension Absence {
    /// When an absence that still lasts began.
    fileprivate func since(at now: Date) -> Date? {
        until.map { $0 > now } ?? true ? since : nil
    }

    /// Which arming of the timer belongs to an absence without an end; nil where it has one.
    fileprivate var generation: Int? {
        guard until == nil, let since else { return nil }
        return Int(since.timeIntervalSinceReferenceDate)
    }
}

extension Person {
    /// The person as announced; whether he is away is known from other events.
    fileprivate init(_ news: PersonUpserted, absence: Absence?, silence: Silence?) {
        self.init(
            id: news.personID,
            name: news.name,
            roles: Set(news.roles),
            email: news.email,
            chatID: news.chatID,
            phoneExtension: news.phoneExtension,
            phone: news.phone,
            department: news.department,
            active: news.active ?? true,
            openLeadsMax: news.openLeadsMax,
            absence: absence,
            silence: silence
        )
    }
}

extension Flaw {
    /// A person who must be known is not.
    package static func unknownPerson(_ id: PersonID, field: String) -> Flaw {
        Flaw(
            .unknownPerson,
            field: field,
            "\(field): nobody with the id \(id) is known; publish person.upserted first",
            unknown: Subject(.person, id.rawValue)
        )
    }
}
