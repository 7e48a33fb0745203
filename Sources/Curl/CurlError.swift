/// Why a request has no answer, or a mail was not taken.
package struct CurlError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What happened.
    package enum Code: String, Equatable, Sendable {
        /// No connection came to be: nothing was sent.
        case unreachable
        /// The certificate is wrong, or there is no TLS to be had: nothing was sent.
        case tls
        /// The address may not be connected to by the rules: nothing was sent.
        case forbiddenAddress
        /// The connection or the time ended after something may have been sent.
        case interrupted
        /// The answer is larger than what is taken.
        case tooLarge
        /// The request can't be made at all: a mistake in the configuration or of ours.
        case unusable
    }

    package let code: Code
    /// What people read, without the address's path, user or password.
    package let message: String
    /// Whether all of a mail's text had been sent, so that the server may have taken it.
    package var isWholeSent = false

    package init(_ code: Code, _ message: String, isWholeSent: Bool = false) {
        self.code = code
        self.message = message
        self.isWholeSent = isWholeSent
    }

    /// Whether the other side may have done what was asked, though it did not say so.
    package var isUnclear: Bool { code == .interrupted || code == .tooLarge }

    package var description: String { message }
}
