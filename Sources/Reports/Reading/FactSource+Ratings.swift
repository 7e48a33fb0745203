package import Domain
package import Foundation

extension FactSource {
    /// The last rating of everybody, or of one person, before that instant.
    package func ratings(before end: Date, person: String?) -> [RatingFact] {
        let known = ratings.filter {
            $0.at < end && (person == nil || $0.personID.rawValue == person)
        }
        return Dictionary(grouping: known, by: \.personID).values.compactMap { facts in
            facts.max { $0.at < $1.at }
        }
    }

    /// The ratings of the range in the order in which they came, at most `limit`.
    package func ratingLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) -> [RatingFact] {
        let found = ratings.filter {
            range.contains($0.at) && (person == nil || $0.personID.rawValue == person)
        }
        return Array(
            found.sorted { ($0.at, $0.personID) < ($1.at, $1.personID) }.prefix(limit)
        )
    }

    /// What the accounts of initiative hold at the end of the range, and what moved within it.
    package func accounts(_ range: Range<Date>) -> [String: AccountTally] {
        var tallies: [String: AccountTally] = [:]
        let known = booked(before: range.upperBound)
        // What was taken back later on was never his either.
        let reversed = Set(
            booked(before: .distantFuture).filter { $0.line.kind == "reversal" }.map { $0.key }
        )
        for (account, line, key) in known {
            tallies[account.personID, default: .init()].balance += line.amount
            guard range.contains(line.at) else { continue }
            switch line.kind {
            case "debit" where !reversed.contains(key):
                tallies[account.personID, default: .init()].spent -= line.amount
            case "refill": tallies[account.personID, default: .init()].refilled += line.amount
            case "reversal": tallies[account.personID, default: .init()].takenBack += line.amount
            default: break
            }
        }
        for turn in requestTurns where turn.isOf(range) {
            tallies[turn.personID.rawValue, default: .init()].count(turn, range)
        }
        for skip in requestSkips where range.contains(skip.at) {
            tallies[skip.personID.rawValue, default: .init()]
                .skips[skip.reason.rawValue, default: 0] += 1
        }
        return tallies
    }

    /// Those who were passed over within the range, in their order, at most `limit`.
    package func skipLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) -> [RequestSkipFact] {
        let found = requestSkips.filter {
            range.contains($0.at) && (person == nil || $0.personID.rawValue == person)
        }
        func order(_ skip: RequestSkipFact) -> (Date, String, Int, String) {
            (skip.at, skip.requestID.rawValue, skip.attempt, skip.personID.rawValue)
        }
        return Array(found.sorted { order($0) < order($1) }.prefix(limit))
    }

    /// The lines with what tells which request's turn they belong to.
    private func booked(
        before end: Date
    ) -> [(account: AccountLine, line: LedgerLine, key: [String])] {
        ledger.filter { $0.at < end }.compactMap { line in
            guard let account = AccountLine(line) else { return nil }
            let attempt = line.data["attempt"].map { "\($0)" } ?? ""
            return (account, line, [account.personID, line.reference ?? "", attempt])
        }
    }

    /// By how much each person's account changed on each day of the range.
    package func accountMoves(_ range: Range<Date>) -> [String: [String: Decimal]] {
        var moves: [String: [String: Decimal]] = [:]
        for (account, line, _) in booked(before: range.upperBound) where range.contains(line.at) {
            let day = calendar.day(of: line.at).text
            moves[account.personID, default: [:]][day, default: 0] += line.amount
        }
        return moves
    }

    /// The lines of the accounts within the range in their order, at most `limit`.
    package func accountLines(
        _ range: Range<Date>,
        person: String?,
        limit: Int
    ) -> [AccountLine] {
        let found = ledger.filter { range.contains($0.at) }.compactMap { AccountLine($0) }
            .filter { person == nil || $0.personID == person }
        return Array(
            found.sorted { ($0.at, $0.personID, $0.number) < ($1.at, $1.personID, $1.number) }
                .prefix(limit)
        )
    }
}

extension RequestTurnFact {
    /// Whether it began, or ended well, within the range.
    fileprivate func isOf(_ range: Range<Date>) -> Bool {
        range.contains(at) || assignedAt.map(range.contains) ?? false
    }
}

extension AccountTally {
    fileprivate mutating func count(_ turn: RequestTurnFact, _ range: Range<Date>) {
        let isAssigned = turn.assignedAt.map(range.contains) ?? false
        switch (turn.ending, turn.kind) {
        case (nil, .presale) where isAssigned: presales += 1
        case (nil, .client) where isAssigned: clients += 1
        case (nil, _): offered += turn.assignedAt == nil && range.contains(turn.at) ? 1 : 0
        case ("declined", _) where range.contains(turn.at): declined += 1
        case ("expired", _) where range.contains(turn.at): expired += 1
        case (.some, _): break
        }
    }
}
