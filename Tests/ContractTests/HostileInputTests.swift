import Contract
import Domain
import Foundation
import SeededChance
import Testing

/// Whatever is sent ends as an event or as a flaw; nothing may end the process.
@Suite struct `Hostile input` {
    static let valid = """
        {"specversion":"1.0","id":"1","source":"crm","type":"lead.created",\
        "x":[1,-0.5e+3,true,null],"data":{"lead_id":"L1","source":{"channel":"site"},\
        "company":"Ёж \\u0416 \\ud83d\\ude00",\
        "fields":{"a":{"b":[{"c":"d"}]},"n":12.50}}}
        """

    /// The valid event with something else in an unknown attribute, in a field, or deep inside.
    static func everywhere(_ text: String) -> [String] {
        [#""x":[1,-0.5e+3,true,null]"#, #""company":"Ёж \u0416 \ud83d\ude00""#, #""c":"d""#].map {
            let name = $0.prefix { $0 != ":" }
            return valid.replacing($0, with: "\(name):\(text)")
        }
    }

    @Test func `the message that is spoilt here is a good one`() throws {
        #expect(try EventReader().read(.structured(Self.valid)).event.key.id == "1")
    }

    @Test(arguments: [
        "", " ", "not JSON", "{not json", "{", "}", "[", "]", "{]", "[}", "\"", "{\"a\"", "{\"a\":",
        "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "[1,]", "[,1]", "{\"a\" 1}", "{a:1}",
        "{'a':1}",
        "{1:1}", "[1 2]", "nul", "nulll", "True", "undefined", "NaN", "Infinity", "-", "+1", ".5",
        "5.",
        "01", "1e", "1e+", "0x10", "1_000", "--1", "// hi\n{}", "/* hi */{}", "{} {}", "{},",
        "\u{A0}{}",
    ])
    func `what is not JSON says so`(text: String) throws {
        #expect(try EventReader().flaw(.structured(text)).code == .notJSON)
    }

    @Test(arguments: [
        "01", "1.", ".5", "+1", "1e", "0x1", "1..2", "1.2.3", "tru", "nul", "\"\\q\"", "\"\\u12\"",
        "\"\\u12g4\"", "\"\\\"", "\"a\nb\"", "\"a\tb\"", "\"\u{1F}\"", "'a'", "[1,]", "{\"a\":1,}",
        "",
    ])
    func `what is not JSON says so wherever it stands`(text: String) throws {
        for event in Self.everywhere(text) {
            #expect(try EventReader().flaw(.structured(event)).code == .notJSON, "\(event)")
        }
    }

    @Test(arguments: [
        "\"\\u0000\"", "\"a\\\\\\u0000\"", "\"\u{0}\"", "\"\\ud800\"", "\"\\udc00\"",
        "\"\\ud83d x\"",
        "\"\\ud83d\\n\"", "\"\\ud83d\\u0041\"", "\"\\ud83d\\ud83d\"", "\"\\ude00\\ud83d\"",
    ])
    func `text that can't be stored says so wherever it stands`(text: String) throws {
        for event in Self.everywhere(text) {
            let flaw = try EventReader().flaw(.structured(event))
            #expect(flaw.code == .unstorableText, "\(event): \(flaw.message)")
        }
    }

    @Test(arguments: [
        "\"\\\\u0000\"", "\"\\\\\\\\u0000\"", "\"\\\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\uFFFF\"",
        "\"\\/\\b\\f\\n\\r\\t\\\"\"", "\"\u{7F}\u{85}\u{2028}\"", "\"\"",
    ])
    func `text that only looks dangerous is read`(text: String) throws {
        for event in Self.everywhere(text) { _ = try EventReader().read(.structured(event)) }
    }

    @Test(arguments: [
        "1e999", "-1e999", "1e-999", "1e2147483648", String(repeating: "9", count: 400),
    ])
    func `numbers beyond measure are refused where they count`(number: String) throws {
        let events = Self.everywhere(number)
        // Where nobody reads it, it is text like any other.
        _ = try EventReader().read(.structured(events[0]))
        #expect(try EventReader().flaw(.structured(events[1])).field == "data.company")
        let flaw = try EventReader().flaw(.structured(events[2]))
        #expect(flaw.code == .invalidValue)
        #expect(flaw.field == "data.fields.a.b[0].c")
        #expect(flaw.message.count < 200)
    }

    @Test func `other encodings than UTF-8 say so`() throws {
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32] {
            let body = [UInt8](try #require(Self.valid.data(using: encoding)))
            let flaw = try EventReader().flaw(.structured(body))
            #expect(flaw.code == .notJSON)
            #expect(flaw.message.contains("UTF-8"))
        }
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
            [0xE2, 0x82],
        ] as [[UInt8]]
    )
    func `bytes that are no UTF-8 say so`(bytes: [UInt8]) throws {
        let parts = Self.valid.utf8.split(separator: UInt8(ascii: "d"), maxSplits: 1)
        let flaw = try EventReader().flaw(.structured(Array(parts[0]) + bytes + Array(parts[1])))
        #expect(flaw.code == .notJSON)
        #expect(flaw.message.contains("not UTF-8 text"))
    }

