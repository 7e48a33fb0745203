import Domain
import Settings
import Testing

/// Every unknown key is an error with its line: that is how these tests see the index of lines.
@Suite struct LineTests {
    /// `line path` of every unknown key in the text.
    private func unknown(_ text: String) -> [String] {
        do {
            _ = try Settings.parse(text, name: "f")
            return []
        } catch {
            return error.problems.filter { $0.message.hasPrefix("unknown") }
                .map { "\($0.line ?? 0) \($0.key ?? "")" }
        }
    }

    @Test func `dotted, quoted and spaced keys are found where they are`() {
        let text = """
            # [amqp]
            service.xa = 1
            amqp . "x b" = 2
            "http" . 'x.c'=3

              [ "postgres" ] # [http]
              "x\\u0064" = "a\\"#b"   # xe = 1
            \t x-f\t=\t4
            """
        #expect(
            unknown(text) == [
                "2 service.xa", "3 amqp.\"x b\"", "4 http.\"x.c\"", "7 postgres.xd",
                "8 postgres.x-f",
            ]
        )
    }

    @Test func `strings and lists over several lines do not shift what follows`() {
        let quotes = "\"\"\""
        let text = """
            [service]
            xa = \(quotes)
            [amqp]
            xno = 1 \\\(quotes)
            ]]\(quotes)\(quotes.dropLast())
            xb = '''
            # ' '' \\'''
            xc = [ # ]
              "]", '[', [ 1,
              2 ], { a = "}" , 'b' = [ 3 ] },
            ]
            xd = { e = { f = "," }, g = [] }
            [http]
            xe = 1979-05-27 07:32:00
            xf = -1.5e+3
            """
        #expect(
            unknown(text) == [
                "2 service.xa", "6 service.xb", "8 service.xc", "12 service.xd", "14 http.xe",
                "15 http.xf",
            ]
        )
    }

    @Test func `carriage returns and a byte order mark count as nothing`() {
        #expect(
            unknown("\u{FEFF}[service]\r\n\r\nxa = 1\r\nxb = '''\r\n\r\n'''\r\nxc = 2\r\n") == [
                "3 service.xa", "4 service.xb", "7 service.xc",
            ]
        )
    }

    @Test func `elements of lists of sections are told apart`() {
        let text = """
            [[people]]
            id = "a"
            name = "A"
            roles = ["director"]
            xa = 1
            [calls]
            lines = [
              { number = "+7 381 200", channel = "a" },
              { number = "+7 381 201", channel = "b",\("") xb = 2 },
            ]
            [[people]]
            id = "b"
            name = "B"
            roles = ["director"]
            xc = 1
            [[chains]]
            name = "c"
            steps = ["role:director"]
            [chains.final]
            assign = "role:director"
            xd = 1
            [[chains]]
            name = "d"
            steps = ["role:director"]
            final.assign = "role:director"
            final.xe = 1
            """
        #expect(
            unknown(text) == [
                "5 people[0].xa", "9 calls.lines[1].xb", "15 people[1].xc",
                "21 chains[0].final.xd", "26 chains[1].final.xe",
            ]
        )
    }

    @Test func `a wrong element of a list is named on its own line`() {
        let text = """
            [qualification]
            junk_stages = [
              "a", "b",
              # no
              3,

              "a" ]
            [calendar]
            monday = [ "09:00-10:00",
              "9-10" ]
            """
        #expect(
            Given.problems(text).map { String($0.prefix { $0 != " " }) } == [
                "f:5:", "f:7:", "f:10:",
            ]
        )
    }

    @Test func `a key that is missing is named on the line of its section`() {
        let text = "\n\n[lead_distribution]\ntop_size = 3\n\n[[people]]\nid = \"a\"\nname = \"A\""
        #expect(
            Given.problems(text) == [
                "f:3: lead_distribution.final.assign: is missing: a chain that nobody answers"
                    + " must end"
                    + " with somebody; it must be \"person:ID\" or \"role:ROLE\"",
                "f:6: people[0].roles: is missing; it must be a list of one or more, each one of"
                    + " \"marketer\", \"sales_manager\", \"sales_head\", \"project_manager\","
                    + " \"director\","
                    + " \"consultant\"",
            ]
        )
    }

    @Test(arguments: 1...200)
    func `a broken file is refused and never ends the program`(seed: UInt64) {
        var writer = TOMLWriter(seed: seed)
        var text = Array((writer.text() + Settings.example).unicodeScalars)
        for step in 1...8 {
            let place = Int(seed &* 2_654_435_761 &* UInt64(step) % UInt64(text.count))
            switch step % 3 {
            case 0: text.remove(at: place)
            case 1: text.insert("\"'[]{}=\\#\n".unicodeScalars.element(at: place), at: place)
            default: text = Array(text.prefix(text.count - place / 64))
            }
            let broken = String(String.UnicodeScalarView(text))
            for problem in Given.problems(broken) { #expect(problem.hasPrefix("f:")) }
        }
    }

    @Test(arguments: 1...200)
    func `lines are right in any file`(seed: UInt64) {
        var writer = TOMLWriter(seed: seed)
        let text = writer.text()
        #expect(unknown(text) == writer.expected, "seed \(seed):\n\(text)")
    }
}

