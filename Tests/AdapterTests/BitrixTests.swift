import AdapterKit
import Domain
import Foundation
import Testing

@testable import Bitrix24

/// How the portal is spoken to.
@Suite struct `A call of the portal` {
    @Test func `is written in a batch as PHP reads it`() {
        let call = Call(
            "crm.item.list",
            [
                "entityTypeId": .number(1),
                "filter": .object([">=updatedTime": .text("2026-01-01T00:00:00+00:00")]),
                "select": .list([.text("id"), .text("ufCrm_1")]),
                "flag": .bool(true),
            ]
        )
        #expect(
            call.command
                == "crm.item.list?entityTypeId=1"
                + "&filter%5B%3E%3DupdatedTime%5D=2026-01-01T00%3A00%3A00%2B00%3A00"
                + "&flag=Y&select%5B0%5D=id&select%5B1%5D=ufCrm_1"
        )
    }

    @Test func `refers to no other call, whatever a client wrote`() {
        let call = Call("m", ["t": .text("$result[c0][id]")])
        #expect(call.command == "m?t=%24result%5Bc0%5D%5Bid%5D")
    }

    @Test(arguments: [
        ("QUERY_LIMIT_EXCEEDED", 503, "away"), ("OPERATION_TIME_LIMIT", 429, "later"),
        ("INTERNAL_SERVER_ERROR", 500, "later"), ("expired_token", 401, "credentials"),
        ("insufficient_scope", 403, "credentials"), ("ACCESS_DENIED", 403, "refused"),
        ("CRM_FIELD_ERROR_REQUIRED", 400, "refused"), ("", 502, "later"),
    ])
    func `that is refused means something`(code: String, status: Int, kind: String) {
        let refusal = Refusal(
            call: Call("tasks.task.add"),
            status: status,
            code: code,
            description: "x"
        )
        let found =
            switch refusal.failure {
            case .away: "away"
            case .later: "later"
            case .refused: "refused"
            case .credentials: "credentials"
            case .waiting, .unclear, .stale, .storage: "else"
            }
        #expect(found == kind)
    }

    @Test func `names the right that is missing`() {
        let refusal = Refusal(
            call: Call("tasks.task.add"),
            status: 403,
            code: "insufficient_scope",
            description: ""
        )
        #expect(refusal.failure.reason.contains("\"task\""))
    }

    @Test func `hides no markup in a client's text`() {
        #expect(!Actions.plain("[USER=1]x[/USER]").contains("[USER"))
        #expect(!Actions.plain("[/URL]").contains("[/"))
    }
}
