import Domain
import Foundation

/// The people of the acceptance scenarios, and what tests of the race say of them.
extension SalesFloor {
    /// Round the clock in Moscow, unless a calendar is given.
    static func racing(
        _ change: (inout LeadDistributionPolicy) -> Void = { _ in },
        calendar: WorkCalendar = .roundTheClock,
        at now: Date = SalesFloor.noon
    ) -> SalesFloor {
        var policy = LeadDistributionPolicy(final: .role(.salesHead))
        policy.fallbackTop = ["anna", "boris", "vera"]
        policy.offerTimeout = .seconds(900)
        policy.firstActionWithin = nil
        policy.missesToPause = nil
        change(&policy)
        var floor = SalesFloor(Policies(calendar: calendar, [policy]), at: now)
        let roles = [
            "marina": "marketer", "anna": "sales_manager", "boris": "sales_manager",
            "vera": "sales_manager", "head1": "sales_head", "head2": "sales_head",
            "pavel": "project_manager", "kira": "consultant", "dir": "director",
        ]
        for (id, role) in roles.sorted(by: { $0.key < $1.key }) {
            floor.hear(
                "person.upserted",
                #"{"person_id": "\#(id)", "name": "\#(id)", "roles": ["\#(role)"]}"#
            )
        }
        floor.forget()
        return floor
    }

    /// Everybody leaves the company, or comes back to it.
    mutating func everybody(isActive: Bool) {
        for (id, person) in company.people.sorted(by: { $0.key < $1.key }) {
            let roles = person.roles.map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ",")
            hear(
                "person.upserted",
                #"{"person_id": "\#(id)", "name": "\#(id)", "roles": [\#(roles)], "#
                    + #""active": \#(isActive)}"#
            )
        }
    }

    mutating func lead(_ id: String = "H1", _ more: String = "") {
        let more = more.isEmpty ? "" : ", " + more
        hear("lead.created", #"{"lead_id": "\#(id)", "source": {"channel": "site"}\#(more)}"#)
    }

    mutating func accept(_ person: String, _ lead: String = "H1") {
        hear("lead.offer_accepted", #"{"lead_id": "\#(lead)", "person_id": "\#(person)"}"#)
    }

    mutating func decline(_ person: String, _ lead: String = "H1") {
        hear("lead.offer_declined", #"{"lead_id": "\#(lead)", "person_id": "\#(person)"}"#)
    }

    mutating func away(_ person: String) {
        hear("person.availability_changed", #"{"person_id": "\#(person)", "available": false}"#)
    }

    mutating func back(_ person: String) {
        hear("person.availability_changed", #"{"person_id": "\#(person)", "available": true}"#)
    }

    /// Whose the lead is, as everybody sees it.
    func owner(of lead: String = "H1") -> PersonID? {
        state(of: Leads.self, lead)?.responsibleID
    }

    func race(_ lead: String = "H1") -> LeadRace? {
        state(of: LeadDistribution.self, lead)
    }

    func holder(of lead: String = "H1") -> PersonID? {
        race(lead)?.holder
    }
}

/// Monday to Friday, 9 to 18, in Moscow; nobody works on 2026-07-17.
enum WorkingWeek {
    static let moscow = TimeZone(identifier: "Europe/Moscow") ?? .gmt

    static var calendar: WorkCalendar { calendar(in: moscow) }

    static func calendar(in zone: TimeZone) -> WorkCalendar {
        let block = ClockRange(start: 9 * 60, end: 18 * 60)
        let day = [block].compactMap(\.self)
        return WorkCalendar(
            timeZone: zone,
            hours: WorkingHours(
                week: Dictionary(uniqueKeysWithValues: (1...5).map { ($0, day) }),
                holidays: [CalendarDay(year: 2026, month: 7, day: 17)]
            )
        )
    }

    /// An instant by its text, such as `2026-07-15T18:55:00+03:00`.
    static func at(_ text: String) -> Date {
        (try? Date(text, strategy: .iso8601)) ?? .distantPast
    }
}
