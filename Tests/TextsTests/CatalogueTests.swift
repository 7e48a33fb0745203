import Domain
import Foundation
import Testing

@testable import Texts

/// Every sentence of the domain has its text, and every text its sentence.
@Suite struct CatalogueTests {
    private let languages = Texts.Locale.allCases.map(Language.of)

    @Test func `both languages have the same templates, labels, roles and words`() {
        #expect(keys(\.templates).count == 1)
        #expect(keys(\.labels).count == 1)
        #expect(keys(\.roles).count == 1)
        #expect(keys(\.words).count == 1)
        #expect(languages.allSatisfy { $0.months.count == 12 && $0.timeUnits.count == 4 })
    }

    @Test func `every template has a list of what it may show`() {
        for language in languages {
            #expect(Set(language.templates.keys) == Set(Placeholders.ofTemplates.keys))
        }
    }

    @Test(arguments: Texts.Locale.allCases)
    func `templates show only what the domain supplies`(_ locale: Texts.Locale) {
        for (name, template) in Language.of(locale).templates {
            for tag in Tag.all(in: template) {
                #expect(!Tag.foreignSigils.contains(tag.sigil ?? " "), "\(name)")
                #expect(tag.helpers.allSatisfy { Filling.Helper(rawValue: $0) != nil }, "\(name)")
                guard let shown = tag.placeholder else { continue }
                #expect(
                    Placeholders.ofTemplates[name]?.contains(shown) == true,
                    "\(name): \(shown)"
                )
            }
        }
    }

    @Test func `every phrase written in the domain has a template`() throws {
        let phrases = try DomainSources.captures(of: /\bPhrase\(\s*"([a-z_.]+)"/)
        #expect(phrases.contains("qualification.nobody_available"))
        for phrase in phrases {
            #expect(Placeholders.ofTemplates[phrase] != nil, "\(phrase)")
        }
    }

    @Test func `phrases put together of a prefix and a reason are known to this test`() throws {
        let prefixes = try DomainSources.captures(of: /\bPhrase\(\s*"([a-z_.]+)\\\(/)
        #expect(
            prefixes == [
                "qualification.rejected.", "person.skipped.", "calls.rejected.", "calls.missed.",
                "calls.verdict.", "nps.rejected.", "nps.score.", "recovery.rejected.", "mail.",
                "rules.format.", "rule_chains.action.", "rating.rejected.", "rating.portrait.",
                "initiative.passed_over.", "request.rejected.", "request.action.",
                "price.declined.", "indexation.hold.", "indexation.rejected.", "indexation.action.",
                "positions.rejected.", "mail.positions.", "documents.fault.", "mail.documents.",
            ]
        )
    }

    @Test func `every rejection and every skip has a template`() throws {
        let rejected = try DomainSources.cases(of: "Rejected", in: "Qualification.swift")
        let skipped = try DomainSources.cases(of: "Unavailability", in: "Person.swift")
        #expect(rejected.contains(Qualification.Rejected.commentNeeded.rawValue))
        #expect(skipped.contains(Unavailability.atCapacity.rawValue))
        for name in rejected.map({ "qualification.rejected.\($0)" })
            + skipped.map({ "person.skipped.\($0)" })
        {
            #expect(Placeholders.ofTemplates[name] != nil, "\(name)")
        }
    }

    @Test func `every way in which a chain refuses has a template`() throws {
        let rejected = try DomainSources.cases(of: "Rejected", in: "RuleChains.swift")
        #expect(rejected.count == 3)
        for name in rejected.map({ "rule_chains.refused.\($0)" }) {
            #expect(Placeholders.ofTemplates[name] != nil, "\(name)")
        }
    }

    @Test func `every end of a call and every button has a template`() throws {
        let rejected = try DomainSources.cases(of: "Rejected", in: "Calls.swift")
        let names =
            rejected.map { "calls.rejected.\($0)" }
            + Call.Missed.Why.allCases.map { "calls.missed.\($0.rawValue)" }
            + CallMarked.Verdict.allCases.map { "calls.verdict.\($0.rawValue)" }
        #expect(rejected.count == 2)
        for name in names { #expect(Placeholders.ofTemplates[name] != nil, "\(name)") }
    }

    @Test func `every mail, every score and every refusal about surveys has a template`() {
        let names =
            Surveys.Rejected.allCases.filter { $0 != .expired }
            .map { "nps.rejected.\($0.rawValue)" }
            + Recoveries.Rejected.allCases.map { "recovery.rejected.\($0.rawValue)" }
            + Satisfaction.allCases.map { "nps.score.\($0.rawValue)" }
            + SurveyLetter.allCases.flatMap { letter in
                ["subject", "html", "text"].map { "mail.\(letter.rawValue).\($0)" }
            }
        for name in names { #expect(Placeholders.ofTemplates[name] != nil, "\(name)") }
    }

    @Test func `every refusal about managers and every button has a template`() {
        let names =
            Rating.Rejected.allCases.map { "rating.rejected.\($0.rawValue)" }
            + ManagerRequests.Rejected.allCases.map { "request.rejected.\($0.rawValue)" }
            + ["accept", "decline"].map { "request.action.\($0)" }
            + ["answer", "review", "feedback"].map { "rating.portrait.\($0)" }
            + PassedOver.allCases.map { "initiative.passed_over.\($0.rawValue)" }
            + ["fee_changed", "client_not_active"].map { "indexation.hold.\($0)" }
        for name in names { #expect(Placeholders.ofTemplates[name] != nil, "\(name)") }
    }

    @Test func `every coded word of a call's clause has its meaning in words`() {
        let words =
            CallStopRing.Reason.allCases.map(\.rawValue)
            + CallFallback.Action.allCases.map(\.rawValue)
            + CallDeclined.Cause.allCases.map(\.rawValue)
            + CallMarked.Verdict.allCases.map(\.rawValue)
        for word in words { #expect(Language.russian.words[word] != nil, "\(word)") }
    }

    @Test func `every process that has timers names them`() throws {
        let named = Registry.processes.filter { !$0.timers.isEmpty }.map { $0.name }
        let having = try DomainSources.count(of: "static func input(of timer: TimerFiring)")
        // One more is the protocol's own, another one the default.
        #expect(named.count == having - 2)
    }

    @Test func `every message of the domain has a clause`() throws {
        let types = try DomainSources.captures(of: /static let type = "([a-z_.]+)"/)
        #expect(types.contains(LeadCreated.type))
        for type in types {
            #expect(Placeholders.ofTemplates["journal.\(type)"] != nil, "\(type)")
        }
    }

    @Test func `every reason, stage, outcome and error code has its meaning in words`() throws {
        let reasons = try DomainSources.captures(of: /enum (\w+): String, Reason\b/)
        let coded =
            try reasons.flatMap { try DomainSources.cases(of: $0, in: nil) }
            + Registry.flaws.map(\.rawValue)
            + QualificationItem.Stage.allCases.map(\.rawValue)
            + QualificationClose.Outcome.allCases.map(\.rawValue)
            + LeadAssign.Reason.known.map(\.rawValue)
            + CallSchedule.Reason.known.map(\.rawValue)
            + QualificationPolicy().junkStages
        for word in coded {
            #expect(Language.russian.words[word] != nil, "\(word)")
        }
    }

    @Test func `every role and everything a lead becomes has its name in words`() {
        for role in Role.allCases { #expect(Language.russian.roles[role.rawValue] != nil) }
        for product in LeadConvert.Product.allCases {
            #expect(Language.russian.labels[product.rawValue] != nil)
        }
        for field in QualificationPolicy().requiredFields {
            #expect(Language.russian.labels[field] != nil)
        }
    }

    private func keys(_ table: KeyPath<Language, [String: String]>) -> Set<Set<String>> {
        Set(languages.map { Set($0[keyPath: table].keys) })
    }
}
