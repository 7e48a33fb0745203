/// An amount of rubles as documents spell it out: rubles in words, kopecks as two digits.
///
/// `Двадцать одна тысяча один рубль 22 копейки`, `Twenty-one thousand one rubles 22 kopecks`.
package struct AmountInWords: Equatable, Sendable {
    package let kopecks: Int
    package let language: DocumentLanguage

    /// The largest amount that is spelt, in kopecks: a kopeck less than a quadrillion of rubles.
    package static let kopecksMax = 99_999_999_999_999_999

    /// Nil where the amount is too large, whatever its sign.
    package init?(kopecks: Int, _ language: DocumentLanguage) {
        guard (-Self.kopecksMax...Self.kopecksMax).contains(kopecks) else { return nil }
        self.kopecks = kopecks
        self.language = language
    }

    package init?(_ amount: Kopecks, _ language: DocumentLanguage) {
        self.init(kopecks: Int(amount.count), language)
    }

    /// The sentence, which begins with a capital letter.
    package var text: String {
        let (rubles, rest) = abs(kopecks).quotientAndRemainder(dividingBy: 100)
        let (currency, coins) =
            switch language {
            case .russian:
                (
                    RussianNumerals.form(rubles, "рубль", "рубля", "рублей"),
                    RussianNumerals.form(rest, "копейка", "копейки", "копеек")
                )
            case .english: (rubles == 1 ? "ruble" : "rubles", rest == 1 ? "kopeck" : "kopecks")
            }
        let sign = kopecks < 0 ? [minus] : []
        let digits = rest < 10 ? "0\(rest)" : "\(rest)"
        let words = (sign + numerals(rubles) + [currency, digits, coins]).joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The amount that a sentence spells; nil where it is not exactly what would be written.
    ///
    /// The words are read with tables of their own and the result is written again, so that an
    /// error in writing is found here unless reading has the same one.
    package init?(parsing text: String, _ language: DocumentLanguage) {
        var words = text.lowercased().split(separator: " ").map(String.init)
        guard words.count >= 4, let rest = Int(words[words.count - 2]), (0...99).contains(rest)
        else { return nil }
        let isNegative = words.first == Self.minus(language)
        words.removeLast(3)
        if isNegative { words.removeFirst() }
        guard let rubles = SpeltNumber(words, language)?.value, rubles <= Self.kopecksMax / 100
        else {
            return nil
        }
        let kopecks = (rubles * 100 + rest) * (isNegative ? -1 : 1)
        guard let found = Self(kopecks: kopecks, language), found.text == text else { return nil }
        self = found
    }

    private var minus: String { Self.minus(language) }

    private static func minus(_ language: DocumentLanguage) -> String {
        switch language {
        case .russian: "минус"
        case .english: "minus"
        }
    }

    private func numerals(_ number: Int) -> [String] {
        switch language {
        case .russian: RussianNumerals.words(number)
        case .english: EnglishNumerals.words(number)
        }
    }
}

/// Whole numbers in Russian words.
enum RussianNumerals {
    private static let units = [
        "ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
        "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
        "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
    ]
    private static let tens = [
        "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
        "восемьдесят", "девяносто",
    ]
    private static let hundreds = [
        "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
        "девятьсот",
    ]
    /// Forms for one, few and many; only the thousand is feminine.
    private static let scales = [
        ("триллион", "триллиона", "триллионов"), ("миллиард", "миллиарда", "миллиардов"),
        ("миллион", "миллиона", "миллионов"), ("тысяча", "тысячи", "тысяч"),
    ]

    /// The words of a number of a masculine noun, such as the ruble; it must not be negative.
    static func words(_ number: Int) -> [String] {
        guard number > 0 else { return [units[0]] }
        var found: [String] = []
        var (rest, power) = (number, 1_000_000_000_000)
        for scale in scales {
            let (count, behind) = rest.quotientAndRemainder(dividingBy: power)
            if count > 0 {
                found += below1000(count, isFeminine: power == 1000)
                found.append(form(count, scale.0, scale.1, scale.2))
            }
            (rest, power) = (behind, power / 1000)
        }
        return found + below1000(rest, isFeminine: false)
    }

    private static func below1000(_ number: Int, isFeminine: Bool) -> [String] {
        let below100 = number % 100
        var found = [hundreds[number / 100 % 10]]
        if below100 >= 20 { found.append(tens[below100 / 10]) }
        let unit = below100 < 20 ? below100 : below100 % 10
        switch unit {
        case 0: break
        case 1 where isFeminine: found.append("одна")
        case 2 where isFeminine: found.append("две")
        default: found.append(units[unit])
        }
        return found.filter { !$0.isEmpty }
    }

    /// The form of a noun behind a number: один рубль, два рубля, пять and одиннадцать рублей.
    static func form(_ number: Int, _ one: String, _ few: String, _ many: String) -> String {
        if (11...14).contains(number % 100) { return many }
        return switch number % 10 {
        case 1: one
        case 2...4: few
        default: many
        }
    }
}

/// Whole numbers in English words, without «and», as cheques have them.
enum EnglishNumerals {
    private static let units = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let scales = ["trillion", "billion", "million", "thousand"]

    /// The words of a number that is not negative.
    static func words(_ number: Int) -> [String] {
        guard number > 0 else { return [units[0]] }
        var found: [String] = []
        var (rest, power) = (number, 1_000_000_000_000)
        for scale in scales {
            let (count, behind) = rest.quotientAndRemainder(dividingBy: power)
            if count > 0 { found += below1000(count) + [scale] }
            (rest, power) = (behind, power / 1000)
        }
        return found + below1000(rest)
    }

    private static func below1000(_ number: Int) -> [String] {
        var found: [String] = []
        if number >= 100 { found += [units[number / 100 % 10], "hundred"] }
        let below100 = number % 100
        switch below100 {
        case 0: break
        case 1..<20: found.append(units[below100])
        default:
            let unit = below100 % 10
            found.append(tens[below100 / 10] + (unit == 0 ? "" : "-" + units[unit]))
        }
        return found
    }
}