/// Writes TOML of all kinds and remembers on which line it put each unknown key.
private struct TOMLWriter {
    private var state: UInt64
    private var lines: [String] = []
    private var keys = 0
    private(set) var expected: [String] = []

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func text() -> String {
        for section in ["service", "amqp", "http", "postgres"] {
            noise()
            lines.append(pick(["[\(section)]", "  [ \(section) ] # x = 1", "[\"\(section)\"]"]))
            for _ in 0..<chance(6) { pair(in: section) }
        }
        return lines.joined(separator: pick(["\n", "\r\n"]))
    }

    private mutating func pair(in section: String) {
        noise()
        keys += 1
        let key = "zzzzzzzzz\(keys)"
        expected.append("\(lines.count + 1) \(section).\(key)")
        let name = pick([key, "\"\(key)\"", " '\(key)'", "\t\(key)\t", "\(key).a . 'b.c'"])
        lines += (name + " = " + value(3) + pick(["", "  # = [ \" '''"])).components
    }

    private mutating func noise() {
        for _ in 0..<chance(3) { lines.append(pick(["", "   ", "# \"\"\" [a]", "\t# x = 1"])) }
    }

    private mutating func value(_ depth: Int) -> String {
        switch chance(depth > 0 ? 9 : 6) {
        case 0: "-1_000"
        case 1: "\"a\\\\\\\"]}#,\\u0041\""
        case 2: "'\\]}#,\"'"
        case 3: "\"\"\"\na \\\"\"\" \"\" # \\\\\n[x]\ny = 1\"\"\"\"\""
        case 4: "'''\n\\'' [[x]]\n'''"
        case 5: pick(["2026-01-01", "07:30:00", "1979-05-27 07:32:00Z", "inf", "true", "0x1F"])
        case 6: "[\(value(depth - 1)), # ]\n \(value(depth - 1)),\n]"
        case 7: "[]"
        default: "{ a = \(oneLine()), \"b.]\" = { c.d = \(oneLine()) } }"
        }
    }

    private mutating func oneLine() -> String {
        pick(["1", "\"}\"", "'{'", "[ 1, [\"]\"] ]", "{}"])
    }

    private mutating func pick(_ choices: [String]) -> String { choices[chance(choices.count)] }

    private mutating func chance(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }
}

extension String {
    fileprivate var components: [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

extension String.UnicodeScalarView {
    fileprivate func element(at place: Int) -> Unicode.Scalar {
        self[index(startIndex, offsetBy: place % count)]
    }
}
