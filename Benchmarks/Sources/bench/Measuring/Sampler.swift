import Foundation
import Postgres
import Synchronization

/// Looks at the daemon and its database every few seconds, on a thread of its own.
final class Sampler: Sendable {
    /// What was found at one instant.
    struct Sample: Sendable {
        let instant: ContinuousClock.Instant
        let resident: Double
        let descriptors: Double
        let threads: Double
        let deadRows: Double
    }

    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)

    private struct State {
        var samples: [Sample] = []
        var isStopping = false
        var failure: String?
    }

    init(_ stage: Stage, every pause: Duration) throws {
        guard let tree = stage.daemon.tree else { throw BenchError("the daemon is not there") }
        let (site, database) = (stage.site, stage.run)
        Thread { [self] in
            do {
                let connection = try site.connect(to: database)
                while !state.withLock(\.isStopping) {
                    let sample = try Self.sample(tree, connection)
                    state.withLock { $0.samples.append(sample) }
                    Pause.wait(until: sample.instant + pause)
                }
                connection.close()
            } catch {
                state.withLock { $0.failure = "\(error)" }
            }
            ended.signal()
        }.start()
    }

    /// Ends looking; what was found.
    func stop() throws -> [Sample] {
        state.withLock { $0.isStopping = true }
        ended.wait()
        return try state.withLock { state in
            if let failure = state.failure { throw BenchError("sampling failed: \(failure)") }
            return state.samples
        }
    }

    private static func sample(
        _ tree: ProcessTree,
        _ connection: PostgresConnection
    ) throws -> Sample {
        let dead = Query(Statement("SELECT sum(n_dead_tup)::bigint FROM pg_stat_user_tables"))
        let results = try connection.run([dead], deadline: .seconds(60))
        return Sample(
            instant: .now,
            resident: tree.resident(),
            descriptors: Double(tree.descriptors()),
            threads: Double(tree.threads()),
            deadRows: Double(try results[0].rows.first?.optionalInt(0) ?? 0)
        )
    }
}
