import Foundation

/// What a rule can see: the event, and what is known of its subjects at this moment.
package struct RuleFacts: Sendable {
    private let data: Value
    private let subjects: RuleSubjects
    /// Whose states the context holds as those at hand.
    private let own: Subject
    private let context: Context

    package init(_ occasion: RuleOccasion, of own: Subject, _ context: Context) {
        data = .object(occasion.data)
        subjects = occasion.subjects
        self.own = own
        self.context = context
    }

    /// The value at a path; nil where there is none.
    package func value(at path: RulePath) -> Value? {
        if path.steps == [RulePath.now] { return .text(Timestamp.text(context.now)) }
        guard let root = path.root else { return data.value(at: path.inner) }
        return view(root)?.value(at: path.inner)
    }

    /// The names of everything that is shown of a subject, whether it is filled in or not.
    package func fields(of root: RulePath.Root) -> Set<String> {
        guard case .object(let members) = view(root) else { return [] }
        return Set(members.keys)
    }

    /// The value at a path, as people read it.
    func text(of path: RulePath, _ format: RuleFormat?) -> String {
        guard let value = value(at: path) else { return "" }
        guard let format else { return value.plainText ?? "" }
        return context.text(Phrase("rules.format.\(format.rawValue)", ["value": value]))
    }

    private func view(_ root: RulePath.Root) -> Value? {
        switch root {
        case .lead: lead.map { RuleViews.lead(states(.lead, $0.rawValue), $0) }
        case .call: subjects.callID.map { RuleViews.call(states(.call, $0.rawValue), $0) }
        case .client: client.map { RuleViews.client(states(.client, $0.rawValue), $0) }
        case .person: person.map { RuleViews.person($0, context) }
        case .price: subjects.requestID.map { RuleViews.price(states(.request, $0.rawValue)) }
        }
    }

    // MARK: - Subjects

    /// The lead that the event names, or that its call belongs to.
    var lead: LeadID? {
        subjects.leadID
            ?? subjects.callID.flatMap {
                states(.call, $0.rawValue).state(of: Calls.self)?.lead?.leadID
            }
    }

    /// The client that the event names, or that its caller was found to be.
    var client: ClientID? {
        subjects.clientID
            ?? subjects.callID.flatMap {
                states(.call, $0.rawValue).state(of: Calls.self)?.arrival?.caller?.clientID
            }
    }

    /// The person named by the event, else the responsible one.
    private var person: Person? {
        (subjects.personID ?? responsible).flatMap { context.company.people[$0] }
    }

    /// Whoever is responsible for what the event is about.
    var responsible: PersonID? {
        let call = subjects.callID.map { states(.call, $0.rawValue) }
        let client = client.flatMap { states(.client, $0.rawValue).state(of: Clients.self) }
        let owner = lead.flatMap { states(.lead, $0.rawValue).state(of: Leads.self)?.responsibleID }
        return owner ?? call?.state(of: Calls.self)?.answer?.personID
            ?? call?.state(of: OutgoingCalls.self)?.personID
            ?? client?.projectManagerID ?? client?.salesHeadID
            ?? data.value(at: ["responsible_id"])?.text.flatMap(PersonID.init(rawValue:))
            ?? data.value(at: ["manager_id"])?.text.flatMap(PersonID.init(rawValue:))
    }

    private func states(_ kind: SubjectKind, _ id: String) -> SubjectStates {
        let subject = Subject(kind, id)
        if subject == own { return context.subject }
        return context.related.first { $0.subject == subject }?.states ?? SubjectStates()
    }

    /// The subjects to be loaded before anything can be seen, as far as they are known by now.
    static func needs(_ subjects: RuleSubjects, _ known: [RelatedSubject]) -> [Subject] {
        var needed = [
            subjects.leadID.map { Subject(.lead, $0.rawValue) },
            subjects.callID.map { Subject(.call, $0.rawValue) },
            subjects.clientID.map { Subject(.client, $0.rawValue) },
            subjects.requestID.map { Subject(.request, $0.rawValue) },
        ].compactMap(\.self)
        for call in known.compactMap({ $0.states.state(of: Calls.self) }) {
            if let lead = call.lead?.leadID { needed.append(Subject(.lead, lead.rawValue)) }
            if let client = call.arrival?.caller?.clientID {
                needed.append(Subject(.client, client.rawValue))
            }
        }
        return needed
    }
}
