/// Takes a person out of states and messages, and leaves ids, times and figures.
///
/// What is known to be about him loses the members that processes call personal, and those that
/// nobody declared; anything else only the texts that name him.
package struct Eraser: Sendable {
    /// What stands where a name or a free text stood.
    package static let mark = "erased"

    private let traces: PersonalTraces
    private let subjectIDs: [SubjectKind: Set<String>]
    private let registered: PersonalRegister

    package init(_ traces: PersonalTraces, register: PersonalRegister = .registry) {
        self.traces = traces
        registered = register
        subjectIDs = Dictionary(grouping: traces.subjects, by: \.kind)
            .mapValues { Set($0.map(\.id)) }
    }

    // MARK: - Whose it is

    /// Whether the value names the person or anything that is his.
    package func isAbout(_ value: Value) -> Bool {
        switch value {
        case .null, .bool: false
        case .number(let number): traces.areIn("\(number)")
        case .text(let text): traces.areIn(text)
        case .list(let values): values.contains(where: isAbout)
        case .object(let members):
            members.contains { name, member in
                traces.areIn(name) || refers(name, member) || isAbout(member)
            }
        }
    }

    /// Whether a member such as `lead_id` names something of his.
    private func refers(_ name: String, _ value: Value) -> Bool {
        for reference in registered.references where reference.member == name {
            guard let id = value.plainText.flatMap(reference.subjectID) else { continue }
            return subjectIDs[reference.kind]?.contains(id) == true
        }
        guard let kind = Self.kinds[name], let ids = subjectIDs[kind] else { return false }
        return value.plainText.map(ids.contains) == true
    }

    /// Whether the value says by its ids whom it is about, be it he or somebody else.
    package func namesSubject(_ value: Value) -> Bool {
        switch value {
        case .null, .bool, .number, .text: false
        case .list(let values): values.contains(where: namesSubject)
        case .object(let members):
            members.contains { name, member in
                (Self.kinds[name] != nil && !member.isBlank) || namesSubject(member)
            }
        }
    }

    private static let kinds: [String: SubjectKind] = [
        "lead_id": .lead, "call_id": .call, "client_id": .client, "request_id": .request,
    ]

    // MARK: - States

    /// The state of a process of one of his subjects without him.
    package func erased(state: Value, of process: String) -> Value {
        erased(state, registered.states[process] ?? [], isOwn: true)
    }

    // MARK: - Messages

    /// A CloudEvent without him.
    ///
    /// - Parameter isOwn: Whether it is known to be about him, whatever its data say.
    package func erased(event: Value, isOwn: Bool) -> Value {
        guard case .object(var members) = event else { return erased(event, [], isOwn: isOwn) }
        let isOwn = isOwn || isAbout(event)
        let type = members["type"]?.text ?? ""
        let data = members.removeValue(forKey: "data")
        var rest = members.mapValues { erased($0, [], isOwn: isOwn) }
        rest["data"] = data.map { erased(data: $0, of: type, isOwn: isOwn) }
        return .object(rest)
    }

    private func erased(data: Value, of type: String, isOwn: Bool) -> Value {
        guard isOwn, case .object(let members) = data else { return erased(data, [], isOwn: isOwn) }
        guard let known = registered.members[type] else { return marked(undeclared: data) }
        let fields = registered.messages[type] ?? []
        var kept: [String: Value] = [:]
        for (name, value) in members {
            let isDeclared = known.contains(name) || fields.contains { $0.name == name }
            kept[name] =
                isDeclared
                ? erased(member: name, value, fields, isOwn: true)
                : marked(undeclared: name, value)
        }
        return .object(kept)
    }

    /// The decisions of an entry of the journal without him.
    package func erased(decisions: Value, isOwn: Bool) -> Value {
        erased(decisions, isOwn ? registered.notes : [], isOwn: isOwn)
    }

    /// A value of any other form: the members and whatever names him.
    package func erased(
        _ value: Value,
        _ fields: [PersonalField],
        isOwn: Bool
    ) -> Value {
        switch value {
        case .null, .bool: return value
        case .number(let number):
            return traces.areIn("\(number)") ? .null : value
        case .text(let text):
            return (isOwn ? traces.areIn(own: text) : traces.areIn(text))
                ? .text(Self.mark) : value
        case .list(let values):
            return .list(values.map { erased($0, fields, isOwn: isOwn) })
        case .object(let members):
            var kept: [String: Value] = [:]
            for (name, member) in members {
                let key = traces.areIn(name) ? Self.mark : name
                kept[key] = erased(member: name, member, fields, isOwn: isOwn)
            }
            // A message in what is kept, as a button's event or what a rule waits with.
            if let type = members["type"]?.text, registered.members[type] != nil {
                kept["data"] = members["data"].map { erased(data: $0, of: type, isOwn: isOwn) }
            }
            return .object(kept)
        }
    }

    /// Nil where the member goes.
    private func erased(
        member name: String,
        _ value: Value,
        _ fields: [PersonalField],
        isOwn: Bool
    ) -> Value? {
        if let field = fields.first(where: { $0.name == name }) {
            return field.isDropped ? nil : marked(value, field.content)
        }
        // Other tables go by ids, so they stay, even where a number is part of one.
        if Self.isID(name), case .text = value { return value }
        return erased(value, fields, isOwn: isOwn)
    }

    // MARK: - The mark

    private func marked(_ value: Value, _ content: PersonalField.Content) -> Value {
        switch value {
        case .null, .bool: return value
        case .number(let number):
            return content == .phone || traces.areIn("\(number)") ? .null : value
        case .text: return value.isBlank ? value : .text(Self.mark)
        case .list(let values):
            switch content {
            case .phone, .email, .keys: return .list([])
            case .name, .text: return .list(values.map { marked($0, content) })
            }
        case .object(let members):
            var kept: [String: Value] = [:]
            for (name, member) in members {
                kept[traces.areIn(name) ? Self.mark : name] =
                    Self.isID(name) ? member : marked(member, content)
            }
            return .object(kept)
        }
    }

    /// What no process has declared may be anything: only ids, times and figures stay.
    private func marked(undeclared value: Value) -> Value {
        guard case .object(let members) = value else { return marked(value, .text) }
        return .object(
            Dictionary(uniqueKeysWithValues: members.map { ($0, marked(undeclared: $0, $1)) })
        )
    }

    private func marked(undeclared name: String, _ value: Value) -> Value {
        switch value {
        case .text(let text) where Self.isID(name) || Timestamp.date(text) != nil: value
        case .null, .bool, .number, .text: marked(value, .text)
        case .list(let values): .list(values.map { marked(undeclared: name, $0) })
        case .object: marked(undeclared: value)
        }
    }

    private static func isID(_ name: String) -> Bool {
        name == "id" || name.hasSuffix("_id") || name.hasSuffix("_ids")
            || ["type", "causationid", "correlationid"].contains(name)
    }
}

