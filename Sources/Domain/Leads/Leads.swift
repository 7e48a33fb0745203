import Foundation

/// Keeps what the CRM says of each lead, for all processes about leads.
package enum Leads: BusinessProcess {
    package typealias State = Lead

    /// What can happen to a lead.
    package enum Input: Sendable {
        case created(LeadCreated)
        case updated(LeadUpdated)
        case responsibleChanged(LeadResponsibleChanged)
        case stageChanged(LeadStageChanged)
        case deleted(LeadID)
        case converted(LeadConverted)
        /// What Baton itself has just decided; the CRM's echo will say the same.
        case assigned(LeadAssign)
        case moved(LeadSetStage)
        case closed(LeadClose)
        case wasConverted(LeadConvert)
        /// Baton took it back from its owner.
        case unassigned(LeadUnassigned)
        /// A rule set fields.
        case fieldsSet(LeadFieldsSet)

        /// Who did it, where the event says so.
        fileprivate var actorID: PersonID? {
            switch self {
            case .updated(let news): news.actorID
            case .responsibleChanged(let news): news.actorID
            case .stageChanged(let news): news.actorID
            case .created, .deleted, .converted, .assigned, .moved, .closed, .wasConverted,
                .unassigned, .fieldsSet:
                nil
            }
        }

        fileprivate var leadID: LeadID {
            switch self {
            case .created(let news): news.leadID
            case .updated(let news): news.leadID
            case .responsibleChanged(let news): news.leadID
            case .stageChanged(let news): news.leadID
            case .deleted(let id): id
            case .converted(let news): news.leadID
            case .assigned(let command): command.leadID
            case .moved(let command): command.leadID
            case .closed(let command): command.leadID
            case .wasConverted(let command): command.leadID
            case .unassigned(let fact): fact.leadID
            case .fieldsSet(let fact): fact.leadID
            }
        }
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case leadKnown = "lead_already_known"
        case nothingNew = "nothing_new"
    }

    package static let name = "lead"
    package static let subject = SubjectKind.lead
    package static let facts: [any FactRow.Type] = [LeadFact.self]
    package static let reads: [any Message.Type] = [
        LeadCreated.self, LeadUpdated.self, LeadResponsibleChanged.self, LeadStageChanged.self,
        LeadDeleted.self, LeadConverted.self,
    ]
    package static let hears: [any Message.Type] = [
        LeadAssign.self, LeadSetStage.self, LeadClose.self, LeadConvert.self,
        LeadUnassigned.self, LeadFieldsSet.self,
    ]
    package static let tells: [any Message.Type] = [
        ContactOwned.self, LeadSought.self,
    ]
    package static let answers: Set<StateQuestion> = [.duty]
    package static let publishes: [any Message.Type] = [ChatNotify.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as LeadCreated: [Concern(body.subject, .created(body))]
        case let body as LeadUpdated: [Concern(body.subject, .updated(body))]
        case let body as LeadResponsibleChanged:
            [Concern(body.subject, .responsibleChanged(body))]
        case let body as LeadStageChanged: [Concern(body.subject, .stageChanged(body))]
        case let body as LeadDeleted: [Concern(body.subject, .deleted(body.leadID))]
        case let body as LeadConverted: [Concern(body.subject, .converted(body))]
        case let body as LeadAssign: [Concern(body.subject, .assigned(body))]
        case let body as LeadSetStage: [Concern(body.subject, .moved(body))]
        case let body as LeadClose: [Concern(body.subject, .closed(body))]
        case let body as LeadConvert: [Concern(body.subject, .wasConverted(body))]
        case let body as LeadUnassigned: [Concern(body.subject, .unassigned(body))]
        case let body as LeadFieldsSet: [Concern(body.subject, .fieldsSet(body))]
        default: []
        }
    }

    package static func decide(
        _ state: Lead?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Lead> {
        let lead = state ?? Lead(id: input.leadID, at: context.now)
        guard var changed = lead.after(input, context.now) else {
            return .ignored(Ignored.leadKnown)
        }
        let contacts = context.policies.contacts
        changed.keepContactKeys(after: input, contacts)
        let decision: Decision<Lead> =
            changed == state ? .ignored(Ignored.nothingNew) : .changed(to: changed)
        let more =
            changed.unreadContact(before: lead, contacts)
            + changed.news(input, before: lead, context)
            + changed.ownerGone(before: lead, context)
        return decision.with(more + context.activity(of: input.actorID), keeping: changed)
    }
}

