import Domain
import Settings
import Web

extension Settings {
    /// Signs the addresses of pages; nil where there is no secret to sign with.
    var links: SignedLinks? {
        http.secret.map { SignedLinks(secret: $0.revealed, publicURL: http.publicURL) }
    }

    /// What decisions sign addresses with.
    var link: @Sendable (SignedLink) -> String { links?.address ?? Context.noLink }
}
