package import Domain
package import Foundation

/// Whoever can count the facts that reports are made of.
package protocol ReportSource {
    /// Items by when they were opened; pay by when it was booked, in one currency.
    func marketing(
        _ range: Range<Date>,
        by: ReportGrouping,
        currency: String
    ) throws(ReportProblem) -> Tallies<MarketingTally>
    /// The same without medians and pay, for drawings.
    func leads(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<MarketingTally>
    /// Calls and leads by when they arrived, deals of whatever time.
    func channels(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<ChannelTally>
    /// Turns by when they began.
    func turns(
        _ kind: TurnFact.Kind,
        _ range: Range<Date>
    ) throws(ReportProblem) -> Tallies<TurnTally>
    /// Figures that a process describes.
    func figures(
        _ report: FactReport,
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<FactCounts>
    /// Deals by when they were won, by seller.
    func sales(_ range: Range<Date>) throws(ReportProblem) -> [String: SalesTally]
    /// The ledger by when its lines were booked, in that order; at most this many.
    func payLines(_ range: Range<Date>, limit: Int) throws(ReportProblem) -> [PayLine]
    /// Prices by when they were given.
    func prices(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<PriceTally>
    /// Raises by the day from which they hold, those that are not proposed by the day they are due.
    /// Money of another currency is not added up.
    func raises(
        _ period: ReportPeriod,
        by: ReportGrouping,
        currency: String
    ) throws(ReportProblem) -> Tallies<RaiseTally>
    /// Clients who were told within the range, and those of them who left, by band of percent.
    func raisesTold(_ range: Range<Date>) throws(ReportProblem) -> [String: RaiseTally]
    /// The same raises one by one, and all that are held whatever their day; at most this many.
    func raiseLines(_ period: ReportPeriod, limit: Int) throws(ReportProblem) -> [RaiseLine]
    /// The last rating of each before an instant, of everybody or of one.
    func ratings(before end: Date, person: String?) throws(ReportProblem) -> [RatingFact]
    /// Ratings by when they were announced, in that order; at most this many.
    func ratingLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) throws(ReportProblem) -> [RatingFact]
    /// Accounts of initiative by person.
    func accounts(_ range: Range<Date>) throws(ReportProblem) -> [String: AccountTally]
    /// Those who were passed over, by when, in that order; at most this many.
    func skipLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) throws(ReportProblem) -> [RequestSkipFact]
    /// By how much each account moved, by person and day.
    func accountMoves(_ range: Range<Date>) throws(ReportProblem) -> [String: [String: Decimal]]
    /// The lines of the accounts by when they were booked, in that order; at most this many.
    func accountLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) throws(ReportProblem) -> [AccountLine]
    /// Sets of documents by when they were asked for, in that order; at most this many.
    func documentSets(
        _ range: Range<Date>,
        limit: Int
    ) throws(ReportProblem) -> [DocumentSetLine]
    /// What clients owe now, by client.
    func debts() throws(ReportProblem) -> [ClientDebt]
    /// What people are called.
    func names() throws(ReportProblem) -> [String: String]
    /// What has not been worked yet.
    func backlog(at now: Date) throws(ReportProblem) -> Backlog
}

/// What is still unprocessed, so that a figure may still change.
package struct Backlog: Equatable, Sendable {
    /// Messages that wait in the inbox; nil where the broker did not say.
    package var waiting: Int?
    /// Messages that could not be worked with and lie with the dead letters.
    package var deadLetters = 0
    /// Decisions whose commands the broker has not confirmed.
    package var unpublished = 0
    /// Deadlines that have passed and were not acted on.
    package var overdueTimers = 0
    /// When the last event that was decided came in.
    package var decidedUpTo: Date?

    /// From when on everything is counted; nil is from the beginning.
    package var factsSince: Date?

    package init() {}
}
