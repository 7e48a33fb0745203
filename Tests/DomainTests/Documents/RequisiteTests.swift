import Domain
import Testing

@Suite struct `Numbers of companies and accounts` {
    @Test(arguments: ["7707083893", "500100732259", "5503000013"])
    func `have the control digits of an ИНН`(text: String) {
        #expect(Requisites.isINN(text))
    }

    @Test(arguments: [
        "7707083894", "500100732258", "500100732269", "", "770708389", "77070838931", "770708389O",
        "٧٧٠٧٠٨٣٨٩٣", " 7707083893",
    ])
    func `have other control digits`(text: String) {
        #expect(!Requisites.isINN(text))
    }

    @Test(arguments: [
        ("40702810245000012345", "045209673"), ("40602810700000000025", "049805746"),
    ])
    func `have the key of a client's account`(account: String, bic: String) {
        #expect(Requisites.isAccount(account, bic: bic))
    }

    @Test(arguments: [
        ("30101810900000000673", "045209673"), ("30101810800000000746", "049805746"),
        ("30101810800000000746", "049805000"),
    ])
    func `have the key of a correspondent account`(account: String, bic: String) {
        #expect(Requisites.isCorrespondentAccount(account, bic: bic))
    }

    /// One digit that is wrong always shows, and so does another bank.
    @Test func `show every single wrong digit of an account`() {
        let account = Array("40702810245000012345")
        for place in account.indices {
            for digit in "0123456789" where digit != account[place] {
                var other = account
                other[place] = digit
                #expect(!Requisites.isAccount(String(other), bic: "045209673"))
            }
        }
        #expect(!Requisites.isAccount("40702810245000012345", bic: "044525225"))
        #expect(!Requisites.isAccount("40702810245000012345", bic: "04520967"))
        #expect(!Requisites.isAccount("4070281024500001234", bic: "045209673"))
        #expect(!Requisites.isCorrespondentAccount("30101810900000000674", bic: "045209673"))
    }

    @Test func `have forms`() {
        #expect(Requisites.isKPP("550301001"))
        #expect(Requisites.isKPP("7707AB001"))
        #expect(!Requisites.isKPP("55030100"))
        #expect(!Requisites.isKPP("7707ab001"))
        #expect(!Requisites.isBIC("945209673"))
    }
}
