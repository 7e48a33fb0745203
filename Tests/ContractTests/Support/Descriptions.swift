import Foundation

/// What people wrote about messages and fields: the part of the contract that code does not know.
final class Descriptions {
    static let folder = "docs/contract/descriptions"

    /// What is said of one field.
    struct Entry {
        var description: String?
        var example: JSON?
        /// Members that replace or follow what the code says.
        var schema: JSON?

        init(_ json: JSON) {
            description = json.text ?? json["description"]?.text
            example = json["example"]
            schema = json["schema"]
        }
    }

    private var messages: [String: JSON] = [:]
    private var fields: [String: JSON] = [:]
    private var used: Set<String> = []
    /// What is missing or said twice, as sentences that name the file to edit.
    private(set) var complaints: [String] = []

    /// Everything said in the files of the folder, in whichever of them it stands.
    init() throws {
        let folder = Project.root.appending(path: Self.folder)
        for file in try Project.files(in: folder, ending: ".json") {
            let json = try Project.json(file)
            take(json["messages"]?.members ?? [], into: \.messages, from: file)
            take(json["fields"]?.members ?? [], into: \.fields, from: file)
        }
    }

    private func take(
        _ members: [JSON.Member],
        into kept: ReferenceWritableKeyPath<Descriptions, [String: JSON]>,
        from file: URL
    ) {
        for member in members {
            if self[keyPath: kept][member.name] != nil {
                let name = file.lastPathComponent
                complain("\(Self.folder)/\(name): \"\(member.name)\" stands elsewhere too")
            }
            self[keyPath: kept][member.name] = member.value
        }
    }

    /// What is said of a message as a whole.
    func entry(of message: String) -> Entry {
        used.insert("message \(message)")
        let entry = Entry(messages[message] ?? .null)
        if entry.description == nil {
            complain(
                "\(message) has no description: add \"\(message)\": {\"description\": \"…\"} to "
                    + "\"messages\" of a file in \(Self.folder)"
            )
        }
        return entry
    }

    /// What is said of a field: of this message, else of the longest end of its path in any.
    func entry(of path: [String], in message: String) -> Entry {
        let whole = path.joined(separator: ".")
        if let own = messages[message]?["fields"]?[whole] {
            used.insert("field \(message) \(whole)")
            var entry = Entry(own)
            let common = common(path)
            entry.description = entry.description ?? common?.description
            entry.example = entry.example ?? common?.example
            return checked(entry, whole, message)
        }
        return checked(common(path) ?? Entry(.null), whole, message)
    }

    private func common(_ path: [String]) -> Entry? {
        for start in path.indices {
            let name = path[start...].joined(separator: ".")
            guard let json = fields[name] else { continue }
            used.insert("field \(name)")
            return Entry(json)
        }
        return nil
    }

    private func checked(_ entry: Entry, _ path: String, _ message: String) -> Entry {
        if entry.description == nil {
            complain(
                "the field \(path) of \(message) has no description: add \"\(path)\": \"…\" to "
                    + "\"fields\" of a file in \(Self.folder), or to those of the message there"
            )
        }
        return entry
    }

    func complainOfExample(_ path: [String], in message: String) {
        let path = path.joined(separator: ".")
        complain(
            "the field \(path) of \(message) has no example: write \"\(path)\": {\"description\": "
                + "\"…\", \"example\": \"…\"} in \"fields\" of a file in \(Self.folder)"
        )
    }

    private func complain(_ sentence: String) {
        if !complaints.contains(sentence) { complaints.append(sentence) }
    }

    /// What is described and exists no more.
    var leftovers: [String] {
        let own = messages.flatMap { message, json in
            (json["fields"]?.members ?? []).map { "field \(message) \($0.name)" }
        }
        let all = messages.keys.map { "message \($0)" } + fields.keys.map { "field \($0)" } + own
        return all.filter { !used.contains($0) }.sorted()
            .map { "\($0): described in \(Self.folder), but no message has it" }
    }
}
