import Domain
import Foundation

/// Project managers, and what tests of ratings and initiative say of them.
extension SalesFloor {
    /// Rates nobody and gives nothing but by the defaults.
    static func rating(
        _ change: (inout RatingPolicy) -> Void = { _ in },
        managers: [String] = ["pavel"]
    ) -> SalesFloor {
        var policies = Policies()
        policies.rating = RatingPolicy().changed(change)
        var floor = SalesFloor(policies)
        floor.announceManagers(["head1", "head2"], roles: #""sales_head""#)
        floor.announceManagers(managers)
        return floor
    }

    /// Gives presales and clients; every manager is rated as the list says, by his matrix alone.
    static func giving(
        _ ratings: KeyValuePairs<String, Decimal> = ["anna": 300, "boris": 250],
        _ change: (inout InitiativePolicy) -> Void = { _ in }
    ) -> SalesFloor {
        var policies = Policies()
        policies.rating = RatingPolicy()
        policies.initiative = InitiativePolicy().changed(change)
        var floor = SalesFloor(policies)
        floor.hear(
            "person.upserted",
            #"{"person_id": "head", "name": "Head", "roles": ["sales_head"], "active": true}"#
        )
        for (person, rating) in ratings { floor.announceManager(person, rated: rating) }
        floor.forget()
        return floor
    }

    /// A manager whose rating is as it is told: of the whole scale, all of it from an empty matrix.
    mutating func announceManager(_ id: String, rated rating: Decimal) {
        policies.rating = .ofMatrixAlone(rating)
        announceManagers([id])
    }

    mutating func announceManagers(_ ids: [String], roles: String = #""project_manager""#) {
        for id in ids {
            hear(
                "person.upserted",
                #"{"person_id": "\#(id)", "name": "\#(id)", "roles": [\#(roles)], "active": true}"#
            )
        }
    }

    mutating func client(_ id: String, of manager: String?, services: Int = 0) {
        let manager = manager.map { #", "project_manager_id": "\#($0)""# } ?? ""
        let codes = (0..<services).map { #"{"code": "s\#($0)"}"# }.joined(separator: ", ")
        hear(
            "client.upserted",
            #"{"client_id": "\#(id)", "name": "\#(id)", "active": true"#
                + #", "sales_head_id": "head", "services": [\#(codes)]\#(manager)}"#
        )
    }

    mutating func presale(_ id: String, note: String = "") {
        hear(
            "presale.requested",
            #"{"request_id": "\#(id)", "requester_id": "head", "note": "\#(note)"}"#
        )
    }

    /// A client whom nobody knew before, and who needs a manager.
    mutating func newClient(_ request: String) {
        client("K\(request)", of: nil)
        hear(
            "client.manager_requested",
            #"{"request_id": "\#(request)", "client_id": "K\#(request)", "requester_id": "head"}"#
        )
    }

    mutating func declineClient(_ request: String, _ person: String) {
        hear(
            "client.manager_declined",
            #"{"request_id": "\#(request)", "person_id": "\#(person)", "reason": "busy"}"#
        )
    }

    mutating func presence(_ person: String, _ isThere: Bool) {
        hear(
            "person.availability_changed",
            #"{"person_id": "\#(person)", "available": \#(isThere)}"#
        )
    }

    var pool: InitiativePool? {
        subjects[Subject(.company, Initiative.name)]?.state(of: Initiative.self)
    }

    func balance(of person: String) -> String? { pool?.accounts[person]?.balance.text }

    func rating(of person: String) -> String? {
        state(of: Rating.self, person)?.announced?.rating.text
    }

    /// To whom requests went since the last time, in order.
    mutating func given() -> [String] {
        defer { forget() }
        return published.compactMap { message in
            (message as? ClientAssignManager)?.personID.rawValue
                ?? (message as? PresaleAssign)?.personID.rawValue
        }
    }
}

extension RatingPolicy {
    /// Everybody without clients is rated so.
    static func ofMatrixAlone(_ rating: Decimal) -> RatingPolicy {
        RatingPolicy().changed { policy in
            policy.scale = rating
            policy.weights.reviews = 0
            policy.weights.survey = 0
            policy.weights.feedback = 0
            policy.weights.matrix = 1
            policy.matrixPrior = 1
        }
    }
}