extension Lead {
    /// The lead after an input; nil where it was announced before.
    fileprivate func after(_ input: Leads.Input, _ now: Date) -> Lead? {
        var lead = self
        switch input {
        case .created(let news):
            guard !isAnnounced else { return nil }
            lead.announce(news)
        case .updated(let news):
            lead.fields.merge(news.fields) { _, new in new }
        case .fieldsSet(let fact):
            lead.fields.merge(fact.fields) { _, new in new }
        case .responsibleChanged(let news):
            lead.responsibleID = news.responsibleID
        case .stageChanged(let news):
            lead.stage = news.stage
            lead.closedAt = lead.closing(news.closed, now)
        case .deleted, .wasConverted:
            lead.closedAt = closedAt ?? now
        case .assigned(let command):
            lead.responsibleID = command.assigneeID
        case .unassigned(let fact):
            if lead.responsibleID == fact.personID { lead.responsibleID = nil }
        case .moved(let command):
            lead.stage = command.stage
        case .closed(let command):
            lead.stage = command.stage
            lead.closedAt = closedAt ?? now
        case .converted(let news):
            lead.closedAt = closedAt ?? now
            lead.converted = Conversion(
                dealID: news.dealID,
                contactID: news.contactID,
                companyID: news.companyID
            )
        }
        return lead
    }

    /// The keys change with the contact only, which most inputs leave as it is.
    fileprivate mutating func keepContactKeys(
        after input: Leads.Input,
        _ contacts: ContactReader
    ) {
        switch input {
        case .created, .updated, .fieldsSet:
            let keys = contacts.keys(
                phones: [phoneField].compactMap(\.self),
                emails: [emailField].compactMap(\.self)
            )
            contactKeys = keys.isEmpty ? nil : keys
        case .responsibleChanged, .stageChanged, .deleted, .converted, .assigned, .moved, .closed,
            .wasConverted, .unassigned:
            break
        }
    }

    /// A lead that is given to somebody who has left waits for nobody.
    fileprivate func ownerGone(before: Lead, _ context: Context) -> [Effect] {
        guard let responsibleID, responsibleID != before.responsibleID, isOpen,
            let owner = context.company.people[responsibleID], !owner.active
        else { return [] }
        let values: [String: Value] = ["lead": .text(id.rawValue), "person": .text(owner.name)]
        return context.deciders(besides: owner).map {
            context.notify($0, .warning, Phrase("person.gone.lead", values), lead: id)
        }
    }

    /// What other leads of the contact, or this one, may have waited for.
    fileprivate func news(_ input: Leads.Input, before: Lead, _ context: Context) -> [Effect] {
        guard context.policies.leadDistribution?.sticky == true, isAnnounced, isOpen,
            let keys = contactKeys, keys != before.contactKeys
        else { return [] }
        switch (input, responsibleID) {
        case (.created, let owner?):
            return [.tell(ContactOwned(leadID: id, ownerID: owner, keys: keys))]
        case (.updated, nil), (.fieldsSet, nil):
            return [.tell(LeadSought(leadID: id, keys: keys))]
        default:
            return []
        }
    }

    /// What of a contact that has just been filled in leads to nobody.
    fileprivate func unreadContact(before: Lead, _ contacts: ContactReader) -> [Effect] {
        contacts.unread(
            phones: [phoneField == before.phoneField ? nil : phoneField],
            emails: [emailField == before.emailField ? nil : emailField]
        )
    }

    private var phoneField: String? { value(of: "contact_phone")?.plainText }
    private var emailField: String? { value(of: "contact_email")?.text }

    private mutating func announce(_ news: LeadCreated) {
        source = news.source
        contact = news.contact
        company = news.company
        responsibleID = news.responsibleID ?? responsibleID
        hot = news.hot
        region = news.region
        market = news.market
        fields.merge(news.fields ?? [:]) { later, _ in later }
    }

    /// When it was closed, given what the stage change says; silence changes nothing.
    private func closing(_ closed: Bool?, _ now: Date) -> Date? {
        switch closed {
        case .none: closedAt
        case .some(true): closedAt ?? now
        case .some(false): nil
        }
    }
}
