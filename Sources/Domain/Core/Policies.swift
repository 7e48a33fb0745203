/// The company's rules as the configuration states them, checked and complete.
package struct Policies: Equatable, Sendable {
    package var calendar: WorkCalendar
    /// ISO 3166 region in whose format bare phone numbers are written.
    package var phoneRegion: String
    /// Numbers in E.164 that forms and exchanges write where they know none.
    package var placeholderPhones: Set<String>
    /// People whom the CRM does not announce.
    package var people: [Person]
    /// The companies that issue documents.
    package var legalEntities: [LegalEntity] = []
    /// The company's own rules and chains.
    package var rules: RuleBook
    private var shelf = PolicyShelf()

    package init(
        calendar: WorkCalendar = .roundTheClock,
        phoneRegion: String = "RU",
        placeholderPhones: Set<String> = [],
        people: [Person] = [],
        rules: RuleBook = RuleBook(),
        _ policies: [any ProcessPolicy] = []
    ) {
        self.calendar = calendar
        self.phoneRegion = phoneRegion
        self.placeholderPhones = placeholderPhones
        self.people = people
        self.rules = rules
        for policy in policies { shelf.put(policy) }
    }

    /// The rules of a process; nil where its section is missing or turned off.
    package subscript<Policy: ProcessPolicy>(_ type: Policy.Type) -> Policy? {
        get { shelf[type] }
        set { shelf[type] = newValue }
    }

    /// What somebody should know of the rules though nothing is wrong, one sentence each.
    package var notes: [String] { shelf.all.flatMap { $0.notes(beside: self) } }
}

extension Policies {
    /// The currency in which sellers are ranked; money of others is never added to it.
    package var salesCurrency: String {
        leadDistribution?.currency ?? pay?.perAccepted.currency ?? "RUB"
    }
}
