/// The fields of messages, by the names of the contract.
package enum MessageFields {
    /// The names of what a type of message reads at the top of its data, in the order in which it
    /// reads them.
    package static func names(of type: any Message.Type) -> [String] {
        shape(of: type)?.fields.map(\.name) ?? []
    }

    /// What a type of message reads; nil where its reading can't be recorded, which the tests of
    /// the contract would tell.
    package static func shape(of type: any Message.Type) -> Shape? {
        let shape = Shape()
        return (try? record(type, shape)) == nil ? nil : shape
    }

    private static func record<T: Message>(_ type: T.Type, _ shape: Shape) throws -> T {
        try RecordingDecoder(shape, fillsOptionals: true).value(of: type)
    }
}
