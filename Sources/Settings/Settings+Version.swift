import Domain

extension Settings {
    /// Which configuration this is: the same for the same values, whatever file they come from.
    ///
    /// Secrets take no part in it, so that it can be shown to anybody.
    package var version: String {
        let text = entries.map { "\($0.path)=\($0.shown)\n" }.joined()
        let digits = String(text.utf8.fnv1a, radix: 16)
        return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(12))
    }
}
