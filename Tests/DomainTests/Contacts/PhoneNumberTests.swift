import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `Phone numbers` {
    @Test(arguments: [
        "8 (3812) 12-34-56", "+7 (3812) 12-34-56", "7 3812 123456", "3812123456", "83812123456",
        "8-3812-12-34-56", "(8-3812) 12.34.56", "8\u{A0}(3812)\u{202F}12\u{2011}34\u{2212}56",
        "\u{FEFF} +7 3812 12 34 56\n", "tel:+7-3812-12-34-56", "TEL:83812123456", "＋７３８１２１２３４５６",
        "٨٣٨١٢١٢٣٤٥٦", "007 3812 123456", "810 7 3812 123456", "8~10 7 3812 12-34-56",
        "+7 8 (3812) 12-34-56", "[8] {3812} 12/34/56", "tel:+73812123456;ext=17",
        "8 (3812) 12-34-56 доб. 17", "8 (3812) 12-34-56 (ДОБ 17)", "8 (3812) 12-34-56 вн. 17",
        "+7 3812 123456 ext. 17", "+7 3812 123456x17", "+7 3812 123456 х17", "+73812123456#17",
        "+73812123456,,17", "83812123456, 89131234567",
    ])
    func `every way to write a Russian number is the same number`(text: String) {
        #expect(PhoneNumber(text, region: "RU")?.rawValue == "+73812123456")
        #expect(PhoneNumber(text, region: "kz")?.rawValue == "+73812123456")
    }

    @Test(arguments: [
        ("RU", "8 800 555-35-35", "+78005553535"), ("RU", "800 555 35 35", "+78005553535"),
        ("RU", "+375 29 123-45-67", "+375291234567"),
        ("RU", "8 10 375 29 1234567", "+375291234567"),
        ("RU", "+1 (415) 555-26-71", "+14155552671"), ("RU", "00 44 20 7946 0958", "+442079460958"),
        ("KZ", "8 (701) 123 45 67", "+77011234567"), ("KZ", "7011234567", "+77011234567"),
        ("BY", "8 029 123-45-67", "+375291234567"), ("BY", "8 (0162) 12-34-56", "+375162123456"),
        ("BY", "029 123 45 67", "+375291234567"), ("BY", "375291234567", "+375291234567"),
        ("BY", "+375 (029) 123-45-67", "+375291234567"), ("BY", "8107 9131234567", "+79131234567"),
        ("UA", "(044) 123-45-67", "+380441234567"), ("UA", "8 044 123 45 67", "+380441234567"),
        ("UZ", "90 123 45 67", "+998901234567"), ("LT", "8 612 34567", "+37061234567"),
        ("GB", "020 7946 0958", "+442079460958"), ("GB", "+44 (0)20 7946 0958", "+442079460958"),
        ("GB", "0044 20 7946 0958", "+442079460958"), ("JE", "01534 123456", "+441534123456"),
        ("DE", "030 123456", "+4930123456"), ("DE", "+49 (0) 30 / 12 34 56", "+4930123456"),
        ("DE", "49 30 123456", "+4930123456"), ("DE", "0491 123456", "+49491123456"),
        ("FR", "01 23 45 67 89", "+33123456789"), ("FR", "0033 1 23 45 67 89", "+33123456789"),
        ("IT", "06 1234 5678", "+390612345678"), ("IT", "+39 06 1234 5678", "+390612345678"),
        ("IT", "393 471 2345", "+393934712345"), ("HU", "06 1 234 5678", "+3612345678"),
        ("US", "(415) 555-2671", "+14155552671"), ("CA", "1-604-555-2671 x12", "+16045552671"),
        ("US", "011 7 3812 123456", "+73812123456"), ("US", "+1 1 415 555 2671", "+14155552671"),
        ("TR", "0532 123 45 67", "+905321234567"), ("AE", "050 123 4567", "+971501234567"),
        ("CN", "138 1234 5678", "+8613812345678"), ("CN", "010 1234 5678", "+861012345678"),
        ("IN", "098765 43210", "+919876543210"), ("IN", "91 98765 43210", "+919876543210"),
        ("AU", "0011 7 3812 123456", "+73812123456"), ("JP", "010 7 3812 123456", "+73812123456"),
        ("KR", "010-1234-5678", "+821012345678"), ("RU", "+800 1234 5678", "+80012345678"),
    ])
    func `a number is read in the format of its region`(region: String, text: String, e164: String)
    {
        #expect(PhoneNumber(text, region: region)?.rawValue == e164)
    }

    @Test(arguments: [
        "", " ", "+", "-", "12-34-56", "2 12-34-56", "8 3812 12 34", "8 3812 12 34 567",
        "+7 3812 12 34 5", "+7 3812 12 34 567", "++73812123456", "8+3812123456", "+7+3812123456",
        "0", "00", "000", "810", "8108", "+0 123 456 789", "+00 7 3812 123456", "+999", "tel:",
        "позвоните мне", "call 83812123456", "83812123456 Иван", "anna@example.com", "x17",
        "доб. 17",
        "#83812123456", "*100#", "0000000000", "+70000000000", "11111111111", "1️⃣2️⃣3️⃣",
        "83812123456\n89131234567", "+89131234567", "1e10", "½½½½½½½½½½", "٣.١٤",
        "+1234567890123456",
        "8³⁸¹²¹²³⁴⁵⁶",
    ])
    func `what is not one number is none`(text: String) {
        #expect(PhoneNumber(text, region: "RU") == nil)
    }

    @Test func `a text longer than any number is none`() {
        let text = "+73812123456 ext " + String(repeating: "1", count: 300)
        #expect(PhoneNumber(text, region: "RU") == nil)
    }

    @Test(arguments: ["", "XX", "Россия", "R"])
    func `an unknown region has its numbers read with plus only`(region: String) {
        #expect(PhoneNumber("8 3812 12-34-56", region: region) == nil)
        #expect(PhoneNumber("00 7 3812 12-34-56", region: region) == nil)
        #expect(PhoneNumber("+7 3812 12-34-56", region: region)?.rawValue == "+73812123456")
    }

    @Test func `a number is shown in groups`() throws {
        let shown = ["+73812123456", "+37129123456", "+35212345", "+4930123456789"].map {
            PhoneNumber(rawValue: $0)?.display
        }
        #expect(
            shown == ["+7 381 212 34 56", "+371 2912 34 56", "+352 123 45", "+49 3012 345 67 89"]
        )
    }

    @Test func `a number is text in JSON and only its own`() throws {
        let number = try #require(PhoneNumber("8 3812 12-34-56", region: "RU"))
        let json = try JSONEncoder().encode([number])
        #expect(String(decoding: json, as: UTF8.self) == #"["+73812123456"]"#)
        #expect(try JSONDecoder().decode([PhoneNumber].self, from: json) == [number])
        #expect(PhoneNumber(rawValue: "+7 3812 123456") == nil)
        #expect(PhoneNumber(rawValue: "83812123456") == nil)
    }
}

