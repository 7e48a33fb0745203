import Foundation

/// Rows as JSON objects, one a line.
///
/// A reader of its own, because a row is flat and there are a hundred thousand a second: `Codable`
/// takes ten times as long for one. Whatever is rare, such as escapes, goes through Foundation.
struct NDJSONRows: RowSource {
    private var lines: LineReader

    init(_ lines: LineReader) {
        self.lines = lines
    }

    var place: String { "line \(lines.number)" }

    mutating func next(into row: inout PositionRow) throws(BulkError) -> Bool {
        while let line = try lines.next() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            row = PositionRow()
            var scanner = FlatObjectScanner(line)
            do {
                try scanner.read { name, value throws(FlatObjectScanner.Fault) in
                    try Self.take(name, value, into: &row)
                }
            } catch {
                throw BulkError(.badInput, "\(place): \(error.message)")
            }
            return true
        }
        return false
    }

    private static func take(
        _ name: ArraySlice<UInt8>,
        _ value: FlatObjectScanner.Value,
        into row: inout PositionRow
    ) throws(FlatObjectScanner.Fault) {
        switch Self.field(name) {
        case .site: row.site = try value.identifier("site_id")
        case .client: row.client = try value.identifier("client_id")
        case .engine: row.engine = try value.text("engine")
        case .region: row.region = try value.optionalIdentifier("region")
        case .device: row.device = try value.optionalText("device")
        case .source: row.source = try value.optionalText("source")
        case .date: row.date = try value.text("date")
        case .query: row.query = try value.text("query")
        case .position: row.position = value.position()
        case .measured: row.isMeasured = try value.flag("measured") ?? true
        case .depth: row.depth = try value.depth()
        case .url: row.url = try value.optionalText("url")
        case .time: row.time = try value.optionalText("time")
        case nil: break
        }
    }

    /// The field of a name; length and first letter tell all of ours apart, so that one comparison
    /// is enough.
    private static func field(_ name: ArraySlice<UInt8>) -> ColumnMap.Field? {
        guard let first = name.first else { return nil }
        let field: ColumnMap.Field? =
            switch (name.count, Unicode.Scalar(first)) {
            case (3, "u"): .url
            case (4, "d"): .date
            case (4, "t"): .time
            case (5, "d"): .depth
            case (5, "q"): .query
            case (6, "d"): .device
            case (6, "e"): .engine
            case (6, "r"): .region
            case (6, "s"): .source
            case (7, "s"): .site
            case (8, "m"): .measured
            case (8, "p"): .position
            case (9, "c"): .client
            default: nil
            }
        return field.flatMap { name.elementsEqual($0.rawValue.utf8) ? $0 : nil }
    }
}

extension FlatObjectScanner.Value {
    fileprivate func text(
        _ name: String
    ) throws(FlatObjectScanner.Fault) -> ArraySlice<UInt8> {
        guard case .text(let text) = self else {
            throw FlatObjectScanner.Fault("\(name): must be text")
        }
        return text
    }

    fileprivate func optionalText(
        _ name: String
    ) throws(FlatObjectScanner.Fault) -> ArraySlice<UInt8> {
        self == .null ? [] : try text(name)
    }

    /// Ids are text; some systems write them as whole numbers.
    fileprivate func identifier(
        _ name: String
    ) throws(FlatObjectScanner.Fault) -> ArraySlice<UInt8> {
        guard case .number(let digits) = self else { return try text(name) }
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw FlatObjectScanner.Fault("\(name): must be text or a whole number")
        }
        return digits
    }

    fileprivate func optionalIdentifier(
        _ name: String
    ) throws(FlatObjectScanner.Fault) -> ArraySlice<UInt8> {
        self == .null ? [] : try identifier(name)
    }

    fileprivate func flag(_ name: String) throws(FlatObjectScanner.Fault) -> Bool? {
        switch self {
        case .null: nil
        case .flag(let flag): flag
        case .text, .number, .other:
            throw FlatObjectScanner.Fault("\(name): must be true or false")
        }
    }

    /// A whole number, also as tables with gaps export it: `5.0`.
    private static func whole(_ text: String) -> Int? {
        if let whole = Int(text) { return whole }
        guard let number = Double(text), number.rounded() == number else { return nil }
        return Int(exactly: number)
    }

    fileprivate func position() -> PositionRow.Position {
        switch self {
        case .null: return .none
        case .number(let digits):
            let text = String(decoding: digits, as: UTF8.self)
            return Self.whole(text).map(PositionRow.Position.place) ?? .wrong(text)
        // Of a failed attempt it says nothing, so that the row decides.
        case .text(let text): return .wrong(String(decoding: text, as: UTF8.self))
        case .flag(let flag): return .wrong("\(flag)")
        case .other: return .wrong("a list or an object")
        }
    }

    fileprivate func depth() throws(FlatObjectScanner.Fault) -> Int? {
        switch self {
        case .null: return nil
        case .number(let digits):
            if let depth = Self.whole(String(decoding: digits, as: UTF8.self)) { return depth }
        case .text, .flag, .other: break
        }
        throw FlatObjectScanner.Fault("depth: must be a whole number")
    }
}
