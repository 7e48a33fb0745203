import Domain
import Foundation
import Testing

@Suite struct `Values read from JSON` {
    private func value(_ text: String) -> Value? {
        try? JSONReader.decode(Value.self, from: Array(text.utf8))
    }

    @Test func `are what was written`() {
        #expect(value(" null ") == .null)
        #expect(value("[true,false]") == .list([.bool(true), .bool(false)]))
        #expect(value("-12.50e1") == .number(-125))
        #expect(value(#""a\\\"\u00e9\n""#) == .text("a\\\"é\n"))
        #expect(
            value(#"{"a": {}, "b" : [], "a": 1}"#) == .object(["a": .object([:]), "b": .list([])])
        )
        #expect(value(#"{"сумма": "150000.00"}"#) == .object(["сумма": .text("150000.00")]))
    }

    @Test(arguments: [
        "", "{", "[1", "[1 2]", "{\"a\" 1}", "{\"a\":}", "tru", "nulls", "\"open", "\"\\", "1 2",
        "-",
        "{,}", "[,1]",
    ])
    func `are none where the text is not JSON`(text: String) {
        #expect(value(text) == nil)
    }

    @Test func `are not nested without end`() {
        let deep = String(repeating: "[", count: 10_000)
        #expect(value(deep) == nil)
        #expect(value(deep + String(repeating: "]", count: 10_000)) == nil)
    }

    @Test func `are those that Foundation reads`() throws {
        for (name, schema) in try ContractDocuments().schemas {
            let text = schema.pretty()
            let expected = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            #expect(value(text) == expected, "\(name)")
        }
    }
}

@Suite struct `Numbers read from JSON` {
    private func read<T: Decodable>(_ type: T.Type, _ text: String) -> T? {
        try? JSONReader.decode([T].self, from: Array("[\(text)]".utf8))[0]
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("-0.0e9", 0), ("7", 7), ("7.00", 7), ("1e3", 1000), ("120e-1", 12),
        ("0.0012E+4", 12), ("9007199254740993.0", 9_007_199_254_740_993),
        ("9223372036854775807", .max), ("-9223372036854775808", .min), ("0e999999999999", 0),
        ("92233720368547758070000000000000000000e-19", .max),
    ])
    func `are whole to the last digit`(text: String, number: Int) {
        #expect(read(Int.self, text) == number)
    }

    @Test(arguments: [
        "0.5", "1e-400", "1.0000000000000001", "9223372036854775808", "-9223372036854775809",
        "1e19", "1e999999999999999999999", "1e-999999999999999999999", "12345678901234567890123",
    ])
    func `are not whole where they are not, or are too large`(text: String) {
        #expect(read(Int.self, text) == nil)
    }

    @Test func `fit the type that asks`() {
        #expect(read(UInt64.self, "18446744073709551615") == .max)
        #expect(read(UInt64.self, "18446744073709551616") == nil)
        #expect(read(UInt64.self, "-1") == nil)
        #expect(read(Int8.self, "-128") == -128)
        #expect(read(Int8.self, "128") == nil)
        #expect(read(Double.self, "0.1") == 0.1)
        #expect(read(Double.self, "1e400") == nil)
        #expect(read(Double.self, "1e-400") == nil)
    }

    @Test(arguments: [
        "0", "-0", "12.50", "0.10", "-0.001", "150000", "1e3", "12345678901234567.89",
        "18446744073709551616.5", "99999999999999999999999999999999999999", "1e-30", "1.5E+30",
        "0.00000000000000000000000000000000000001", "1e100",
    ])
    func `are decimals as Foundation reads and writes them`(text: String) throws {
        let expected = try #require(Decimal(string: text, locale: Locale(identifier: "en_US")))
        let number = try #require(read(Decimal.self, text))
        #expect(number == expected)
        #expect("\(number)" == "\(expected)")
    }

    @Test(arguments: ["1e999", "-1e999", "1e-999", "1e2147483648", "1e99999999999999999999"])
    func `are no decimals beyond measure`(text: String) {
        #expect(read(Decimal.self, text) == nil)
    }
}

@Suite struct `Types read from JSON` {
    private struct Pair: Decodable, Equatable {
        let first: String
        let second: Int?
    }

    private func read<T: Decodable>(_ type: T.Type, _ text: String) throws(Flaw) -> T {
        try JSONReader.decode(type, from: Array(text.utf8))
    }

    @Test func `find their fields however the names are written`() throws {
        let pair = Pair(first: "a/\u{1F600}", second: 2)
        #expect(
            try read(Pair.self, #"{"\u0066irst":"a\/\ud83d\uDE00","second":2,"first":""}"#) == pair
        )
        #expect(throws: Flaw(.missingField, field: "first", "first: is missing")) {
            try read(Pair.self, #"{"firs":"a","firsts":"b","":""}"#)
        }
    }

    @Test func `say where in maps and lists something is wrong`() {
        #expect(throws: Flaw(.wrongType, field: "7.x[1].first", "7.x[1].first: must be text")) {
            try read(
                [String: [String: [Pair]]].self,
                #"{"7":{"x":[{"first":"a"},{"first":1}]}}"#
            )
        }
        #expect(throws: Flaw(.wrongType, "the message: must be a list")) {
            try read([Pair].self, "{}")
        }
        #expect(
            throws: Flaw(.missingField, field: "[0]", "[0]: is null, but something is needed")
        ) { try read([Int].self, "[null]") }
    }

    @Test func `take the first of two members of one name`() throws {
        #expect(try read([String: Int].self, #"{"a":1,"a":2,"b":3}"#) == ["a": 1, "b": 3])
    }

    @Test func `take over what they do not look into`() throws {
        let row = #"{"kept": {"x":[1.50,null , "\u00e9"]} }"#
        let kept = try read([String: JSONText].self, row)
        #expect(kept["kept"]?.text == #"{"x":[1.50,null , "\u00e9"]}"#)
        #expect(
            String(decoding: try JSONWriter.bytes(of: kept), as: UTF8.self)
                == #"{"kept":{"x":[1.50,null , "\u00e9"]}}"#
        )
    }

    @Test func `may be nested as deep in a row as processes put messages into lists`() throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: levels)
                + Array(repeating: UInt8(ascii: "]"), count: levels)
        }
        let deepest = nested(JSONReader.rowDepthMax)
        let value = try JSONReader.decode(Value.self, from: deepest)
        #expect(try JSONWriter.bytes(of: value) == deepest)
        #expect(throws: Flaw.self) {
            try JSONReader.decode(Value.self, from: nested(JSONReader.rowDepthMax + 1))
        }
    }
}
