import Domain
import Settings
import Testing

/// Files that nobody should write, read at the start and with each SIGHUP.
@Suite struct `A file that makes no sense` {
    private static let depth = 2_000

    /// By name, as some are too long to be told.
    private static let files: [String: String] = [
        "open lists": "a = " + String(repeating: "[", count: depth),
        "lists":
            "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
        "tables": "a = " + String(repeating: "{a=", count: depth),
        "a key of keys": String(repeating: "a.", count: depth) + "a = 1",
        "a section of sections": "[" + String(repeating: "a.", count: depth) + "a]",
        "sections": (0..<1000).map { "[s\($0)]\n" }.joined(),
        "a text without end": "[service]\nsource = \"\"\"" + String(repeating: "x", count: 1 << 20),
        "a key of a hundred thousand keys": String(repeating: "a.", count: 100_000) + "a = 1",
        "lines of brackets": "a = " + String(repeating: "[\n", count: 100_000),
        "a file without end": String(repeating: "# x\n", count: 100_000),
        "NUL": "[service]\nsource = \"a\u{0}b\"",
        "controls": "[service]\u{1}\n\u{7F}source = 1",
        "CR alone": "[service]\rsource = \"a\"",
        "a huge number": "[amqp]\nprefetch = " + String(repeating: "9", count: 10_000),
        "a huge duration": "[amqp]\nheartbeat = \"\(String(repeating: "9", count: 400))h\"",
        "no number": "[amqp]\nprefetch = nan",
        "a date": "[amqp]\nprefetch = 2026-02-31T25:61:61Z",
        "twice": "[amqp]\nprefetch = 1\nprefetch = 2\n[amqp]\n",
        "a surrogate": "[service]\nsource = \"\\ud800\"",
    ]

    @Test(arguments: files.keys.sorted())
    func `is refused with what is wrong`(name: String) throws {
        let text = try #require(Self.files[name])
        let error = #expect(throws: SettingsError.self) { _ = try Settings.parse(text) }
        #expect(error?.problems.isEmpty == false)
    }

    @Test func `is read where it is only long`() throws {
        let heads = (0..<3000).map { "\"h\($0)\"" }.joined(separator: ", ")
        let settings = try Settings.parse("[calls]\nheads = [\(heads)]\n")
        #expect(settings.policies.calls?.heads.count == 3000)
    }

    @Test func `is read where it only begins with a byte order mark`() throws {
        _ = try Settings.parse("\u{FEFF}[amqp]\nprefetch = 7\n")
    }
}
