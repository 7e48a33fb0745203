import Domain
import Foundation

/// Reads the data that a rule publishes; reports everything wrong in it.
struct RuleDataReader {
    let fields: RuleFieldCheck

    /// What a rule fills in by itself where it is not written down.
    private static let givenFields: Set = [
        "lead_id", "call_id", "client_id", "template", "severity",
    ]

    /// The data of a command, checked against the contract as far as they don't depend on events.
    func command(
        _ type: String,
        _ members: [String: TOMLNode],
        _ spot: Spot
    ) -> [String: RuleData]? {
        var data: [String: RuleData] = [:]
        for (name, node) in members.sorted(by: { $0.key < $1.key }) {
            data[name] = self.data(node, spot.member(name))
        }
        guard data.count == members.count, checkNames(type, members, spot) else { return nil }
        checkValues(type, data, spot)
        return data
    }

    /// One value, with templates in its texts.
    func data(_ node: TOMLNode, _ spot: Spot) -> RuleData? {
        switch node {
        case .text(let text): return fields.template(text, spot).map(RuleData.text)
        case .integer, .float, .flag: return .literal(node.value)
        case .moment: return spot.misfit(node, "text, a number, true, false, a list or a table")
        case .list(let nodes):
            let values = nodes.enumerated().map { data($1, spot.element($0)) }
            return values.contains { $0 == nil } ? nil : .list(values.compactMap(\.self))
        case .table(let members):
            var values: [String: RuleData] = [:]
            for (name, node) in members.sorted(by: { $0.key < $1.key }) {
                values[name] = data(node, spot.member(name))
            }
            return values.count == members.count ? .object(values) : nil
        }
    }

    private func checkNames(
        _ type: String,
        _ members: [String: TOMLNode],
        _ spot: Spot
    ) -> Bool {
        guard case .object(let known, let required) = RuleCatalogue.fields(of: type) else {
            return true
        }
        let unknown = members.keys.sorted().filter { known[$0] == nil }
        for name in unknown {
            let hint =
                Suggestion.nearest(to: name, among: known.keys).map { "; did you mean \"\($0)\"?" }
                ?? "; it has \(known.keys.sorted().joined(separator: ", "))"
            spot.member(name).report("is no field of \(type)\(hint)")
        }
        let missing = required.subtracting(members.keys).subtracting(Self.givenFields).sorted()
        if !missing.isEmpty {
            spot.report("lacks \(missing.joined(separator: ", ")), which \(type) needs")
        }
        return unknown.isEmpty && missing.isEmpty
    }

    /// Reads the message once with something in place of templates: what is wrong elsewhere will
    /// always be wrong.
    private func checkValues(_ type: String, _ data: [String: RuleData], _ spot: Spot) {
        guard let message = Registry.publishes[type] else { return }
        var values = data.mapValues(\.sample)
        for name in Self.givenFields where values[name] == nil {
            values[name] = .text(name == "severity" ? "info" : "1")
        }
        do throws(UnfitData) {
            _ = try ValueDecoder(now: .distantPast).message(message, values)
        } catch {
            let name = String(error.description.prefix { !".:[".contains($0) })
            guard let given = data[name], given.paths.isEmpty else { return }
            let what = error.description.drop { $0 != ":" }.dropFirst(2)
            spot.member(name).report(String(what))
        }
    }
}

extension RuleData {
    /// The value, with something in place of its templates that is text as well as number.
    fileprivate var sample: Value {
        switch self {
        case .literal(let value): value
        case .text(let template): .text(template.paths.isEmpty ? template.source : "1")
        case .list(let values): .list(values.map(\.sample))
        case .object(let members): .object(members.mapValues(\.sample))
        }
    }
}
