/// One step of the schema, plain SQL, embedded in the executable.
package struct Migration: Sendable {
    /// From 1, without gaps.
    package let number: Int
    package let name: String
    package let sql: String

    private init(_ number: Int, _ name: String, _ bytes: [UInt8]) {
        self.number = number
        self.name = name
        sql = String(decoding: bytes, as: UTF8.self)
    }

    /// Every migration there is, in order.
    ///
    /// Append-only: what was released is never edited.
    package static let all = [
        Migration(
            1,
            "lane-journal-subjects-timers",
            PackageResources._001_lane_journal_subjects_timers_sql
        ),
        Migration(2, "report-facts", PackageResources._002_report_facts_sql),
        Migration(3, "report-digest", PackageResources._003_report_digest_sql),
        Migration(4, "holders-index", PackageResources._004_holders_index_sql),
        Migration(5, "fact-comments", PackageResources._005_fact_comments_sql),
    ]
}
