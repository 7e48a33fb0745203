import Foundation
import Postgres

/// Subjects that come due at one instant, copied from one that Baton itself has written.
struct Crowd {
    /// What comes due.
    enum Kind: String {
        /// A mail to each client.
        case surveys
        /// A proposal to raise each client's fee.
        case raises
        /// Ratings of project managers of whom a thousand things were said.
        case fades
    }

    let kind: Kind
    let count: Int

    /// The settings that the daemon needs for it.
    var settings: [String: String] {
        switch kind {
        case .surveys:
            [
                "nps.enabled": "true", "nps.calls_every": "\"off\"", "nps.remind_after": "\"off\"",
                "http.secret": "\"0123456789abcdef0123456789abcdef0123456789ab\"",
            ]
        case .raises: ["indexation.enabled": "true"]
        case .fades: ["rating.enabled": "true"]
        }
    }

    /// What is published before: the one that all are copied from, and what it needs.
    var people: [PlannedEvent] {
        switch kind {
        case .surveys: [client(contractFrom: "2020-01-01")]
        case .raises: Self.figures + [client(contractFrom: Self.month(-9) + "-01")]
        case .fades: ManagerFilling.original
        }
    }

    /// Fills the tables, while the daemon is down.
    func fill(_ stage: Stage, dueAfter wait: Duration) throws {
        try stage.daemon.stop()
        let due = Date.now.timeIntervalSince1970 + wait / .seconds(1)
        try stage.database.execute(script: rows + timers(due), deadline: .seconds(600))
        for table in ["timer", "subject"] {
            try stage.database.execute(
                script: "VACUUM ANALYZE baton.\(table)",
                deadline: .seconds(600)
            )
        }
        try stage.daemon.start()
        try stage.awaitSubscription()
    }

    /// How many of them have been worked off.
    func done(_ stage: Stage) throws -> Int {
        switch kind {
        case .surveys:
            try stage.count(
                "SELECT count(*) FROM baton.report_survey WHERE client_id LIKE 'filled-%'"
            )
        case .raises:
            try stage.count(
                """
                SELECT count(*) FROM baton.report_indexation
                WHERE client_id LIKE 'filled-%' AND proposed_at IS NOT NULL
                """
            )
        case .fades:
            try stage.count(
                """
                SELECT count(DISTINCT person_id) FROM baton.report_rating
                WHERE person_id LIKE 'filled-%' AND person_id <> '\(Self.original)'
                """
            )
        }
    }

    // MARK: - Rows

    /// The id of the subject that all are copied from.
    static let original = "filled-original"

    private var subject: String { kind == .fades ? "manager" : "client" }
    private var timer: String {
        switch kind {
        case .surveys: "survey_mail"
        case .raises: "indexation_due"
        case .fades: "rating_fade"
        }
    }

    private var rows: String {
        switch kind {
        case .surveys, .raises: Self.copies(of: subject, count)
        case .fades: ManagerFilling.script(count)
        }
    }

    /// Copies of the row of a kind under other ids.
    static func copies(of kind: String, _ count: Int) -> String {
        """
        INSERT INTO baton.subject (kind, id, version, state, lookup_keys, holders, changed_at,
            shared_version)
        SELECT kind, 'filled-' || n, version,
            replace(state::text, '"\(original)"', '"filled-' || n || '"')::json, '{}',
            holders, changed_at, shared_version
        FROM baton.subject, generate_series(1, \(count)) n
        WHERE kind = '\(kind)' AND id = '\(original)';

        """
    }

    private func timers(_ due: Double) -> String {
        """
        INSERT INTO baton.timer (kind, subject, process, name, generation, lane, due_at,
            correlation_id, mass)
        SELECT kind, 'filled-' || n, process, name, generation, lane,
            to_timestamp(\(due)), 'filled-' || n, mass
        FROM baton.timer, generate_series(1, \(count)) n
        WHERE kind = '\(subject)' AND subject = '\(Self.original)' AND name = '\(timer)';
        DELETE FROM baton.timer WHERE subject = '\(Self.original)';
        DELETE FROM baton.subject WHERE kind = '\(subject)' AND id = '\(Self.original)'
        """
    }

    // MARK: - Events

    private func client(contractFrom day: String) -> PlannedEvent {
        Self.event(
            -5000,
            "client.upserted",
            """
            {"client_id":"\(Self.original)","name":"ООО Ромашка","emails":["client@example.org"],\
            "contract_from":"\(day)","department":"seo","active":true,\
            "fee":{"amount":"80000.00","currency":"RUB"}}
            """
        )
    }

    /// Salary index and payroll of two years, growing by one percent a month.
    private static var figures: [PlannedEvent] {
        (2...25).flatMap { back -> [PlannedEvent] in
            let (month, grown) = (month(-back), 125 - back)
            return [
                event(
                    -6000 - back,
                    "salary_index.observed",
                    #"{"period":"\#(month)","value":\#(grown)}"#
                ),
                event(
                    -6100 - back,
                    "payroll.observed",
                    """
                    {"department":"seo","period":"\(month)","headcount":20,\
                    "total":{"amount":"\(grown * 20_000).00","currency":"RUB"}}
                    """
                ),
            ]
        }
    }

    static func event(_ number: Int, _ type: String, _ data: String) -> PlannedEvent {
        PlannedEvent(
            number: number,
            type: type,
            lead: nil,
            subject: original,
            data: data,
            commands: []
        )
    }

    /// The month so many months from now, such as `2026-09`.
    private static func month(_ months: Int) -> String {
        let day = Date.now.formatted(Date.ISO8601FormatStyle(timeZone: .gmt).year().month())
        let parts = day.split(separator: "-").compactMap { Int($0) }
        let count = (parts.first ?? 2026) * 12 + (parts.last ?? 1) - 1 + months
        let month = count % 12 + 1
        return "\(count / 12)-\(month < 10 ? "0" : "")\(month)"
    }
}

/// Project managers of whom a thousand things were said, copied from one.
enum ManagerFilling {
    /// The one that all are copied from, and who says something of him.
    static let original = [
        Crowd.event(
            -5001,
            "person.upserted",
            """
            {"person_id":"\(Crowd.original)","name":"Проджект","roles":["project_manager"],\
            "chat_id":"P"}
            """
        ),
        Crowd.event(
            -5002,
            "person.upserted",
            #"{"person_id":"judge","name":"Судья","roles":["sales_head"],"chat_id":"J"}"#
        ),
        Crowd.event(
            -5003,
            "feedback.given",
            #"{"feedback_id":"f0","person_id":"\#(Crowd.original)","by":"judge","score":3}"#
        ),
    ]

    /// Three answers a day for a year, a head's feedback: what a row keeps of them.
    static func script(_ count: Int) -> String {
        """
        UPDATE baton.subject SET state = replace(state::text, '"answers":[]', '"answers":[' || (
            SELECT string_agg((current_date - date '1970-01-01' - back) || ',0,1,2', ','
                ORDER BY back DESC) FROM generate_series(0, 360) back) || ']')::json
        WHERE kind = 'manager' AND id = '\(Crowd.original)';

        """ + Crowd.copies(of: "person", count) + Crowd.copies(of: "manager", count)
    }
}
