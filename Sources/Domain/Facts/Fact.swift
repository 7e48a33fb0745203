package import Foundation

/// What reports count: one row each, kept in the transaction of the state that it follows from.
///
/// Facts follow from states alone, so that they can be made anew at any time.
package enum Fact: Equatable, Sendable {
    case lead(LeadFact)
    case item(ItemFact)
    case call(CallFact)
    case turn(TurnFact)
    case deal(DealFact)
    case survey(SurveyFact)
    /// A line of the ledger: written once, never changed.
    case pay(PayLine)

    /// Which row it is; a later fact of the same key takes its place.
    package enum Key: Hashable, Sendable {
        case lead(LeadID)
        case item(LeadID, round: Int)
        case call(CallID)
        case turn(TurnFact.Kind, about: String, startedAt: Date, number: Int)
        case deal(DealID)
        case survey(String)
        case pay(String)
    }

    package var key: Key {
        switch self {
        case .lead(let fact): .lead(fact.leadID)
        case .item(let fact): .item(fact.leadID, round: fact.round)
        case .call(let fact): .call(fact.callID)
        case .turn(let fact):
            .turn(fact.kind, about: fact.about, startedAt: fact.startedAt, number: fact.number)
        case .deal(let fact): .deal(fact.dealID)
        case .survey(let fact): .survey(fact.surveyID)
        case .pay(let line): .pay(line.id)
        }
    }
}

/// A lead that arrived, whoever works it.
package struct LeadFact: Equatable, Sendable {
    package let leadID: LeadID
    package let arrivedAt: Date
    package let channel: String
    package let campaign: String?
    /// The deal that it was converted into, once the CRM has said so.
    package let dealID: DealID?

    package init(
        leadID: LeadID,
        arrivedAt: Date,
        channel: String,
        campaign: String? = nil,
        dealID: DealID? = nil
    ) {
        self.leadID = leadID
        self.arrivedAt = arrivedAt
        self.channel = channel
        self.campaign = campaign
        self.dealID = dealID
    }
}

/// One round of qualification of a lead.
package struct ItemFact: Equatable, Sendable {
    package let leadID: LeadID
    /// 1, 2, …: a lead that comes back to a marketer is counted again.
    package let round: Int
    package let openedAt: Date
    package let marketerID: PersonID
    package let channel: String?
    package let campaign: String?
    /// How often it was returned by sales.
    package let returns: Int
    package let firstPassedAt: Date?
    package let closedAt: Date?
    package let outcome: QualificationClose.Outcome?
    package let junkStage: String?

    package init(
        leadID: LeadID,
        round: Int,
        openedAt: Date,
        marketerID: PersonID,
        channel: String?,
        campaign: String?,
        returns: Int = 0,
        firstPassedAt: Date? = nil,
        closedAt: Date? = nil,
        outcome: QualificationClose.Outcome? = nil,
        junkStage: String? = nil
    ) {
        self.leadID = leadID
        self.round = round
        self.openedAt = openedAt
        self.marketerID = marketerID
        self.channel = channel
        self.campaign = campaign
        self.returns = returns
        self.firstPassedAt = firstPassedAt
        self.closedAt = closedAt
        self.outcome = outcome
        self.junkStage = junkStage
    }

    /// From the first pass to the accept; nil where sales has not accepted what was passed.
    package var secondsToAccept: Double? {
        guard outcome == .acceptedBySales, let firstPassedAt, let closedAt else { return nil }
        return closedAt.timeIntervalSince(firstPassedAt)
    }
}

/// An incoming call.
package struct CallFact: Equatable, Sendable {
    package let callID: CallID
    package let arrivedAt: Date
    package let channel: String
    package let campaign: String?
    package let answeredAt: Date?
    package let answeredBy: PersonID?
    package let isMissed: Bool
    /// The mark that counts; nil while there is none.
    package let verdict: CallMarked.Verdict?
    /// Whether a lead was made of it.
    package let madeLead: Bool
    /// The lead made of it, once the CRM has said which.
    package let leadID: LeadID?

    package init(
        callID: CallID,
        arrivedAt: Date,
        channel: String,
        campaign: String? = nil,
        answeredAt: Date? = nil,
        answeredBy: PersonID? = nil,
        isMissed: Bool = false,
        verdict: CallMarked.Verdict? = nil,
        madeLead: Bool = false,
        leadID: LeadID? = nil
    ) {
        self.callID = callID
        self.arrivedAt = arrivedAt
        self.channel = channel
        self.campaign = campaign
        self.answeredAt = answeredAt
        self.answeredBy = answeredBy
        self.isMissed = isMissed
        self.verdict = verdict
        self.madeLead = madeLead
        self.leadID = leadID
    }
}

/// One person's turn: a lead offered, a call rung.
package struct TurnFact: Equatable, Sendable {
    /// What the person was asked for.
    package enum Kind: String, Vocabulary {
        case offer, ring
    }

    package let kind: Kind
    /// The id of the lead or the call.
    package let about: String
    /// Which turn of the chain, from 1; 0 for somebody who took a lead without having had one.
    package let number: Int
    package let personID: PersonID
    package let startedAt: Date
    package let endedAt: Date?
    /// Nil while it runs.
    package let ending: ChainPassage.Ending?
    /// When the person took it or refused it, in the turn or afterwards.
    package let reactedAt: Date?
    /// Whether the person took it.
    package let isWon: Bool

    package init(
        kind: Kind,
        about: String,
        number: Int,
        personID: PersonID,
        startedAt: Date,
        endedAt: Date? = nil,
        ending: ChainPassage.Ending? = nil,
        reactedAt: Date? = nil,
        isWon: Bool = false
    ) {
        self.kind = kind
        self.about = about
        self.number = number
        self.personID = personID
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.ending = ending
        self.reactedAt = reactedAt
        self.isWon = isWon
    }

    /// From the beginning of the turn to the reaction, in whole milliseconds as all instants are.
    package var secondsToReact: Double? {
        reactedAt.map { max(0, ($0.timeIntervalSince(startedAt) * 1000).rounded() / 1000) }
    }
}

/// A deal that was won; without a sale it was lost after all.
package struct DealFact: Equatable, Sendable {
    package let dealID: DealID
    package let sale: Sale?
    package let leadID: LeadID?

    package init(dealID: DealID, sale: Sale?, leadID: LeadID?) {
        self.dealID = dealID
        self.sale = sale
        self.leadID = leadID
    }
}

/// A client who was asked how content he is.
package struct SurveyFact: Equatable, Sendable {
    package let surveyID: String
    package let clientID: ClientID
    package let sentAt: Date
    package let answeredAt: Date?
    /// `bad`, `good` or `excellent`; of several answers the last one.
    package let score: String?
    package let projectManagerID: PersonID?
    package let salesHeadID: PersonID?
    package let department: String?

    package init(
        surveyID: String,
        clientID: ClientID,
        sentAt: Date,
        answeredAt: Date? = nil,
        score: String? = nil,
        projectManagerID: PersonID? = nil,
        salesHeadID: PersonID? = nil,
        department: String? = nil
    ) {
        self.surveyID = surveyID
        self.clientID = clientID
        self.sentAt = sentAt
        self.answeredAt = answeredAt
        self.score = score
        self.projectManagerID = projectManagerID
        self.salesHeadID = salesHeadID
        self.department = department
    }
}

extension SubjectStates {
    /// What reports count of the subject.
    package func facts(of subject: String) -> [Fact] {
        slots.values.flatMap { $0.facts(of: subject, beside: self) }
    }
}
