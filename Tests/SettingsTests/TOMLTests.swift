import Settings
import Testing

/// The parser takes what TOML 1.0 allows and nothing else, and says what there must be instead.
@Suite struct `A text of TOML` {
    /// What is wrong with it as TOML, with its line; nil where it is TOML.
    private func fault(_ text: String) -> String? {
        Given.problems(text).first { $0.contains("not valid TOML") }
    }

    @Test(arguments: [
        "x = 0", "x = -0", "x = +99", "x = 1_000", "x = 0xDEAD_beef", "x = 0o755", "x = 0b1101",
        "x = 9223372036854775807", "x = -9223372036854775808", "x = 1.0", "x = -0.01",
        "x = 5e+22", "x = 1e06", "x = 6.626e-34", "x = 224_617.445_991", "x = inf", "x = -nan",
        "x = 1979-05-27T07:32:00Z", "x = 1979-05-27 00:32:00.999999-07:00", "x = 1979-05-27",
        "x = 07:32:00.5", "x = 2024-02-29", "x = true", "x = []", "x = [1, [2, 'a'],]", "x = {}",
        "x = { a.b = 1, a.c = 2 }", "x = \"\\u00e9\\U0001F600\\b\\f\\\\\"", "x = 'C:\\temp'",
        "x = \"\"\"\"two\"\" quotes\"\"\"\"\"", "x = '''\n'a''''", "\"\" = 1", "'x' . \"y z\" = 1",
        "x.a = 1\nx.b = 2", "[x]\n[x.y]", "[x.y]\n[x]", "[x.y]\na = 1\n[x]\nb = 1",
        "[[x]]\n[[x]]\n[x.y]", "[[x.y]]\n[x]", "[[x]]\n[[x.y]]\n[[x.y]]", "# only\t a comment",
        "\r\nx = 1\r\n", "1234 = 1", "x = \"\"\"a \\  \n\n   b\"\"\"", "",
    ])
    func `is taken where it is valid`(text: String) {
        #expect(fault(text) == nil)
    }

    @Test(arguments: [
        ("x = 01", 1), ("x = 1__0", 1), ("x = _1", 1), ("x = 1_", 1), ("x = 1.", 1), ("x = .5", 1),
        ("x = 1.e5", 1), ("x = 0xG", 1), ("x = +0x1", 1), ("x = 9223372036854775808", 1),
        ("x = 1e999", 1), ("x = 2023-02-29", 1), ("x = 2023-13-01", 1), ("x = 24:00:00", 1),
        ("x = 07:32", 1), ("x = 1979-05-27T07:32:00+25:00", 1), ("x = True", 1), ("x = a b", 1),
        ("x", 1), ("= 1", 1), ("x = 1 y = 2", 1), ("x = \"a", 1), ("x = \"a\nb\"", 1),
        ("x = 'a", 1), ("x = \"\"\"a", 1), ("x = '''a''", 1), ("x = \"\\q\"", 1),
        ("x = \"\\u12\"", 1), ("x = \"\\uD800\"", 1), ("x = \"a\u{1}b\"", 1), ("# a\u{7}", 1),
        ("x = [1", 1), ("x = [1 2]", 1), ("x = [,]", 1), ("x = [1,,2]", 1), ("x = {a = 1,}", 1),
        ("x = {a = 1\n}", 1), ("x = {a = 1 b = 2}", 1), ("x = {a = 1, a = 2}", 1), ("[x", 1),
        ("[x] y", 1), ("[[x]", 1), ("[x..y]", 1), ("[]", 1), ("x. = 1", 1), ("é = 1", 1),
        ("x = 1\rx", 1), ("\"\"\"x\"\"\" = 1", 1),
        // Nothing is said twice.
        ("x = 1\nx = 2", 2), ("x = 1\n[x]", 2), ("[x]\n\n[x]", 3), ("[x]\n[[x]]", 2),
        ("[[x]]\n[x]", 2), ("x = []\n[[x]]", 2), ("x = {}\n[x.y]", 2), ("x = {}\nx.y = 1", 2),
        ("x.y = 1\n[x]", 2), ("x.y = 1\nx.y.z = 2", 2), ("[x.y.z]\n[x]\ny.z.a = 1", 3),
        ("[[x.y]]\n[x]\ny.z = 1", 3), ("x = { a = { b = 1 }, a.c = 2 }", 1), ("x = 1\nx.y = 2", 2),
    ])
    func `is refused with the line where it is not`(text: String, line: Int) {
        #expect(
            fault(text)?.hasPrefix("f:\(line): not valid TOML: ") == true,
            "\(fault(text) ?? "")"
        )
    }

    @Test(arguments: [
        ("x = caf\u{E9}", "text must stand in \"quotes\""),
        ("x = \"C:\\dir\"", "\\d means nothing in a text; write \\\\ for a backslash, or put the"),
        ("x = 1\ny = 2\nx = 3", "there is already x, on line 1"),
        ("[a]\nb = 1\n[a]", "there is already a, on line 1"),
        ("x = [1\ny = 2", "after a value of a list there must be a comma or ], not y"),
        ("[a", "the name of a section ends with ], not the end of the file"),
        ("x 1", "after the name of a key there must be =, not 1"),
        ("x = 1.2.3", "1.2.3 is neither a number nor a date; text must stand in \"quotes\""),
    ])
    func `is told what there must be instead`(text: String, sentence: String) {
        #expect(fault(text)?.contains(sentence) == true, "\(fault(text) ?? "")")
    }

    @Test func `may hold texts of several lines`() throws {
        let quotes = "\"\"\""
        let text = """
            [service]
            source = \(quotes)
            ab\\

               c\(quotes)
            """
        #expect(try Settings.parse(text, name: "f").service.source == "abc")
    }
}
