import Crypto
package import Domain
package import Foundation

/// Makes and checks the links by which clients answer; only the secret can make one.
///
/// A link ends with `/nps/<token>`. The token is base64url of a version, the instant of expiry in
/// milliseconds (6 bytes), the survey's id and an HMAC-SHA256 of all that. It says nothing that
/// the client does not know, and it is good for one survey only.
package struct SurveyLinks: Sendable {
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
    /// Keeps these signatures apart from whatever else the secret may sign.
    private static let purpose = "baton survey link"

    private let key: SymmetricKey
    private let publicURL: String

    /// - Parameters:
    ///   - secret: Signs the links; another one makes all earlier links void.
    ///   - publicURL: How people reach the pages, without a slash at its end.
    package init(secret: String, publicURL: String) {
        let master = SymmetricKey(data: Data(secret.utf8))
        let mac = HMAC<SHA256>.authenticationCode(for: Data(Self.purpose.utf8), using: master)
        key = SymmetricKey(data: Data(mac))
        self.publicURL = publicURL
    }

    /// The address of the page; the same ticket has the same one.
    package func link(_ ticket: SurveyTicket) -> String {
        "\(publicURL)/nps/\(token(ticket))"
    }

    func token(_ ticket: SurveyTicket) -> String {
        let milliseconds = UInt64(max(0, (ticket.expiresAt.timeIntervalSince1970 * 1000).rounded()))
        var bytes = Data([Self.version])
        for shift in stride(from: 40, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: milliseconds >> UInt64(shift)))
        }
        bytes.append(contentsOf: ticket.surveyID.rawValue.utf8)
        bytes.append(contentsOf: HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        return Base64URL.text(bytes)
    }

    /// What the token says, once it is known to be ours and still good.
    package func ticket(_ token: String, at now: Date) throws(Fault) -> SurveyTicket {
        guard token.utf8.count <= Self.tokenCharactersMax, let bytes = Base64URL.bytes(token),
            bytes.count > Self.headBytes + Self.signatureBytes, bytes[0] == Self.version
        else { throw .forged }
        let signed = bytes.prefix(bytes.count - Self.signatureBytes)
        let signature = bytes.suffix(Self.signatureBytes)
        // Compares in constant time.
        guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key),
            let text = String(validating: signed.dropFirst(Self.headBytes), as: UTF8.self),
            let surveyID = SurveyID(rawValue: text)
        else { throw .forged }
        let milliseconds = signed.dropFirst().prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let expiresAt = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        guard now < expiresAt else { throw .expired }
        return SurveyTicket(surveyID: surveyID, expiresAt: expiresAt)
    }
}

/// Bytes as text that an address may hold: RFC 4648, section 5, without padding.
enum Base64URL {
    static func text(_ bytes: Data) -> String {
        bytes.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Reads exactly what `text` writes: a last character with stray bits is refused.
    static func bytes(_ text: String) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: plain + padding), Self.text(bytes) == text else {
            return nil
        }
        return bytes
    }
}
