import Telemetry

/// What each metric means, as shown in `/metrics`.
enum MetricNames {
    static func describe(in registry: PrometheusRegistry) {
        for (name, help) in texts { registry.describe(name, help) }
    }

    private static let texts = [
        ("baton_events_received", "Messages taken off the inbox, duplicates among them."),
        ("baton_events", "Journal entries by outcome: applied, ignored, rejected, dead."),
        ("baton_events_duplicate", "Events that had taken effect before and were left alone."),
        ("baton_decisions", "Decisions of a process that changed nothing, by reason."),
        ("baton_notes", "What decisions noted in the journal: skips, ends that came by time, …"),
        ("baton_dead_letters", "Messages put aside because they can't be worked with, by code."),
        ("baton_position_rows", "Rows of positions that were taken, by way."),
        ("baton_position_batches", "Events and requests with positions that were taken, by way."),
        ("baton_position_refusals", "Events and requests with positions refused as a whole."),
        ("baton_position_repeats", "Events and requests with positions that were taken before."),
        ("baton_position_corrections", "Readings that were others before."),
        ("baton_position_series", "Series of positions: fresh, stale, or too thinly measured."),
        ("baton_batch_size", "Events and timers in one transaction."),
        ("baton_batch_seconds", "Time from reading a batch's rows to its commit."),
        ("baton_batches_split", "Batches halved because the database refused their data."),
        ("baton_batch_conflicts", "Batches decided again: another lane changed the same rows."),
        ("baton_timers_fired", "Timers that came due and were worked off."),
        ("baton_timer_lateness_seconds", "How long after its due instant a timer was decided."),
        (
            "baton_mass_timer_lateness_seconds",
            "The same of timers that wait for all others: of mass work."
        ),
        ("baton_jobs", "Jobs that wait, have failed, or whose answer is not out yet."),
        ("baton_job_attempts", "Attempts at jobs, by how they ended."),
        ("baton_document_number_gap", "Numbers of a series of documents that nobody has: 0."),
        ("baton_store_errors", "Times the lane lost its database or its ownership."),
        ("baton_store_round_trips", "Round trips to the database."),
        ("baton_commands_decided", "Commands and facts decided, each counted once."),
        ("baton_journal_unpublished", "Journal entries not yet published and confirmed."),
        ("baton_messages_published", "Messages sent to the broker, repetitions among them."),
        ("baton_messages_confirmed", "Messages that the broker has confirmed."),
        ("baton_messages_refused", "Messages that the broker has refused; they are sent again."),
        ("baton_messages_returned", "Commands that no queue and no alternate exchange wanted."),
        ("baton_confirm_window", "Messages sent and not yet confirmed."),
        ("baton_lane_state", "1 for the state that the lane is in."),
        ("baton_oldest_unacknowledged_seconds", "Age of the oldest delivery being decided."),
        ("baton_broker_blocked", "1 while the broker takes no messages for lack of resources."),
        ("baton_amqp_node", "1 for the node of the broker that a connection goes to."),
        ("baton_postgres_server", "1 for the database server that a lane writes on."),
        ("baton_up", "1 for a connection to the broker that is up, 0 for one that is not."),
    ]
}
