import Foundation

/// What lies on the desk of somebody who has left, told to those who can give it to others.
extension Context {
    /// One notice for each thing that waits, to each who may decide about it.
    func notices(ofDesk person: Person) -> [Effect] {
        let waiting = related.compactMap { Waiting($0, for: person) }
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

    private func notices(of waiting: Waiting, _ person: Person) -> [Effect] {
        let others = waiting.concernedIDs.compactMap { company.people[$0] }
            .filter { $0.active && $0.id != person.id }
        let told = others + deciders(besides: person).filter { !others.contains($0) }
        return told.map {
            notify($0, .warning, waiting.phrase, lead: waiting.leadID, client: waiting.clientID)
        }
    }
}

/// One thing that waits for somebody who is not there any more.
private struct Waiting {
    let phrase: Phrase
    var leadID: LeadID?
    var clientID: ClientID?
    /// Who is concerned besides those who decide.
    var concernedIDs: [PersonID] = []

    /// Nil where the subject does not wait for the person.
    init?(_ found: RelatedSubject, for person: Person) {
        let name = Value.text(person.name)
        let lead = found.states.state(of: Leads.self)
        let item = found.states.state(of: Qualification.self)?.openItem
        let recovery = found.states.state(of: Recoveries.self)?.open
        if let item, item.stage == .passedToSales, item.responsibleID == person.id {
            leadID = item.id.leadID
            concernedIDs = [item.marketerID]
            phrase = Phrase("person.gone.item", ["person": name, "lead": .text(found.subject.id)])
        } else if let lead, lead.isOpen, lead.responsibleID == person.id {
            leadID = lead.id
            phrase = Phrase("person.gone.lead", ["person": name, "lead": .text(lead.id.rawValue)])
        } else if let recovery, recovery.acceptedBy == person.id {
            let client = found.states.state(of: Clients.self)
            clientID = ClientID(rawValue: found.subject.id)
            let title = client?.title ?? .text(found.subject.id)
            phrase = Phrase("person.gone.recovery", ["person": name, "client": title])
        } else {
            return nil
        }
    }
}
