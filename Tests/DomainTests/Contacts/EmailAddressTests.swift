import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `E-mail addresses` {
    @Test(arguments: [
        "anna@example.com", "  Anna@Example.COM ", "\tANNA@EXAMPLE.COM\r\n",
        "\u{A0}anna@example.com",
        "\u{FEFF}anna@example.com\u{200B}",
    ])
    func `an address is trimmed and lower case`(text: String) {
        #expect(EmailAddress(text)?.rawValue == "anna@example.com")
    }

    @Test(arguments: [
        "a@b", "anna+baton@sub.example.com", "анна@пример.рф", "o'hara@example.com", "1@2.3",
    ])
    func `an address need not be an ordinary one`(text: String) {
        #expect(EmailAddress(text)?.rawValue == text)
    }

    @Test(arguments: [
        "", " ", "@", "anna", "anna@", "@example.com", "a@b@c",
        "anna@example.com, ivan@example.com",
        "anna smith@example.com", "anna@exa mple.com", "anna@exam\u{200B}ple.com", "a@b\0", "a\n@b",
        "anna@.com", "anna@example.", "anna@example..com", "anna@\u{A0}",
    ])
    func `what is not one address is none`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func `an address holds 254 bytes and not one more`() {
        let longest = String(repeating: "я", count: 121) + "@example.com"
        #expect(longest.utf8.count == 254)
        #expect(EmailAddress("  " + longest + "  ")?.rawValue == longest)
        #expect(EmailAddress("z" + longest) == nil)
        #expect(EmailAddress(String(repeating: " ", count: 1_000_000) + longest) == nil)
    }

    @Test func `composed and decomposed letters are the same bytes`() throws {
        let composed = try #require(EmailAddress("andr\u{E9}@example.com"))
        let decomposed = try #require(EmailAddress("Andre\u{301}@example.com"))
        #expect(Array(composed.rawValue.utf8) == Array(decomposed.rawValue.utf8))
    }

    @Test func `an address is text in JSON and only its own`() throws {
        let address = try #require(EmailAddress("Anna@example.com"))
        let json = try JSONEncoder().encode([address])
        #expect(String(decoding: json, as: UTF8.self) == #"["anna@example.com"]"#)
        #expect(try JSONDecoder().decode([EmailAddress].self, from: json) == [address])
        #expect(EmailAddress(rawValue: "Anna@example.com") == nil)
    }

    @Test(arguments: 1...8)
    func `any text is an address that stays what it is, or none`(seed: Int) {
        var random = SplitMix(seed: seed)
        let likely = Array(
            "abcXYZİßΣϊé.@.-_+ АБВ\u{301}\u{130}\u{1E9E}\u{212A}\u{FB03}".unicodeScalars
        )
        for _ in 0..<1000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                let any = Unicode.Scalar(UInt32.random(in: 0...0x1_FFFF, using: &random))
                text.unicodeScalars.append(random.chance(95) ? random.pick(likely) : any ?? "@")
            }
            guard let address = EmailAddress(text) else { continue }
            let again = EmailAddress(rawValue: address.rawValue)
            #expect(again == address, "seed \(seed) \(text.debugDescription)")
        }
    }
}
