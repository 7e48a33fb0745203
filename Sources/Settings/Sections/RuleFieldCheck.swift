import Domain
import Foundation

/// Checks that what a rule looks at exists: fields of its event, and what is known of subjects.
struct RuleFieldCheck {
    /// The type of the rule's event; nil where it is not known, and its fields neither.
    let event: String?
    /// Whether the fields are those of another system, of which nothing is known.
    var isForeign = false

    /// Reports a path that leads nowhere.
    func check(_ path: RulePath, _ spot: Spot) {
        guard !isForeign, path.steps != [RulePath.now], let (fields, owner) = fields(of: path),
            let unknown = fields.unknown(in: path.inner)
        else { return }
        let what = "\(TOMLNode.quoted(unknown.step)) of \(TOMLNode.quoted(path.description))"
        guard !unknown.known.isEmpty else {
            return spot.report("\(what) does not exist: nothing is inside of what stands before it")
        }
        let known = unknown.known + (path.root == nil && path.steps.count > 1 ? roots : [])
        let hint =
            Suggestion.nearest(to: unknown.step, among: known)
            .map { "; did you mean \(TOMLNode.quoted($0))?" }
            ?? "; there are \(unknown.known.joined(separator: ", "))"
        spot.report("\(what) is no field of \(owner)\(hint)")
    }

    private var roots: [String] { RulePath.Root.allCases.map(\.rawValue) }

    private func fields(of path: RulePath) -> (RuleField, owner: String)? {
        if let root = path.root {
            return (RuleCatalogue.fields(of: root), "what is known of a \(root.rawValue)")
        }
        return event.map { (RuleCatalogue.fields(of: $0), $0) }
    }

    /// The template, or nil after reporting what is wrong with it.
    func template(_ text: String, _ spot: Spot) -> RuleTemplate? {
        do throws(RuleTemplateError) {
            let template = try RuleTemplate(text)
            for path in template.paths { check(path, spot) }
            return template
        } catch {
            spot.report(Self.sentence(error))
            return nil
        }
    }

    private static func sentence(_ error: RuleTemplateError) -> String {
        switch error {
        case .unclosed: return "has a {{ without its }}"
        case .notAPath(let tag):
            return "has {{\(tag)}}, which is no field such as {{contact.name}} or {{lead.stage}}"
        case .unknownFormat(let name):
            let formats = RuleFormat.allCases.map(\.rawValue)
            let hint =
                Suggestion.nearest(to: name, among: formats).map { "; did you mean \"\($0)\"?" }
                ?? "; there are \(formats.joined(separator: ", "))"
            return "has the unknown format \(TOMLNode.quoted(name))\(hint)"
        }
    }
}

/// Checks the ids of people whom rules and chains name.
///
/// Where there is no list of people, everybody is announced on the bus, and nothing is known yet.
struct RulePeople {
    let known: [Person]

    /// Reports a person who is not in the list, if there is one.
    func check(_ assignee: Assignee, _ spot: Spot) {
        if let problem = problem(of: assignee) { spot.report(problem) }
    }

    /// What is wrong with naming somebody; nil where nothing is.
    func problem(of assignee: Assignee) -> String? {
        guard case .person(let id) = assignee, !known.isEmpty,
            !known.contains(where: { $0.id == id })
        else { return nil }
        let near = Suggestion.nearest(to: id.rawValue, among: known.map(\.id.rawValue))
        let hint = near.map { "; did you mean \"person:\($0)\"?" } ?? ""
        return "nobody in [[people]] has the id \(TOMLNode.quoted(id.rawValue))\(hint)"
    }
}
