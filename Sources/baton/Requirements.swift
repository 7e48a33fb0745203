/// The oldest versions that will do, from the file that the scripts read too.
enum Requirements {
    /// The oldest version of what the file calls by this name; nil where any will do.
    static func oldest(_ name: String) -> String? {
        let text = String(decoding: PackageResources.Requirements_txt, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ") }
        return lines.first { $0.count > 1 && $0[0] == name }.map { String($0[1]) }
    }
}
