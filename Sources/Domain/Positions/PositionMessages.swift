/// Somebody looked at which places a site stands.
///
/// Read beside the lanes, from a queue of its own: five thousand rows take as long to decode as a
/// lead's timers may be late.
package struct PositionsObserved: Message {
    package static let type = "positions.observed"
    package let siteID: SiteID
    package let clientID: ClientID
    package let engine: SearchEngine
    package let region: SearchRegion?
    package let device: String?
    package let source: String?
    /// The day, `YYYY-MM-DD`.
    package let date: String
    /// To which place was looked.
    package let depth: Int?
    package let rows: [PositionObservation]

    package var subject: String { clientID.rawValue }

    package var flaw: Flaw? {
        if let flaw = CalendarDay.flaw(of: date, "data.date") { return flaw }
        if let depth, !(1...1000).contains(depth) {
            return Flaw(.invalidValue, field: "data.depth", "data.depth: must be from 1 to 1000")
        }
        guard rows.isEmpty else { return nil }
        return Flaw(.invalidValue, field: "data.rows", "data.rows: must have at least one row")
    }

    private enum CodingKeys: String, CodingKey {
        case siteID = "site_id"
        case clientID = "client_id"
        case engine, region, device, source, date, depth, rows
    }
}

/// Where a site stood for one keyword.
package struct PositionObservation: Codable, Equatable, Sendable {
    package let query: String
    /// Nil where it was not found.
    package let position: Int?
    /// Whether anything was said of the position, also that it was not found.
    package let hasPosition: Bool
    package let measured: Bool?
    package let url: String?

    private enum CodingKeys: String, CodingKey {
        case query, position, measured, url
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        query = try container.decode(String.self, forKey: .query)
        measured = try container.decodeIfPresent(Bool.self, forKey: .measured)
        hasPosition = container.contains(.position)
        do {
            position = try container.decodeIfPresent(Int.self, forKey: .position)
        } catch {
            // Of a failed attempt the position says nothing, whatever stands there.
            guard measured == false else { throw error }
            position = nil
        }
        url = try container.decodeIfPresent(String.self, forKey: .url)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(query, forKey: .query)
        if let position {
            try container.encode(position, forKey: .position)
        } else if hasPosition {
            try container.encodeNil(forKey: .position)
        }
        try container.encodeIfPresent(measured, forKey: .measured)
        try container.encodeIfPresent(url, forKey: .url)
    }
}

/// Which keywords of a site are to be watched, and what is known of them.
package struct KeywordsUpserted: Message {
    package static let type = "keywords.upserted"
    package let siteID: SiteID
    package let clientID: ClientID
    /// Nil is all of them, as with region and device.
    package let engine: SearchEngine?
    package let region: SearchRegion?
    package let device: String?
    package let rows: [KeywordRow]

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case siteID = "site_id"
        case clientID = "client_id"
        case engine, region, device, rows
    }
}

/// One keyword, as a whole: what is missing is not known any more.
package struct KeywordRow: Codable, Equatable, Sendable {
    package let query: String
    /// How often it is searched for a month.
    package let frequency: Int?
    package let targetURL: String?
    package let group: String?
    /// False where it is watched no more.
    package let active: Bool?

    private enum CodingKeys: String, CodingKey {
        case query, frequency
        case targetURL = "target_url"
        case group, active
    }
}

/// Whoever measures a series is done with a day of it.
package struct PositionsClosed: Message {
    package static let type = "positions.closed"
    package let siteID: SiteID
    package let engine: SearchEngine
    package let region: SearchRegion?
    package let device: String?
    package let source: String?
    /// The day, `YYYY-MM-DD`.
    package let date: String

    package var subject: String { siteID.rawValue }

    package var flaw: Flaw? { CalendarDay.flaw(of: date, "data.date") }

    private enum CodingKeys: String, CodingKey {
        case siteID = "site_id"
        case engine, region, device, source, date
    }
}

/// A site of a client, such as `example.com`.
package struct SiteID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A search engine, such as `yandex` or `google`.
package struct SearchEngine: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

/// A region of a search engine, such as Yandex' `213` for Moscow; services write it as a number.
package struct SearchRegion: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

extension CalendarDay {
    /// What is wrong with the text of a day, if anything is.
    fileprivate static func flaw(of text: String, _ field: String) -> Flaw? {
        guard CalendarDay(text) == nil else { return nil }
        return Flaw(
            .invalidValue,
            field: field,
            "\(field): must be a day such as 2026-09-15"
        )
    }
}
