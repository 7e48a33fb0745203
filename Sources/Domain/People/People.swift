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

        fileprivate var personID: PersonID {
            switch self {
            case .upserted(let news): news.personID
            case .availabilityChanged(let news): news.personID
            case .missed(let news): news.personID
            case .acted(let id), .deskLeft(let id): id
            }
        }
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
        case absenceOver = "absence_already_over"
        case personUnknown = "person_unknown"
    }

    package static let name = "person"
    package static let subject = SubjectKind.person
    package static let reads: [any Message.Type] = [PersonUpserted.self, AvailabilityChanged.self]
    package static let hears: [any Message.Type] = [
        ReactionMissed.self, PersonActed.self, DeskLeft.self,
    ]
    package static let publishes: [any Message.Type] = [ChatNotify.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as PersonUpserted: [Concern(body.subject, .upserted(body))]
        case let body as AvailabilityChanged: [Concern(body.subject, .availabilityChanged(body))]
        case let body as ReactionMissed: [Concern(body.subject, .missed(body))]
        case let body as PersonActed: [Concern(body.subject, .acted(body.personID))]
        case let body as DeskLeft:
            [Concern(body.subject, .deskLeft(body.personID), lookups: [body.personID.deskKey])]
        default: []
        }
    }

    package static func decide(
        _ state: Person?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Person> {
        let known = state ?? context.company.people[input.personID]
        switch (known, input) {
        case (_, .upserted(let news)):
            let person = Person(news, absence: known?.absence, silence: known?.silence)
            guard person != state else { return .ignored(Ignored.nothingNew) }
            return .changed(to: person, effects: leaving(known, person, context.now))
        case (nil, .availabilityChanged(let news)):
            return .refused(.unknownPerson(news.personID, field: "data.person_id"))
        case (let known?, .availabilityChanged(let news)):
            return change(known, news, context.now)
        case (nil, .missed), (nil, .acted), (nil, .deskLeft):
            return .ignored(Ignored.personUnknown)
        case (let known?, .missed(let news)):
            return miss(known, news, context)
        case (var known?, .acted):
            guard known.silence != nil else { return .ignored(Ignored.nothingNew) }
            known.silence = nil
            return .changed(to: known)
        case (let known?, .deskLeft):
            return .changed(to: known, effects: context.related.map { passOn($0, known) })
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
            news.available ? nil : Absence(until: news.until, reason: news.reason)
        return .changed(to: after, effects: leaving(person, after, now))
    }

    // MARK: - Whom nobody should wait for

    /// What waits for a person who was there until now must not wait any longer.
    private static func leaving(_ before: Person?, _ after: Person, _ now: Date) -> [Effect] {
        guard before?.isAvailable(at: now) == true, !after.isAvailable(at: now) else { return [] }
        return [.tell(DeskLeft(personID: after.id))]
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
            "\(field): nobody with the id \(id) is known; publish person.upserted first"
        )
    }
}
