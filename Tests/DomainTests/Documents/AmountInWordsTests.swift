import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `An amount in words` {
    @Test(arguments: [
        (0, "Ноль рублей 00 копеек"),
        (101, "Один рубль 01 копейка"),
        (200_202, "Две тысячи два рубля 02 копейки"),
        (1111, "Одиннадцать рублей 11 копеек"),
        (2_100_122, "Двадцать одна тысяча один рубль 22 копейки"),
        (100_100_000, "Один миллион одна тысяча рублей 00 копеек"),
        (
            17_755_151,
            "Сто семьдесят семь тысяч пятьсот пятьдесят один рубль 51 копейка"
        ),
        (3_255_151, "Тридцать две тысячи пятьсот пятьдесят один рубль 51 копейка"),
        (-244_849, "Минус две тысячи четыреста сорок восемь рублей 49 копеек"),
        (211_214, "Две тысячи сто двенадцать рублей 14 копеек"),
        (100_000_000_000, "Один миллиард рублей 00 копеек"),
    ])
    func `is spelt in Russian as accountants spell it`(kopecks: Int, words: String) throws {
        #expect(try #require(AmountInWords(kopecks: kopecks, .russian)).text == words)
        #expect(AmountInWords(parsing: words, .russian)?.kopecks == kopecks)
    }

    @Test(arguments: [
        (0, "Zero rubles 00 kopecks"),
        (101, "One ruble 01 kopeck"),
        (2_100_122, "Twenty-one thousand one rubles 22 kopecks"),
        (
            17_755_151,
            "One hundred seventy-seven thousand five hundred fifty-one rubles 51 kopecks"
        ),
        (-1_000_000_00, "Minus one million rubles 00 kopecks"),
    ])
    func `is spelt in English`(kopecks: Int, words: String) throws {
        #expect(try #require(AmountInWords(kopecks: kopecks, .english)).text == words)
        #expect(AmountInWords(parsing: words, .english)?.kopecks == kopecks)
    }

    @Test(arguments: [
        "Один тысяча рублей 00 копеек", "Два рубля 2 копейки", "Два рубля 14 копейки", "",
        "Два рублей 02 копейки", "два рубля 02 копейки", "Две рубля 02 копейки",
        "Сто сто рублей 00 копеек", "Тысяча рублей 00 копеек", "Два доллара 02 цента",
        "Минус ноль рублей 00 копеек", "Минус 00 копеек", "рублей 00 копеек",
    ])
    func `that nobody would write is not read`(words: String) {
        #expect(AmountInWords(parsing: words, .russian) == nil)
    }

    @Test func `that is too large is not spelt`() {
        #expect(AmountInWords(kopecks: .max, .russian) == nil)
        #expect(AmountInWords(kopecks: .min, .english) == nil)
        let most = AmountInWords(kopecks: AmountInWords.kopecksMax, .russian)
        #expect(most.flatMap { AmountInWords(parsing: $0.text, .russian) } == most)
    }

    @Test(arguments: DocumentLanguage.allCases)
    func `is read back from its words`(language: DocumentLanguage) throws {
        for kopecks in Self.amounts {
            let amount = try #require(AmountInWords(kopecks: kopecks, language))
            #expect(AmountInWords(parsing: amount.text, language) == amount)
        }
    }

    @Test(
        .enabled(if: IndependentNumerals.python != nil, "needs the Python package num2words"),
        arguments: DocumentLanguage.allCases
    )
    func `has the words of an independent generator`(language: DocumentLanguage) throws {
        let rubles = Self.amounts.map { abs($0) / 100 }
        let words = try IndependentNumerals.words(rubles, language.rawValue)
        try #require(words.count == rubles.count)
        for (number, expected) in zip(rubles, words) {
            let text = try #require(AmountInWords(kopecks: number * 100, language)).text
                .lowercased()
            // Theirs is English as it is spoken: «one hundred and one, thousands».
            let plain = expected.replacing(" and ", with: " ").replacing(",", with: "")
            #expect(text.hasPrefix(plain + " рубл") || text.hasPrefix(plain + " ruble"))
        }
    }

    /// 10,000 of every size, from kopecks to a quadrillion of rubles.
    private static let amounts: [Int] = {
        var chance = SplitMix(seed: 17)
        return (0..<10_000).map { index in
            let size = (0..<(index % 17 + 1)).reduce(1) { size, _ in size * 10 }
            return Int.random(in: (1 - size)..<size, using: &chance)
        }
    }()
}

/// Python's num2words, which shares nothing with ours.
enum IndependentNumerals {
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        (try? output($0, "import num2words", "")) != nil
    }

    static func words(_ numbers: [Int], _ language: String) throws -> [String] {
        let program = """
            import sys
            from num2words import num2words
            for line in sys.stdin:
                print(num2words(int(line), lang=sys.argv[1]))
            """
        let lines = numbers.map { "\($0)\n" }.joined()
        return try output(try #require(python), program, lines, language).split(separator: "\n")
            .map(String.init)
    }

    private struct Failed: Error {}

    private static func output(
        _ python: String,
        _ program: String,
        _ input: String,
        _ arguments: String...
    ) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", program] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return String(decoding: data, as: UTF8.self)
    }
}
