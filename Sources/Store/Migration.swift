/// One step of the schema, plain SQL, embedded in the executable.
package struct Migration: Sendable {
    /// From 1, without gaps.
    package let number: Int
    package let name: String
    package let sql: String

    /// A step of that number, in the bytes of its file.
    package init(_ number: Int, _ name: String, _ bytes: [UInt8]) {
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
        Migration(6, "company-rows", PackageResources._006_company_rows_sql),
        Migration(7, "ledger", PackageResources._007_ledger_sql),
        Migration(8, "mass-timers", PackageResources._008_mass_timers_sql),
        Migration(9, "jobs", PackageResources._009_jobs_sql),
        Migration(10, "pay-ledger", PackageResources._010_pay_ledger_sql),
        Migration(11, "dead-letters-whole", PackageResources._011_dead_letters_whole_sql),
        Migration(12, "prices-and-raises", PackageResources._012_prices_and_raises_sql),
        Migration(13, "positions", PackageResources._013_positions_sql),
        Migration(14, "managers", PackageResources._014_managers_sql),
        Migration(15, "documents", PackageResources._015_documents_sql),
        Migration(16, "erasure", PackageResources._016_erasure_sql),
        Migration(17, "retention", PackageResources._017_retention_sql),
        Migration(18, "who-is-passed-over", PackageResources._018_who_is_passed_over_sql),
        Migration(19, "clients-calls", PackageResources._019_clients_calls_sql),
        Migration(21, "table-comments", PackageResources._021_table_comments_sql),
        Migration(22, "sets-sent-again", PackageResources._022_sets_sent_again_sql),
    ]
}
