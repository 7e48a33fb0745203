package import Domain

/// How an adapter reaches the other side: keys that every section has.
package struct OutwardSettings: Sendable {
    package let allowsPrivate: Bool
    /// PEM file of the authorities that are trusted; nil for the system's.
    package let caFile: String?
    package let timeout: Duration
    package let onUnclear: Job.OnUnclear

    package init(_ section: SectionReader, timeout standard: Duration) {
        allowsPrivate = section.value(
            "allow_private",
            .flag,
            default: false,
            "whether it may be on this machine or in a private network"
        )
        caFile = section.optional(
            "ca_file",
            .readableFile,
            sample: "\"/etc/baton/ca.pem\"",
            "trusted authorities; else the system's"
        )
        timeout = section.value(
            "timeout",
            .duration(.seconds(1) ... .seconds(600)),
            default: standard,
            "of one request"
        )
        onUnclear = section.value(
            "on_unclear",
            .choice,
            default: .again,
            "repeat | park: what follows where nobody knows whether a thing was made"
        )
    }
}
