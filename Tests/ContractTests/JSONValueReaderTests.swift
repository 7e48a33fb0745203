import Contract
import Domain
import Foundation
import Testing

@Suite struct `Values read from JSON` {
    private func value(_ text: String) -> Value? { JSONValueReader.value(of: Array(text.utf8)) }

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
