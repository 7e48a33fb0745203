import Foundation

/// What a process keeps of people outside the company: it says so itself, in its own folder.
///
/// Members of JSON are named once and hold at whatever depth they stand. Ids, times and figures are
/// never personal data: reports are made of them.
package struct PersonalData: Sendable {
    /// Members of its states.
    package let state: [PersonalField]
    /// Members of the data of its messages, by the type of the message.
    package let messages: [String: [PersonalField]]
    /// Values of its notes in the journal.
    package let notes: [PersonalField]
    /// Tables of its own.
    package let tables: [PersonalTable]
    /// Members of states and messages in whose ids the id of somebody's subject is contained.
    package let references: [PersonalReference]

    package init(
        state: [PersonalField] = [],
        messages: [String: [PersonalField]] = [:],
        notes: [PersonalField] = [],
        tables: [PersonalTable] = [],
        references: [PersonalReference] = []
    ) {
        self.state = state
        self.messages = messages
        self.notes = notes
        self.tables = tables
        self.references = references
    }

    /// Of a process that keeps nothing but ids, times and figures.
    package static let none = PersonalData()
}

/// A member of JSON that tells who somebody is, how he is reached, or what was said of him.
package struct PersonalField: Equatable, Sendable {
    /// What it tells, and so what is searched for elsewhere.
    package enum Content: Equatable, Sendable {
        case name, phone, email
        /// Numbers and addresses as they are looked up.
        case keys
        /// Whatever somebody wrote: nothing is searched for.
        case text
    }

    package let name: String
    package let content: Content
    /// Whether the member goes; else the texts in it become the mark, and lists of numbers and
    /// addresses become empty.
    package let isDropped: Bool

    /// What somebody is called.
    package static func name(_ name: String) -> PersonalField { field(name, .name) }
    /// A number, which may be missing.
    package static func phone(_ name: String) -> PersonalField { field(name, .phone, true) }
    /// Numbers that must be there, if only as a mark or an empty list.
    package static func neededPhone(_ name: String) -> PersonalField { field(name, .phone) }
    /// An address, which may be missing.
    package static func email(_ name: String) -> PersonalField { field(name, .email, true) }
    /// Addresses that must be there, if only as a mark or an empty list.
    package static func neededEmail(_ name: String) -> PersonalField { field(name, .email) }
    /// A list of look-up keys, which becomes empty.
    package static func keys(_ name: String) -> PersonalField { field(name, .keys) }
    /// Free text.
    package static func text(_ name: String) -> PersonalField { field(name, .text) }
    /// Free text or an address of a page that may be missing.
    package static func droppedText(_ name: String) -> PersonalField { field(name, .text, true) }

    private static func field(
        _ name: String,
        _ content: Content,
        _ isDropped: Bool = false
    ) -> PersonalField {
        PersonalField(name: name, content: content, isDropped: isDropped)
    }
}

/// A member such as `order_id` whose ids are made of a subject's id: `O17-<client id>`.
package struct PersonalReference: Sendable {
    package let member: String
    /// What kind of subject the rest of the id names.
    package let kind: SubjectKind
    /// What stands in front of the subject's id, as a regular expression for PostgreSQL and Swift.
    package let prefix: String

    package init(_ member: String, of kind: SubjectKind, behind prefix: String) {
        self.member = member
        self.kind = kind
        self.prefix = prefix
    }

    /// The id of the subject; nil where the text is made otherwise.
    func subjectID(in text: String) -> String? {
        guard let begin = text.range(of: "^(\(prefix))", options: .regularExpression) else {
            return nil
        }
        return String(text[begin.upperBound...])
    }
}

/// A table of a process beside the journal and the states.
package struct PersonalTable: Sendable {
    /// A column with something personal in it.
    package struct Column: Sendable {
        /// How it is kept, and what becomes of it.
        package enum Form: Sendable {
            /// Text; the whole of it where it names the person.
            case text
            /// The same where no two rows may hold one text.
            case uniqueText
            /// Text that is erased with every row of the person.
            case freeText
            /// JSON: a CloudEvent, or with the members that `fields` names.
            case json, jsonb
            /// Bytes, emptied with every row of the person.
            case bytes
        }

        package let name: String
        package let form: Form
        /// Further members of its JSON that are personal.
        package let fields: [PersonalField]

        package init(_ name: String, _ form: Form, _ fields: [PersonalField] = []) {
            self.name = name
            self.form = form
            self.fields = fields
        }
    }

    /// Rows that are still at work: what they hold is needed until then.
    package struct Work: Sendable {
        /// An SQL condition on the row.
        package let condition: String
        /// The column by which ops know the row.
        package let key: String

        package init(_ condition: String, key: String) {
            self.condition = condition
            self.key = key
        }
    }

    /// The table's name in Baton's schema.
    package let name: String
    /// Which column says whose row it is, by the kind of what it names.
    package let owners: [SubjectKind: String]
    package let columns: [Column]
    /// A column of time that is set, where it is empty, once a row was erased.
    package let stamp: String?
    /// What ops read of it: `mailed reports`.
    package let title: String
    /// Which of its rows are waited for; nil where all can be erased at once.
    package let work: Work?

    package init(
        _ name: String,
        title: String,
        owners: [SubjectKind: String] = [:],
        columns: [Column],
        stamp: String? = nil,
        work: Work? = nil
    ) {
        self.name = name
        self.title = title
        self.owners = owners
        self.columns = columns
        self.stamp = stamp
        self.work = work
    }
}
