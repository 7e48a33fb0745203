import Domain
import Testing

/// What came from outside steers no terminal.
@Suite struct `Text for a terminal` {
    @Test(arguments: [
        ("plain \t text\n", "plain \t text\n"), ("a\r\nb\r\n", "a\r\nb\r\n"),
        ("spring\u{1B}]0;owned\u{7}\u{1B}[2J", "spring␛]0;owned␇␛[2J"),
        ("over\rwritten", "over␍written"), ("a\u{7F}\u{9B}2Jb", "a␡\u{FFFD}2Jb"),
        ("\u{0}", "␀"), ("abc\u{202E}cba\u{2066}", "abc\u{FFFD}cba\u{FFFD}"),
        ("Жанна\u{301} 👩‍💻", "Жанна\u{301} 👩‍💻"),
    ])
    func `has signs in place of what would steer it`(_ text: String, _ shown: String) {
        #expect(Array(text.harmless.utf8) == Array(shown.utf8))
    }

    @Test(arguments: [
        ("one\ntwo\r\nthree", "one ⏎ two ⏎ three"), ("a\tb\u{1B}", "a b␛"), ("\n", ""),
        ("one\u{2028}two", "one ⏎ two"), ("plain", "plain"),
    ])
    func `of one line stays on it`(_ text: String, _ shown: String) {
        #expect(text.harmlessLine == shown)
    }
}
