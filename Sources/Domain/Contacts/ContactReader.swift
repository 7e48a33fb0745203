/// Reads the fields of a contact, in which people and forms write what they like.
///
/// The first number or address of a field counts, whatever stands beside it.
package struct ContactReader: Sendable {
    /// ISO 3166 region in whose format bare numbers are written.
    let region: String
    /// Numbers in E.164 that stand where none is known; nobody is found under them.
    let placeholders: Set<String>

    /// The number of a subscriber in the field; nil where there is none.
    package func phone(_ text: String) -> PhoneNumber? {
        guard let number = PhoneNumber(firstIn: text, region: region),
            !placeholders.contains(number.rawValue)
        else { return nil }
        return number
    }

    /// Under which look-up keys the contact is kept: numbers in E.164, addresses by their mailbox.
    package func keys(phones: [String], emails: [String]) -> [String] {
        let numbers = phones.compactMap { phone($0)?.rawValue }
        return Set(numbers + emails.compactMap { EmailAddress(firstIn: $0)?.key }).sorted()
    }

    /// What of these fields leads to nobody, for the journal and to be counted.
    package func unread(phones: [String?], emails: [String?]) -> [Effect] {
        let numbers = phones.compactMap(\.self).compactMap(unread(phone:))
        return (numbers + emails.compactMap(\.self).compactMap(unread(email:))).map(Effect.note)
    }

    private func unread(phone text: String) -> Phrase? {
        guard !Value.text(text).isBlank else { return nil }
        let values = ["value": Value.text(text.onOneLine)]
        guard let number = PhoneNumber(firstIn: text, region: region) else {
            return Phrase("contact.phone_unread", values)
        }
        let isPlaceholder = placeholders.contains(number.rawValue)
        return isPlaceholder ? Phrase("contact.phone_placeholder", values) : nil
    }

    private func unread(email text: String) -> Phrase? {
        guard !Value.text(text).isBlank, EmailAddress(firstIn: text) == nil else { return nil }
        return Phrase("contact.email_unread", ["value": .text(text.onOneLine)])
    }
}

extension Policies {
    /// How contacts are read under these rules.
    package var contacts: ContactReader {
        ContactReader(region: phoneRegion, placeholders: placeholderPhones)
    }
}
