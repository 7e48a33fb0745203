import Domain

/// Which column of a file holds what, and what holds for all rows.
package struct ColumnMap: Equatable, Sendable {
    /// What a column may hold.
    package enum Field: String, CaseIterable, Sendable {
        case site = "site_id"
        case client = "client_id"
        case engine, region, device, source, date, query, position, measured, depth, url, time
    }

    /// How the columns are called, in small letters; the first that is there counts.
    package var names: [Field: [String]]
    /// Headings that begin so will do too.
    package var beginnings: [Field: String] = [:]
    /// What holds where the file has no such column, or nothing in it.
    package var defaults: [Field: String] = [:]
    /// Whether a column whose heading is a date holds the positions of that day.
    package var hasDayColumns = false
    /// Whether positions are averages, rounded to the nearest place.
    package var areAverages = false
    /// Whether a position of 0 means that nothing was found.
    package var isZeroNotFound = false

    /// The columns as the contract calls their fields.
    package static let contract = ColumnMap(
        names: Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, [$0.rawValue]) })
    )

    /// Exports of well known services, by the word of `--columns`.
    package static let presets: [String: ColumnMap] = [
        "topvisor": topvisor, "webmaster": webmaster, "search-console": searchConsole,
        "key-collector": keyCollector,
    ]

    /// A preset by its name, or `query=Запрос,position=Позиция,date=Дата`.
    package init(_ text: String) throws(BulkError) {
        if let preset = Self.presets[text.lowercased()] {
            self = preset
            return
        }
        self.init(names: [:])
        for pair in text.parts(at: ",") where !pair.isEmpty {
            guard let (word, heading) = pair.halves(at: "="), !heading.isEmpty,
                let field = Self.field(Self.trimmed(word))
            else {
                throw BulkError(.badInput, Self.help(pair))
            }
            names[field, default: []].append(Self.trimmed(heading).lowercased())
        }
        guard names[.query] != nil else {
            throw BulkError(.badInput, "columns must say at least which one is the query")
        }
        hasDayColumns = names[.position] == nil
        // What was not said may be there under the contract's own name.
        for (field, usual) in Self.contract.names where names[field] == nil {
            names[field] = usual
        }
    }

    private init(names: [Field: [String]]) {
        self.names = names
    }

    /// `site` and `client` will do for `site_id` and `client_id`.
    private static func field(_ word: String) -> Field? {
        Field(rawValue: word) ?? Field(rawValue: word + "_id")
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func help(_ pair: Substring) -> String {
        let fields = Field.allCases.map(\.rawValue).joined(separator: ", ")
        return "columns: \"\(pair)\" is no pair such as query=Запрос; fields are \(fields), "
            + "presets \(presets.keys.sorted().joined(separator: ", "))"
    }

    // MARK: - Presets

    /// Topvisor: a column a date, `--` for what was not found, nothing where nobody looked.
    private static let topvisor = {
        var map = ColumnMap(names: [
            .query: [
                "запрос", "запросы", "ключевая фраза", "ключевые фразы", "keyword", "keywords",
            ],
            .position: ["позиция", "position"], .date: ["дата", "date"],
            .url: ["релевантная страница", "релевантный url", "relevant url", "url"],
            .region: ["регион", "region"],
        ])
        map.hasDayColumns = true
        return map
    }()

    /// Yandex.Webmaster: averages over impressions.
    private static let webmaster = {
        var map = ColumnMap(names: [
            .query: ["запрос", "поисковый запрос", "query"],
            .position: [
                "средняя позиция", "позиция", "avg. position", "average position", "position",
            ],
            .date: ["дата", "date"], .url: ["страница", "url"],
            .device: ["тип устройства", "устройство", "device type", "device"],
        ])
        map.defaults = [.engine: "yandex", .source: "yandex_webmaster"]
        map.hasDayColumns = true
        map.areAverages = true
        return map
    }()

    /// Search Console: averages over impressions.
    private static let searchConsole = {
        var map = ColumnMap(names: [
            .query: ["top queries", "популярные запросы", "query", "запрос"],
            .position: ["position", "позиция"], .date: ["date", "дата"],
            .url: ["page", "top pages", "страница"], .device: ["device", "устройство"],
        ])
        map.defaults = [.engine: "google", .source: "search_console"]
        map.areAverages = true
        return map
    }()

    /// Key Collector: one check, `Позиция [Яндекс]` and its page.
    private static let keyCollector = {
        var map = ColumnMap(names: [
            .query: ["фраза", "phrase"], .url: ["url"], .date: ["дата", "date"],
        ])
        map.beginnings = [.position: "позиция", .url: "релевантная страница"]
        map.isZeroNotFound = true
        return map
    }()
}
