import Domain
import Testing

/// A sign stays a sign, whatever combines with it.
@Suite struct `Syntax of other programs` {
    @Test(arguments: ["", "\u{301}", "\u{338}", "\u{200D}x", "\u{FE0F}"])
    func `is escaped for HTML whatever mark follows`(_ mark: String) {
        let signs = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]
        for (sign, reference) in signs {
            let escaped = "a\(sign)\(mark)b".escapedForHTML
            #expect(Array(escaped.utf8) == Array("a\(reference)\(mark)b".utf8))
        }
    }

    @Test func `is found whatever mark follows`() {
        let separators: Set<Unicode.Scalar> = [","]
        #expect("a,\u{301}b".holds(separators) && !"a,\u{301}b".contains(","))
        #expect(!"ab".holds(separators))
        #expect("a,\u{301}b,,c".parts(at: ",") == ["a", "\u{301}b", "", "c"])
        #expect("a,b,c".parts(at: ",", atMost: 2) == ["a", "b,c"])
        let halves = "u@\u{301}h".halves(at: "@")
        #expect(halves?.before == "u" && halves?.behind == "\u{301}h")
        let last = "a@b@\u{301}c".halves(atLast: "@")
        #expect(last?.before == "a@b" && last?.behind == "\u{301}c")
        #expect("plain".halves(at: "@") == nil && "plain".halves(atLast: "@") == nil)
    }

    @Test(arguments: [
        "a@b.ru,\u{301}evil@b.ru", "a@b.ru;\u{338}", "\"\u{301}a@b.ru", "<\u{301}a@b.ru",
    ])
    func `makes no second recipient of one address`(_ text: String) {
        #expect(EmailAddress(recipient: text) == nil)
    }
}
