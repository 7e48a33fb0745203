import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `A quotient` {
    private func decimal(_ text: String) throws -> Decimal {
        try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
    }

    /// Thirds and sevenths; the components of ratings; the pay of a region over that of another; an
    /// index over the one before, and payroll per head.
    @Test(arguments: [
        ("1", "3", "0.333333333333"), ("2", "3", "0.666666666667"), ("-2", "3", "-0.666666666667"),
        ("2", "-3", "-0.666666666667"), ("-2", "-3", "0.666666666667"),
        ("22", "7", "3.142857142857"),
        ("13.25", "17", "0.779411764706"), ("2.75", "4", "0.6875"),
        ("11.75", "15", "0.783333333333"),
        ("72000", "120000", "0.6"), ("90000", "110000", "0.818181818182"), ("112", "100", "1.12"),
        ("14400000", "120", "120000"), ("16632000", "126", "132000"),
        ("14.5", "96", "0.151041666667"),
        ("95800", "83350", "1.149370125975"), ("156.0", "100.0", "1.56"), ("0", "7", "0"),
    ])
    func `has twelve places`(dividend: String, divisor: String, quotient: String) throws {
        let computed = try decimal(dividend).divided(by: decimal(divisor))
        #expect(computed == (try decimal(quotient)))
    }

    /// As a figure of a report it is written with its own digits, and no others.
    @Test(arguments: [
        ("60.91", 60.91), ("0.666666666667", 0.666666666667), ("57.86", 57.86), ("0.1", 0.1),
        ("-10.8", -10.8), ("0.07", 0.07), ("1", 1), ("0", 0), ("12345678901.23", 12_345_678_901.23),
    ])
    func `is the binary fraction that is written so`(text: String, number: Double) throws {
        #expect(try decimal(text).nearestDouble == number)
    }

    /// A half in the thirteenth place goes away from zero, on both sides of it; less than a half
    /// does not, however little less it is.
    @Test(arguments: [
        ("0.000000000001", "2", "0.000000000001"), ("-0.000000000001", "2", "-0.000000000001"),
        ("0.000000000003", "2", "0.000000000002"), ("0.000000000001", "2.000000001", "0"),
        ("1", "1e13", "0"), ("5", "1e13", "0.000000000001"), ("4.9999999999", "1e13", "0"),
        ("1e-100", "3", "0"), ("1e100", "1e100", "1"), ("1e20", "1e-10", "1e30"),
        ("340282366920938463463374607431768211455", "1", "340282366920938463463374607431768211455"),
        ("340282366920938463463374607431768211455", "340282366920938463463374607431768211454", "1"),
    ])
    func `is rounded half away from zero`(
        dividend: String,
        divisor: String,
        quotient: String
    ) throws {
        let computed = try decimal(dividend).divided(by: decimal(divisor))
        #expect(computed == (try decimal(quotient)))
    }

    @Test func `that is too large for its places keeps its first digits`() throws {
        let computed = try decimal("1e60").divided(by: 3)
        let third = try decimal("33333333333333333333333333333333333333")
        let least = try decimal("1e22")
        #expect(abs(computed - third * least) < least * 10)
    }

    @Test func `of what is no number is none`() {
        #expect(Decimal.nan.divided(by: 2).isNaN)
        #expect(Decimal(1).divided(by: .nan).isNaN)
    }

    private func tenThousandths(_ number: Int64) -> Decimal {
        Decimal(sign: .plus, exponent: -4, significand: Decimal(number))
    }

    /// The same in whole numbers of 128 bits, by another way.
    @Test(arguments: 1...20) func `is what whole numbers say`(seed: Int) {
        var chance = SplitMix(seed: seed)
        for _ in 0..<2_000 {
            let (dividend, divisor) = (chance.number(), chance.number())
            guard divisor != 0 else { continue }
            let unit = Int128(1_000_000_000_000)
            let doubled = 2 * abs(Int128(dividend)) * unit / abs(Int128(divisor))
            let sign: Int128 = (dividend < 0) == (divisor < 0) ? 1 : -1
            let expected = sign * ((doubled + 1) / 2)
            let computed = tenThousandths(dividend).divided(by: tenThousandths(divisor))
            #expect(
                computed * 1_000_000_000_000 == Decimal(string: "\(expected)"),
                "\(dividend) / \(divisor)"
            )
        }
    }
}

extension SplitMix {
    /// Large and small ones alike, of both signs.
    fileprivate mutating func number() -> Int64 {
        let bits = below(56)
        return Int64.random(in: -(1 << bits)...(1 << bits), using: &self)
    }
}

@Suite struct `A number at two places` {
    @Test(arguments: [
        ("0.005", "0.01"), ("-0.005", "-0.01"), ("0.0049999999", "0.00"), ("-0.001", "0.00"),
        ("462.5", "462.50"), ("0", "0.00"), ("670.2941176471", "670.29"), ("800", "800.00"),
        ("999.995", "1000.00"), ("-100", "-100.00"), ("1e30", "1000000000000000000000000000000.00"),
    ])
    func `is rounded half away from zero and written with both`(
        number: String,
        text: String
    ) throws {
        #expect(try #require(Decimal(string: number)).twoPlaces == text)
    }
}
