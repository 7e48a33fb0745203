import Foundation

/// The company's rules of documents; section `[documents]` of the configuration.
package struct DocumentsPolicy: ProcessPolicy {
    package static let section = "documents"
    package static let doc =
        "Documents for clients; needs [[legal_entities]], and secret in [http]."
    package static let needsLinks = true

    /// When sets are made without anybody asking.
    package enum Schedule: String, CaseIterable, Sendable {
        case lastWorkingDay = "last_working_day"
        case off
    }

    /// What becomes of a set of which a part can't be made.
    package enum Partial: String, CaseIterable, Sendable {
        /// Nothing is sent.
        case refuse
        /// The rest is sent, and says what is missing.
        case sendNamed = "send_named"
    }

    /// What a set is made of where the request doesn't say.
    package var kinds: [DocumentKind]
    package var schedule: Schedule
    /// Which charges count as debit.
    package var chargeOn: ChargePosted.Kind
    package var partial: Partial
    /// Whether documents are sent as PDF; else as pages.
    package var pdf: Bool
    /// Up to how many bytes together documents are attached; above, links are.
    package var inlineMax: Int
    /// How long it is waited before a mail that failed goes out again.
    package var retry: [Duration]
    /// After which a mail that nobody has confirmed is warned about; nil is never.
    package var deliveryWithin: Duration?
    /// After which links no longer work.
    package var linkExpires: Duration

    package init(_ section: SectionReader = .nothing) {
        kinds = section.value(
            "kinds",
            Form<DocumentKind>.choice.list(atLeast: 1),
            default: [.invoice, .act, .analysis],
            "invoice, act, completion, analysis: what a set is made of"
        ).sorted()
        schedule = section.value(
            "schedule",
            .choice,
            default: .lastWorkingDay,
            "last_working_day of each month, at its closing | off"
        )
        chargeOn = section.value(
            "charge_on",
            .choice,
            default: .act,
            "act | invoice: which charges count as debit"
        )
        partial = section.value(
            "partial",
            .choice,
            default: .refuse,
            "refuse | send_named: where a part can't be made"
        )
        pdf = section.value("pdf", .flag, default: true, "false sends pages instead")
        inlineMax = section.value(
            "inline_max",
            .byteCount(0...20_000_000),
            default: 700_000,
            "attached up to this size together; above, as links"
        )
        retry = section.value(
            "retry",
            Form<Duration>.duration.sequence(atMost: 20),
            default: [.seconds(60), .seconds(600), .seconds(3600)],
            "how long after each failure a mail goes out again"
        )
        deliveryWithin = section.value(
            "delivery_within",
            Form.duration.orOff(),
            default: nil,
            "an unconfirmed mail is warned about; or \"off\""
        )
        linkExpires = section.value(
            "link_expires",
            .duration,
            default: .seconds(90 * 86_400),
            "of the links to documents"
        )
    }

    /// Without a legal entity there is nothing to issue.
    package func notes(beside policies: Policies) -> [String] {
        guard policies.legalEntities.isEmpty else { return [] }
        return ["[documents] makes no document before there is a [[legal_entities]]"]
    }
}

extension Policies {
    /// Nil where documents are none of Baton's business.
    package var documents: DocumentsPolicy? {
        get { self[DocumentsPolicy.self] }
        set { self[DocumentsPolicy.self] = newValue }
    }
}

extension Form where Value == Int {
    /// A size such as `"700KB"`, in bytes.
    static func byteCount(_ range: ClosedRange<Int>) -> Self {
        .parsed(
            "a size from \(ByteCountText.text(range.lowerBound)) to "
                + "\(ByteCountText.text(range.upperBound)), such as \"700KB\"",
            written: ByteCountText.text
        ) { text in ByteCountText.parse(text).flatMap { range.contains($0) ? $0 : nil } }
    }
}

extension Form {
    /// A list in which values may be there twice.
    func sequence(atMost most: Int) -> Form<[Value]> {
        let allowed = "a list of at most \(most), each \(allowed)"
        return Form<[Value]>(
            allowed: allowed,
            scalar: nil,
            read: { node, spot in
                guard case .list(let nodes) = node, nodes.count <= most else {
                    return spot.misfit(node, allowed)
                }
                let values = nodes.enumerated().compactMap {
                    read($0.element, spot.element($0.offset))
                }
                return values.count == nodes.count ? values : nil
            },
            written: { "[" + $0.map(written).joined(separator: ", ") + "]" }
        )
    }
}

/// Sizes as the file writes them: `"700KB"`, in thousands as files are told.
enum ByteCountText {
    private static let units = [("MB", 1_000_000), ("KB", 1000), ("B", 1)]

    static func text(_ count: Int) -> String {
        let unit = units.first { count >= $0.1 && count.isMultiple(of: $0.1) }
        return unit.map { "\(count / $0.1)\($0.0)" } ?? "\(count)B"
    }

    static func parse(_ text: String) -> Int? {
        guard let match = text.wholeMatch(of: /([0-9]{1,9}) ?(MB|KB|B)/),
            let count = Int(match.1), let unit = units.first(where: { $0.0 == match.2 })
        else { return nil }
        return count * unit.1
    }
}
