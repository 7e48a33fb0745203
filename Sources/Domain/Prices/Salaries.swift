/// What people are paid in one region, by source and segment.
package struct RegionSalaries: ProcessState {
    package private(set) var series: [SalarySeries] = []

    package init() {}

    /// The series that an observation belongs to grows by it, or is corrected.
    mutating func observe(_ news: SalaryObserved) {
        let segment = news.segment ?? SalarySeries.segmentStandard
        let known = series.firstIndex { $0.source == news.source && $0.segment == segment }
        guard let known else {
            var first = SalarySeries(source: news.source, segment: segment)
            first.observe(news.median.amount, in: news.period)
            series.append(first)
            return forgetOldest()
        }
        series[known].observe(news.median.amount, in: news.period)
    }

    /// Whoever names a new source with each observation must not fill the row.
    private mutating func forgetOldest() {
        guard series.count > Limits.salarySeriesMax,
            let oldest = series.indices.min(by: { series[$0].age < series[$1].age })
        else { return }
        series.remove(at: oldest)
    }
}

extension SalarySeries {
    fileprivate var age: String { newest?.rawValue ?? "" }
}

/// Keeps what people are paid in each region.
package enum Salaries: BusinessProcess {
    package typealias State = RegionSalaries

    /// What can happen to the salaries of a region.
    package enum Input: Sendable {
        case observed(SalaryObserved)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "prices_are_off"
    }

    package static let name = "salaries"
    package static let subject = SubjectKind.region
    package static let reads: [any Message.Type] = [SalaryObserved.self]

    package static func concerns(
        of event: Event,
        under policies: Policies
    ) -> [Concern<Input>] {
        guard let body = event.body as? SalaryObserved else { return [] }
        let key = policies.prices?.region(body.region) ?? body.region
        return [Concern(key, .observed(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .observed(let news):
            guard let policy = context.policies.prices else { return .ignored(Ignored.off) }
            if let flaw = flaw(of: news, policy, context) { return .refused(flaw) }
            var salaries = state ?? State()
            salaries.observe(news)
            return .changed(to: salaries)
        }
    }

    private static func flaw(
        of news: SalaryObserved,
        _ policy: PricePolicy,
        _ context: Context
    ) -> Flaw? {
        guard policy.region(news.region) != nil else {
            return .unknownRegion(news.region, policy)
        }
        guard news.median.currency == policy.currency else {
            return Flaw(
                .invalidValue,
                field: "data.median.currency",
                "data.median.currency: must be \(policy.currency), as [pricing] says"
            )
        }
        return .futureMonth(news.period, context)
    }
}

extension Flaw {
    /// A region that the configuration does not name.
    static func unknownRegion(_ name: String, _ policy: PricePolicy) -> Flaw {
        let hint = Suggestion.phrase(for: name, among: policy.regions.keys.sorted())
        return Flaw(
            .unknownRegion,
            field: "data.region",
            "data.region: \"\(name.onOneLine)\" is not in [pricing.regions]\(hint)"
        )
    }

    /// A month that has not begun can't have been observed; nil where it has.
    static func futureMonth(_ month: CalendarMonth, _ context: Context) -> Flaw? {
        let present = CalendarMonth(of: context.policies.calendar.day(of: context.now))
        guard month > present else { return nil }
        return Flaw(
            .invalidValue,
            field: "data.period",
            "data.period: \(month) has not begun; it is \(present) now"
        )
    }
}
