import Domain
import Foundation

/// Fees and prices of the company, and what tests say of them.
extension SalesFloor {
    /// A company in Moscow whose only client is due on 2026-02-01; figures are there.
    static func indexing(
        _ change: (inout IndexationPolicy) -> Void = { _ in },
        hours: WorkingHours? = nil,
        at day: String = "2025-11-10"
    ) -> SalesFloor {
        let zone = TimeZone(identifier: "Europe/Moscow") ?? .gmt
        let calendar = WorkCalendar(timeZone: zone, hours: hours)
        var policy = IndexationPolicy()
        change(&policy)
        var floor = SalesFloor(
            Policies(calendar: calendar, [policy]),
            at: noon(day, calendar)
        )
        for (id, role) in [("head1", "sales_head"), ("dir", "director"), ("anna", "sales_manager")]
        {
            floor.hear(
                "person.upserted",
                #"{"person_id": "\#(id)", "name": "\#(id)", "roles": ["\#(role)"]}"#
            )
        }
        floor.observe("2024", index: 100, payroll: "2400000.00", heads: 20)
        floor.observe("2025", index: 112, payroll: "2772000.00", heads: 21)
        floor.charge()
        floor.forget()
        return floor
    }

    private static func noon(_ day: String, _ calendar: WorkCalendar) -> Date {
        CalendarDay(day).map { calendar.startOfDay($0) + 43_200.0 } ?? SalesFloor.noon
    }

    /// Figures of May to October.
    mutating func observe(_ year: String, index: Int, payroll: String, heads: Int) {
        for month in ["05", "06", "07", "08", "09", "10"] {
            observeIndex("\(year)-\(month)", index)
            hear(
                "payroll.observed",
                #"{"department": "seo", "period": "\#(year)-\#(month)", "headcount": \#(heads), "#
                    + #""total": {"amount": "\#(payroll)", "currency": "RUB"}}"#
            )
        }
    }

    mutating func observeIndex(_ month: String, _ value: Int) {
        hear("salary_index.observed", #"{"period": "\#(month)", "value": \#(value)}"#)
    }

    mutating func charge(
        _ id: String = "C1",
        fee: String = "80000.00",
        contractFrom: String = "2025-01-10",
        emails: String = #"["a@client.test"]"#,
        active: Bool = true
    ) {
        hear(
            "client.upserted",
            #"{"client_id": "\#(id)", "name": "Daisy", "sales_head_id": "head1", "#
                + #""department": "seo", "fee": {"amount": "\#(fee)", "currency": "RUB"}, "#
                + #""contract_from": "\#(contractFrom)", "emails": \#(emails), "#
                + #""active": \#(active)}"#
        )
    }

    mutating func decide(
        _ decision: String,
        _ proposal: String = "X1-C1",
        by person: String = "head1",
        _ more: String = ""
    ) {
        let more = more.isEmpty ? "" : ", \(more)"
        hear(
            "indexation.decided",
            #"{"proposal_id": "\#(proposal)", "decision": "\#(decision)", "#
                + #""actor_id": "\#(person)"\#(more)}"#
        )
    }

    mutating func withdraw(_ proposal: String = "X1-C1", by person: String = "head1") {
        hear(
            "indexation.withdrawn",
            #"{"proposal_id": "\#(proposal)", "actor_id": "\#(person)"}"#
        )
    }

    /// The id of the letter that went out last.
    func letter(_ client: String = "C1") -> String {
        proposal(client)?.notice?.commandID?.rawValue ?? "none"
    }

    mutating func letterFailed(_ id: String, permanent: Bool = false) {
        hear(
            "command.failed",
            #"{"command_id": "\#(id)", "reason": "no such mailbox", "permanent": \#(permanent)}"#
        )
    }

    mutating func letterArrived(_ id: String) {
        hear("mail.delivered", #"{"command_id": "\#(id)"}"#)
    }

    func fees(_ client: String = "C1") -> ClientIndexation? {
        state(of: Indexation.self, client)
    }

    func proposal(_ client: String = "C1") -> Proposal? {
        fees(client)?.proposal ?? fees(client)?.past.last
    }

    /// Lets the time pass up to noon of the day.
    mutating func pass(to day: String) {
        pass(until: Self.noon(day, policies.calendar))
    }

    /// What was published since the last time, without notices that only inform.
    mutating func announced() -> [String] {
        said().filter { !$0.contains(" info ") }
    }
}
