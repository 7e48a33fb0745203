import Domain
package import Foundation

/// The events of a simulation, in the order in which they come.
package struct Script: Sendable {
    /// One event, with where it was read.
    package struct Line: Sendable {
        /// Counted from 1 in the file; nil for the journal's.
        package let number: Int?
        package var time: Date
        package let type: String
        package var body: [UInt8]
        /// Whether it only tells what was known before; not part of the timeline.
        package var isPast = false

        package init(
            number: Int?,
            time: Date,
            type: String,
            body: [UInt8],
            isPast: Bool = false
        ) {
            self.number = number
            self.time = time
            self.type = type
            self.body = body
            self.isPast = isPast
        }
    }

    package let lines: [Line]

    package init(lines: [Line]) {
        self.lines = lines
    }

    /// When the first event comes.
    package var start: Date { lines.first?.time ?? Date(timeIntervalSince1970: 0) }
}

/// Why there are no events to be played.
package struct ScriptProblem: Error, Equatable {
    package let message: String

    init(_ message: String) { self.message = message }
}

/// Reads events from a file, one a line.
package struct FileScript {
    private let file: String

    package init(_ file: String) {
        self.file = file
    }

    /// The events, in the order of their times.
    package func script() throws(ScriptProblem) -> Script {
        let rows = try content().split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        ).map { ByteOrderMark.dropped(from: [UInt8]($0)) }
        let heads = rows.enumerated().filter { !$0.element.allSatisfy(Self.isBlank) }
            .map { (number: $0.offset + 1, body: $0.element, head: Head($0.element)) }
        guard !heads.isEmpty else { throw ScriptProblem("\(file) has no events") }
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

    private func content() throws(ScriptProblem) -> Data {
        do {
            if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
            return try Data(contentsOf: URL(filePath: file))
        } catch {
            let isThere = FileManager.default.fileExists(atPath: file)
            let why = isThere ? error.localizedDescription : "there is no such file"
            throw ScriptProblem("\(file) can't be read: \(why)")
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
