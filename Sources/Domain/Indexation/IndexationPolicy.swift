import Foundation

/// How fees follow pay; section `[indexation]`.
package struct IndexationPolicy: ProcessPolicy {
    package static let section = "indexation"
    package static let doc = "Fees follow pay once a year: proposed, decided, announced, applied."

    /// What makes a notice count.
    package enum Delivery: String, CaseIterable, Sendable {
        /// That it was sent.
        case sent
        /// That it was delivered.
        case confirmed
    }

    package var formula: IndexationFormula
    package var dates: IndexationDates
    /// How many months are compared.
    package var averageMonths: Int
    /// How many of them must be known.
    package var monthsMin: Int
    /// How many months the figures come late.
    package var lagMonths: Int
    /// How long a bad answer parks a proposal.
    package var holdAfterBad: Duration
    /// After which an unpaid charge is overdue, as `[documents]` keeps them; nil holds nothing.
    package var debtAfter: Duration?
    package var delivery: Delivery
    package var noticesPerDay: Int
    /// The index that fees follow.
    package var index: String
    /// Where the contract says so, for the letter to the client.
    package var clause: String?

    package init(_ section: SectionReader = .nothing) {
        formula = IndexationFormula(section)
        averageMonths = section.value(
            "average_months",
            .integer(1...12),
            default: 12,
            "how many months are compared with the same months before"
        )
        monthsMin = section.value(
            "min_months",
            .integer(1...12),
            default: 6,
            "with fewer months known of both the proposal waits"
        )
        lagMonths = section.value(
            "lag_months",
            .integer(0...24),
            default: 2,
            "how many months the figures come late"
        )
        dates = IndexationDates(section)
        holdAfterBad = section.value(
            "hold_after_bad",
            .durationOrNone,
            default: .seconds(60 * 86_400),
            "nothing is proposed so soon after a bad answer"
        )
        debtAfter = section.value(
            "debt_after",
            Form.duration.orOff(),
            default: .seconds(14 * 86_400),
            "a charge that is unpaid for longer holds a raise; or \"off\""
        )
        delivery = section.value(
            "delivery",
            .choice,
            default: .sent,
            "sent | confirmed: from when the client counts as told"
        )
        noticesPerDay = section.value(
            "notices_per_day",
            .integer(1...100_000),
            default: 5,
            "letters to clients; the rest follow on the next working days"
        )
        index = section.value("index", .text, default: "sber", "the salary index that counts")
        clause = section.optional(
            "clause",
            .text,
            sample: "\"п. 5.4\"",
            "where the contract says so; the client's letter names it"
        )
        if monthsMin > averageMonths {
            section.report("min_months", "must not be more than average_months")
        }
    }
}

extension IndexationFormula {
    fileprivate init(_ section: SectionReader) {
        let standard = IndexationFormula()
        weight = section.value(
            "weight",
            .number(0...1),
            default: standard.weight,
            "of the salary index; the rest is payroll per head"
        )
        combination = section.value(
            "combine",
            .choice,
            default: .weighted,
            "weighted | min | max"
        )
        percentMin = section.value(
            "min_percent",
            .number(0...100),
            default: standard.percentMin,
            "nothing is proposed below this"
        )
        percentMax = section.value(
            "max_percent",
            .number(0...1000),
            default: standard.percentMax,
            "and nothing above this"
        )
        roundTo = section.value(
            "round_to",
            .number(Decimal.smallestStep...1_000_000),
            default: standard.roundTo,
            "new fees are rounded down to multiples of this"
        )
        if percentMax < percentMin {
            section.report("max_percent", "must not be less than min_percent")
        }
    }
}

extension IndexationDates {
    fileprivate init(_ section: SectionReader) {
        let standard = IndexationDates()
        noticeDays = section.value(
            "notice_days",
            .integer(0...366),
            default: standard.noticeDays,
            "the client knows so long before the new fee holds"
        )
        noticeBuffer = section.value(
            "notice_buffer",
            .durationOrNone,
            default: standard.noticeBuffer,
            "spare time between the decision and the notice"
        )
        decideWithin = section.value(
            "decide_within",
            .duration,
            default: standard.decideWithin,
            "then an undecided proposal climbs to the directors"
        )
        billingDay = BillingDay(
            section.value(
                "effective_day",
                .integer(1...31),
                default: standard.billingDay.number,
                "day of the month; of a shorter month the last one"
            )
        )
        firstAfter = section.value(
            "first_after",
            .period,
            default: standard.firstAfter,
            "after the start of the contract"
        )
    }
}

extension IndexationPolicy {
    /// What is allowed and hardly meant.
    package func notes(beside policies: Policies) -> [String] {
        let ahead =
            .seconds(Double(dates.noticeDays) * 86_400) + dates.noticeBuffer + dates.decideWithin
        guard ahead >= .seconds(365 * 86_400) else { return [] }
        return [
            "[indexation] notice_days, notice_buffer and decide_within come to a year or more: a "
                + "raise is proposed before the one of the year before holds"
        ]
    }
}

extension Policies {
    /// Nil where fees are none of Baton's business.
    package var indexation: IndexationPolicy? {
        get { self[IndexationPolicy.self] }
        set { self[IndexationPolicy.self] = newValue }
    }
}
