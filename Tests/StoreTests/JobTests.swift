import Domain
import Engine
import Foundation
import Postgres
import Store
import Testing

/// Work beside the lane: asked for with a decision, taken for a while, answered once.
@Suite(.requiresServer, .serialized) struct `A job` {
    private let now = Sample.now
    private let lease = Duration.seconds(60)

    private func request(_ key: String, kind: String = "render") -> RequestedJob {
        RequestedJob(
            JobRequest(kind: kind, key: key, input: ["page": .number(1)]),
            cause: "e1",
            correlationID: "c1",
            at: now
        )
    }

    private func answer(_ id: String) -> JobDesk.Answer {
        let json = #"{"id":"\#(id)","type":"document.drawn","subject":"D1","correlationid":"c1"}"#
        return JobDesk.Answer(json: Array(json.utf8), isCommand: false)
    }

    /// A database in which a lane has asked for jobs, and two workers' desks.
    private func use(
        _ jobs: [RequestedJob],
        _ body: (PostgresStorage, any LaneStore, JobDesk, JobDesk) throws -> Void
    ) throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session()
        defer { store.close() }
        _ = try store.acquire(0, owner: "test")
        try store.write([Sample.entry(1, event: "a")], jobs: jobs)
        let (first, second) = (try storage.connect(), try storage.connect())
        defer {
            first.close()
            second.close()
        }
        try JobDesk(first).appear(as: "one")
        try JobDesk(second).appear(as: "two")
        try body(storage, store, JobDesk(first), JobDesk(second))
    }

    @Test func `is done by one worker, and its answer goes out until it is confirmed`() throws {
        try use([request("a"), request("b")]) { _, _, desk, other in
            let job = try #require(
                try desk.take(["render"], for: "one", at: now, lease: lease)
            )
            #expect(job.key == "a" && job.attempt == 1 && job.cause == "e1")
            #expect(try other.take(["render"], for: "two", at: now, lease: lease)?.key == "b")
            #expect(try other.take(["render"], for: "two", at: now, lease: lease) == nil)
            #expect(try desk.finish(job, with: answer("job-a"), at: now + 5))
            for _ in 1...2 {
                let unsent = try #require(try other.unsent().first)
                #expect(unsent.id == "job-a" && unsent.type == "document.drawn")
            }
            try desk.markSent("a", at: now + 6)
            #expect(try other.unsent().isEmpty)
            #expect(try desk.counts() == JobDesk.Counts(waiting: 1, failed: 0, unsent: 0))
        }
    }

    @Test func `is taken over once its lease is over, and answered by the second alone`() throws {
        try use([request("a")]) { _, _, desk, other in
            let lost = try #require(try desk.take(["render"], for: "one", at: now, lease: lease))
            #expect(try other.take(["render"], for: "two", at: now + 59, lease: lease) == nil)
            let job = try #require(
                try other.take(["render"], for: "two", at: now + 60, lease: lease)
            )
            #expect(job.attempt == 2)
            #expect(try !desk.finish(lost, with: answer("job-a"), at: now + 61))
            #expect(try !desk.postpone(lost, because: "late", until: now))
            #expect(try other.finish(job, with: answer("job-a"), at: now + 62))
            #expect(try desk.unsent().count == 1)
        }
    }

    @Test func `is taken over at once from a worker who is gone`() throws {
        try use([request("a")]) { storage, _, _, other in
            let gone = try storage.connect()
            try JobDesk(gone).appear(as: "three")
            #expect(try JobDesk(gone).take(["render"], for: "three", at: now, lease: lease) != nil)
            #expect(try other.take(["render"], for: "two", at: now + 1, lease: lease) == nil)
            gone.close()
            let end = ContinuousClock.now + .seconds(10)
            var job: JobDesk.Job?
            // The server notices the end of a session in its own time.
            while job == nil, ContinuousClock.now < end {
                job = try other.take(["render"], for: "two", at: now + 2, lease: lease)
            }
            #expect(job?.attempt == 2)
        }
    }

    @Test func `is put off after a failure, and given up in the end with a word of it`() throws {
        try use([request("a")]) { _, _, desk, _ in
            let first = try #require(try desk.take(["render"], for: "one", at: now, lease: lease))
            #expect(try desk.postpone(first, because: "no paper", until: now + 10))
            #expect(try desk.take(["render"], for: "one", at: now + 9, lease: lease) == nil)
            let second = try #require(
                try desk.take(["render"], for: "one", at: now + 10, lease: lease)
            )
            #expect(try desk.fail(second, because: "no\0", with: answer("job-a"), at: now + 11))
            #expect(try desk.take(["render"], for: "one", at: now + 99, lease: lease) == nil)
            #expect(try desk.counts() == JobDesk.Counts(waiting: 0, failed: 1, unsent: 1))
        }
    }

    @Test func `is one, however often it is asked for`() throws {
        try use([request("a")]) { storage, store, desk, _ in
            let job = try #require(try desk.take(["render"], for: "one", at: now, lease: lease))
            #expect(try desk.finish(job, with: nil, at: now))
            try store.write([Sample.entry(2, event: "b")], jobs: [request("a", kind: "other")])
            try desk.add(request("a"))
            #expect(try storage.number("SELECT count(*) FROM job WHERE state = 'done'") == 1)
            #expect(try desk.take(["render", "other"], for: "x", at: now, lease: lease) == nil)
        }
    }

    @Test func `is not there where its decision was rolled back`() throws {
        try use([]) { storage, store, _, _ in
            let lead = [Sample.changed(Subject(.lead, "L1"), from: 0)]
            try store.write([Sample.entry(2, event: "a")], subjects: lead)
            #expect(throws: StoreError.self) {
                try store.write(
                    [Sample.entry(3, event: "b")],
                    subjects: [Sample.changed(Subject(.lead, "L1"), from: 7)],
                    jobs: [request("a")]
                )
            }
            try store.rollBack()
            #expect(try storage.number("SELECT count(*) FROM job") == 0)
        }
    }
}
