import Domain
import Engine
import Foundation
import Postgres
import Store
import Testing

/// What the journal tells of a person, who is named in lines about others.
@Suite(.requiresServer, .serialized) struct `The story of a person` {
    /// Lines so many hours old; each has a command that names the person.
    private func story(hours: [Double], since: Double, limit: Int) throws -> [Int] {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let store = try storage.session()
        _ = try store.acquire(0, owner: "test")
        let oldestFirst = hours.sorted(by: >)
        try store.write(
            oldestFirst.enumerated().map { index, hour in
                Sample.entry(
                    Int64(index + 1),
                    event: "e\(hour)",
                    received: Sample.now - hour * 3600,
                    commands: [Sample.command("petrova"), Sample.command("c\(hour)")]
                )
            }
        )
        store.close()
        let connection = try storage.connect()
        defer { connection.close() }
        let reader = JournalReader(connection)
        func lines(of person: String) throws -> [JournalReader.Line] {
            try reader.story(
                of: PersonID(trusted: person),
                since: Sample.now - since * 3600,
                limit: limit,
                now: Sample.now
            )
        }
        #expect(try lines(of: "petrov").isEmpty && lines(of: "_etrova").isEmpty)
        return try lines(of: "petrova").map { line in
            Int((Sample.now.timeIntervalSince(line.received) / 3600).rounded())
        }
    }

    @Test func `is told the oldest first, each line once, however far apart they are`() throws {
        let hours: [Double] = [-5, 0, 3, 24, 25, 71, 72, 73, 300, 700, 745]
        let told = try story(hours: hours, since: 744, limit: 1000)
        #expect(told == [700, 300, 73, 72, 71, 25, 24, 3, 0, -5])
    }

    @Test func `ends with the newest lines, as many as are asked for`() throws {
        let hours: [Double] = [1, 2, 30, 40, 100, 200]
        #expect(try story(hours: hours, since: 744, limit: 3) == [30, 2, 1])
        #expect(try story(hours: hours, since: 35, limit: 9) == [30, 2, 1])
    }
}