@Suite struct `Phone numbers at random` {
    @Test(arguments: NumberingPlan.all.map(\.callingCode))
    func `all spellings of a number are one number`(code: String) throws {
        let plan = try #require(NumberingPlan.of(callingCode: code))
        let region = try #require(plan.regions.first)
        for seed in 1...40 {
            var random = SplitMix(seed: seed)
            let national = plan.randomNumber(using: &random)
            for spelling in plan.spellings(of: national) {
                let text = scattered(spelling, using: &random)
                let comment: Comment = "seed \(seed) \(region) \(text)"
                let number = PhoneNumber(text, region: region)
                #expect(number?.rawValue == "+" + code + national, comment)
            }
        }
    }

    @Test(arguments: 1...16)
    func `any text is a number in E.164 or none, and stays what it is`(seed: Int) {
        var random = SplitMix(seed: seed)
        let regions = NumberingPlan.all.flatMap(\.regions) + ["", "XX"]
        for _ in 0..<500 {
            let text = garbage(using: &random)
            guard let number = PhoneNumber(text, region: random.pick(regions)) else { continue }
            let digits = number.rawValue.utf8.dropFirst()
            let comment: Comment = "seed \(seed) \(text.debugDescription)"
            #expect((8...15).contains(digits.count) && number.rawValue.hasPrefix("+"), comment)
            #expect(digits.allSatisfy { (0x30...0x39).contains($0) }, comment)
            #expect(PhoneNumber(rawValue: number.rawValue) == number, comment)
            let again = PhoneNumber(number.rawValue, region: random.pick(regions))
            #expect(again == number, comment)
            #expect(PhoneNumber(number.display, region: "") == number, comment)
        }
    }

    /// The digits with what people put between them, and sometimes an extension.
    private func scattered(_ digits: String, using random: inout SplitMix) -> String {
        let separators = ["", "", "", " ", "-", ".", " (", ") ", "\u{A0}", "\u{2013}", "\t"]
        let written = digits.map { String($0) + random.pick(separators) }.joined()
        return " " + written + random.pick(["", "", " доб. 5", " ext 12", "x7", "#1", ";ext=3"])
    }

    private func garbage(using random: inout SplitMix) -> String {
        let likely = Array(
            "0123456789012345678978+++00  ()-.xх#;,/~доб٣７\u{A0}\u{200B}".unicodeScalars
        )
        var text = random.chance(50) ? random.pick(["+", "8", "+7", "00", "810", "tel:", "0"]) : ""
        for _ in 0..<Int.random(in: 0...24, using: &random) {
            let any = Unicode.Scalar(UInt32.random(in: 0...0x1_FFFF, using: &random))
            text.unicodeScalars.append(random.chance(99) ? random.pick(likely) : any ?? "\0")
        }
        return text
    }
}

extension NumberingPlan {
    fileprivate func randomNumber(using random: inout SplitMix) -> String {
        let length = Int.random(in: lengths, using: &random)
        let rest = (1..<length).map { _ in String(Int.random(in: 0...9, using: &random)) }
        return String(random.pick(Array(leadingDigits))) + rest.joined()
    }

    /// How a number may be written in its own region without being taken for another.
    fileprivate func spellings(of national: String) -> [String] {
        let full = callingCode + national
        let dialled = trunkPrefixes.prefix(1).map { $0 + national } + exitPrefixes.map { $0 + full }
        let bare = lengths.count == 1 ? [national, full] : []
        // Where the exit prefix is 001, 00 and a number in America can't be told from it.
        let zeros = exitPrefixes.contains { $0.hasPrefix("00") } ? [] : ["00" + full]
        return ["+" + full] + dialled + bare + zeros
    }
}
