import Domain

/// Where the HTTP server listens.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address; IPv6 without its brackets.
    package let host: String
    /// 0 lets the system choose a free port.
    package let port: Int

    /// An address that is known to be right.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `host:port`, or `[::1]:port` for IPv6.
    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// The address as the file writes it; nil where the text is none.
    static func parse(_ text: String) -> ListenAddress? {
        guard
            let match = text.wholeMatch(of: /(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]\s]+)):([0-9]{1,5})/),
            let port = Int(match.3), port <= 65535, let host = match.1 ?? match.2
        else { return nil }
        return ListenAddress(host: String(host), port: port)
    }
}

extension Form where Value == ListenAddress? {
    /// Host and port, or nothing for no server.
    static var listenAddress: Self {
        .parsed(
            "host:port such as \"127.0.0.1:8080\" or \"[::1]:8080\", or \"\" for no server",
            written: { $0.map(\.description) ?? "" },
            { text in
                text.isEmpty ? .some(nil) : ListenAddress.parse(text).map(Optional.some)
            }
        )
    }
}
