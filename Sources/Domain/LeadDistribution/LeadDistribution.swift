/// Finds an owner for every lead that has none, in the race of the best or at once.
///
/// A lead of a known client goes to the owner of that client's open lead. While that one has no
/// owner yet there is nobody to go to, and each is raced for: a lead that waited for another one
/// would wait for its whole chain. As soon as one of them has an owner, the others are his too.
package enum LeadDistribution: BusinessProcess {
    package typealias State = LeadRace

    /// What can happen to a lead on its way to an owner.
    package enum Input: Sendable {
        case appeared(LeadID)
        /// The CRM says whose the lead is.
        case belongs(to: PersonID?, LeadID)
        /// Baton itself gave the lead to somebody.
        case assigned(to: PersonID, LeadID)
        case moved(by: PersonID?, LeadID)
        case updated(by: PersonID, LeadID)
        case ended(LeadID)
        /// The lead's contact was looked up, on arrival or because something has changed.
        case sought(LeadID)
        /// Another lead of the same contact waits too.
        case twinSeen(LeadID, LeadID)
        case twinOwned(LeadTwinOwned)
        /// The lead came with an owner, and its contact was looked up.
        case contactOwned(by: PersonID, LeadID)
        case accepted(PersonID, LeadID)
        case declined(PersonID, LeadID)
        /// The client called, and this person answered.
        case callAnswered(by: PersonID, LeadID)
        case workSeen(by: PersonID, LeadID)
        case holderLeft(PersonID, LeadID)
        case drained(place: Int, LeadID)
        case offerExpired(generation: Int)
        case reminderDue(generation: Int)
        case firstActionMissed(generation: Int)
        case retried(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case turnedOff = "distribution_turned_off"
        case unknownLead = "lead_not_announced"
        case hasOwner = "lead_has_an_owner"
        case leadClosed = "lead_is_closed"
        case alreadyUnderWay = "distribution_under_way"
        case nothingNew = "nothing_new"
        case notUnderWay = "distribution_not_under_way"
        case alreadyTheirs = "already_theirs"
        case notTheirTurn = "not_their_turn"
        case lateTimer = "late_timer"
        case notWatched = "no_first_action_expected"
    }

    /// Why somebody does not get the lead.
    package enum Rejected: String, Reason {
        case taken
        case notTheirTurn = "not_your_turn"
        case unknown = "not_on_offer"
    }

    /// The process's timers by name.
    package enum Timer: String, CaseIterable, Sendable {
        case offer
        case reminder = "first_action_reminder"
        case firstAction = "first_action"
        case retry
    }

    /// A lead that nobody can take is tried again and again.
    package static let perpetualTimers: Set = [Timer.retry.rawValue]

    package static let name = "lead_distribution"
    package static let subject = SubjectKind.lead
    package static let facts: [any FactRow.Type] = [TurnFact.self]
    package static let policies: [any ProcessPolicy.Type] = [LeadDistributionPolicy.self]
    package static let reads: [any Message.Type] = [
        LeadCreated.self, LeadResponsibleChanged.self, LeadStageChanged.self, LeadUpdated.self,
        LeadDeleted.self, LeadConverted.self, LeadOfferAccepted.self, LeadOfferDeclined.self,
    ]
    package static let hears: [any Message.Type] = [
        LeadAssign.self, LeadClose.self, LeadConvert.self, LeadSought.self, PoolDrained.self,
        HolderLeft.self, LeadWorkSeen.self, LeadCallAnswered.self, LeadTwinSeen.self,
        LeadTwinOwned.self, ContactOwned.self,
    ]
    package static let tells: [any Message.Type] = [
        LeadSought.self, LeadTwinOwned.self, LeadTwinSeen.self, PersonActed.self, PoolEntered.self,
        RankingAsked.self, ReactionMissed.self, RotationMoved.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [
        Clients.self, DistributionMembers.self, Leads.self, Portfolios.self, Ranking.self,
        Rotations.self,
    ]
    package static let publishes: [any Message.Type] = [
        LeadOffer.self, LeadOfferWithdrawn.self, LeadOfferRefused.self, LeadAssign.self,
        LeadLinkDuplicate.self, LeadUnassigned.self, CallSchedule.self, ChatNotify.self,
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as LeadCreated: [Concern(body.subject, .appeared(body.leadID))]
        case let body as LeadResponsibleChanged:
            [Concern(body.subject, .belongs(to: body.responsibleID, body.leadID))]
        case let body as LeadStageChanged where body.closed == true:
            [Concern(body.subject, .ended(body.leadID))]
        case let body as LeadStageChanged:
            [Concern(body.subject, .moved(by: body.actorID, body.leadID))]
        case let body as LeadUpdated:
            body.actorID.map { [Concern(body.subject, .updated(by: $0, body.leadID))] } ?? []
        case let body as LeadDeleted: [Concern(body.subject, .ended(body.leadID))]
        case let body as LeadConverted: [Concern(body.subject, .ended(body.leadID))]
        case let body as LeadOfferAccepted:
            [Concern(body.subject, .accepted(body.personID, body.leadID))]
        case let body as LeadOfferDeclined:
            [Concern(body.subject, .declined(body.personID, body.leadID))]
        default: told(by: event)
        }
    }

    private static func told(by event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as LeadAssign:
            [Concern(body.subject, .assigned(to: body.assigneeID, body.leadID))]
        case let body as LeadClose: [Concern(body.subject, .ended(body.leadID))]
        case let body as LeadConvert: [Concern(body.subject, .ended(body.leadID))]
        case let body as LeadSought:
            [Concern(body.subject, .sought(body.leadID), lookups: body.keys)]
        case let body as LeadTwinSeen:
            [Concern(body.subject, .twinSeen(body.twinID, body.leadID))]
        case let body as LeadTwinOwned: [Concern(body.subject, .twinOwned(body))]
        case let body as ContactOwned:
            [
                Concern(
                    body.subject,
                    .contactOwned(by: body.ownerID, body.leadID),
                    lookups: body.keys
                )
            ]
        case let body as PoolDrained:
            [Concern(body.subject, .drained(place: body.place, body.leadID))]
        case let body as HolderLeft where body.kind == .lead:
            [Concern(body.id, .holderLeft(body.personID, LeadID(trusted: body.id)))]
        case let body as LeadWorkSeen:
            [Concern(body.subject, .workSeen(by: body.personID, body.leadID))]
        case let body as LeadCallAnswered:
            [Concern(body.subject, .callAnswered(by: body.personID, body.leadID))]
        default: []
        }
    }

    /// A new lead's acquaintances, whom the race asks for with ``LeadSought``.
    package static func foreseenLookups(of event: Event, _ policies: Policies) -> [String] {
        guard policies.leadDistribution?.sticky == true,
            let contact = (event.body as? LeadCreated)?.contact
        else { return [] }
        return policies.contacts.keys(
            phones: [contact.phone].compactMap(\.self),
            emails: [contact.email].compactMap(\.self)
        )
    }

    /// What it waits for.
    package static let timers = Timer.allCases.map(\.rawValue)

    /// What a race's own timers are, by `Timer`.
    package static func input(of timer: TimerFiring) -> Input? {
        switch Timer(rawValue: timer.name) {
        case .offer: .offerExpired(generation: timer.generation)
        case .reminder: .reminderDue(generation: timer.generation)
        case .firstAction: .firstActionMissed(generation: timer.generation)
        case .retry: .retried(generation: timer.generation)
        case nil: nil
        }
    }

    package static func decide(
        _ state: LeadRace?,
        _ input: Input,
        _ context: Context
    ) -> Decision<LeadRace> {
        guard let race = state ?? input.leadID.map({ LeadRace($0, at: context.now) }) else {
            return .ignored(Ignored.lateTimer)
        }
        var move = RaceMove(race, context)
        switch input {
        case .appeared: return move.appear()
        case .belongs(let person, _): return move.belong(to: person)
        case .assigned(let person, _): return move.assigned(to: person)
        case .moved(let actor, _): return move.moved(by: actor)
        case .updated(let actor, _): return move.work(by: actor)
        case .ended: return move.end()
        case .sought: return move.sought()
        case .twinSeen(let twin, _): return move.meet(twin)
        case .twinOwned(let news): return move.follow(news)
        case .contactOwned(let owner, _): return move.tellWaiting(of: owner)
        case .accepted(let person, _): return move.accept(person)
        case .declined(let person, _): return move.decline(person)
        case .callAnswered(let person, _): return move.answer(by: person)
        case .workSeen(let person, _): return move.work(by: person)
        case .holderLeft(let person, _): return move.leave(person)
        case .drained(let place, _): return move.drain(place)
        case .offerExpired(let generation): return move.expire(generation)
        case .reminderDue(let generation): return move.remind(generation)
        case .firstActionMissed(let generation): return move.takeBack(generation)
        case .retried(let generation): return move.retry(generation)
        }
    }
}

extension LeadDistribution.Input {
    /// The lead that it is about; a timer belongs to a lead that is known.
    fileprivate var leadID: LeadID? {
        switch self {
        case .appeared(let id), .belongs(_, let id), .assigned(_, let id), .moved(_, let id),
            .updated(_, let id), .ended(let id), .sought(let id), .accepted(_, let id),
            .declined(_, let id), .callAnswered(_, let id), .workSeen(_, let id),
            .holderLeft(_, let id), .drained(_, let id), .twinSeen(_, let id),
            .contactOwned(_, let id):
            id
        case .twinOwned(let news): news.leadID
        case .offerExpired, .reminderDue, .firstActionMissed, .retried: nil
        }
    }
}
