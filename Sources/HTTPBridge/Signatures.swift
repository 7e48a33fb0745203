import Crypto
import Domain
import Foundation

/// Signatures by the rules of Standard Webhooks, both ways.
enum StandardWebhooks {
    /// Older or younger messages are refused, in seconds.
    static let window: TimeInterval = 300

    /// The value of `webhook-signature`.
    static func signature(_ secret: Secret, id: String, timestamp: Int, _ body: [UInt8]) -> String {
        let signed = Data("\(id).\(timestamp).".utf8) + Data(body)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: key(secret))
        return "v1,\(Data(code).base64EncodedString())"
    }

    /// Whether the headers sign this body, now.
    static func isValid(
        _ secret: Secret,
        headers: [String: String],
        _ body: [UInt8],
        now: Date
    ) -> Bool {
        guard let id = headers["webhook-id"],
            let timestamp = headers["webhook-timestamp"].flatMap({ Int($0) }),
            abs(now.timeIntervalSince1970 - TimeInterval(timestamp)) <= window,
            let given = headers["webhook-signature"]
        else { return false }
        let signed = Data("\(id).\(timestamp).".utf8) + Data(body)
        return given.split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"),
                let code = Data(base64Encoded: String(signature.dropFirst(3)))
            else { return false }
            // Compares in constant time.
            return HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: signed,
                using: key(secret)
            )
        }
    }

    private static func key(_ secret: Secret) -> SymmetricKey {
        let text = secret.revealed
        if text.hasPrefix("whsec_"), let data = Data(base64Encoded: String(text.dropFirst(6))) {
            return SymmetricKey(data: data)
        }
        return SymmetricKey(data: Data(text.utf8))
    }
}

/// Whether two texts are the same, by digests of the same length in constant time.
func isSame(_ given: String, _ expected: String) -> Bool {
    SHA256.hash(data: Data(given.utf8)) == SHA256.hash(data: Data(expected.utf8))
}

/// Mango Office: the hexadecimal SHA-256 of key, json and salt.
func isSignedByMango(_ form: [String: String], key: Secret, salt: Secret) -> Bool {
    guard let json = form["json"], let sign = form["sign"] else { return false }
    let digest = SHA256.hash(data: Data((key.revealed + json + salt.revealed).utf8))
    return isSame(sign.lowercased(), digest.hexadecimal)
        && isSame(form["vpbx_api_key"] ?? "", key.revealed)
}
