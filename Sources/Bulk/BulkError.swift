package import Postgres

/// Why rows were not taken; then none of them was.
package struct BulkError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What it means for the sender.
    package enum Code: String, Sendable {
        /// A row, or the whole, is not what it should be.
        case badInput = "bad_input"
        /// A line, a field or a message is longer than is taken.
        case tooLarge = "too_large"
        /// Other bytes were taken under the same id.
        case conflict
        /// The bytes broke off.
        case cutOff = "cut_off"
        /// Too many load at once; later there is room.
        case busy
        /// The database can't be reached; later it may be.
        case unavailable
        /// The database does not take what it was given.
        case refused
    }

    package let code: Code
    /// One sentence for a person.
    package let message: String
    /// The field at fault, such as `data.rows[3].position`.
    package let field: String?

    package init(_ code: Code, field: String? = nil, _ message: String) {
        self.code = code
        self.message = message
        self.field = field
    }

    package var description: String { message }

    /// What a failure of the database means for a load.
    package init(_ error: PostgresError) {
        switch error.kind {
        case .dataRejected:
            self.init(.refused, "the database does not take it: \(error.message)")
        default:
            self.init(.unavailable, "the database does not answer: \(error)")
        }
    }
}
