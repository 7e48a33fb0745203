package import Foundation

/// What a decision may look at, as values: no clock, no chance, no store.
///
/// Behind one reference: it is handed on to every part of a decision.
package struct Context: Sendable {
    private let frame: Frame

    private final class Frame: Sendable {
        let now: Date
        let rules: Rules
        let company: Company
        let subject: SubjectStates
        let related: [RelatedSubject]

        init(
            _ now: Date,
            _ rules: Rules,
            _ company: Company,
            _ subject: SubjectStates,
            _ related: [RelatedSubject]
        ) {
            self.now = now
            self.rules = rules
            self.company = company
            self.subject = subject
            self.related = related
        }
    }

    /// What is the same for all decisions until the configuration changes.
    package final class Rules: Sendable {
        package let policies: Policies
        package let text: @Sendable (Phrase) -> String
        package let link: @Sendable (SignedLink) -> String

        package init(
            policies: Policies,
            text: @escaping @Sendable (Phrase) -> String,
            link: @escaping @Sendable (SignedLink) -> String = Context.noLink
        ) {
            self.policies = policies
            self.text = text
            self.link = link
        }
    }

    /// The instant of the decision.
    package var now: Date { frame.now }
    /// The company's rules of the moment.
    package var policies: Policies { frame.rules.policies }
    /// People, rotations, rankings.
    package var company: Company { frame.company }
    /// What all processes remember of the subject at hand.
    package var subject: SubjectStates { frame.subject }
    /// What was found by the concern's look-ups.
    package var related: [RelatedSubject] { frame.related }
    /// Renders a phrase in the company's language.
    package var text: @Sendable (Phrase) -> String { frame.rules.text }
    /// The address of a page of Baton's own, signed.
    package var link: @Sendable (SignedLink) -> String { frame.rules.link }

    package init(
        now: Date,
        rules: Rules,
        company: Company,
        subject: SubjectStates,
        related: [RelatedSubject]
    ) {
        frame = Frame(now, rules, company, subject, related)
    }

    package init(
        now: Date,
        policies: Policies,
        company: Company,
        subject: SubjectStates = SubjectStates(),
        related: [RelatedSubject] = [],
        text: @escaping @Sendable (Phrase) -> String,
        link: @escaping @Sendable (SignedLink) -> String = Context.noLink
    ) {
        self.init(
            now: now,
            rules: Rules(policies: policies, text: text, link: link),
            company: company,
            subject: subject,
            related: related
        )
    }

    /// Where nothing signs links, no process that needs them runs.
    package static let noLink: @Sendable (SignedLink) -> String = { _ in "" }
}
