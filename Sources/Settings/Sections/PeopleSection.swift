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

    /// Reports ids that stand there twice.
    static func check(_ root: SectionReader) {
        Repeats.report(of: "id", in: "people", root)
    }
}

/// Elements of a list that have the same name.
enum Repeats {
    /// Reports them as they are written, so that one that is wrong otherwise counts too.
    static func report(
        of key: String,
        in list: String,
        _ section: SectionReader,
        as form: (String) -> String = { $0 }
    ) {
        var known: Set<String> = []
        for (index, text) in section.written(key, in: list) {
            let name = form(text)
            guard !known.insert(name).inserted else { continue }
            let path = section.path / list / index / key
            section.reading.report(path, .file, "\(TOMLNode.quoted(name)) is there twice")
        }
    }
}
