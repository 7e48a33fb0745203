import Crypto
package import Domain
package import Foundation

/// Makes and checks the addresses of pages that only those who were given them may open; only the
/// secret can make one.
///
/// An address ends with `/<path of its purpose>/<token>`. The token is base64url of a version, the
/// instant of expiry in milliseconds (6 bytes), the payload and an HMAC-SHA256 of all that, with a
/// key of the purpose: a token is good for one page only.
package struct SignedLinks: Sendable {
    /// Why a token is not good.
    package enum Fault: Error, Equatable {
        /// Not of our making, or altered.
        case forged
        case expired
    }

    private static let version: UInt8 = 1
    private static let headBytes = 7
    private static let signatureBytes = 32
    private static let tokenCharactersMax = 600

    private let master: SymmetricKey
    private let publicURL: String

    /// - Parameters:
    ///   - secret: Signs the links; another one makes all earlier links void.
    ///   - publicURL: How people reach the pages, without a slash at its end.
    package init(secret: String, publicURL: String) {
        master = SymmetricKey(data: Data(secret.utf8))
        self.publicURL = publicURL
    }

    /// The address of the page; the same link has the same one.
    package func address(_ link: SignedLink) -> String {
        "\(publicURL)/\(link.purpose.path)/\(token(link))"
    }

    func token(_ link: SignedLink) -> String {
        let milliseconds = UInt64(max(0, (link.expiresAt.timeIntervalSince1970 * 1000).rounded()))
        var bytes = Data([Self.version])
        for shift in stride(from: 40, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: milliseconds >> UInt64(shift)))
        }
        bytes.append(contentsOf: link.payload.utf8)
        let key = key(of: link.purpose)
        bytes.append(contentsOf: HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        return Base64URL.text(bytes)
    }

    /// What the token says, once it is known to be ours, for this purpose and still good.
    package func link(
        _ token: String,
        for purpose: SignedLink.Purpose,
        at now: Date
    ) throws(Fault) -> SignedLink {
        guard token.utf8.count <= Self.tokenCharactersMax, let bytes = Base64URL.bytes(token),
            bytes.count > Self.headBytes + Self.signatureBytes, bytes[0] == Self.version
        else { throw .forged }
        let signed = bytes.prefix(bytes.count - Self.signatureBytes)
        let signature = bytes.suffix(Self.signatureBytes)
        let key = key(of: purpose)
        // Compares in constant time.
        guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key),
            let payload = String(validating: signed.dropFirst(Self.headBytes), as: UTF8.self)
        else { throw .forged }
        let milliseconds = signed.dropFirst().prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let expiresAt = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        guard now < expiresAt else { throw .expired }
        return SignedLink(purpose: purpose, payload: payload, expiresAt: expiresAt)
    }

    /// Keeps the signatures of one purpose apart from those of the others.
    private func key(of purpose: SignedLink.Purpose) -> SymmetricKey {
        let label = Data("baton \(purpose.label) link".utf8)
        return SymmetricKey(data: Data(HMAC<SHA256>.authenticationCode(for: label, using: master)))
    }
}

/// Bytes as text that an address may hold: RFC 4648, section 5, without padding.
enum Base64URL {
    static func text(_ bytes: Data) -> String {
        bytes.base64EncodedString()
            .replacing { ["+": "-", "/": "_", "=": ""][$0] }
    }

    /// Reads exactly what `text` writes: a last character with stray bits is refused.
    static func bytes(_ text: String) -> Data? {
        let plain = text.replacing { ["-": "+", "_": "/"][$0] }
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: plain + padding), Self.text(bytes) == text else {
            return nil
        }
        return bytes
    }
}
