/// What reports count of a deal.
extension Deal {
    /// The sale, as long as there is one.
    package func facts(of subject: String, beside states: SubjectStates) -> [Fact] {
        [.deal(DealFact(dealID: DealID(trusted: subject), sale: sale, leadID: leadID))]
    }
}
