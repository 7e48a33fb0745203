import Foundation
import Postgres

/// Clients whose surveys come due at one instant, copied from one that Baton itself has written.
struct SurveyFilling {
    private let stage: Stage
    private let surveys: Int

    init(_ stage: Stage, surveys: Int) {
        self.stage = stage
        self.surveys = surveys
    }

    /// The settings with which the daemon asks clients.
    static let settings = [
        "nps.enabled": "true", "nps.calls_every": "\"off\"", "nps.remind_after": "\"off\"",
        "http.secret": "\"0123456789abcdef0123456789abcdef0123456789ab\"",
    ]

    /// The client that all are copied from.
    static let client = PlannedEvent(
        number: -5000,
        type: "client.upserted",
        lead: nil,
        subject: original,
        data: """
            {"client_id":"\(original)","name":"ООО Ромашка","emails":["client@example.org"],\
            "contract_from":"2020-01-01","active":true}
            """,
        commands: []
    )
    private static let original = "filled-client"

    /// Fills the tables, while the daemon is down.
    func fill(dueAfter wait: Duration) throws {
        try stage.daemon.stop()
        let due = Date.now.timeIntervalSince1970 + wait / .seconds(1)
        try stage.database.execute(
            script: """
                INSERT INTO baton.subject (kind, id, version, state, lookup_keys, holders,
                    changed_at)
                SELECT kind, 'filled-' || n, version,
                    replace(state::text, '"\(Self.original)"', '"filled-' || n || '"')::json, '{}',
                    holders, changed_at
                FROM baton.subject, generate_series(1, \(surveys)) n
                WHERE kind = 'client' AND id = '\(Self.original)';
                INSERT INTO baton.timer (kind, subject, process, name, generation, lane, due_at,
                    correlation_id, mass)
                SELECT kind, 'filled-' || n, process, name, generation, lane,
                    to_timestamp(\(due)), 'filled-' || n, mass
                FROM baton.timer, generate_series(1, \(surveys)) n
                WHERE kind = 'client' AND subject = '\(Self.original)' AND name = 'survey_mail';
                DELETE FROM baton.timer WHERE subject = '\(Self.original)';
                DELETE FROM baton.subject WHERE kind = 'client' AND id = '\(Self.original)'
                """,
            deadline: .seconds(600)
        )
        try stage.database.execute(script: "VACUUM ANALYZE baton.timer", deadline: .seconds(600))
        try stage.daemon.start()
        try stage.awaitSubscription()
    }
}
