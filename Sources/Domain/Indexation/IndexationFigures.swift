import Foundation

/// How much the index and the payroll grew for one client, or what is missing to know it.
struct IndexationFigures {
    private let policy: IndexationPolicy
    private(set) var index: Growth?
    private(set) var payroll: PayrollMonths.Comparison?
    /// Why nothing follows, with a sentence for each thing that is missing.
    private(set) var missing: (IndexationSkipped.Reason, Phrase)?

    init(_ policy: IndexationPolicy) {
        self.policy = policy
    }

    mutating func read(
        index states: SubjectStates?,
        payroll department: SubjectStates?,
        department name: String?,
        _ window: IndexationWindow
    ) {
        let index = states?.state(of: SalaryIndexes.self)?.versions ?? IndexVersions()
        let payroll = department?.state(of: Payrolls.self)?.months ?? PayrollMonths()
        var values: [String: Value] = [
            "until": .text(window.currentEnd.rawValue),
            "base_until": .text(window.baseEnd.rawValue),
            "needed": .number(Decimal(policy.monthsMin)), "index": .text(policy.index.onOneLine),
        ]
        if policy.formula.needsIndex { compare(index, window, &values) }
        if policy.formula.needsPayroll {
            values["department"] = name.map { .text($0.onOneLine) }
            compare(payroll, window, &values)
        }
        let isBroken = values["broken"] != nil
        guard isBroken || values["index_months"] != nil || values["payroll_months"] != nil else {
            return
        }
        let reason: IndexationSkipped.Reason = isBroken ? .seriesBreak : .dataMissing
        missing = (reason, Phrase("indexation.missing", values))
    }

    private mutating func compare(
        _ index: IndexVersions,
        _ window: IndexationWindow,
        _ values: inout [String: Value]
    ) {
        do throws(Growth.Missing) {
            self.index = try index.growth(in: window, atLeast: policy.monthsMin)
        } catch {
            switch error {
            case .months(let count): values["index_months"] = .number(Decimal(count))
            case .broken: values["broken"] = .bool(true)
            }
        }
    }

    private mutating func compare(
        _ payroll: PayrollMonths,
        _ window: IndexationWindow,
        _ values: inout [String: Value]
    ) {
        do throws(Growth.Missing) {
            self.payroll = try payroll.comparison(in: window, atLeast: policy.monthsMin)
        } catch {
            switch error {
            case .months(let count): values["payroll_months"] = .number(Decimal(count))
            case .broken: values["payroll_months"] = .number(0)
            }
        }
    }

    func inputs(_ raise: IndexationFormula.Raise, priceToday: Money?) -> IndexationInputs {
        IndexationInputs(
            indexPercent: index?.value.percent,
            indexMonths: index?.months ?? [],
            indexBaseMonths: index?.baseMonths ?? [],
            payrollPercent: payroll?.growth.value.percent,
            payrollMonths: payroll?.growth.months ?? [],
            payrollBaseMonths: payroll?.growth.baseMonths ?? [],
            basePerHead: payroll?.basePerHead.rounded(places: 2),
            perHead: payroll?.perHead.rounded(places: 2),
            growthPercent: raise.growthPercent,
            priceToday: priceToday
        )
    }
}
