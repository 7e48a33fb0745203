import Domain
import Testing

@Suite struct `A payment code` {
    private static let romashka: [PaymentCode.Field: String] = [
        .name: "ООО «Ромашка Диджитал»", .personalAccount: "40702810245000012345",
        .bankName: "ОМСКОЕ ОТДЕЛЕНИЕ N8634 ПАО СБЕРБАНК", .bic: "045209673",
        .correspondentAccount: "30101810900000000673", .inn: "5503000013", .kpp: "550301001",
        .purpose: "Оплата по счету № 118 от 30.11.2026, в т.ч. НДС 22% 32017.48",
    ]

    private func code(
        _ other: [PaymentCode.Field: String] = [:],
        kopecks: Int = 17_755_151
    ) throws(PaymentCode.Flaw) -> PaymentCode {
        try PaymentCode(Self.romashka.merging(other) { $1 }, kopecks: kopecks)
    }

    @Test func `is written as the standard has it`() throws {
        let code = try code()
        #expect(
            code.text == """
                ST00012|Name=ООО «Ромашка Диджитал»|PersonalAcc=40702810245000012345|\
                BankName=ОМСКОЕ ОТДЕЛЕНИЕ N8634 ПАО СБЕРБАНК|BIC=045209673|\
                CorrespAcc=30101810900000000673|PayeeINN=5503000013|KPP=550301001|Sum=17755151|\
                Purpose=Оплата по счету № 118 от 30.11.2026, в т.ч. НДС 22% 32017.48
                """
        )
        #expect(code.text.utf8.count == 344)
        #expect(code.mandatoryBytes == 197)
        #expect(PaymentCode(parsing: code.text) == code)
        #expect(PaymentCode(parsing: code.text)?.kopecks == 17_755_151)
    }

    @Test func `takes another separator everywhere where a value holds the usual one`() throws {
        let code = try code([.purpose: "За a|b#c"])
        #expect(code.text.hasPrefix("ST00012;Name="))
        #expect(code.text.hasSuffix(";Purpose=За a|b#c"))
        #expect(PaymentCode(parsing: code.text) == code)
    }

    @Test func `has no line breaks and no empty fields`() throws {
        let code = try code([.purpose: " За\nработу\u{00A0} в  мае ", .kpp: ""])
        #expect(code.text.hasSuffix("|PayeeINN=5503000013|Sum=17755151|Purpose=За работу в мае"))
    }

    @Test func `says why there is none`() {
        let sum = String(String.UnicodeScalarView(PaymentCode.separators))
        #expect(throws: PaymentCode.Flaw.noSeparator) { try code([.purpose: sum]) }
        #expect(throws: PaymentCode.Flaw.missing(.bic)) { try code([.bic: " "]) }
        #expect(throws: PaymentCode.Flaw.sum(0)) { try code(kopecks: 0) }
        #expect(throws: PaymentCode.Flaw.tooLong(.bankName, characters: 46)) {
            try code([.bankName: String(repeating: "Б", count: 46)])
        }
        #expect(throws: PaymentCode.Flaw.mandatoryBlock(bytes: 359)) {
            try code([.name: String(repeating: "Ж", count: 102)])
        }
    }

    @Test(arguments: [
        "", "ST00012", "ST00011|Name=a", "ST00012|Name=a|Name=b", "ST00012|Sum=1|KPP",
        "ST00012|Name=a|PersonalAcc=b|BankName=c|BIC=d|CorrespAcc=e|LastName=f",
        "ST00012|PersonalAcc=b|Name=a|BankName=c|BIC=d|CorrespAcc=e",
    ])
    func `that is not ours is not read`(text: String) {
        #expect(PaymentCode(parsing: text) == nil)
    }
}
