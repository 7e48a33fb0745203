import Contract
import Domain
import Engine
import Foundation
import Reports
import Settings
import Simulating
import Texts

/// A company with a past that a test writes down, and two configurations to play it with.
struct PastCompany {
    private(set) var lines: [Script.Line] = []
    private let zero: Date

    /// Anna is asked first, then Boris, then Vera; Olga is the head.
    static let people = """
        [service]
        time_zone = "Europe/Moscow"
        [[people]]
        id = "anna"
        name = "Анна"
        roles = ["sales_manager"]
        [[people]]
        id = "boris"
        name = "Борис <b>"
        roles = ["sales_manager"]
        [[people]]
        id = "vera"
        name = "Вера"
        roles = ["sales_manager"]
        [[people]]
        id = "olga"
        name = "Ольга"
        roles = ["sales_head"]
        [[people]]
        id = "pavel"
        name = "Павел"
        roles = ["project_manager"]
        [[people]]
        id = "timur"
        name = "Тимур"
        roles = ["project_manager"]

        """

    /// A race of three with a quarter of an hour each.
    static let race = """
        [lead_distribution]
        top_size = 3
        fallback_top = ["anna", "boris", "vera"]
        offer_timeout = "15m"
        final = { assign = "role:sales_head" }

        """

    /// 1 September 2026 is a Tuesday.
    init(_ start: String = "2026-09-01T10:00:00+03:00") {
        zero = Timestamp.date(start) ?? .distantPast
    }

    /// Something happens so many minutes after the start.
    mutating func say(_ minutes: Double, _ type: String, _ data: String) {
        let head =
            #""specversion":"1.0","id":"e\#(lines.count)","source":"crm","type":"\#(type)""#
        lines.append(
            Script.Line(
                number: lines.count + 1,
                time: zero + minutes * 60,
                type: type,
                body: Array(#"{\#(head),"data":{\#(data)}}"#.utf8)
            )
        )
    }

    /// A hot lead comes.
    mutating func lead(_ minutes: Double, _ id: String) {
        say(
            minutes,
            "lead.created",
            #""lead_id":"\#(id)","hot":true,"source":{"channel":"site"}"#
        )
    }

    /// Somebody takes a lead, the CRM repeats it, and he calls the client two minutes later.
    mutating func take(_ minutes: Double, _ lead: String, _ person: String) {
        let ids = #""lead_id":"\#(lead)","person_id":"\#(person)""#
        say(minutes, "lead.offer_accepted", ids)
        say(
            minutes + 0.1,
            "lead.responsible_changed",
            #""lead_id":"\#(lead)","responsible_id":"\#(person)""#
        )
        say(minutes + 2, "call.made", #"\#(ids),"call_id":"k-\#(lead)","to":"+79131234567""#)
    }

    /// What would have been different.
    func compare(_ before: String, _ after: String, from: Double? = nil) throws -> Comparison {
        let (one, other) = (try settings(before), try settings(after))
        let sorted = lines.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        return try Comparison.play(
            Script(lines: sorted),
            try Self.terms(one),
            try Self.terms(other),
            knobs: other.differences(from: one).map {
                Comparison.Knob(key: $0.key, before: $0.before, after: $0.after)
            },
            source: "baton",
            zone: one.service.timeZone,
            countedFrom: from.map { zero + $0 * 60 },
            until: nil
        )
    }

    private func settings(_ text: String) throws -> Settings {
        try Settings.parse(Self.people + text)
    }

    private static func terms(_ settings: Settings) throws -> Comparison.Terms {
        Comparison.Terms(
            decider: BatchDecider(
                policies: settings.policies,
                source: "baton",
                text: try Texts(locale: .ru).text
            ),
            version: settings.version
        )
    }
}

extension Comparison {
    /// A table by its key; empty where there is none.
    func rows(_ key: String) -> [[ReportCell]] { tables.first { $0.key == key }?.rows ?? [] }

    /// A row of the summary, without its name.
    func figure(_ key: String) -> [ReportCell] {
        Array(rows("summary").first { $0.first == .text(key) }?.dropFirst() ?? [])
    }

    /// For people, in Russian.
    static var russian: ComparisonLanguage {
        ComparisonLanguage(.ru, reports: ReportLanguage(.ru) { $0 })
    }
}
