extension SectionReader {
    /// Reports elements of a list that have the same name, as it is written: one that is wrong
    /// otherwise counts too.
    package func reportRepeats(
        of key: String,
        in list: String,
        as form: (String) -> String = { $0 }
    ) {
        var known: Set<String> = []
        for (index, text) in written(key, in: list) {
            let name = form(text)
            guard !known.insert(name).inserted else { continue }
            let path = path / list / index / key
            reading.report(path, .file, "\(TOMLNode.quoted(name)) is there twice")
        }
    }

    /// The mandatory end of a chain: `final = { assign = … }`.
    package func finalAssignee() -> Assignee? {
        let isOn = isOn
        return section("final", "Who gets it when nobody took it; mandatory, has no default.") {
            $0.required(
                "assign",
                .assignee,
                sample: "\"role:sales_head\"",
                "\"role:ROLE\" or \"person:ID\"",
                why: "a chain that nobody answers must end with somebody",
                if: isOn
            )
        }
    }

    /// A section in which nothing stands: every key has its default.
    package static var nothing: SectionReader {
        SectionReader(Reading.ofNothing, path: .root, node: nil)
    }
}

extension Reading {
    /// A reading of a file in which nothing stands.
    fileprivate static var ofNothing: Reading {
        let file = ConfigurationFile(
            name: "defaults",
            root: [:],
            line: { _ in nil },
            fetch: { _ in nil }
        )
        return Reading(file, whole: { Catalogue() })
    }
}