/// What all processes call personal.
package struct PersonalRegister: Sendable {
    /// By the name of the process.
    let states: [String: [PersonalField]]
    /// By the type of the message.
    let messages: [String: [PersonalField]]
    /// The members at the top of a message's data that are declared at all, by its type.
    let members: [String: Set<String>]
    let notes: [PersonalField]
    /// The tables that are described, each once.
    package let tables: [PersonalTable]
    /// Members whose ids are made of those of subjects.
    package let references: [PersonalReference]

    /// Of these processes.
    package init(_ processes: [any BusinessProcess.Type]) {
        var states: [String: [PersonalField]] = [:]
        var messages: [String: [PersonalField]] = [:]
        var members: [String: Set<String>] = [:]
        var notes: [PersonalField] = []
        var tables: [PersonalTable] = []
        for process in processes {
            states[process.name] = process.personal.state
            messages.merge(process.personal.messages) { $0 + $1 }
            notes += process.personal.notes
            tables += process.personal.tables
            for message in process.reads + process.hears + process.publishes {
                members[message.type] = Set(MessageFields.names(of: message))
            }
        }
        (self.states, self.messages, self.members) = (states, messages, members)
        (self.notes, self.tables) = (notes, tables)
        references = processes.flatMap { $0.personal.references }
    }

    /// Of all that run.
    package static let registry = PersonalRegister(Registry.processes)

    /// What states of a process tell of people.
    package func state(of process: String) -> [PersonalField] { states[process] ?? [] }

    /// What messages of a type tell of people.
    package func message(of type: String) -> [PersonalField] { messages[type] ?? [] }
}
