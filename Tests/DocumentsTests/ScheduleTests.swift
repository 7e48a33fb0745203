import Domain
import Foundation
import Testing

/// Documents that nobody asks for.
@Suite struct `Documents on schedule` {
    private let calendar = """
        [service]
        time_zone = "Europe/Moscow"
        [calendar]
        monday = ["09:00-18:00"]
        tuesday = ["09:00-18:00"]
        wednesday = ["09:00-18:00"]
        thursday = ["09:00-18:00"]
        friday = ["09:00-18:00"]

        """

    private func office() throws -> DocumentOffice {
        try DocumentOffice(
            #"kinds = ["invoice", "act"]"#,
            more: calendar,
            start: "2026-01-12T09:00:00Z"
        )
    }

    @Test func `are made at the closing of the last working day of each month`() throws {
        let office = try office()
        try office.client()
        try office.charge("c1", "10.00", on: "2026-01-20")
        // 31 January is a Saturday.
        try office.wait(until: "2026-01-30T14:59:00Z")
        #expect(office.frozen.isEmpty)
        try office.wait(until: "2026-01-30T15:01:00Z")
        #expect(office.frozen.map { $0.period.to.text } == ["2026-01-31"])
        #expect(office.frozen.first?.heads.map(\.kind) == [.invoice, .act])
        try office.wait(until: "2026-02-27T15:01:00Z")
        #expect(office.frozen.map { $0.heads.map(\.kind) } == [[.invoice, .act], [.act]])
        #expect(office.frozen.map { $0.heads.map(\.number) } == [[118, 1], [2]])
    }

    /// Leads may be answered round the clock, banks are not.
    @Test func `keep weekends where no calendar is configured`() throws {
        let office = try DocumentOffice(
            #"kinds = ["invoice", "act"]"#,
            more: "[service]\ntime_zone = \"Europe/Moscow\"\n",
            start: "2026-01-12T09:00:00Z"
        )
        try office.client()
        try office.charge("c1", "10.00", on: "2026-01-20")
        // 31 January is a Saturday; at six in the evening.
        try office.wait(until: "2026-01-30T14:59:00Z")
        #expect(office.frozen.isEmpty)
        try office.wait(until: "2026-01-30T15:01:00Z")
        #expect(office.frozen.map { $0.period.to.text } == ["2026-01-31"])
    }

    @Test func `are not made of nothing`() throws {
        let office = try office()
        try office.client()
        try office.wait(until: "2026-04-01T00:00:00Z")
        #expect(office.frozen.isEmpty && office.blocked.isEmpty && office.mails.isEmpty)
    }

    @Test func `that were missed are made up, one by one`() throws {
        let office = try office()
        try office.client("C1", #", "emails": []"#)
        try office.charge("c1", "10.00", on: "2026-01-20")
        try office.wait(until: "2026-02-28T00:00:00Z")
        #expect(
            office.frozen.isEmpty
                && office.blocked == [
                    ["no_address"], ["no_address"],
                    ["no_address"],
                ]
        )
        try office.client()
        try office.wait(until: "2026-04-01T00:00:00Z")
        #expect(
            office.frozen.map { $0.period.to.text }
                == ["2026-01-31", "2026-02-28", "2026-03-31"]
        )
        #expect(office.frozen.compactMap { $0.act?.head.number } == [1, 2, 3])
    }

    @Test func `begin each year with number 1, the first year as configured`() throws {
        let office = try DocumentOffice(
            #"kinds = ["invoice"]"#,
            more: calendar,
            start: "2026-11-12T09:00:00Z"
        )
        try office.client()
        for (index, day) in ["2026-11-20", "2026-12-20", "2027-01-20"].enumerated() {
            try office.charge("c\(index)", "10.00", on: day)
        }
        try office.wait(until: "2027-02-01T00:00:00Z")
        #expect(office.frozen.compactMap { $0.invoice?.head.number } == [118, 119, 1])
    }

    @Test func `of a client who left are not made`() throws {
        let office = try office()
        try office.client()
        try office.charge("c1", "10.00", on: "2026-01-20")
        try office.client("C1", #", "emails": ["a@b.test"], "active": false"#)
        try office.wait(until: "2026-04-01T00:00:00Z")
        #expect(office.frozen.isEmpty)
    }
}
