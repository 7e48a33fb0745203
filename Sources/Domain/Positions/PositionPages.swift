/// What is to be said of the pages that are found for a keyword.
package enum PositionPageFinding: String, CaseIterable, Sendable {
    /// Another page than at the measurements before.
    case changed
    /// Several pages take turns.
    case competing
    /// Not the page that should be found.
    case notTarget = "not_target"

    /// Over this many measured days pages are watched.
    static let daysMax = 14

    /// What the last measured days say, the oldest first.
    static func findings(
        pages: [String],
        target: String?
    ) -> Set<PositionPageFinding> {
        let names = pages.suffix(daysMax).map(PageAddress.normalized)
        guard let last = names.last else { return [] }
        var found: Set<PositionPageFinding> = []
        let switches = zip(names, names.dropFirst()).count { $0 != $1 }
        if switches >= 2, Set(names).count >= 2 {
            found.insert(.competing)
        } else if switches == 1 {
            found.insert(.changed)
        }
        if let target, !PageAddress.leads(last, to: target) { found.insert(.notTarget) }
        return found
    }
}

/// Addresses of pages, compared as a whole and not letter by letter.
package enum PageAddress {
    /// Without scheme, `www.`, the usual port, what stands behind `#` and the slash at the end; the
    /// host in small letters.
    package static func normalized(_ address: String) -> String {
        var rest = address.prefix { $0 != "#" }
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let slash = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var host = rest[..<slash].lowercased()
        if host.hasPrefix("www.") { host.removeFirst(4) }
        for port in [":80", ":443"] where host.hasSuffix(port) { host.removeLast(port.count) }
        var path = rest[slash...]
        while path.last == "/" { path.removeLast() }
        return host + path
    }

    /// Whether a normalised address is the page; a target may be given without its host.
    static func leads(_ address: String, to target: String) -> Bool {
        guard target.hasPrefix("/") else { return address == normalized(target) }
        let slash = address.firstIndex { $0 == "/" || $0 == "?" } ?? address.endIndex
        return address[slash...] == normalized(target)[...]
    }
}
