import Foundation

extension Form where Value == Secret {
    /// A text that is never printed, of at least this many bytes.
    package static func secret(bytesMin: Int, hint: String = "") -> Self {
        let allowed = bytesMin <= 1 ? "text" : "text of at least \(bytesMin) bytes\(hint)"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                if case .text(let text) = node, text.utf8.count >= bytesMin { return Secret(text) }
                return spot.misfit(node, allowed)
            },
            written: { TOMLNode.quoted($0.revealed) },
            shown: { TOMLNode.quoted($0.description) }
        )
    }
}

extension Form where Value == SecretURL {
    /// A URL of one of these schemes; its password is never printed.
    package static func secretURL(
        schemes: [String],
        needsHost: Bool = true,
        example: String
    ) -> Self {
        let heads = schemes.map { "\($0)://" }.joined(separator: " or ")
        let allowed = "a URL beginning with \(heads), such as \(example)"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node, let url = URLText(text),
                    schemes.contains(url.scheme)
                else { return spot.misfit(node, allowed) }
                if let fault = url.fault(needsHost: needsHost) {
                    spot.report("\(fault); it must be \(allowed)")
                }
                return SecretURL(text)
            },
            written: { TOMLNode.quoted($0.revealed) },
            shown: { TOMLNode.quoted($0.description) }
        )
    }
}

extension Form where Value == [SecretURL] {
    /// One such URL or a list of them; a text may hold several, a line each or separated by commas.
    package static func secretURLs(schemes: [String], example: String) -> Self {
        let one = Form<SecretURL>.secretURL(schemes: schemes, example: example)
        let allowed = "\(one.allowed), or a list of them"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                switch node {
                case .list(let nodes) where !nodes.isEmpty: return elements(nodes, spot, one)
                case .text(let text):
                    let nodes = URLText.several(text, schemes).map(TOMLNode.text)
                    guard nodes.count > 1 else { return one.read(node, spot).map { [$0] } }
                    return elements(nodes, spot, one)
                default: return spot.misfit(node, allowed)
                }
            },
            written: { list($0, one.written) },
            shown: { list($0) { TOMLNode.quoted($0.description) } }
        )
    }

    private static func elements(
        _ nodes: [TOMLNode],
        _ spot: Spot,
        _ one: Form<SecretURL>
    ) -> [SecretURL]? {
        let urls = nodes.enumerated().map { one.read($1, spot.element($0)) }
        let schemes = urls.map { $0.flatMap { URLText($0.revealed)?.scheme } }
        for (index, scheme) in schemes.enumerated() where scheme != nil && scheme != schemes[0] {
            spot.element(index).report("must begin as the first does: all are nodes of one broker")
        }
        let found = urls.compactMap(\.self)
        return found.count == nodes.count ? found : nil
    }

    private static func list(_ urls: [SecretURL], _ written: (SecretURL) -> String) -> String {
        let texts = urls.map(written)
        return texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
    }
}

extension Form where Value == String {
    /// The address under which people reach Baton's pages, without a slash at its end.
    package static var publicURL: Self {
        let allowed = "a URL beginning with http:// or https://, without query"
        let form = text(allowed) {
            guard let url = URLText($0), ["http", "https"].contains(url.scheme) else {
                return false
            }
            return url.fault(needsHost: true) == nil && !$0.holds(["@", "?", "#"])
        }
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                form.read(node, spot).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
            },
            written: form.written
        )
    }
}

extension Form where Value == String {
    /// An address of the web that a browser is sent to.
    package static var webAddress: Self {
        text("a URL beginning with http:// or https://") {
            guard let url = URLText($0), ["http", "https"].contains(url.scheme) else {
                return false
            }
            return url.fault(needsHost: true) == nil
        }
    }
}

/// The outer parts of a URL, as far as they can be checked before somebody connects.
package struct URLText {
    package let scheme: String
    /// Hosts with ports, as written; PostgreSQL allows several.
    private let hosts: [Substring]
    private let hasBlanks: Bool

    package init?(_ text: String) {
        guard let mark = text.utf8.firstRange(of: "://".utf8) else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        let rest = text[mark.upperBound...].unicodeScalars
        let authority = Substring(rest.prefix { !["/", "?", "#"].contains($0) })
        hosts = (authority.halves(atLast: "@")?.behind ?? authority).parts(at: ",")
        hasBlanks = text.contains(where: \.isWhitespace)
    }

    /// The URLs that stand in a text, a line each or separated by commas.
    ///
    /// Only a comma before the beginning of a URL separates two: a password may hold commas.
    static func several(_ text: String, _ schemes: [String]) -> [String] {
        var found: [String] = []
        for line in text.parts(at: "\n") where !line.isEmpty {
            for part in line.parts(at: ",") {
                let isNew = schemes.contains { part.lowercased().hasPrefix("\($0)://") }
                if let last = found.last, !isNew {
                    found[found.count - 1] = "\(last),\(part)"
                } else {
                    found.append(String(part))
                }
            }
        }
        return found.isEmpty ? [text] : found
    }

    /// What is wrong, without showing anything of the URL.
    package func fault(needsHost: Bool) -> String? {
        if hasBlanks { return "holds white space" }
        if !needsHost && hosts == [""] { return nil }
        return hosts.lazy.compactMap(Self.fault).first
    }

    private static func fault(_ host: Substring) -> String? {
        var rest = host
        if host.unicodeScalars.first == "[" {
            guard let bracket = host.halves(at: "]") else {
                return "has a bracket that does not close"
            }
            rest = bracket.behind
        }
        guard let (name, port) = rest.halves(at: ":") else {
            return host.isEmpty ? "has no host" : nil
        }
        if rest == host, name.isEmpty { return "has no host" }
        guard !port.isEmpty, port.allSatisfy(\.isASCII), let number = Int(port) else {
            return "has a port that is no number (a / in a password is written %2F, a : %3A)"
        }
        return (1...65535).contains(number) ? nil : "has a port outside 1 to 65535"
    }
}
