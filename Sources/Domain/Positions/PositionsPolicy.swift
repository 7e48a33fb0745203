import Foundation

/// The company's rules of site positions; section `[positions]` of the configuration.
package struct PositionsPolicy: ProcessPolicy {
    package static let section = "positions"
    package static let doc = "Positions of clients' sites; needs secret in [http]."
    package static let needsLinks = true

    /// To which place was looked where an event doesn't say so.
    package var depth: Int
    package var curve: PositionCurve
    /// Below this coverage a day is not complete; in hundredths of a per cent.
    package var coverageMin: Int
    /// After so long without a row a day counts as done.
    package var settleAfter: Duration
    /// How long every day is kept.
    package var keepDaily: Duration
    /// How long the last complete day of each week is kept.
    package var keepWeekly: Duration
    /// Rows of one event at most.
    package var rowsMax: Int
    /// This many measurements in a row make an alert.
    package var alertAfter: Int
    /// How often each client gets a report; nil is off.
    package var reportEvery: Duration?
    /// After which links in mails no longer work.
    package var linkExpires: Duration

    package init(_ section: SectionReader = .nothing) {
        depth = section.value(
            "depth",
            .integer(1...1000),
            default: 100,
            "where the event doesn't say"
        )
        curve = section.value(
            "curve",
            .curve,
            default: .usual,
            "what places are worth, from the first on"
        )
        coverageMin = section.value(
            "min_coverage",
            .basisPoints,
            default: 9000,
            "share of the keywords; a day with less is incomplete"
        )
        settleAfter = section.value(
            "settle_after",
            .durationOrNone,
            default: .seconds(2 * 3600),
            "without a new row a day is done after this"
        )
        keepDaily = section.value(
            "keep_daily",
            .duration(.seconds(86_400) ... .seconds(3650 * 86_400)),
            default: .seconds(400 * 86_400),
            "how long every day is kept"
        )
        keepWeekly = section.value(
            "keep_weekly",
            .duration(.seconds(86_400) ... .seconds(36_500 * 86_400)),
            default: .seconds(5 * 365 * 86_400),
            "how long a day a week is kept; sums for ever"
        )
        rowsMax = section.value(
            "max_rows",
            .integer(1...100_000),
            default: 5000,
            "of one event; more go by HTTP or as a file"
        )
        alertAfter = section.value(
            "alert_after",
            .integer(1...100),
            default: 2,
            "this many measurements in a row make an alert"
        )
        reportEvery = section.value(
            "report_every",
            Form.duration.orOff(),
            default: .seconds(7 * 86_400),
            "to each client, by mail; or \"off\""
        )
        linkExpires = section.value(
            "link_expires",
            .duration,
            default: .seconds(90 * 86_400),
            "of the links in mails"
        )
    }
}

extension Policies {
    /// Nil where site positions are none of Baton's business.
    package var positions: PositionsPolicy? {
        get { self[PositionsPolicy.self] }
        set { self[PositionsPolicy.self] = newValue }
    }
}

extension Form where Value == PositionCurve {
    /// Shares of 1 by place.
    static var curve: Self {
        let allowed =
            "a list of 1 to \(PositionCurve.placesMax) numbers from 0 to 1 with at most four digits"
        return Self(
            allowed: allowed,
            scalar: nil,
            read: { node, spot in
                guard case .list(let nodes) = node else { return spot.misfit(node, allowed) }
                let shares = nodes.compactMap { node -> Decimal? in
                    if case .number(let number) = node.value { number } else { nil }
                }
                guard shares.count == nodes.count, let curve = PositionCurve(shares) else {
                    return spot.misfit(node, allowed)
                }
                return curve
            },
            written: { $0.text }
        )
    }
}

extension Form where Value == Int {
    /// A share from 0 to 1, kept in ten-thousandths.
    static var basisPoints: Self {
        let allowed = "a number from 0 to 1 with at most four digits"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                let number: Decimal? =
                    switch node.value {
                    case .number(let number): number
                    case .text(let text):
                        Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
                    default: nil
                    }
                guard let share = number, share >= 0, share <= 1 else {
                    return spot.misfit(node, allowed)
                }
                let scaled = NSDecimalNumber(decimal: share * 10_000)
                guard Decimal(scaled.intValue) == scaled.decimalValue else {
                    return spot.misfit(node, allowed)
                }
                return scaled.intValue
            },
            written: { "\(Decimal($0) / 10_000)" }
        )
    }
}
