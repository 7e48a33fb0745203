import Glibc

/// To which addresses a connection may go.
package struct AddressRules: Equatable, Sendable {
    /// Whether this machine's own and private networks are allowed.
    package let allowsPrivate: Bool

    package init(allowsPrivate: Bool) {
        self.allowsPrivate = allowsPrivate
    }

    /// How far an address reaches.
    package enum Reach: Equatable, Sendable {
        case everywhere
        /// Loopback, RFC 1918, RFC 6598, RFC 4193.
        case ownNetwork
        /// Link-local, multicast, unspecified: clouds keep their secrets there.
        case refused
    }

    /// Whether a connection may go there.
    package func allows(_ reach: Reach) -> Bool {
        switch reach {
        case .everywhere: true
        case .ownNetwork: allowsPrivate
        case .refused: false
        }
    }

    /// The reach of an address of IPv4, its bytes in the order of the network.
    package static func reach(ofIPv4 bytes: [UInt8]) -> Reach {
        guard bytes.count == 4 else { return .refused }
        switch (bytes[0], bytes[1]) {
        case (0, _), (169, 254), (224...255, _): return .refused
        case (10, _), (127, _), (172, 16...31), (192, 168), (100, 64...127): return .ownNetwork
        default: return .everywhere
        }
    }

    /// The reach of an address of IPv6, its bytes in the order of the network.
    package static func reach(ofIPv6 bytes: [UInt8]) -> Reach {
        guard bytes.count == 16 else { return .refused }
        let isMapped =
            bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMapped { return reach(ofIPv4: Array(bytes[12...])) }
        if bytes[..<15].allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .ownNetwork : .refused }
        // NAT64 of RFC 6052 leads to the address of IPv4 in its last four bytes.
        if bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] {
            return reach(ofIPv4: Array(bytes[12...]))
        }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0x80...0xBF), (0xFF, _): return .refused
        case (0xFC...0xFD, _), (0xFE, 0xC0...0xFF): return .ownNetwork
        default: return .everywhere
        }
    }

    /// The reach of an address as the system has it.
    static func reach(of address: UnsafePointer<sockaddr>, family: Int32) -> Reach {
        switch family {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                reach(ofIPv4: withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) })
            }
        case AF_INET6:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                reach(ofIPv6: withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) })
            }
        default:
            return .refused
        }
    }
}
