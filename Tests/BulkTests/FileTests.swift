import Foundation
import Testing

@testable import Bulk

@Suite struct `Files with positions` {
    private let line = #"{"site_id":"a.ru","query":"Окна","position":3,"date":"2026-09-15"}"#

    private static let manyRows = Array(
        (0..<500).map { "{\"query\":\"\($0 * 7919 % 1013)\"}\n" }.joined().utf8
    )

    @Test(arguments: [1, 3, 1000])
    func `are rows however they are cut into pieces`(pieces: Int) throws {
        let text = "\(line)\n\n  \n\(line)\r\n\(line)"
        #expect(try rows(Array(text.utf8), pieces: pieces).count == 3)
    }

    @Test(arguments: [1, 5, 100_000])
    func `are unpacked, in several members too`(pieces: Int) throws {
        let text = Array((0..<200).map { _ in line + "\n" }.joined().utf8)
        let packed = try Gzip.packed(text) + Gzip.packed(text)
        #expect(try rows(packed, isPacked: true, pieces: pieces).count == 400)
        #expect(try rows(packed, pieces: pieces).count == 400)
        #expect(try Gzip.unpacked(Gzip.packed(text)) == text)
    }

    @Test func `that break off within gzip are refused`() throws {
        let packed = try Gzip.packed(Self.manyRows)
        for count in [12, packed.count / 2, packed.count - 1] {
            let said = complaint { _ = try rows(Array(packed.prefix(count))) }
            #expect(said == "the gzip data breaks off before their end", "\(count)")
        }
    }

    @Test func `that are no gzip though they are said to be are refused`() {
        let said = complaint { _ = try rows(Array(line.utf8), isPacked: true) }
        #expect(said == "the bytes are said to be gzip, and are not")
    }

    @Test func `whose gzip is spoilt are refused`() throws {
        var packed = try Gzip.packed(Self.manyRows)
        packed[packed.count / 2] ^= 0xFF
        #expect(complaint { _ = try rows(packed) } != nil)
    }

    @Test func `that expand beyond measure take no more memory than a piece`() throws {
        let zeros = [UInt8](repeating: 0x20, count: 64 << 20)
        let packed = try Gzip.packed(zeros)
        let said = complaint { _ = try rows(packed, format: .ndjson) }
        #expect(said == "line 1 has more than 65536 bytes")
    }

    @Test func `with nothing in them are refused`() {
        #expect(complaint { _ = try rows([]) } == "there are no rows")
    }

    @Test func `with a line without an end are refused before it fills the memory`() {
        let long = #"{"query":""# + String(repeating: "x", count: 70_000)
        let said = complaint { _ = try rows(Array(long.utf8), pieces: 1000) }
        #expect(said == "line 1 has more than 65536 bytes")
    }

    @Test(
        arguments: [
            ("{", "line 1: is no JSON object: expected \" at byte 2"), ("[1]", nil),
            (#"{"query":"a""#, "line 1: is no JSON object: expected } at byte 13"),
            (#"{"query":"a"} x"#, "line 1: more stands behind the object"),
            (#"{"query":1}"#, "line 1: query: must be text"),
            (#"{"site_id":1.5}"#, "line 1: site_id: must be text or a whole number"),
            (#"{"region":true}"#, "line 1: region: must be text"),
            (#"{"query":"\ud800"}"#, "line 1: holds an escape that is none"),
            (#"{"depth":1.5}"#, "line 1: depth: must be a whole number"),
        ] as [(String, String?)]
    )
    func `that are no rows are refused with what is wrong`(text: String, said: String?) {
        let found = complaint { _ = try rows(Array(text.utf8), format: .ndjson) }
        if let said { #expect(found == said) } else { #expect(found != nil) }
    }

    @Test func `may write ids and regions as numbers, and places as tables with gaps do`() throws {
        let text = #"{"site_id":12,"client_id":7,"region":213,"query":"a","position":5.0}"#
        let row = try #require(try rows(Array(text.utf8)).first)
        #expect(ReadRow(row) == ReadRow("a", .place(5), region: "213"))
        #expect(row.site.elementsEqual("12".utf8) && row.client.elementsEqual("7".utf8))
    }

    @Test func `may say anything of the place where the attempt failed`() throws {
        for position in ["\"error\"", "5.5", "false", "[]"] {
            let text = "{\"query\":\"a\",\"position\":\(position),\"measured\":false}"
            #expect(try rows(Array(text.utf8)).map(\.isMeasured) == [false], "\(position)")
        }
    }

    @Test func `as tables are refused where a flag or a depth is none`() {
        let said = complaint { _ = try rows("query,position,measured\na,1,maybe\n") }
        #expect(said == "line 2: measured: must be true or false, is maybe")
        let deep = complaint { _ = try rows("query,position,depth\na,1,deep\n") }
        #expect(deep == "line 2: depth: must be a whole number, is deep")
    }

    @Test func `may hold fields that nobody knows, and escapes`() throws {
        let text =
            #"{"x":[1,{"y":"]"}],"query":"\u043e\u043a\u043d\u0430 \"a\"","position":null,"#
            + #""measured":false,"url":"https:\/\/a.ru\/","z":{}}"#
        let row = try #require(try rows(Array(text.utf8)).first)
        #expect(ReadRow(row) == ReadRow("окна \"a\"", .none, url: "https://a.ru/"))
        #expect(!row.isMeasured)
    }
}

@Suite struct `The text of a query` {
    @Test(arguments: [
        ("окна", "окна"), ("  Окна   ПВХ ", "окна пвх"), ("купить\u{A0}окна", "купить окна"),
        ("й".decomposedStringWithCanonicalMapping, "й"), ("ЁЖ", "ёж"), ("a  b", "a b"),
        ("ÄRGER", "ärger"), ("окна 70%", "окна 70%"), ("", ""), (" ", ""),
    ])
    func `is compared in one form`(given: String, normal: String) throws {
        let bytes = try #require(QueryText.normalized(ArraySlice(Array(given.utf8))))
        #expect(String(decoding: bytes, as: UTF8.self) == normal)
    }

    @Test func `must be text`() {
        #expect(QueryText.normalized([0xD0, 0x20]) == nil)
        #expect(QueryText.normalized([0xFF]) == nil)
    }
}
