/// The company's rules as the configuration states them, checked and complete.
package struct Policies: Equatable, Sendable {
    package var calendar: WorkCalendar
    /// ISO 3166 region in whose format bare phone numbers are written.
    package var phoneRegion: String
    package var qualification: QualificationPolicy
    /// Nil where incoming calls are none of Baton's business.
    package var calls: CallPolicy?
    /// Nil where nobody's leads are distributed by Baton.
    package var leadDistribution: LeadDistributionPolicy?
    /// Nil where clients are not asked by Baton.
    package var loyalty: LoyaltyPolicy?
    /// People whom the CRM does not announce.
    package var people: [Person]
    /// The company's own rules and chains.
    package var rules: RuleBook
    /// Nil where the marketers' pay is none of Baton's business.
    package var pay: PayPolicy?

    package init(
        calendar: WorkCalendar = .roundTheClock,
        phoneRegion: String = "RU",
        qualification: QualificationPolicy = QualificationPolicy(),
        calls: CallPolicy? = nil,
        leadDistribution: LeadDistributionPolicy? = nil,
        loyalty: LoyaltyPolicy? = nil,
        people: [Person] = [],
        rules: RuleBook = RuleBook(),
        pay: PayPolicy? = nil
    ) {
        self.calendar = calendar
        self.phoneRegion = phoneRegion
        self.qualification = qualification
        self.calls = calls
        self.leadDistribution = leadDistribution
        self.loyalty = loyalty
        self.people = people
        self.rules = rules
        self.pay = pay
    }
}
