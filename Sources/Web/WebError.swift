/// Why pages can't be served.
package struct WebError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Of which kind it is.
    package enum Code: String, Sendable {
        /// Another process, or another instance, listens there.
        case addressInUse
        /// The address is not one of this machine, or may not be used.
        case addressNotAvailable
        case failed
    }

    package let code: Code
    /// One sentence that names the address.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
