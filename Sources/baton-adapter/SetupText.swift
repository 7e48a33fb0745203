import Bitrix24
import Domain

/// The sections that fit a portal.
struct SetupText {
    let portrait: PortalSurvey.Portrait
    let process: PortalSurvey.SmartProcess?
    let comment: String?

    /// Words in the names of departments, and the roles that they lead to.
    private static let guesses = [
        ("маркет", "marketer"), ("продаж", "sales_manager"), ("консульт", "consultant"),
        ("проект", "project_manager"),
    ]

    /// Words in the names of stages, and Baton's stages.
    private static let stages = [
        ("передан", "passed_to_sales"), ("возвра", "returned_by_sales"),
        ("принят", "accepted_by_sales"), ("целев", "target_lead"), ("успех", "target_lead"),
        ("работ", "in_progress"), ("нов", "new"), ("начал", "new"),
    ]

    var text: String {
        let head = [
            "[bitrix24]", "webhook = \"credential:baton_bitrix24\"", "convert = \"create\"",
            "bot = true", "",
        ]
        let lines = head + roles + (process.map(qualification) ?? []) + daemon
        return lines.joined(separator: "\n") + "\n"
    }

    private var roles: [String] {
        var lines = ["[bitrix24.roles]"]
        for (word, role) in Self.guesses {
            let found = portrait.departments.filter { $0.name.lowercased().contains(word) }
            guard !found.isEmpty else { continue }
            let names = found.map(\.name).joined(separator: ", ")
            lines.append(
                "\(role) = \(Self.list(found.map { "department:\($0.id)" }))    # \(names)"
            )
        }
        return lines + ["# sales_head = [\"user:НОМЕР\"]"]
    }

    private func qualification(_ process: PortalSurvey.SmartProcess) -> [String] {
        var lines = ["", "[bitrix24.qualification]", "entity_type_id = \(process.entityTypeID)"]
        if let comment { lines.append("comment_field = \(TOMLNode.quoted(comment))") }
        if let failed = process.stages.last(where: { $0.id.hasSuffix(":FAIL") }) {
            lines.append("closed_stage = \(TOMLNode.quoted(failed.id))")
        }
        lines += ["", "[bitrix24.qualification.stages]"]
        var used: Set<String> = []
        for stage in process.stages {
            let guess = guess(stage, used)
            if let guess { used.insert(guess) }
            let line = "\(TOMLNode.quoted(stage.id)) = \(TOMLNode.quoted(guess ?? ""))"
            let name = stage.name.harmlessLine
            lines.append(
                guess == nil
                    ? "# \(line)    # \(name): стадия Baton или некачественная стадия лидов"
                    : "\(line)    # \(name)"
            )
        }
        return lines
    }

    /// Baton's stage, or the stage of leads that means the same junk; each once.
    private func guess(
        _ stage: PortalSurvey.SmartProcess.Stage,
        _ used: Set<String>
    ) -> String? {
        let name = stage.name.lowercased()
        if stage.isFailure {
            let left = junk.filter { !used.contains($0.id) }
            let twin = left.first { $0.name.lowercased() == name }
            return (twin ?? left.first { stage.id.hasSuffix(":FAIL") && $0.id == "JUNK" })?.id
        }
        return Self.stages.first { name.contains($0.0) && !used.contains($0.1) }?.1
    }

    private var junk: [PortalSurvey.SmartProcess.Stage] {
        portrait.leadStages.filter(\.isFailure)
    }

    /// What the daemon's file has to say of the CRM's stages.
    private var daemon: [String] {
        let open = portrait.leadStages.filter { !$0.isFailure && !$0.isSuccess }
        guard let first = open.first else { return [] }
        let working =
            open.first { $0.name.lowercased().contains("работ") } ?? open.dropFirst().first ?? first
        return [
            "", "# В config.toml демона стадии лидов называются так, как в CRM:",
            "# [qualification]",
            "# in_progress_stage = \(TOMLNode.quoted(working.id))"
                + "    # \(working.name.harmlessLine)",
            "# junk_stages = \(Self.list(junk.map(\.id)))",
        ]
    }

    private static func list(_ texts: [String]) -> String {
        "[\(texts.map { TOMLNode.quoted($0) }.joined(separator: ", "))]"
    }
}