    @Test func `a message that is not JSON says where`() throws {
        let flaw = try EventReader().flaw(.structured("{\n  \"я\": 1,\n  \"я\": x\n}"))
        let sentence = "there is \"x\" where a value should be (line 3, column 8)"
        #expect(flaw.message == "the message is not JSON: \(sentence)")
    }

    @Test func `a truncated message is refused at every length`() throws {
        let body = Array(Self.valid.utf8)
        for count in 0..<body.count {
            let flaw = try EventReader().flaw(.structured(Array(body.prefix(count))))
            #expect(flaw.code == .notJSON)
        }
    }

    // MARK: Size

    static func nested(_ levels: Int, _ open: String, _ close: String) -> String {
        String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `nesting is bounded, and within the bound small stacks suffice`(
        open: String,
        close: String
    ) async throws {
        let outcomes = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    returning: [58, 20_000, 1_000_000].flatMap { levels in
                        Self.everywhere(Self.nested(levels, open, close)).map(Self.outcome)
                    }
                )
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        // An attribute that nobody reads, a field that must be text, a field that may be anything.
        #expect(outcomes.prefix(3) == [nil, .wrongType, nil])
        #expect(outcomes.dropFirst(3).allSatisfy { $0 == .tooLarge })
    }

    /// The code of what is wrong; an event that was read is written again and let go of.
    private static func outcome(_ text: String) -> Flaw.Code? {
        do {
            let read = try EventReader().read(.structured(text))
            let origin = Origin(causationID: "1", correlationID: "1", time: Incoming.receiptTime)
            _ = try EventWriter(source: "b").write(read.event.body, id: "2", origin)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a text of a megabyte is read`() throws {
        let long = String(repeating: "ё\\n", count: 350_000)
        let read = try EventReader().read(
            .structured(Self.valid.replacing("Ёж", with: long))
        )
        #expect((read.event.body as? LeadCreated)?.company?.utf8.count ?? 0 > 1_000_000)
    }

    @Test func `a body of more than 8 MiB is put aside unread`() throws {
        let most = EventReader.bodyBytesMax
        let padding = String(repeating: " ", count: most - Self.valid.utf8.count)
        _ = try EventReader().read(.structured(Self.valid + padding))
        let flaw = try EventReader().flaw(.structured(Self.valid + padding + " "))
        #expect(flaw.code == .tooLarge)
    }

    // MARK: Mutations

    @Test func `mutations of good messages end as an event or a flaw`() throws {
        let reader = EventReader()
        let bodies = try ContractDocuments().schemas.filter { Registry.reads[$0.key] != nil }
            .sorted { $0.key < $1.key }
            .map { type, schema in
                let data = schema["examples"]?.elements.first ?? .null
                let event: JSON = [
                    "specversion": "1.0", "id": "1", "source": "crm", "type": .text(type),
                    "time": "2026-09-01T10:00:00.5Z", "data": data,
                ]
                return Array(event.pretty().utf8)
            }
        for seed in 0..<4000 {
            var mutation = Mutation(seed: seed)
            let body = mutation.spoil(bodies[seed % bodies.count])
            guard let read = try? reader.read(.structured(body)) else { continue }
            // What was taken is JSON for others too, and comes out of the journal as it went in.
            #expect(throws: Never.self, "seed \(seed)") {
                try JSONSerialization.jsonObject(with: Data(read.json), options: .fragmentsAllowed)
            }
            let again = try reader.read(.structured(read.json))
            #expect(again.event.body.equals(read.event.body), "seed \(seed)")
        }
    }
}

/// Spoils messages, each time in the same way for the same seed.
private struct Mutation {
    private var generator: SplitMix

    private static let scraps = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\u0000", "\\ud800", "null", "true", "-",
        "1e999",
        "0", ".", "e", "{}", "[]", "\u{0}", "\u{FEFF}", "\n", " ", "é", "\"id\":", "\"data\":{}",
        "lead_id",
        "2026-02-30T25:61:61Z",
    ].map { Array($0.utf8) }

    init(seed: Int) {
        generator = SplitMix(seed: seed)
    }

    mutating func spoil(_ body: [UInt8]) -> [UInt8] {
        var body = body
        for _ in 0...generator.below(3) { change(&body) }
        return body
    }

    private mutating func change(_ body: inout [UInt8]) {
        let place = generator.below(body.count)
        let end = min(body.count, place + 1 + generator.below(12))
        switch generator.below(6) {
        case 0 where !body.isEmpty: body[place] = UInt8(generator.below(256))
        case 1 where !body.isEmpty: body[place] ^= 1 << UInt8(generator.below(8))
        case 2: body.removeSubrange(place..<end)
        case 3: body.insert(contentsOf: body[place..<end], at: generator.below(body.count))
        case 4: body.removeLast(generator.below(body.count))
        default:
            let scrap = Self.scraps[generator.below(Self.scraps.count)]
            body.replaceSubrange(place..<(generator.below(2) == 0 ? place : end), with: scrap)
        }
    }
}
