package import AdapterKit
import Domain
import Foundation

/// What `setup` finds out about a portal, and what it may change there.
package struct PortalSurvey: Sendable {
    private let portal: Portal
    private let preparation: Preparation
    private let settings: BitrixSettings

    package init(_ settings: BitrixSettings) {
        self.settings = settings
        portal = Portal(settings, shadow: nil)
        preparation = Preparation(portal: portal, settings: settings, isShadow: false)
    }

    /// A smart process, its stages and the fields that people have added.
    package struct SmartProcess: Equatable, Sendable {
        package let entityTypeID: Int
        package let number: Int
        package let title: String
        /// Identifier and name, in order.
        package let stages: [Stage]
        package let fields: [Stage]

        /// A thing by its identifier and its name.
        package struct Stage: Equatable, Sendable {
            package let id: String
            package let name: String
            /// Whether it is a stage at which things end without success.
            package var isFailure = false
            /// Whether it is a stage at which things end well.
            package var isSuccess = false
        }
    }

    /// What the portal is like.
    package struct Portrait: Sendable {
        package let host: String
        package let user: String
        package let hasLeads: Bool
        package let scopes: Set<String>
        /// Needed for the work, and not given.
        package let missing: [String]
        package let departments: [(id: String, name: String)]
        /// The stages of leads.
        package let leadStages: [SmartProcess.Stage]
        package let processes: [SmartProcess]
    }

    /// Looks, and changes nothing.
    package func portrait() throws(Failure) -> Portrait {
        let first = portal.attempt([Call("scope"), Call("profile"), Call("crm.settings.mode.get")])
        let scopes = Set(try first[0].get().result.elements.compactMap(\.text))
        let profile = try first[1].get().result
        let missing = Preparation.scopes(settings).filter { !scopes.contains($0) }
        let name = [profile["NAME"].filled, profile["LAST_NAME"].filled].compactMap(\.self)
        let isAdministrator = profile["ADMIN"] == .bool(true)
        guard scopes.contains("crm"), scopes.contains("department") else {
            return Portrait(
                host: portal.host,
                user: name.joined(separator: " "),
                hasLeads: true,
                scopes: scopes,
                missing: missing,
                departments: [],
                leadStages: [],
                processes: []
            )
        }
        let departments = try portal.call("department.get").result.elements.map {
            (id: $0["ID"].identifier ?? "", name: $0["NAME"].text ?? "")
        }
        let statuses = try portal.call("crm.status.list").result.elements
        return Portrait(
            host: portal.host,
            user: name.joined(separator: " ") + (isAdministrator ? " (администратор)" : ""),
            hasLeads: try first[2].get().result.integer != 2,
            scopes: scopes,
            missing: missing,
            departments: departments,
            leadStages: Self.stages(statuses) { $0 == "STATUS" },
            processes: try processes(statuses)
        )
    }

    private func processes(_ statuses: [Value]) throws(Failure) -> [SmartProcess] {
        let types = try portal.call("crm.type.list").result["types"].elements
        var processes: [SmartProcess] = []
        for type in types {
            guard let id = type["entityTypeId"].integer else { continue }
            let fields = try portal.call(
                "crm.item.fields",
                ["entityTypeId": .number(Decimal(id))]
            ).result["fields"].members
            processes.append(
                SmartProcess(
                    entityTypeID: id,
                    number: type["id"].integer ?? 0,
                    title: type["title"].text ?? "",
                    stages: Self.stages(statuses) { $0.hasPrefix("DYNAMIC_\(id)_STAGE_") },
                    fields: fields.filter { $0.key.hasPrefix("ufCrm") }
                        .map { SmartProcess.Stage(id: $0.key, name: $0.value["title"].text ?? "") }
                        .sorted { $0.id < $1.id }
                )
            )
        }
        return processes
    }

    /// The stages of lists with such names, in their order.
    private static func stages(
        _ statuses: [Value],
        ofLists isMeant: (String) -> Bool
    ) -> [SmartProcess.Stage] {
        statuses.filter { isMeant($0["ENTITY_ID"].text ?? "") }
            .sorted { ($0["SORT"].integer ?? 0) < ($1["SORT"].integer ?? 0) }
            .compactMap { status in
                status["STATUS_ID"].text.map {
                    SmartProcess.Stage(
                        id: $0,
                        name: status["NAME"].text ?? "",
                        isFailure: status["SEMANTICS"].text == "F",
                        isSuccess: status["SEMANTICS"].text == "S"
                    )
                }
            }
    }

    // MARK: - What is made after a yes

    /// The stages of «Квалификация», with Baton's names: what is made where there is none.
    package static let wantedStages: [(ours: String, code: String, name: String, kind: String)] = [
        ("in_progress", "WORK", "В работе", ""),
        ("passed_to_sales", "PASSED", "Передан в ОП", ""),
        ("returned_by_sales", "RETURNED", "Возвращён ОП", ""),
        ("accepted_by_sales", "ACCEPTED", "Принят ОП", ""),
    ]

    /// Makes the smart process with its stages and the field of the comment; its stages with
    /// Baton's names.
    package func makeProcess() throws(Failure) -> (process: SmartProcess, comment: String?) {
        let made = try portal.call(
            "crm.type.add",
            [
                "fields": .object([
                    "title": .text("Квалификация"), "isStagesEnabled": .text("Y"),
                    "isAutomationEnabled": .text("Y"), "isLinkWithProductsEnabled": .text("Y"),
                    "isCategoriesEnabled": .text("N"),
                    "relations": .object([
                        "parent": .list([.object(["entityTypeId": .number(1)])])
                    ]),
                ])
            ]
        ).result["type"]
        guard let type = made["entityTypeId"].integer, let number = made["id"].integer else {
            throw .refused(code: "no_type", "crm.type.add: the answer names no smart process")
        }
        let category =
            try portal.call(
                "crm.category.list",
                ["entityTypeId": .number(Decimal(type))]
            ).result["categories"][0]["id"].identifier ?? "0"
        for (index, stage) in Self.wantedStages.enumerated() {
            _ = try portal.call(
                "crm.status.add",
                [
                    "fields": .object([
                        "ENTITY_ID": .text("DYNAMIC_\(type)_STAGE_\(category)"),
                        "STATUS_ID": .text("DT\(type)_\(category):\(stage.code)"),
                        "NAME": .text(stage.name),
                        "SORT": .number(Decimal(11 + index)),
                    ])
                ]
            )
        }
        let comment = try makeComment(number)
        let statuses = try portal.call("crm.status.list").result.elements
        let process = try processes(statuses).first { $0.entityTypeID == type }
        guard let process else {
            throw .refused(code: "no_type", "the smart process that was made can't be found")
        }
        return (process, comment)
    }

    /// The field for the comment of a return; nil without the right to make one.
    private func makeComment(_ number: Int) throws(Failure) -> String? {
        do throws(Failure) {
            _ = try portal.call(
                "userfieldconfig.add",
                [
                    "moduleId": .text("crm"),
                    "field": .object([
                        "entityId": .text("CRM_\(number)"),
                        "fieldName": .text("UF_CRM_\(number)_RETURN"),
                        "userTypeId": .text("string"),
                        "editFormLabel": .object(["ru": .text("Комментарий возврата")]),
                    ]),
                ]
            )
        } catch .credentials {
            return nil
        }
        return "ufCrm\(number)Return"
    }

    /// Registers the bot, so that the first notice finds it there.
    package func registerBot() throws(Failure) {
        _ = try preparation.knowledge(botToken: preparation.firstBotToken)
    }
}
