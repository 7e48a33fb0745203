/// What reports count of a lead.
extension Lead {
    /// Its arrival, once the CRM has announced it.
    package func facts(of subject: String, beside states: SubjectStates) -> [Fact] {
        guard let source else { return [] }
        let fact = LeadFact(
            leadID: id,
            arrivedAt: createdAt,
            channel: source.channel,
            campaign: source.campaign,
            dealID: converted?.dealID
        )
        return [.lead(fact)]
    }
}
