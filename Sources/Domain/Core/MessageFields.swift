/// What a message type consists of, as far as its own reading tells.
package enum MessageFields {
    /// The names of its fields, by the names of the contract.
    package static func names(of type: any Message.Type) -> [String] {
        RuleField(of: type).names
    }
}

extension RuleField {
    fileprivate var names: [String] {
        guard case .object(let members, _) = self else { return [] }
        return members.keys.sorted()
    }
}
