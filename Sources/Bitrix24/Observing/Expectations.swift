import AdapterKit
import Domain
import Foundation
import Postgres

/// What the adapter has just changed itself, so that it is not announced as somebody's doing.
///
/// It is noted before the call, and holds for a change that the webhook's user has made.
struct Expectations {
    let ledger: Ledger
    let user: String

    private static let kind = "own"

    private static func key(_ type: Int, _ id: String, _ field: String) -> String {
        "\(type):\(id):\(field)"
    }

    /// Notes changes that are about to be made.
    static func note(
        _ fields: [String: Value],
        of type: Int,
        _ id: String,
        in ledger: Ledger,
        now: Date
    ) throws(Failure) {
        let watched = ["assignedById", "stageId"]
        try ledger.commit(
            watched.compactMap { field in
                fields[field]?.identifier.map { value in
                    ledger.setLink(kind, key(type, id, field), value, now: now)
                }
            }
        )
    }

    /// Whether a change to this value is our own, and what forgets that it was expected.
    func isOwn(
        _ value: String?,
        _ field: String,
        of type: Int,
        _ id: String,
        by actor: String?
    ) throws(Failure) -> (isOwn: Bool, forget: [Query]) {
        let key = Self.key(type, id, field)
        guard let expected = try ledger.link(Self.kind, key) else { return (false, []) }
        guard expected == value, actor == nil || actor == user else { return (false, []) }
        return (true, [ledger.dropLink(Self.kind, key)])
    }
}
