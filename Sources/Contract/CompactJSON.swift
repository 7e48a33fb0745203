/// JSON as Baton itself writes it, on the bus and in its tables.
///
/// Without blanks, fields in the order of declaration, times in UTC with milliseconds: the same
/// value gives the same bytes, sets apart.
package enum CompactJSON {
    /// The value as UTF-8 text.
    package static func bytes(of value: some Encodable) throws -> [UInt8] {
        try StreamingEncoder.encode(value)
    }
}
