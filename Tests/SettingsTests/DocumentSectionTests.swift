import Domain
import Foundation
import Settings
import Testing

@Suite struct `Sections of documents` {
    private let entity = """
        [http]
        secret = "a secret of the tests alone"
        [documents]
        [[legal_entities]]
        id = "romashka"
        name = "ООО «Ромашка Диджитал»"
        inn = "5503000013"
        kpp = "550301001"
        bank = "ОМСКОЕ ОТДЕЛЕНИЕ N8634 ПАО СБЕРБАНК"
        bic = "045209673"
        account = "40702810245000012345"
        correspondent_account = "30101810900000000673"
        signatory = "И. О. Директор"
        vat = [{ from = "2026-01-01", rate = "22" }, { from = "2024-01-01", rate = "none" }]
        start = { invoice = 118, act = 1 }

        """

    @Test func `are read as people write them`() throws {
        let policies = try Settings.parse(entity).policies
        let documents = try #require(policies.documents)
        #expect(documents.kinds == [.invoice, .act, .analysis])
        #expect(documents.schedule == .lastWorkingDay && documents.chargeOn == .act)
        #expect(documents.inlineMax == 700_000 && documents.deliveryWithin == nil)
        #expect(documents.retry == [.seconds(60), .seconds(600), .seconds(3600)])
        let entity = try #require(policies.legalEntity("romashka"))
        #expect(entity.seller.inn == "5503000013" && entity.start == [.invoice: 118, .act: 1])
        let day = CalendarDay(year: 2026, month: 1, day: 1)
        #expect(entity.rate(on: day) == VATRate(percent: 22))
        #expect(entity.rate(on: day.adding(days: -1)) == VATRate.none)
    }

    @Test func `say what is wrong with numbers of the company, each in its line`() {
        let wrong =
            entity
            .replacing("\"5503000013\"", with: "\"5503000014\"")
            .replacing("\"550301001\"", with: "\"5503\"")
            .replacing("40702810245000012345", with: "40702810245000012346")
            .replacing("rate = \"22\"", with: "rate = \"220\"")
            .replacing("invoice = 118", with: "invoise = 118")
        let problems = Given.problems(wrong)
        #expect(problems.count == 5, "\(problems)")
        let said = [
            "inn: must be an INN", "kpp: must be a KPP", "account: the control digit",
            "rate: must be percents", "did you mean \"invoice\"?",
        ]
        for sentence in said {
            #expect(problems.contains { $0.contains(sentence) }, "\(sentence): \(problems)")
        }
    }

    @Test func `say what is wrong with the rules`() {
        let problems = Given.problems(
            entity.replacing(
                "[documents]",
                with: """
                    [documents]
                    kinds = ["invoices"]
                    schedule = "monthly"
                    inline_max = "70 GB"
                    retry = ["soon"]
                    """
            )
        )
        #expect(problems.count == 4, "\(problems)")
        #expect(problems.contains { $0.contains("did you mean \"invoice\"?") })
    }

    @Test func `need a secret, and a legal entity that is there once`() throws {
        #expect(Given.problems("[documents]").contains { $0.contains("needs secret") })
        let section = try #require(entity.split(separator: "[[legal_entities]]").last)
        let twice = entity + "[[legal_entities]]" + section
        #expect(Given.problems(twice).contains { $0.contains("\"romashka\" is there twice") })
        let none = String(entity.split(separator: "[[")[0])
        #expect(try Settings.parse(none).notes.contains { $0.contains("[[legal_entities]]") })
    }
}
