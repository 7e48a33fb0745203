import Foundation

/// What lies on the desk of somebody who has left, told to those who can give it to others.
extension Context {
    /// One notice for each thing that waits, to each who may decide about it.
    func notices(ofDesk person: Person) -> [Effect] {
        let waiting = related.compactMap { $0.states.duty(of: person.id, on: $0.subject.id) }
        let one = waiting.prefix(Limits.deskToldMax).flatMap { notices(of: $0, person) }
        let rest = waiting.count - Limits.deskToldMax
        guard rest > 0 else { return one }
        let values: [String: Value] = [
            "person": .text(person.name), "count": .number(Decimal(rest)),
        ]
        return one
            + deciders(besides: person).map {
                notify($0, .warning, Phrase("person.gone.more", values))
            }
    }

    /// The heads; where nobody is one, the directors.
    func deciders(besides person: Person) -> [Person] {
        let heads = company.everybody(.salesHead).filter { $0.id != person.id }
        let directors = company.everybody(.director).filter { $0.id != person.id }
        return heads.isEmpty ? directors : heads
    }

    private func notices(of waiting: Duty, _ person: Person) -> [Effect] {
        let values = waiting.values.merging(["person": .text(person.name)]) { own, _ in own }
        let phrase = Phrase(waiting.template, values)
        let others = waiting.concernedIDs.compactMap { company.people[$0] }
            .filter { $0.active && $0.id != person.id }
        let told = others + deciders(besides: person).filter { !others.contains($0) }
        return told.map {
            notify($0, .warning, phrase, lead: waiting.leadID, client: waiting.clientID)
        }
    }
}

/// One thing that waits for somebody.
package struct Duty: Equatable, Sendable {
    /// How it is told once the person has left.
    let template: String
    /// What the template shows beside the person's name.
    let values: [String: Value]
    let leadID: LeadID?
    let clientID: ClientID?
    /// Who is concerned besides those who decide.
    let concernedIDs: [PersonID]

    init(
        _ template: String,
        _ values: [String: Value],
        leadID: LeadID? = nil,
        clientID: ClientID? = nil,
        concernedIDs: [PersonID] = []
    ) {
        self.template = template
        self.values = values
        self.leadID = leadID
        self.clientID = clientID
        self.concernedIDs = concernedIDs
    }
}
