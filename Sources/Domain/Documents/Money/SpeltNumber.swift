/// A whole number read out of its words.
///
/// Its tables are not those by which numbers are written: what checks must not share an error with
/// what it checks. It is lenient about agreement; the caller compares with what is written.
struct SpeltNumber {
    let value: Int

    /// Words in small letters; nil where one is unknown or they add up to no number.
    init?(_ words: [String], _ language: DocumentLanguage) {
        guard !words.isEmpty else { return nil }
        var (total, group) = (0, 0)
        for word in words {
            for part in word.parts(at: "-") {
                switch Self.meaning(String(part), language) {
                case .plus(let number): group += number
                case .hundred: group *= 100
                case .scale(let power):
                    let (product, overflow) = group.multipliedReportingOverflow(by: power)
                    guard !overflow, product < Self.bound else { return nil }
                    (total, group) = (total + product, 0)
                case nil: return nil
                }
                guard group < 1000 else { return nil }
            }
        }
        value = total + group
    }

    private static let bound = 1_000_000_000_000_000

    private enum Meaning {
        case plus(Int)
        case hundred
        case scale(Int)
    }

    private static func meaning(_ word: String, _ language: DocumentLanguage) -> Meaning? {
        switch language {
        case .russian:
            if let number = russian[word] { return .plus(number) }
            return russianScales.first { word.hasPrefix($0.0) }.map { .scale($0.1) }
        case .english:
            if let number = english[word] { return .plus(number) }
            if word == "hundred" { return .hundred }
            return englishScales[word].map { .scale($0) }
        }
    }

    private static let russian = [
        "ноль": 0, "один": 1, "одна": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5,
        "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11,
        "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15,
        "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
        "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
        "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200,
        "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700,
        "восемьсот": 800, "девятьсот": 900,
    ]
    private static let russianScales = [
        ("тысяч", 1000), ("миллион", 1_000_000), ("миллиард", 1_000_000_000),
        ("триллион", 1_000_000_000_000),
    ]
    private static let english = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
        "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
        "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
        "seventy": 70, "eighty": 80, "ninety": 90,
    ]
    private static let englishScales = [
        "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
        "trillion": 1_000_000_000_000,
    ]
}
