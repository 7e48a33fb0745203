import Foundation

extension AMQPConfiguration {
    /// Reads `amqp://user:password@host:port/vhost` or `amqps://…`, by the RabbitMQ URI
    /// specification.
    ///
    /// What is missing has its default; `%xx` is decoded everywhere; no slash means the virtual
    /// host `/`, a slash with nothing behind it the virtual host with the empty name. Query
    /// parameters: `heartbeat` (seconds), `connection_timeout` (milliseconds), `cacertfile`,
    /// `certfile`, `keyfile`, `verify` (`verify_peer`, `verify_none`); others are refused.
    ///
    /// - Throws: `invalidURL`, whose text never repeats the URL, as that holds a password.
    public init(url: String) throws(AMQPError) {
        self.init()
        let parts = try URLParts(url)
        if parts.isSecure {
            tls = AMQPTLS()
            port = 5671
        }
        try readAuthority(parts.authority)
        if let path = parts.path {
            guard !path.contains(UInt8(ascii: "/")) else {
                throw .url("the virtual host has a slash; write it as %2F")
            }
            virtualHost = try decode(path, "virtual host")
        }
        for parameter in parts.query.split(separator: UInt8(ascii: "&")) {
            try readParameter(parameter)
        }
    }

    /// Reads the URLs of the nodes of one broker: they differ in host and port alone.
    ///
    /// - Throws: `invalidURL`, whose text begins with the place of the one that is wrong, such as
    ///   `[1]`, where there are several.
    public init(urls: [String]) throws(AMQPError) {
        guard let first = urls.first else { throw .url("there is none") }
        do throws(AMQPError) {
            try self.init(url: first)
        } catch {
            throw urls.count > 1 ? .url("[0]: \(error.message)") : error
        }
        for (index, url) in urls.enumerated().dropFirst() {
            var node: AMQPConfiguration
            do throws(AMQPError) {
                node = try AMQPConfiguration(url: url)
            } catch {
                throw .url("[\(index)]: \(error.message)")
            }
            let address = AMQPAddress(host: node.host, port: node.port)
            (node.host, node.port, node.others) = (host, port, others)
            guard node == self else {
                throw .url("[\(index)]: only host and port may differ from the first one's")
            }
            guard !addresses.contains(address) else {
                throw .url("[\(index)]: \(address) is there twice")
            }
            others.append(address)
        }
    }

    private static let parameters =
        "heartbeat, connection_timeout, cacertfile, certfile, keyfile, verify"

    private mutating func readAuthority(_ authority: Bytes) throws(AMQPError) {
        var hostAndPort = authority
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            try readCredentials(authority[..<at])
            hostAndPort = authority[authority.index(after: at)...]
        }
        try readHost(hostAndPort)
    }

    private mutating func readCredentials(_ text: Bytes) throws(AMQPError) {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
            user = try decode(text, "user")
            return
        }
        user = try decode(text[..<colon], "user")
        password = try decode(text[text.index(after: colon)...], "password")
    }

    private mutating func readHost(_ text: Bytes) throws(AMQPError) {
        let colonByte = UInt8(ascii: ":")
        var name = text
        var rest = text[text.endIndex...]
        if text.first == UInt8(ascii: "[") {
            guard let bracket = text.firstIndex(of: UInt8(ascii: "]")) else {
                throw .url("the host lacks its closing bracket")
            }
            name = text[text.index(after: text.startIndex)..<bracket]
            rest = text[text.index(after: bracket)...]
            guard name.contains(colonByte) else {
                throw .url("the brackets hold no IPv6 address")
            }
        } else if let colon = text.firstIndex(of: colonByte) {
            name = text[..<colon]
            rest = text[colon...]
        }
        if !name.isEmpty { host = try decode(name, "host") }
        guard rest.count > 1 || rest.first.map({ $0 != colonByte }) == true else { return }
        guard rest.first == colonByte, rest.dropFirst().allSatisfy(\.isDigit),
            let number = UInt16(Substring(rest.dropFirst())), number > 0
        else { throw .url("the port is not a number from 1 to 65535") }
        port = number
    }

    private mutating func readParameter(_ parameter: Bytes) throws(AMQPError) {
        let pair = parameter.split(
            separator: UInt8(ascii: "="),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard let name = pair.first.map(Substring.init), pair.count == 2 else {
            throw .url("a parameter without a value")
        }
        let value = try decode(pair[1], "parameter \(name)")
        switch name {
        case "heartbeat": heartbeat = .seconds(try Self.number(value, "heartbeat", 1...65535))
        case "connection_timeout":
            connectTimeout = .milliseconds(
                try Self.number(value, "connection_timeout", 1...3_600_000)
            )
        case "cacertfile", "certfile", "keyfile", "verify": try readTLSParameter(name, value)
        default:
            throw .url("an unknown parameter; known are \(Self.parameters)")
        }
    }

    private mutating func readTLSParameter(_ name: Substring, _ value: String) throws(AMQPError) {
        guard tls != nil else { throw .url("the parameter \(name) needs amqps") }
        switch (name, value) {
        case ("cacertfile", _): tls?.caFile = value
        case ("certfile", _): tls?.certificateFile = value
        case ("keyfile", _): tls?.keyFile = value
        case (_, "verify_peer"): break
        case (_, "verify_none"):
            tls?.verifiesPeer = false
            tls?.verifiesHostName = false
        default: throw .url("verify is neither verify_peer nor verify_none")
        }
    }

    private static func number(
        _ text: String,
        _ name: String,
        _ range: ClosedRange<Int>
    ) throws(AMQPError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw .url("\(name) is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func decode(_ text: Bytes, _ what: String) throws(AMQPError) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else {
                throw .url("the \(what) has a % that two hexadecimal digits do not follow")
            }
            bytes.append(high << 4 | low)
        }
        guard !bytes.contains(0), let decoded = String(validating: bytes, as: UTF8.self) else {
            throw .url("the \(what) is not text")
        }
        return decoded
    }
}

/// What a URL is cut by are bytes: to Swift a sign with an accent behind it is another character.
private typealias Bytes = Substring.UTF8View

/// A URL cut into its parts, not decoded yet.
private struct URLParts {
    let isSecure: Bool
    let authority: Bytes
    let path: Bytes?
    let query: Bytes

    init(_ url: String) throws(AMQPError) {
        guard let scheme = url.utf8.firstRange(of: "://".utf8) else {
            throw .url("it does not begin with amqp:// or amqps://")
        }
        switch url[..<scheme.lowerBound].lowercased() {
        case "amqp": isSecure = false
        case "amqps": isSecure = true
        default: throw .url("it does not begin with amqp:// or amqps://")
        }
        let behind = url[scheme.upperBound...]
        guard !behind.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "#" })
        else { throw .url("it holds a space or a #; write them as %20 and %23") }
        var rest = behind.utf8
        let mark = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
        query = rest[mark...].dropFirst()
        rest = rest[..<mark]
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        authority = rest[..<slash]
        path = slash == rest.endIndex ? nil : rest[slash...].dropFirst()
    }
}

extension AMQPError {
    fileprivate static func url(_ message: String) -> AMQPError {
        AMQPError(.invalidURL, message, context: "reading the broker's URL")
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
