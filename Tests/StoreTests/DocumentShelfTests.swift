import Domain
import Foundation
import Postgres
import Store
import Testing

/// Documents that were drawn: kept once, never changed.
@Suite(.requiresServer) struct `The shelf of documents` {
    private let now = Sample.now

    private func file(_ kind: DocumentKind, _ content: String) -> RenderedFile {
        RenderedFile(
            kind: kind,
            html: "<p>\(content)</p>",
            pdf: Array(content.utf8),
            sha256: content
        )
    }

    private func use(_ body: (PostgresConnection) throws -> Void) throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        try body(connection)
    }

    @Test func `keeps a set once, whatever comes later`() throws {
        try use { connection in
            let shelf = DocumentShelf(connection)
            #expect(try shelf.files("C1", 1).isEmpty)
            let files = [file(.act, "act"), file(.invoice, "invoice")]
            try shelf.keep("C1", 1, frozen: "{}", files, at: now)
            try shelf.keep("C1", 1, frozen: "{ }", [file(.act, "other")], at: now)
            let kept = try shelf.files("C1", 1)
            #expect(kept.map(\.kind) == [.invoice, .act])
            #expect(kept.map(\.sha256) == ["invoice", "act"])
            #expect(kept.last?.content == Array("act".utf8))
            #expect(kept.last?.mediaType == "application/pdf")
        }
    }

    @Test func `lets nobody change what was drawn`() throws {
        try use { connection in
            let shelf = DocumentShelf(connection)
            try shelf.keep("C1", 1, frozen: "{}", [file(.act, "act")], at: now)
            for change in ["UPDATE document_file SET html = ''", "DELETE FROM document_file"] {
                #expect(throws: PostgresError.self) {
                    try connection.run([Query(Statement(change))], deadline: .seconds(10))
                }
            }
        }
    }

    @Test func `sees a gap in a series`() throws {
        try use { connection in
            let insert = """
                INSERT INTO report_document
                    (client_id, set, kind, legal_entity, year, number, date, is_voided)
                SELECT 'C' || n, 1, 'act', 'romashka', 2026, n, '2026-11-30', false
                FROM unnest('{118,119,121}'::bigint[]) n
                """
            _ = try connection.run([Query(Statement(insert))], deadline: .seconds(10))
            let series = try DocumentShelf(connection).series()
            #expect(series.map(\.first) == [118] && series.map(\.gap) == [1])
            let second = insert.replacing("'C' || n", with: "'D' || n")
            #expect(throws: PostgresError.self, "a number is given twice") {
                try connection.run([Query(Statement(second))], deadline: .seconds(10))
            }
        }
    }
}
