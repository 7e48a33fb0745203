import Domain

extension Settings {
    /// Which configuration this is: the same for the same values, whatever file they come from.
    ///
    /// Secrets take no part in it, so that it can be shown to anybody.
    package var version: String {
        let text = entries.map { "\($0.path)=\($0.shown)\n" }.joined()
        let hash = text.utf8.reduce(into: 0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(12))
    }
}
