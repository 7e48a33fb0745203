package import Engine
package import Foundation
package import Postgres

/// Jobs as workers handle them: taken for a while, answered once, put off or given up.
package struct JobDesk {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(20)

    /// A desk over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// A job in a worker's hands.
    package struct Job: Sendable {
        package let key: String
        package let kind: String
        /// JSON, an object.
        package let input: [UInt8]
        /// Id of the event or timer that it follows from.
        package let cause: String
        package let correlationID: String
        /// Which attempt this is, from 1.
        package let attempt: Int
        /// Who has it.
        package let owner: String
    }

    /// What is published once a job has ended: a whole CloudEvent.
    package struct Answer: Sendable {
        package let json: [UInt8]
        /// Whether an adapter carries it out; else it goes to the lane's own inbox.
        package let isCommand: Bool

        package init(json: [UInt8], isCommand: Bool) {
            self.json = json
            self.isCommand = isCommand
        }
    }

    /// An answer that the broker has not confirmed yet.
    package struct Unsent: Sendable {
        package let key: String
        package let answer: Answer
        package let id: String
        package let type: String
        package let subject: String
        package let correlationID: String
    }

    /// How many jobs are where.
    package struct Counts: Equatable, Sendable {
        package let waiting: Int
        package let failed: Int
        package let unsent: Int

        package init(waiting: Int, failed: Int, unsent: Int) {
            self.waiting = waiting
            self.failed = failed
            self.unsent = unsent
        }
    }

    // MARK: - Work

    /// Asks for a job from beside the lane; one that is there already stays as it is.
    package func add(_ job: RequestedJob) throws(PostgresError) {
        let query: Query
        do throws(StoreError) {
            query = try JobStatements.insert([job])
        } catch {
            throw PostgresError(.unstorableText, "\(error)")
        }
        _ = try connection.run([query], deadline: Self.deadline)
    }

    /// Takes away jobs that were done elsewhere, so that nobody does them again.
    package func forget(_ keys: [String]) throws(PostgresError) {
        _ = try connection.run(
            [Query(JobStatements.forget, [.texts(keys)])],
            deadline: Self.deadline
        )
    }

    /// Shows others that the owner is there, as long as the connection is: jobs of an owner who is
    /// gone are theirs at once, whatever is left of the lease.
    package func appear(as owner: String) throws(PostgresError) {
        _ = try connection.run(
            [Query(JobStatements.appear, [.text(owner)])],
            deadline: Self.deadline
        )
    }

    /// The next job that is due, taken until the lease is over; nil where there is none.
    package func take(
        _ kinds: [String],
        for owner: String,
        at now: Date,
        lease: Duration
    ) throws(PostgresError) -> Job? {
        let results = try connection.run(
            [
                Query(
                    JobStatements.take,
                    [
                        .texts(kinds), .text(owner), .timestamp(now),
                        .timestamp(now + lease / .seconds(1)),
                    ]
                )
            ],
            deadline: Self.deadline
        )
        guard let row = results[0].rows.first else { return nil }
        return Job(
            key: try row.text(0),
            kind: try row.text(1),
            input: try row.json(2),
            cause: try row.text(3),
            correlationID: try row.text(4),
            attempt: Int(try row.int(5)),
            owner: owner
        )
    }

    /// The job is done, and this is its answer; false where it is somebody else's by now.
    package func finish(
        _ job: Job,
        with answer: Answer?,
        at now: Date
    ) throws(PostgresError) -> Bool {
        try change(
            JobStatements.finish,
            job,
            [.json(answer?.json), .bool(answer?.isCommand ?? false), .timestamp(now)]
        )
    }

    /// The job did not succeed, and is tried again.
    package func postpone(
        _ job: Job,
        because error: String,
        until next: Date
    ) throws(PostgresError) -> Bool {
        try change(JobStatements.postpone, job, [.text(error.storable), .timestamp(next)])
    }

    /// The job is given up, and this is told of it.
    package func fail(
        _ job: Job,
        because error: String,
        with answer: Answer?,
        at now: Date
    ) throws(PostgresError) -> Bool {
        try change(
            JobStatements.fail,
            job,
            [
                .json(answer?.json), .bool(answer?.isCommand ?? false), .timestamp(now),
                .text(error.storable),
            ]
        )
    }

    private func change(
        _ statement: Statement,
        _ job: Job,
        _ values: [Parameter]
    ) throws(PostgresError) -> Bool {
        let held: [Parameter] = [.text(job.key), .text(job.owner), .int(Int64(job.attempt))]
        let results = try connection.run(
            [Query(statement, held + values)],
            deadline: Self.deadline
        )
        return results[0].affected == 1
    }

    // MARK: - Answers

    /// Answers that the broker has not confirmed yet, the oldest first.
    package func unsent() throws(PostgresError) -> [Unsent] {
        let results = try connection.run([Query(JobStatements.unsent)], deadline: Self.deadline)
        var unsent: [Unsent] = []
        for row in results[0].rows {
            unsent.append(
                Unsent(
                    key: try row.text(0),
                    answer: Answer(json: try row.json(1), isCommand: try row.bool(2)),
                    id: try row.text(3),
                    type: try row.text(4),
                    subject: try row.optionalText(5) ?? "",
                    correlationID: try row.optionalText(6) ?? ""
                )
            )
        }
        return unsent
    }

    /// The broker has confirmed an answer.
    package func markSent(_ key: String, at now: Date) throws(PostgresError) {
        _ = try connection.run(
            [Query(JobStatements.markSent, [.text(key), .timestamp(now)])],
            deadline: Self.deadline
        )
    }

    /// How many jobs are where.
    package func counts() throws(PostgresError) -> Counts {
        let results = try connection.run([Query(JobStatements.counts)], deadline: Self.deadline)
        guard let row = results[0].rows.first else {
            return Counts(waiting: 0, failed: 0, unsent: 0)
        }
        return Counts(
            waiting: Int(try row.int(0)),
            failed: Int(try row.int(1)),
            unsent: Int(try row.int(2))
        )
    }
}
