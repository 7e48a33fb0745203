import Contract
import Domain
import Foundation
import Postgres
import Settings
import Store

/// The events of a simulation, in the order in which they come.
struct Script {
    /// One event, with where it was read.
    struct Line {
        /// Counted from 1 in the file; nil for the journal's.
        let number: Int?
        let time: Date
        let type: String
        let body: [UInt8]
        /// Whether it only tells what was known before; not part of the timeline.
        var isPast = false
    }

    let lines: [Line]

    /// When the first event comes.
    var start: Date { lines.first?.time ?? Date(timeIntervalSince1970: 0) }
}

/// Reads events from a file, one a line.
struct FileScript {
    private let file: String

    init(_ file: String) {
        self.file = file
    }

    func script() throws -> Script {
        let rows = try content().split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        ).map { ByteOrderMark.dropped(from: [UInt8]($0)) }
        let heads = rows.enumerated().filter { !$0.element.allSatisfy(Self.isBlank) }
            .map { (number: $0.offset + 1, body: $0.element, head: Head($0.element)) }
        guard !heads.isEmpty else { throw CommandFailure("\(file) has no events") }
        var time = heads.lazy.compactMap(\.head.time).first ?? Date(timeIntervalSince1970: 0)
        let lines = heads.map { row in
            time = row.head.time ?? time
            return Script.Line(
                number: row.number,
                time: time,
                type: row.head.type,
                body: row.body
            )
        }
        let order = lines.indices.sorted { (lines[$0].time, $0) < (lines[$1].time, $1) }
        return Script(lines: order.map { lines[$0] })
    }

    private func content() throws -> Data {
        do {
            if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
            return try Data(contentsOf: URL(filePath: file))
        } catch {
            let isThere = FileManager.default.fileExists(atPath: file)
            let why = isThere ? error.localizedDescription : "there is no such file"
            throw CommandFailure("\(file) can't be read: \(why)")
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}

/// As much of an event as must be known to put it into its place.
private struct Head {
    let time: Date?
    let type: String

    init(_ body: [UInt8]) {
        let head = try? JSONReader.read(body) { event in
            let time = (try? event.member("time")?.text()).flatMap(Timestamp.date)
            return (time, try? event.member("type")?.text())
        }
        time = head?.0
        type = head?.1 ?? ""
    }
}

/// Reads the events that the daemon took, from its journal.
struct JournalScript {
    private let settings: Settings
    private let from: Date
    private let to: Date
    private static let pageSize = 5000

    init(_ settings: Settings, from: Date, to: Date) {
        self.settings = settings
        self.from = from
        self.to = to
    }

    func script() throws -> Script {
        let connection = try settings.connectToPostgres("simulate")
        defer { connection.close() }
        do {
            let reader = JournalReader(connection)
            let past = try events(reader, .distantPast, from).filter { Self.isLasting($0.type) }
            let present = try events(reader, from, to)
            guard !present.isEmpty else {
                throw CommandFailure("the journal has no events of that time")
            }
            return Script(
                lines: past.map { line($0, isPast: true) } + present.map { line($0, isPast: false) }
            )
        } catch let error as PostgresError {
            throw CommandFailure(error)
        }
    }

    private func events(
        _ reader: JournalReader,
        _ from: Date,
        _ to: Date
    ) throws(PostgresError) -> [JournalReader.PastEvent] {
        var events: [JournalReader.PastEvent] = []
        while true {
            let page = try reader.events(
                from: from,
                to: to,
                after: events.last?.place,
                limit: Self.pageSize
            )
            events += page
            if page.count < Self.pageSize { return events }
        }
    }

    private func line(_ event: JournalReader.PastEvent, isPast: Bool) -> Script.Line {
        Script.Line(
            number: nil,
            time: event.place.received,
            type: event.type,
            body: event.json,
            isPast: isPast
        )
    }

    /// Whether it tells what is still so long afterwards.
    private static func isLasting(_ type: String) -> Bool {
        [
            "person.", "client.", "deal.", "distribution.", "salary", "payroll.", "competition.",
            "review.", "feedback.", "presale.", "indexation.",
        ].contains(where: type.hasPrefix)
    }
}
