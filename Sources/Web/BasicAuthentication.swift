import Crypto
import Domain
import Foundation
import HTTPTypes

/// User name and password by HTTP basic authentication (RFC 7617).
struct BasicAuthentication {
    let user: String
    let password: String

    /// Whether the header carries both; it takes as long whatever is wrong with them.
    func admits(_ header: String?) -> Bool {
        let given = header.flatMap(Self.credentials) ?? ""
        // Digests of the same length are compared in constant time.
        return SHA256.hash(data: Data(given.utf8))
            == SHA256.hash(data: Data("\(user):\(password)".utf8)) && header != nil
    }

    /// What a browser must be told to ask for the password.
    static let challenge = "Basic realm=\"Baton\", charset=\"UTF-8\""

    private static func credentials(_ header: String) -> String? {
        guard let (scheme, encoded) = header.halves(at: " "), scheme.lowercased() == "basic",
            let data = Data(base64Encoded: encoded.trimmingCharacters(in: .whitespaces))
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
