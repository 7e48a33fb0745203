import AdapterKit
import Domain
import Foundation

/// Announces the portal's people, with the roles that the file gives them.
struct PeopleObserver {
    let portal: Portal
    let settings: BitrixSettings

    private static let pagesMax = 200

    /// Looks at everybody; as many pages as there were last time go out as one request.
    ///
    /// - Returns: how many pages there are.
    func observe(_ ledger: Ledger, pages: Int, now: Date) throws(Failure) -> Int {
        let first = try portal.calls(
            [Call("department.get")] + (0..<pages).map { Self.page($0 * 50) }
        )
        var names: [String: String] = [:]
        for department in first[0].result.elements {
            names[department["ID"].identifier ?? ""] = department["NAME"].text
        }
        var users = first.dropFirst().flatMap { $0.result.elements }
        var next = first.last?.next
        var count = pages
        while let start = next, count < Self.pagesMax {
            let page = try portal.calls([Self.page(start)])[0]
            users += page.result.elements
            next = page.next
            count += 1
        }
        try announce(users.filter(isPerson), names, ledger, now)
        return max((users.count + 49) / 50, 1)
    }

    private static func page(_ start: Int) -> Call {
        Call(
            "user.get",
            ["sort": .text("ID"), "order": .text("ASC"), "start": .number(Decimal(start))]
        )
    }

    /// Bots and guests of the extranet are users, too.
    private func isPerson(_ user: Value) -> Bool {
        user["ID"].identifier != nil && (user["USER_TYPE"].filled ?? "employee") == "employee"
    }

    private func announce(
        _ users: [Value],
        _ departments: [String: String],
        _ ledger: Ledger,
        _ now: Date
    ) throws(Failure) {
        let ids = users.compactMap { $0["ID"].identifier }
        let known = try ledger.snapshots("person", ids)
        var changes: [Change] = []
        for user in users {
            guard let id = user["ID"].identifier else { continue }
            let person = person(user, id, departments)
            let before = known[id]
            guard before?["person"] != .object(person) else { continue }
            let revision = (before?["revision"].integer ?? 0) + 1
            changes.append(Change(id: id, person: person, revision: revision))
        }
        try ledger.commit(
            changes.flatMap { change in
                [
                    ledger.announce(
                        OutgoingEvent(
                            id: "b24-person-\(change.id)-\(change.revision)",
                            type: "person.upserted",
                            subject: change.id,
                            data: change.person
                        ),
                        now: now
                    ),
                    ledger.setSnapshot(
                        "person",
                        change.id,
                        .object([
                            "person": .object(change.person),
                            "revision": .number(Decimal(change.revision)),
                        ])
                    ),
                ]
            }
        )
    }

    private struct Change {
        let id: String
        let person: [String: Value]
        let revision: Int
    }

    private func person(
        _ user: Value,
        _ id: String,
        _ departments: [String: String]
    ) -> [String: Value] {
        let names = [user["NAME"].filled, user["LAST_NAME"].filled].compactMap(\.self)
        let own = user["UF_DEPARTMENT"].elements.compactMap(\.identifier)
        let roles = settings.roles.filter { role in
            role.members.contains { member in
                switch member {
                case .department(let department): own.contains(department)
                case .user(let user): user == id
                }
            }
        }
        var person: [String: Value] = [
            "person_id": .text(id),
            "name": .text(names.isEmpty ? "№ \(id)" : names.joined(separator: " ")),
            "roles": .list(roles.map { .text($0.role) }),
            "chat_id": .text(id),
            "active": .bool(user["ACTIVE"] == .bool(true) || user["ACTIVE"].text == "Y"),
        ]
        person["email"] = user["EMAIL"].filled.map(Value.text)
        person["extension"] = user["UF_PHONE_INNER"].filled.map(Value.text)
        person["phone"] =
            (user["PERSONAL_MOBILE"].filled ?? user["WORK_PHONE"].filled).map(Value.text)
        person["department"] = own.first.flatMap { departments[$0] }.map(Value.text)
        return person
    }
}
