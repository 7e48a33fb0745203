import Domain
import Engine
import Foundation

/// Rules of every kind, for worlds in which everything goes wrong.
enum CompanyRules {
    static let book = RuleBook(
        [
            Rule(
                name: "each",
                on: LeadCreated.type,
                actions: [
                    .notify(.assignee(.role(.salesHead)), .info, text: shown(["lead_id"])),
                    .set(field: "seen", .literal(.bool(true))),
                ]
            ),
            Rule(
                name: "circle",
                on: LeadFieldsSet.type,
                actions: [.set(field: "again", .text(shown(["lead", "fields", "seen"])))]
            ),
            Rule(
                name: "quiet",
                on: LeadUpdated.type,
                after: .seconds(30),
                unless: [LeadUpdated.type, LeadDeleted.type],
                actions: [
                    .notify(.responsible, .info, text: shown(["lead", "stage"])),
                    .start(chain: "climb", text: nil),
                ]
            ),
            Rule(
                name: "stop",
                on: LeadStageChanged.type,
                actions: [.stop(chain: "climb")]
            ),
            Rule(
                name: "moved",
                on: LeadAssign.type,
                actions: [
                    .publish(type: LeadSetStage.type, data: ["stage": .literal(.text("given"))])
                ]
            ),
        ],
        chains: [
            RuleChainPolicy(
                name: "climb",
                steps: [.person("s1"), .role(.salesHead)],
                timeout: .seconds(60),
                repeats: 1,
                final: .role(.salesManager)
            )
        ]
    )

    private static func shown(_ steps: [String]) -> RuleTemplate {
        RuleTemplate(showing: RulePath(steps))
    }
}
