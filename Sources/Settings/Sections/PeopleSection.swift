import Domain

/// Section `[[people]]`, which becomes Domain's people.
enum PeopleSection {
    static func person(_ section: SectionReader) -> Person? {
        let id = section.required(
            "id",
            .person,
            sample: "\"petrova\"",
            "by which events and commands name the person"
        )
        let name = section.required("name", .text, sample: "\"Анна Петрова\"", "for texts")
        let roles = section.required(
            "roles",
            Form<Role>.choice.list(atLeast: 1),
            sample: "[\"sales_manager\"]",
            "marketer, sales_manager, sales_head, project_manager, director, consultant"
        )
        let person = Person(
            id: id ?? PersonID(trusted: "?"),
            name: name ?? "",
            roles: Set(roles ?? []),
            email: section.optional(
                "email",
                .email,
                sample: "\"petrova@example.org\"",
                "for mails"
            ),
            chatID: section.optional("chat_id", .text, sample: "\"U024BE7LH\"", "in the chat"),
            phoneExtension: section.optional(
                "extension",
                .text,
                sample: "\"101\"",
                "at the telephone exchange"
            ),
            phone: section.optional("phone", .phone, sample: "\"+73812000101\"", "outside of it"),
            department: section.optional("department", .text, sample: "\"sales\"", "for reports"),
            active: section.value("active", .flag, default: true, "false once the person has left"),
            openLeadsMax: section.optional(
                "max_open_leads",
                .integer(0...1_000_000),
                sample: "20",
                "no more than this many at once"
            )
        )
        return id == nil ? nil : person
    }
}
