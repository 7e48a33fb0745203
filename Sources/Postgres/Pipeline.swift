import CLibPQ

/// One round trip: the queries with their values, and where in it a transaction is committed.
struct Pipeline {
    /// What is sent, and will be answered, in this order.
    enum Step {
        case prepare(Statement, types: [UInt32])
        case execute(Statement, slots: Range<Int>)
        case sync
    }

    let steps: [Step]
    let values: ParameterBuffer
    /// The step at which something is first committed; nil when the transaction is left open.
    let commitStep: Int?

    /// Encodes all values before anything is sent, so that a bad one costs no session.
    init(
        _ queries: [Query],
        prepared: [String: PreparedStatement],
        isIdle: Bool
    ) throws(PostgresError) {
        var (steps, values, prepared) = ([Step](), ParameterBuffer(), prepared)
        for query in queries {
            let start = values.slots.count
            for parameter in query.parameters {
                try values.append(parameter)
            }
            let statement = PreparedStatement(query.statement, values.slots[start...].map(\.oid))
            if try statement.isMissing(in: prepared) {
                prepared[query.statement.name] = statement
                steps.append(.prepare(query.statement, types: statement.types))
            }
            steps.append(.execute(query.statement, slots: start..<values.slots.count))
        }
        steps.append(.sync)
        self.steps = steps
        self.values = values
        commitStep = Self.commitStep(of: steps, isIdle: isIdle)
    }

    /// Outside a transaction block the sync itself commits what was executed before it.
    private static func commitStep(of steps: [Step], isIdle: Bool) -> Int? {
        var isOpen = !isIdle
        for (index, step) in steps.enumerated() {
            guard case .execute(let statement, _) = step else { continue }
            switch statement.effect {
            case .opens: isOpen = true
            case .commits: return index
            case .rollsBack: isOpen = false
            case .none: break
            }
        }
        return isOpen ? nil : steps.count - 1
    }

    /// Queues everything in libpq, which sends what the socket takes; false when that fails.
    func send(on handle: inout ConnectionHandle) -> Bool {
        unsafe values.bytes.withUnsafeBytes { bytes in
            for step in steps {
                let sent =
                    switch step {
                    case .prepare(let statement, let types):
                        handle.sendPrepare(statement, types: types)
                    case .execute(let statement, let slots):
                        unsafe handle.sendExecute(statement.name, values.slots[slots], of: bytes)
                    case .sync: handle.sendSync()
                    }
                guard sent else { return false }
            }
            return true
        }
    }
}

/// What a session knows under a name.
struct PreparedStatement: Equatable {
    private static let parametersMax = 65_535
    private static let nameLengthMax = 63

    let statement: Statement
    let types: [UInt32]

    init(_ statement: Statement, _ types: [UInt32]) {
        self.statement = statement
        self.types = types
    }

    /// Whether it is still to be prepared; throws `misuse` when it cannot be, or differs.
    func isMissing(in prepared: [String: PreparedStatement]) throws(PostgresError) -> Bool {
        if let known = prepared[statement.name] {
            guard known == self else {
                throw misuse("has another text or other parameter types than at its first use")
            }
            return false
        }
        guard statement.name.utf8.count <= Self.nameLengthMax, types.count <= Self.parametersMax,
            !statement.name.utf8.contains(0), !statement.sql.utf8.contains(0)
        else {
            throw misuse("has a name, a text or a number of parameters that cannot be sent")
        }
        return true
    }

    private func misuse(_ what: String) -> PostgresError {
        PostgresError(.misuse, "statement \(statement.name) \(what)")
    }
}

/// The answers to a pipeline: as many as there are steps, counted off one by one.
struct PipelineReplies: Replies {
    private let pipeline: Pipeline
    private var next = 0
    /// Whether the step at `next` has its result, and only its closing nil is missing.
    private var isAnswered = false
    private var strayNils = 0
    private var failedStep: Int?

    private(set) var results: [QueryResult] = []
    private(set) var prepared: [PreparedStatement] = []
    /// The first error; all steps after it are skipped by the server.
    private(set) var failure: PostgresError?

    init(to pipeline: Pipeline) {
        self.pipeline = pipeline
        results.reserveCapacity(pipeline.steps.count)
    }

    var isComplete: Bool { next == pipeline.steps.count }

    mutating func accept(_ result: ResultHandle?) throws(PostgresError) {
        guard let result else { return try acceptNil() }
        strayNils = 0
        switch (result.status, pipeline.steps[next]) {
        case (PGRES_PIPELINE_SYNC, .sync):
            next += 1
        case (PGRES_FATAL_ERROR, let step):
            try fail(at: step, result.serverError)
        case (PGRES_PIPELINE_ABORTED, .prepare), (PGRES_PIPELINE_ABORTED, .execute):
            isAnswered = true
        case (PGRES_COMMAND_OK, .prepare(let statement, let types)):
            prepared.append(PreparedStatement(statement, types))
            isAnswered = true
        case (PGRES_COMMAND_OK, .execute), (PGRES_TUPLES_OK, .execute),
            (PGRES_EMPTY_QUERY, .execute):
            results.append(QueryResult(result))
            isAnswered = true
        default:
            // COPY among them: it cannot be ended in a pipeline.
            throw PostgresError(.misuse, "an answer (\(result.status.rawValue)) is out of place")
        }
    }

    /// An error without SQLSTATE is libpq's own, about a session that is gone; where it was found
    /// does not tell how far the server got.
    private mutating func fail(at step: Pipeline.Step, _ error: PostgresError) throws(PostgresError)
    {
        guard error.sqlState != nil else { throw ending(.connectionLost, error.message) }
        // A commit by sync may fail; the answer to the sync itself follows.
        if case .sync = step {} else { isAnswered = true }
        guard failure == nil else { return }
        failure = error
        failedStep = next
    }

    /// One nil closes a step's results; an idle pipeline may give one more before it starts.
    private mutating func acceptNil() throws(PostgresError) {
        if isAnswered {
            next += 1
            isAnswered = false
            return
        }
        strayNils += 1
        guard strayNils < 3 else {
            throw ending(.connectionLost, "the session no longer answers")
        }
    }

    /// A commit that the server was seen not to reach did not happen; any other one may have.
    func ending(_ code: PostgresError.Code, _ message: String) -> PostgresError {
        let error = failure?.recoded(code) ?? PostgresError(code, message)
        guard let commitStep = pipeline.commitStep, commitStep <= failedStep ?? .max else {
            return error
        }
        return error.recoded(.outcomeUnknown, prefix: "a commit was under way: ")
    }
}

/// The answers to a script: any number of results, then one nil.
struct ScriptReplies: Replies {
    private(set) var isComplete = false
    private(set) var failure: PostgresError?

    mutating func accept(_ result: ResultHandle?) throws(PostgresError) {
        guard let result else {
            isComplete = true
            return
        }
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            break
        case PGRES_FATAL_ERROR:
            failure = failure ?? result.serverError
        default:
            throw PostgresError(.misuse, "a script may not hold COPY from or to the client")
        }
    }

    /// A script may commit anywhere, so what it did is unknown.
    func ending(_ code: PostgresError.Code, _ message: String) -> PostgresError {
        let error = failure?.recoded(code) ?? PostgresError(code, message)
        return error.recoded(.outcomeUnknown, prefix: "a script was under way: ")
    }
}
