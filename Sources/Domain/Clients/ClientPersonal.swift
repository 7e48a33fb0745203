extension Clients {
    /// What a client is called, how he is reached, and what is sent to him or told of him.
    package static let personal = PersonalData(
        state: [
            .name("name"), .neededEmail("emails"), .neededPhone("phones"), .keys("contact_keys"),
            .text("legal"),
        ],
        messages: [
            ClientUpserted.type: [
                .name("name"), .email("emails"), .phone("phones"), .text("legal"),
            ],
            MailSend.type: [
                .neededEmail("to"), .text("subject"), .text("html"), .text("text"),
                .text("attachments"),
            ],
            TaskCreate.type: [.text("title"), .text("note")],
        ],
        notes: [.name("client"), .phone("phone")]
    )
}
