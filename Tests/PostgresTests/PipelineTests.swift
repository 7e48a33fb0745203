import CLibPQ
import Testing

@testable import Postgres

@Suite struct `A pipeline` {
    private static let insert = Query(Statement("INSERT INTO t VALUES ($1)"), [.int(1)])

    private func pipeline(_ queries: [Query], isIdle: Bool = true) throws -> Pipeline {
        try Pipeline(queries, prepared: [:], isIdle: isIdle)
    }

    @Test func `prepares each statement once, before its first use`() throws {
        let steps = try pipeline([Self.insert, Self.insert]).steps
        #expect(steps.count == 4)
        guard case .prepare(_, let types) = steps[0], case .sync = steps[3] else {
            Issue.record("prepare first, sync last")
            return
        }
        #expect(types == [OID.int8])
    }

    @Test func `does not prepare what the session knows`() throws {
        let known = PreparedStatement(Self.insert.statement, [OID.int8])
        let pipeline = try Pipeline(
            [Self.insert],
            prepared: [known.statement.name: known],
            isIdle: true
        )
        #expect(pipeline.steps.count == 2)
    }

    @Test func `refuses a statement whose parameter types change`() {
        let other = Query(Self.insert.statement, [.text("1")])
        let error = #expect(throws: PostgresError.self) { try pipeline([Self.insert, other]) }
        #expect(error?.code == .misuse)
    }

    @Test func `refuses two texts under one name`() {
        let queries = ["SELECT 1", "SELECT 2"].map { Query(Statement($0, name: "same")) }
        let error = #expect(throws: PostgresError.self) { try pipeline(queries) }
        #expect(error?.code == .misuse)
    }

    @Test func `commits at its COMMIT`() throws {
        #expect(try pipeline([.begin, Self.insert, .commit]).commitStep == 5)
        #expect(try pipeline([Self.insert, .commit], isIdle: false).commitStep == 3)
    }

    @Test func `commits at its end without BEGIN`() throws {
        #expect(try pipeline([Self.insert]).commitStep == 2)
        #expect(try pipeline([.begin, .rollback, Self.insert]).commitStep == 6)
    }

    @Test func `commits nothing while its transaction stays open`() throws {
        #expect(try pipeline([.begin, Self.insert]).commitStep == nil)
        #expect(try pipeline([Self.insert], isIdle: false).commitStep == nil)
    }

    @Test func `that is lost says whether a commit was under way`() throws {
        let open = PipelineReplies(to: try pipeline([.begin, Self.insert]))
        #expect(open.ending(.connectionLost, "m").code == .connectionLost)
        #expect(open.ending(.deadlineExceeded, "m").code == .deadlineExceeded)
        let committing = PipelineReplies(to: try pipeline([.begin, Self.insert, .commit]))
        #expect(committing.ending(.deadlineExceeded, "m").code == .outcomeUnknown)
    }

    /// The error after the server answered the first `steps` steps, and then only libpq spoke.
    private func lost(_ pipeline: Pipeline, afterSteps steps: Int) -> PostgresError? {
        var replies = PipelineReplies(to: pipeline)
        return #expect(throws: PostgresError.self) {
            for _ in 0..<steps {
                try replies.accept(Self.result(PGRES_COMMAND_OK))
                try replies.accept(nil)
            }
            try replies.accept(Self.result(PGRES_FATAL_ERROR))
        }
    }

    private static func result(_ status: ExecStatusType) -> ResultHandle? {
        PQmakeEmptyPGresult(nil, status).map(ResultHandle.init(taking:))
    }

    // libpq pins the loss of a connection on the query whose answer it awaits, while the server
    // may long have executed the COMMIT behind it.
    @Test(arguments: 0...5)
    func `that is lost before any word of the server has an unknown outcome`(
        _ steps: Int
    ) throws {
        let pipeline = try pipeline([.begin, Self.insert, .commit])
        #expect(lost(pipeline, afterSteps: steps)?.code == .outcomeUnknown)
    }

    @Test func `that is lost with its transaction open is merely lost`() throws {
        #expect(lost(try pipeline([.begin]), afterSteps: 1)?.code == .connectionLost)
    }

    @Test func `that answers nothing any more is given up`() throws {
        var replies = PipelineReplies(to: try pipeline([.begin]))
        let error = #expect(throws: PostgresError.self) {
            while true { try replies.accept(nil) }
        }
        #expect(error?.code == .connectionLost)
    }

    @Test(
        arguments: [
            ("BEGIN", .opens), ("  start transaction", .opens), ("commit", .commits),
            ("END", .commits), ("ROLLBACK", .rollsBack), ("abort;", .rollsBack),
            ("SELECT 1", .none), ("beginning", .none), ("", .none),
        ] as [(String, TransactionEffect)]
    )
    func `reads the first word of a command`(_ sql: String, _ effect: TransactionEffect) {
        #expect(TransactionEffect(of: sql) == effect)
    }

    @Test func `a derived name is short and always the same`() {
        let statement = Statement("SELECT 1")
        #expect(statement.name.hasPrefix("s_"))
        #expect(statement.name.utf8.count <= 18)
        #expect(statement == Statement("SELECT 1"))
        #expect(statement.name != Statement("SELECT 2").name)
    }
}
