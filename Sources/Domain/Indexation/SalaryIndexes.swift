/// A salary index by month.
package struct SalaryIndex: ProcessState {
    package internal(set) var versions = IndexVersions()

    package init() {}
}

/// Keeps the salary indexes that fees may follow.
package enum SalaryIndexes: BusinessProcess {
    package typealias State = SalaryIndex

    /// What can happen to an index.
    package enum Input: Sendable {
        case observed(SalaryIndexObserved)
    }

    package static let name = "salary_index"
    package static let subject = SubjectKind.index
    package static let reads: [any Message.Type] = [SalaryIndexObserved.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? SalaryIndexObserved else { return [] }
        return [Concern(body.subject, .observed(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .observed(let news):
            if let flaw = Flaw.futureMonth(news.period, context) { return .refused(flaw) }
            var index = state ?? State()
            index.versions.observe(news.value, in: news.period, of: news.series)
            return .changed(to: index)
        }
    }
}

/// What a department is paid by month.
package struct DepartmentPayroll: ProcessState {
    package internal(set) var months = PayrollMonths()

    package init() {}
}

/// Keeps the payroll of each department.
package enum Payrolls: BusinessProcess {
    package typealias State = DepartmentPayroll

    /// What can happen to a payroll.
    package enum Input: Sendable {
        case observed(PayrollObserved)
    }

    package static let name = "payroll"
    package static let subject = SubjectKind.department
    package static let reads: [any Message.Type] = [PayrollObserved.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? PayrollObserved else { return [] }
        return [Concern(body.subject, .observed(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .observed(let news):
            if let flaw = Flaw.futureMonth(news.period, context) { return .refused(flaw) }
            var payroll = state ?? State()
            payroll.months.observe(
                .init(total: news.total.amount, headcount: news.headcount),
                in: news.period
            )
            return .changed(to: payroll)
        }
    }
}
