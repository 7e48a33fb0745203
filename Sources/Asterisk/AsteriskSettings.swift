package import Domain

/// An Asterisk exchange; section `[asterisk]` of an adapter's file.
package struct AsteriskSettings: Sendable {
    /// A server's name or address, and its port.
    package struct Place: Equatable, Sendable {
        package let host: String
        package let port: Int

        /// `host:port`, of IPv6 `[address]:port`; nil where the text is neither.
        package init?(_ text: String) {
            guard let (host, digits) = text.halves(atLast: ":"), let port = Int(digits),
                (0...65_535).contains(port), !host.isEmpty
            else { return nil }
            let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
            self.host = String(isBracketed ? host.dropFirst().dropLast() : host)
            self.port = port
        }

        var written: String { host.holds([":"]) ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    /// Where the dialplan's `AGI(agi://…)` comes in.
    package let listen: Place
    /// Asterisk's manager interface.
    package let manager: Place
    package let user: String
    package let secret: Secret
    /// How a head is rung: `PJSIP/{extension}`.
    package let channel: String
    /// How long a caller waits for a decision before the dialplan goes on.
    package let patience: Duration

    /// Nil where something is missing, which is reported.
    package init?(_ section: SectionReader) {
        listen = section.value(
            "listen",
            .place,
            default: Place("127.0.0.1:4573") ?? Place.loopback,
            "where the dialplan's AGI(agi://…/call) comes in; host:port"
        )
        manager = section.value(
            "manager",
            .place,
            default: Place("127.0.0.1:5038") ?? Place.loopback,
            "Asterisk's manager interface (AMI); host:port"
        )
        user = section.value(
            "user",
            .text("a name without line breaks") { !$0.contains(where: \.isNewline) },
            default: "baton",
            "the user of manager.conf"
        )
        let secret = section.required(
            "secret",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_asterisk\"",
            "the user's secret in manager.conf"
        )
        channel = section.value(
            "channel",
            .text("a channel with {extension} in it, such as \"PJSIP/{extension}\"") {
                $0.contains("{extension}")
                    && $0.wholeMatch(of: /[A-Za-z0-9_\/@.{}\-]+/) != nil
            },
            default: "PJSIP/{extension}",
            "how a head is rung"
        )
        patience = section.value(
            "patience",
            .duration(.seconds(1) ... .seconds(600)),
            default: .seconds(10),
            "how long a caller waits for a decision before the dialplan goes on"
        )
        guard let secret else { return nil }
        self.secret = secret
    }
}

extension AsteriskSettings.Place {
    static let loopback = AsteriskSettings.Place(host: "127.0.0.1", port: 0)

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension Form where Value == AsteriskSettings.Place {
    static var place: Self {
        .parsed("host:port, such as \"127.0.0.1:5038\"", written: \.written) {
            AsteriskSettings.Place($0)
        }
    }
}
