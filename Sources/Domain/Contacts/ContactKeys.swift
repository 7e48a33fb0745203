/// Under which look-up keys phone numbers and addresses are kept.
package enum ContactKeys {
    /// Numbers in E.164 and addresses reduced to their mailbox; what is neither is left out.
    package static func of(phones: [String], emails: [String], region: String) -> [String] {
        let numbers = phones.compactMap { PhoneNumber($0, region: region)?.rawValue }
        return Set(numbers + emails.compactMap { EmailAddress($0)?.rawValue }).sorted()
    }
}
