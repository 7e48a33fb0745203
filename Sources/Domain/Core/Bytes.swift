extension Sequence<UInt8> {
    /// In small hexadecimal digits, two a byte.
    package var hexadecimal: String {
        func digit(_ value: UInt8) -> UInt8 {
            value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
        }
        var text: [UInt8] = []
        for byte in self { text += [digit(byte >> 4), digit(byte & 15)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// FNV-1a in 64 bits: tells texts apart that nobody wants to look alike, the same in every
    /// process, unlike `Hasher`.
    package var fnv1a: UInt64 {
        reduce(into: 0xcbf2_9ce4_8422_2325) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
    }
}
