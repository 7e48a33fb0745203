extension LeadDistribution {
    /// What those who are asked are told of a lead, and why they say no.
    package static let personal = PersonalData(
        messages: [
            LeadOffer.type: Leads.contact + [.text("company"), .text("fields")],
            LeadOfferDeclined.type: [.text("reason")],
        ]
    )
}

extension OutgoingCalls {
    /// Whom the company called.
    package static let personal = PersonalData(
        state: [.neededPhone("to")],
        messages: [CallMade.type: [.neededPhone("to")]]
    )
}
