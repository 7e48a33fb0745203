import Foundation
import Postgres

/// The transactions of W1 against Baton's own tables: two round trips a batch, nothing decided.
final class MinimalDatabase {
    private let work: MinimalWork
    private let connection: PostgresConnection
    private let epoch: Int64
    private var nextSeq: Int64
    private var versions: [Int64]
    private let occurred = Date.now

    init(_ work: MinimalWork) throws {
        self.work = work
        var configuration = PostgresConfiguration(
            url: work.database,
            applicationName: "bench minimal"
        )
        // As the daemon's session: plans over indexes, made once.
        configuration.sessionSettings = [
            "search_path": "baton", "plan_cache_mode": "force_generic_plan",
            "enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off",
            "jit": "off",
        ]
        connection = try PostgresConnection(configuration)
        let lane = Query(Statement("SELECT epoch, next_seq FROM lane WHERE lane = 0"))
        guard let row = try connection.run([lane], deadline: .seconds(10))[0].rows.first else {
            throw BenchError("nobody has worked on lane 0 yet")
        }
        (epoch, nextSeq) = (try row.int(0), try row.int(1))
        versions = Array(repeating: 0, count: work.leadCount)
    }

    func close() { connection.close() }

    /// One batch: what is known of it, then what follows.
    func write(_ numbers: [Int]) throws {
        let events = numbers.map { work.events[$0] }
        let now = Date.now
        _ = try connection.run(questions(events, now), deadline: .seconds(40))
        _ = try connection.run(answers(events, now), deadline: .seconds(40))
        nextSeq += Int64(events.count)
    }

    private func questions(_ events: [MinimalWork.Event], _ now: Date) -> [Query] {
        let ids = Set(events.map(\.subject)).map(Optional.some)
        let phones = events.filter(\.isCreated).map { Optional.some($0.phone) }
        let nobody = Parameter.texts([])
        return [
            .begin,
            Query(MinimalStatements.own, [.int(0), .int(epoch)]),
            Query(
                MinimalStatements.known,
                [.uuids(events.map(\.key)), .timestamp(now.addingTimeInterval(-14 * 86_400))]
            ),
            Query(
                MinimalStatements.read,
                [.texts(ids.map { _ in "lead" }), .texts(ids)]
            ),
            Query(MinimalStatements.find, [.texts(phones)]),
            Query(MinimalStatements.claim, [nobody, nobody, nobody, nobody, .ints([])]),
        ]
    }

    private func answers(_ events: [MinimalWork.Event], _ now: Date) -> [Query] {
        let accepted = events.filter { !$0.isCreated }
        let over = Set(accepted.map(\.lead))
        let offered = events.filter { $0.isCreated && !over.contains($0.lead) }
        let seq = Parameter.int(nextSeq + Int64(events.count))
        var queries = [
            Query(MinimalStatements.advance, [.int(0), seq, .int(nextSeq - 1)]),
            journal(events, now),
            keep(offered + accepted, now),
        ]
        queries += facts(events, now)
        if !accepted.isEmpty { queries.append(disarm(accepted)) }
        if !offered.isEmpty { queries.append(arm(offered, now)) }
        return queries + [.commit]
    }

    private func journal(_ events: [MinimalWork.Event], _ now: Date) -> Query {
        let recordings = events.map(work.recording)
        func same(_ text: String) -> Parameter { .texts(events.map { _ in text }) }
        return Query(
            MinimalStatements.journal,
            [
                .int(0), .ints(events.indices.map { nextSeq + Int64($0) }),
                .timestamps(events.map { _ in now }), .timestamps(events.map { _ in occurred }),
                .uuids(events.map(\.key)), same("crm"), .texts(events.map(\.id)),
                .texts(recordings.map(\.type)), same("lead"), .texts(events.map(\.subject)),
                .texts(events.map { _ in nil }), same("applied"),
                .jsons(recordings.map(\.decisions)), .jsons(recordings.map(\.event)),
                .jsons(recordings.map(\.commandList)),
            ]
        )
    }

    private func keep(_ events: [MinimalWork.Event], _ now: Date) -> Query {
        let next = events.map { event in
            versions[event.lead] += 1
            return Optional.some(versions[event.lead])
        }
        let recordings = events.map(work.recording)
        return Query(
            MinimalStatements.keep,
            [
                .texts(events.map { _ in "lead" }), .texts(events.map(\.subject)), .ints(next),
                .jsons(recordings.map(\.state)), .texts(events.map(\.phone)),
                .texts(recordings.map(\.holders)), .timestamp(now),
            ]
        )
    }

    /// What reports count: the lead and the turn that begins, and how the turn ends.
    private func facts(_ events: [MinimalWork.Event], _ now: Date) -> [Query] {
        let created = events.filter(\.isCreated)
        let leads = Query(
            MinimalStatements.lead,
            [
                .texts(created.map(\.subject)), .timestamps(created.map { _ in now }),
                .texts(created.map { _ in "site" }), .texts(created.map { _ in "autumn" }),
                .texts(created.map { _ in nil }),
            ]
        )
        // A turn is one row, even where it begins and ends in one batch.
        let over = Set(events.filter { !$0.isCreated }.map(\.lead))
        let turns = events.filter { !$0.isCreated || !over.contains($0.lead) }
        let ends = turns.map { $0.isCreated ? nil : now }
        let turn = Query(
            MinimalStatements.turn,
            [
                .texts(turns.map { _ in "lead" }), .texts(turns.map(\.subject)),
                .timestamps(turns.map { _ in occurred }), .ints(turns.map { _ in 1 }),
                .texts(turns.map { _ in "anna" }), .timestamps(ends),
                .texts(turns.map { $0.isCreated ? nil : "accepted" }), .timestamps(ends),
                .bools(turns.map { !$0.isCreated }),
            ]
        )
        return created.isEmpty ? [turn] : [leads, turn]
    }

    /// As Baton does it: the offer's timer, and one more that might have been armed.
    private func disarm(_ events: [MinimalWork.Event]) -> Query {
        let twice = events.flatMap { [$0, $0] }
        let names = events.flatMap { _ in [work.recording.timerName, "retry"] }
        return Query(
            MinimalStatements.disarm,
            [
                .texts(twice.map { _ in "lead" }), .texts(twice.map(\.subject)),
                .texts(twice.map { _ in work.recording.timerProcess }), .texts(names),
            ]
        )
    }

    private func arm(_ events: [MinimalWork.Event], _ now: Date) -> Query {
        let due = now.addingTimeInterval(15 * 60)
        return Query(
            MinimalStatements.arm,
            [
                .texts(events.map { _ in "lead" }), .texts(events.map(\.subject)),
                .texts(events.map { _ in work.recording.timerProcess }),
                .texts(events.map { _ in work.recording.timerName }),
                .ints(events.map { _ in 1 }), .timestamps(events.map { _ in due }),
                .texts(events.map(\.id)), .int(0),
            ]
        )
    }
}
