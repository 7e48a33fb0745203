import Foundation

/// Keeps who works in the company and who is away.
package enum People: BusinessProcess {
    package typealias State = Person

    /// What can happen to a person.
    package enum Input: Sendable {
        case upserted(PersonUpserted)
        case availabilityChanged(AvailabilityChanged)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
        case absenceOver = "absence_already_over"
    }

    package static let name = "person"
    package static let subject = SubjectKind.person
    package static let reads: [any Message.Type] = [PersonUpserted.self, AvailabilityChanged.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as PersonUpserted: [Concern(body.subject, .upserted(body))]
        case let body as AvailabilityChanged: [Concern(body.subject, .availabilityChanged(body))]
        default: []
        }
    }

    package static func decide(
        _ state: Person?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Person> {
        switch (state, input) {
        case (let known, .upserted(let news)):
            let person = Person(news, absence: known?.absence)
            return person == known ? .ignored(Ignored.nothingNew) : .changed(to: person)
        case (let known, .availabilityChanged(let news)):
            guard let known = known ?? context.company.people[news.personID] else {
                return .refused(.unknownPerson(news.personID, field: "data.person_id"))
            }
            return change(known, news, context.now)
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
        var person = person
        person.absence =
            news.available ? nil : Absence(until: news.until, reason: news.reason)
        return .changed(to: person)
    }
}

extension Person {
    /// The person as announced; whether he is away is known from other events.
    fileprivate init(_ news: PersonUpserted, absence: Absence?) {
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
            absence: absence
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
