import Domain
import Foundation

/// Reads the elements of `do`; reports everything wrong in them.
struct ActionReader {
    let program: Program
    /// The names of all chains.
    let chains: [String]
    /// The fields that templates may show.
    let fields: RuleFieldCheck
    /// Checks the ids of people.
    let people: RulePeople

    /// Each action's own key, with the keys it takes besides.
    private static let keys: [(name: String, others: [String])] = [
        ("notify", ["severity", "text"]), ("publish", ["data"]), ("set", ["value"]),
        ("start", ["text"]), ("stop", []),
    ]

    var form: Form<[RuleAction]> {
        let allowed = "a list of actions such as [{ notify = \"role:director\", text = \"…\" }]"
        return .structure(allowed) { node, spot in
            guard case .list(let nodes) = node, !nodes.isEmpty else {
                return spot.misfit(node, allowed)
            }
            let actions = nodes.enumerated().map { action($1, spot.element($0)) }
            return actions.contains { $0 == nil } ? nil : actions.compactMap(\.self)
        }
    }

    private func action(_ node: TOMLNode, _ spot: Spot) -> RuleAction? {
        let names = Self.keys.map(\.name)
        guard case .table(let members) = node else {
            return spot.misfit(node, "a table with one of \(names.joined(separator: ", "))")
        }
        let given = Self.keys.filter { members[$0.name] != nil }
        guard let kind = given.first, given.count == 1 else {
            spot.report(Self.notOne(given.map(\.name), members))
            return nil
        }
        refuseUnknown(members, kind.others + [kind.name], spot)
        return action(kind.name, members, spot)
    }

    private static func notOne(_ given: [String], _ members: [String: TOMLNode]) -> String {
        let names = keys.map(\.name)
        let near = members.keys.sorted().lazy
            .compactMap { Suggestion.nearest(to: $0, among: names) }.first
        let hint = given.isEmpty ? near.map { "; did you mean \"\($0)\"?" } ?? "" : ""
        let found = given.isEmpty ? "none" : given.joined(separator: " and ")
        return "must have exactly one of \(names.joined(separator: ", ")), not \(found)\(hint)"
    }

    private func refuseUnknown(_ members: [String: TOMLNode], _ known: [String], _ spot: Spot) {
        for key in members.keys.sorted() where !known.contains(key) {
            let hint =
                Suggestion.nearest(to: key, among: known).map { ", did you mean \"\($0)\"?" }
                ?? ", allowed are \(known.sorted().joined(separator: ", "))"
            spot.member(key).report("unknown key" + hint)
        }
    }

    private func action(
        _ name: String,
        _ members: [String: TOMLNode],
        _ spot: Spot
    ) -> RuleAction? {
        let value = members[name] ?? .text("")
        let here = spot.member(name)
        switch name {
        case "notify": return notify(value, members, spot)
        case "publish": return publish(value, members["data"], spot)
        case "set": return set(value, members["value"], spot)
        case "start": return start(value, members["text"], spot)
        default: return chain(value, here).map { .stop(chain: $0) }
        }
    }

    private func notify(
        _ value: TOMLNode,
        _ members: [String: TOMLNode],
        _ spot: Spot
    ) -> RuleAction? {
        let recipient = recipient(value, spot.member("notify"))
        let severity = members["severity"].map {
            Form<ChatNotify.Severity>.choice.read($0, spot.member("severity"))
        }
        guard let node = members["text"] else {
            spot.member("text").report("is missing; it must be the text of the notice")
            return nil
        }
        guard let text = text(node, spot.member("text")), let recipient else { return nil }
        return .notify(recipient, (severity ?? .info) ?? .info, text: text)
    }

    private func recipient(_ node: TOMLNode, _ spot: Spot) -> RuleRecipient? {
        if node == .text("responsible") { return .responsible }
        let wide = spot.allowing("\"person:ID\", \"role:ROLE\" or \"responsible\"")
        guard let assignee = Form<Assignee>.assignee.read(node, wide) else { return nil }
        people.check(assignee, spot)
        return .assignee(assignee)
    }

    private func text(_ node: TOMLNode, _ spot: Spot) -> RuleTemplate? {
        Form.text.read(node, spot).flatMap { fields.template($0, spot) }
    }

    private func publish(_ value: TOMLNode, _ data: TOMLNode?, _ spot: Spot) -> RuleAction? {
        let form = Form.messageType("a command", among: program.commands)
        let type = form.read(value, spot.member("publish"))
        switch data {
        case .table(let members):
            guard let type else { return nil }
            let reader = RuleDataReader(fields: fields)
            return reader.command(type, members, spot.member("data"))
                .map { .publish(type: type, data: $0) }
        case nil:
            spot.member("data").report("is missing; it must be a table of the command's fields")
        case .some(let node):
            let _: Int? = spot.member("data").misfit(node, "a table of the command's fields")
        }
        return nil
    }

    private func set(_ value: TOMLNode, _ new: TOMLNode?, _ spot: Spot) -> RuleAction? {
        guard let new else {
            spot.member("value").report("is missing; it must be the field's new value")
            return nil
        }
        let data = RuleDataReader(fields: fields).data(new, spot.member("value"))
        guard let field = field(value, spot.member("set")), let data else { return nil }
        return .set(field: field, data)
    }

    /// The name of one of the lead's own fields, however it was written.
    private func field(_ node: TOMLNode, _ spot: Spot) -> String? {
        let commands = ["stage": "lead.set_stage", "responsible_id": "lead.assign"]
        guard var name = Form.text.read(node, spot) else { return nil }
        for prefix in ["lead.", "fields."] where name.hasPrefix(prefix) {
            name = String(name.dropFirst(prefix.count))
        }
        if let command = commands[name] {
            spot.report("is no field of the lead's own; publish \(command) instead")
            return nil
        }
        return name
    }

    private func start(_ node: TOMLNode, _ words: TOMLNode?, _ spot: Spot) -> RuleAction? {
        let name = chain(node, spot.member("start"))
        guard let words else { return name.map { .start(chain: $0, text: nil) } }
        guard let text = text(words, spot.member("text")), let name else { return nil }
        return .start(chain: name, text: text)
    }

    private func chain(_ node: TOMLNode, _ spot: Spot) -> String? {
        let allowed = "the name of one of [[chains]]"
        guard case .text(let name) = node else { return spot.misfit(node, allowed) }
        if chains.contains(name) { return name }
        let known = chains.isEmpty ? " (there are none)" : ""
        let hint = Suggestion.phrase(for: name, among: chains)
        return spot.misfit(node, allowed + known, hint: hint)
    }
}
