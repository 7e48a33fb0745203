import Foundation

/// Positions that follow from their numbers: whose, which keyword, which day.
struct PositionPlan {
    let series: Int
    let keywords: Int
    let days: Int
    let messages: Int

    /// Rows of one way.
    var rows: Int { series * keywords * days }
    /// The last day that any way loads.
    static let today = Date()

    /// A day this many days ago.
    static func day(_ ago: Int) -> String {
        (today - Double(ago) * 86_400).formatted(Date.ISO8601FormatStyle().year().month().day())
    }

    /// Where a keyword stands: it drifts slowly, and is sometimes not found or not measured.
    private static func position(_ series: Int, _ keyword: Int, _ ago: Int) -> String {
        let base = (keyword &* 7919 &+ series &* 104_729) % 97
        let drift = (ago &* (1 + keyword % 3) / 5 &+ keyword) % 7
        switch (keyword &+ ago) % 50 {
        case 0: return "null"
        case 1: return "null,\"measured\":false"
        default: return "\(1 + (base + drift) % 100)"
        }
    }

    private static func query(_ keyword: Int) -> String { "купить окно номер \(keyword)" }

    private static func url(_ keyword: Int) -> String {
        "https://site.test/catalogue/\(keyword % 40)"
    }

    /// Rows as lines, for the days from one to another.
    func lines(from: Int, to: Int, _ write: (String) throws -> Void) rethrows {
        for ago in stride(from: from, through: to, by: -1) {
            for number in 0..<series {
                let head =
                    "{\"site_id\":\"site\(number).test\",\"client_id\":\"P\(number)\","
                    + "\"engine\":\"yandex\",\"region\":\"213\",\"date\":\"\(Self.day(ago))\","
                var text = ""
                for keyword in 0..<keywords {
                    text += head
                    text += "\"query\":\"\(Self.query(keyword))\",\"position\":"
                    text += Self.position(number, keyword, ago)
                    text += ",\"url\":\"\(Self.url(keyword))\"}\n"
                }
                try write(text)
            }
        }
    }

    /// One message of 5000 rows; each is of a series and a day of its own.
    static func message(_ number: Int) -> String {
        let rows = (0..<5000).map { keyword in
            "{\"query\":\"\(query(keyword))\",\"position\":\(position(number, keyword, number)),"
                + "\"url\":\"\(url(keyword))\"}"
        }
        return "{\"site_id\":\"big\(number % 10).test\",\"client_id\":\"Q\","
            + "\"engine\":\"google\",\"date\":\"\(day(number / 10))\",\"rows\":["
            + rows.joined(separator: ",") + "]}"
    }
}
