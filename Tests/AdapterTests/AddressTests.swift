import Curl
import Testing

/// Where connections may go.
@Suite struct `An address` {
    @Test(
        arguments: [
            ([169, 254, 169, 254], AddressRules.Reach.refused),
            ([0, 0, 0, 0], .refused),
            ([224, 0, 0, 1], .refused),
            ([127, 0, 0, 1], .ownNetwork),
            ([10, 1, 2, 3], .ownNetwork),
            ([172, 31, 0, 1], .ownNetwork),
            ([192, 168, 1, 1], .ownNetwork),
            ([172, 32, 0, 1], .everywhere),
            ([8, 8, 8, 8], .everywhere),
        ] as [([UInt8], AddressRules.Reach)]
    )
    func `of IPv4 has its reach`(bytes: [UInt8], reach: AddressRules.Reach) {
        #expect(AddressRules.reach(ofIPv4: bytes) == reach)
    }

    @Test func `of IPv6 has its reach, also where it holds one of IPv4`() {
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF, 169, 254, 0, 1]
        #expect(AddressRules.reach(ofIPv6: mapped) == .refused)
        #expect(AddressRules.reach(ofIPv6: Array(repeating: 0, count: 15) + [1]) == .ownNetwork)
        #expect(
            AddressRules.reach(ofIPv6: [0xFE, 0x80] + Array(repeating: 0, count: 14)) == .refused
        )
        #expect(
            AddressRules.reach(ofIPv6: [0xFD] + Array(repeating: 1, count: 15)) == .ownNetwork
        )
        #expect(
            AddressRules.reach(ofIPv6: [0x20, 0x01] + Array(repeating: 2, count: 14)) == .everywhere
        )
    }

    @Test func `that is link-local is refused whatever is allowed`() {
        #expect(!AddressRules(allowsPrivate: true).allows(.refused))
        #expect(AddressRules(allowsPrivate: true).allows(.ownNetwork))
        #expect(!AddressRules(allowsPrivate: false).allows(.ownNetwork))
    }
}
