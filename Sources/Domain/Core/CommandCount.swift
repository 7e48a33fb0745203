/// Something that two configurations are compared by: how many different commands follow.
package struct CommandCount: Sendable {
    /// Names the row of the comparison, such as `missed_calls`.
    package let name: String
    /// The CloudEvents type of what is counted.
    package let type: String
    package let english: String
    package let russian: String
    /// What tells one from another, given the fields of the command, its id and its first cause;
    /// nil where it is not counted.
    package let identity: @Sendable (_ fields: Fields) -> String?

    /// What is known of a command.
    package struct Fields {
        package let id: String
        package let correlationID: String
        private let text: (String) -> String?

        package init(id: String, correlationID: String, text: @escaping (String) -> String?) {
            self.id = id
            self.correlationID = correlationID
            self.text = text
        }

        /// The text of a field; nil where it is missing or none.
        package subscript(_ name: String) -> String? { text(name) }
    }

    /// Each command counts, unless `identity` says otherwise.
    package init(
        _ name: String,
        of command: any Message.Type,
        en english: String,
        ru russian: String,
        identity: @escaping @Sendable (_ fields: Fields) -> String? = { $0.id }
    ) {
        self.name = name
        type = command.type
        self.english = english
        self.russian = russian
        self.identity = identity
    }
}
