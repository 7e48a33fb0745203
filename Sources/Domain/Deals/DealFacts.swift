/// What reports count of a deal.
extension Deal {
    package func facts(of subject: String, beside states: SubjectStates) -> [Fact] {
        [.deal(DealFact(dealID: DealID(trusted: subject), sale: sale, leadID: leadID))]
    }
}
