extension Leads {
    /// Who the contact is, how he is reached, and what the CRM has in fields of its own.
    package static let personal = PersonalData(
        state: [
            .name("name"), .phone("phone"), .email("email"), .text("company"), .text("fields"),
            .keys("contact_keys"),
        ],
        messages: [
            LeadCreated.type: contact + [.text("company"), .text("fields")],
            LeadUpdated.type: [.text("fields")],
            LeadFieldsSet.type: [.text("fields")],
            LeadConvert.type: [.text("fields")],
            CallSchedule.type: [.phone("phone"), .text("note")],
        ],
        notes: [.text("value")]
    )
}

extension Leads {
    /// Who a contact is and how he is reached, wherever a message has one.
    static let contact: [PersonalField] = [.name("name"), .phone("phone"), .email("email")]
}
