import Domain
import Foundation
import SeededChance

/// Ways to make something else of something good.
extension SplitMix {
    private static let scraps = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-",
        "1e999",
        "0", ".", "=", "\n", "\"\"\"", "'", "#", "{{", "}}", "{{#", "{{/", "{{^", "{{{", "{{>",
        "{{!", "[[", "]]", "\u{0}", "\u{FEFF}", " ", "é", "\u{202E}", "9", "Z", "+14:00", "%",
    ].map { Array($0.utf8) }

    private static let texts = [
        "", " ", "\n", "\u{0}", "\u{7F}", "\u{1F}", "\u{202E}abc", "👩‍👩‍👧‍👦", "e\u{301}", "null", "-1",
        "0",
        "NaN", "1e400", "company", "constructor", "__proto__", "../../etc/passwd", "'; DROP TABLE",
        "{{lead}}", "<script>", "+79991234567", "8 (800) 555-35-35", "+", "00", "a@b", "@",
        "new", "passed_to_sales", "returned_by_sales", "accepted_by_sales", "orlova", "petrova",
        "anna", "L1", "marketer", "sales_manager", "real", "spam",
        String(repeating: "ы", count: 127), String(repeating: "x", count: 300),
    ]

    private static let times = [
        "2026-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z",
        "1582-10-10T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "2026-01-01",
        "2026-01-01T00:00:00+99:99", "1970-01-01T00:00:00Z", "2999-01-01T00:00:00-12:00",
        "2026-09-01T10:00:00.000Z", "-2026-01-01T00:00:00Z", "2026-09", "2026-13",
    ]

    private static let numbers = [
        "0", "-0", "1", "-1", "0.5", "1e-30", "1e30", "9007199254740993", "9223372036854775807",
        "-9223372036854775808", "18446744073709551616", "0.1", "100", "1e18", "86400", "1e15",
        "99999999999999999999999999999999999999", "5", "2", "-9223372036854775807", "1000000",
    ].compactMap { Decimal(string: $0) }

    /// Some bytes changed, dropped, doubled or put in.
    mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = below(bytes.count)
        let end = min(bytes.count, place + 1 + below(16))
        switch below(6) {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8(below(256))
        case 1 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(below(8))
        case 2 where !bytes.isEmpty: bytes.removeSubrange(place..<end)
        case 3 where !bytes.isEmpty:
            bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
        case 4 where once(in: 4): bytes.removeLast(below(bytes.count))
        default:
            let cut = once(in: 2) ? place : min(end, bytes.count)
            bytes.replaceSubrange(place..<max(cut, place), with: pick(Self.scraps))
        }
    }

    /// Some members of a tree replaced, dropped, added or exchanged for those of another one.
    mutating func spoil(_ value: Value, with others: [Value]) -> Value {
        var value = value
        for _ in 0...below(3) { value = change(value, others, depth: 0) }
        return value
    }

    /// The same tree with other numbers, here and there with other lists and texts.
    mutating func renumber(_ value: Value) -> Value {
        switch value {
        case .object(let members): .object(members.mapValues { renumber($0) })
        case .list(let values) where once(in: 6): .list(once(in: 2) ? [] : values + values)
        case .list(let values): .list(values.map { renumber($0) })
        case .number: once(in: 2) ? .number(pick(Self.numbers)) : value
        case .text where once(in: 12): .text(pick(once(in: 2) ? Self.times : Self.texts))
        case .null, .bool, .text: value
        }
    }

    private mutating func change(_ value: Value, _ others: [Value], depth: Int) -> Value {
        switch value {
        case .object(var members) where !members.isEmpty && !once(in: 6 + depth):
            let key = pick(members.keys.sorted())
            switch below(8) {
            case 0: members[key] = nil
            case 1: members[pick(Self.texts)] = members[key]
            case 2:
                if case .object(let other) = pick(others) { members.merge(other) { old, _ in old } }
            default: members[key] = members[key].map { change($0, others, depth: depth + 1) }
            }
            return .object(members)
        case .list(var values) where !values.isEmpty && !once(in: 3):
            let index = below(values.count)
            values[index] = change(values[index], others, depth: depth + 1)
            if once(in: 4) { values += values }
            return .list(values)
        case .null, .bool, .number, .text, .list, .object: return scalar(likeIn: value, others)
        }
    }

    private mutating func scalar(likeIn value: Value, _ others: [Value]) -> Value {
        switch below(9) {
        case 0: return .null
        case 1: return .bool(once(in: 2))
        case 2, 3: return .number(pick(Self.numbers))
        case 4: return .text(pick(Self.times))
        case 5: return .list(once(in: 2) ? [] : [value, value])
        case 6: return once(in: 2) ? .object([:]) : pick(others)
        case 7:
            if let text = value.text {
                return .text(String(decoding: spoil(Array(text.utf8)), as: UTF8.self))
            }
            return .text(pick(Self.texts))
        default: return .text(pick(Self.texts))
        }
    }
}
