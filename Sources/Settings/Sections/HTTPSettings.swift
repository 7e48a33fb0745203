package import Domain

/// The HTTP server; section `[http]`.
package struct HTTPSettings: Equatable, Sendable {
    /// Nil for no server; default `127.0.0.1:8080`.
    package let listen: ListenAddress?
    /// Under which address people reach the pages, without a slash at its end.
    package let publicURL: String
    /// Signs links, at least 16 bytes; nil where no process needs links.
    package let secret: Secret?
    /// Password of the user `baton` for reports; nil serves no reports.
    package let reportsPassword: Secret?
    /// Allows its bearer to send positions by PUT; nil takes none.
    package let positionsToken: Secret?

    /// How somebody makes a secret.
    static let secretHint = "make one with: openssl rand -base64 32"

    /// The sections whose processes sign links.
    private static let signing = Registry.policies.filter { $0.needsLinks }
        .map { "[\($0.section)]" }.joined(separator: ", ")

    package init(_ section: SectionReader) {
        listen = section.value(
            "listen",
            .listenAddress,
            default: ListenAddress(host: "127.0.0.1", port: 8080),
            "health, metrics, pages; \"\" turns it off",
            takesEffect: .afterRestart
        )
        publicURL = section.value(
            "public_url",
            .publicURL,
            default: "http://127.0.0.1:8080",
            "how people reach the pages; begins the links in mails"
        )
        secret = section.optional(
            "secret",
            .secret(bytesMin: 16, hint: " (\(Self.secretHint))"),
            sample: "\"credential:baton_secret\"",
            "signs links; needed with \(Self.signing); \(Self.secretHint)"
        )
        reportsPassword = section.optional(
            "reports_password",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_reports\"",
            "of the user baton; without it there are no reports by HTTP"
        )
        positionsToken = section.optional(
            "positions_token",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_positions\"",
            "bearer token of PUT /positions/…; without it none are taken there"
        )
    }
}
