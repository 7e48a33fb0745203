/// By what somebody is recognised: whose rows are his, and what names him wherever it stands.
package struct PersonalTraces: Equatable, Sendable {
    /// Leads, calls, clients, … that are his.
    package private(set) var subjects: Set<Subject> = []
    package private(set) var phones: Set<PhoneNumber> = []
    /// Addresses by their mailbox.
    package private(set) var emails: Set<String> = []
    /// Names as they were written, in small letters.
    package private(set) var names: Set<String> = []
    private let contacts: ContactReader

    /// Nobody yet; numbers are read as the company's own settings say.
    package init(contacts: ContactReader) {
        self.contacts = contacts
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.subjects == right.subjects && left.phones == right.phones
            && left.emails == right.emails && left.names == right.names
    }

    /// Adds something that is his.
    package mutating func add(_ subject: Subject) { subjects.insert(subject) }

    /// Adds the number that a field holds; false where it holds none.
    @discardableResult
    package mutating func add(phone text: String) -> Bool {
        guard let phone = contacts.phone(text) else { return false }
        phones.insert(phone)
        return true
    }

    /// Adds the address that a field holds; false where it holds none.
    @discardableResult
    package mutating func add(email text: String) -> Bool {
        guard let email = EmailAddress(firstIn: text) else { return false }
        emails.insert(email.rawValue)
        emails.insert(email.key)
        return true
    }

    /// Adds a name, unless it was erased already.
    package mutating func add(name text: String) {
        let name = Self.folded(text)
        if !name.isEmpty, name != Eraser.mark { names.insert(name) }
    }

    /// Adds whom the personal members of a state or message name.
    package mutating func add(_ value: Value, _ fields: [PersonalField]) {
        switch value {
        case .object(let members):
            for (name, member) in members {
                if let field = fields.first(where: { $0.name == name }) {
                    for text in member.texts { add(text, as: field.content) }
                }
                add(member, fields)
            }
        case .list(let values): for value in values { add(value, fields) }
        case .null, .bool, .number, .text: break
        }
    }

    private mutating func add(_ text: String, as content: PersonalField.Content) {
        switch content {
        case .name: add(name: text)
        case .phone: add(phone: text)
        case .email: add(email: text)
        case .keys: if !add(email: text) { add(phone: text) }
        case .text: break
        }
    }

    // MARK: - Recognising

    /// Whether a text names the person: by a number, an address or, with a first and a last name,
    /// by his name.
    package func areIn(_ text: String) -> Bool {
        isReached(by: text) || isNamed(in: text, among: fullNames)
    }

    /// The same in what is known to be about him, where any of his names counts.
    package func areIn(own text: String) -> Bool {
        isReached(by: text) || isNamed(in: text, among: names)
    }

    /// Names that are told from common words.
    package var fullNames: Set<String> {
        names.filter { $0.contains(" ") && $0.utf8.count >= Self.fullNameBytesMin }
    }

    private func isReached(by text: String) -> Bool {
        let folded = text.lowercased()
        if emails.contains(where: folded.contains) { return true }
        guard !phones.isEmpty else { return false }
        let runs = Self.digitRuns(of: text)
        return phones.contains { phone in runs.contains { $0.contains(phone.national) } }
    }

    private func isNamed(in text: String, among names: Set<String>) -> Bool {
        guard !names.isEmpty else { return false }
        let folded = Self.folded(text)
        return names.contains(where: folded.contains)
    }

    /// Small letters, single spaces.
    static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The digits of each stretch that holds nothing but digits and what stands between the digits
    /// of a number.
    static func digitRuns(of text: String) -> [String] {
        var runs: [String] = []
        var run = ""
        for scalar in text.unicodeScalars {
            if let digit = Character(scalar).wholeNumberValue, digit < 10 {
                run.append(String(digit))
            } else if !Self.isBetweenDigits(scalar) {
                runs.append(run)
                run = ""
            }
        }
        return (runs + [run]).filter { $0.utf8.count >= numberDigitsMin }
    }

    private static func isBetweenDigits(_ scalar: Unicode.Scalar) -> Bool {
        " ()-+./\u{A0}\u{2010}\u{2011}\u{2012}\u{2013}".unicodeScalars.contains(scalar)
    }

    /// No number of a plan is shorter.
    private static let numberDigitsMin = 5
    private static let fullNameBytesMin = 6
}

extension Value {
    /// All texts in it, and numbers as text, members of objects among them.
    var texts: [String] {
        switch self {
        case .null, .bool: []
        case .number(let number): ["\(number)"]
        case .text(let text): [text]
        case .list(let values): values.flatMap(\.texts)
        case .object(let members): members.values.flatMap(\.texts)
        }
    }
}
