/// The fields of messages, by the names of the contract.
enum MessageFields {
    /// What a type of message reads; nil where its reading can't be recorded, which the tests of
    /// the contract would tell.
    static func shape(of type: any Message.Type) -> Shape? {
        let shape = Shape()
        return (try? record(type, shape)) == nil ? nil : shape
    }

    private static func record<T: Message>(_ type: T.Type, _ shape: Shape) throws -> T {
        try RecordingDecoder(shape, fillsOptionals: true).value(of: type)
    }
}
