import Foundation
import Postgres

/// Figures of reports, counted again from nothing but the rows of the journal: the events that were
/// applied and the commands that went out, as JSON.
///
/// Nothing of the product counts here; sums are in kopecks.
struct Recount {
    /// One event with what followed.
    struct Line {
        let type: String
        let data: [String: Any]
        let commands: [(type: String, data: [String: Any])]
    }

    let lines: [Line]

    /// - Parameter end: An instant, as the database reads it; what came later is not counted.
    init(_ database: Database, before end: String) throws {
        lines = try database.rows(
            """
            SELECT type, event::text, commands::text FROM baton.journal
            WHERE outcome = 'applied' AND received_at < $1::text::timestamptz
            ORDER BY lane, seq
            """,
            .text(end)
        ).map { row in
            let event = try row.optionalText(1).map(Self.object)
            let commands = try row.optionalText(2).map(Self.list) ?? []
            return Line(
                type: try row.text(0),
                data: event?["data"] as? [String: Any] ?? [:],
                commands: commands.map {
                    ($0["type"] as? String ?? "", $0["data"] as? [String: Any] ?? [:])
                }
            )
        }
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }

    private static func list(_ text: String) throws -> [[String: Any]] {
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []
    }

    // MARK: - Pieces

    func events(_ type: String) -> [[String: Any]] {
        lines.filter { $0.type == type }.map(\.data)
    }

    func commands(_ type: String) -> [[String: Any]] {
        lines.flatMap(\.commands).filter { $0.type == type }.map(\.data)
    }

    /// How many of them have each text in a field.
    static func count(_ objects: [[String: Any]], by field: String) -> [String: Int] {
        objects.reduce(into: [:]) { $0[$1[field] as? String ?? "", default: 0] += 1 }
    }

    /// The last of each text in a field.
    static func last(_ objects: [[String: Any]], by field: String) -> [String: [String: Any]] {
        objects.reduce(into: [:]) { $0[$1[field] as? String ?? ""] = $1 }
    }

    /// Hundredths of an amount, written as a text or as a number, alone or with its currency.
    static func hundredths(_ value: Any?) -> Int {
        if let money = value as? [String: Any] { return hundredths(money["amount"]) }
        let text = (value as? String) ?? (value as? NSNumber).map { "\($0)" } ?? "0"
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".")
        let whole = parts.first.flatMap { Int($0) } ?? 0
        let rest = parts.count > 1 ? String((parts[1] + "00").prefix(2)) : "00"
        let sum = whole * 100 + (Int(rest) ?? 0)
        return isNegative ? -sum : sum
    }

    // MARK: - Calls, leads, deals

    /// Of each channel: calls, real ones, spam, leads, deals.
    func channels(_ channelOfLine: [String: String]) -> [String: [String: Int]] {
        var found: [String: [String: Int]] = [:]
        var channelOfCall: [String: String] = [:]
        var channelOfLead: [String: String] = [:]
        var verdicts: [String: String] = [:]
        for line in lines {
            let call = line.data["call_id"] as? String ?? ""
            let lead = line.data["lead_id"] as? String ?? ""
            switch line.type {
            case "call.incoming":
                let channel = channelOfLine[line.data["to"] as? String ?? ""] ?? ""
                channelOfCall[call] = channel
                found[channel, default: [:]]["calls", default: 0] += 1
            case "call.marked": verdicts[call] = line.data["verdict"] as? String
            case "lead.created":
                let source = line.data["source"] as? [String: Any]
                let channel = source?["channel"] as? String ?? ""
                channelOfLead[lead] = channel
                found[channel, default: [:]]["leads", default: 0] += 1
            case "deal.won":
                guard let channel = channelOfLead[lead] else { continue }
                found[channel, default: [:]]["deals", default: 0] += 1
            default: continue
            }
        }
        for (call, verdict) in verdicts {
            found[channelOfCall[call] ?? "", default: [:]][verdict, default: 0] += 1
        }
        return found
    }

    /// What each seller sold, in kopecks, by deals that were won and closed from a day to another.
    func sales(from: String, to: String) -> [String: Int] {
        var sums: [String: Int] = [:]
        for deal in Self.last(events("deal.won"), by: "deal_id").values {
            if let closed = deal["closed_at"] as? String, closed < from || closed >= to { continue }
            let seller = deal["manager_id"] as? String ?? ""
            sums[seller, default: 0] += Self.hundredths(deal["amount"])
        }
        return sums
    }

    // MARK: - Clients

    /// What each client owes: what was charged less what was paid.
    func debts() -> [String: Int] {
        var debts: [String: Int] = [:]
        for charge in events("charge.posted") {
            let lines = charge["lines"] as? [[String: Any]] ?? []
            debts[charge["client_id"] as? String ?? "", default: 0] +=
                lines.reduce(0) { $0 + Self.hundredths($1["price"]) }
        }
        for payment in events("payment.received") {
            debts[payment["client_id"] as? String ?? "", default: 0] -=
                Self.hundredths(payment["amount"])
        }
        return debts
    }

    /// What was invoiced to each client.
    func invoices() -> [String: Int] {
        var sums: [String: Int] = [:]
        for set in commands("baton.document.ready") {
            for document in set["documents"] as? [[String: Any]] ?? []
            where document["kind"] as? String == "invoice" {
                sums[set["client_id"] as? String ?? "", default: 0] +=
                    Self.hundredths(document["total"])
            }
        }
        return sums
    }

    /// Answers of clients by the head who has them, of each survey the last.
    func answers() -> [String: [String: Int]] {
        let heads = Self.last(events("client.upserted"), by: "client_id")
            .mapValues { $0["sales_head_id"] as? String ?? "" }
        var found: [String: [String: Int]] = [:]
        for answer in Self.last(events("nps.answered"), by: "survey_id").values {
            let client = (answer["survey_id"] as? String ?? "").drop { $0 != "-" }.dropFirst()
            let score = answer["score"] as? String ?? ""
            found[heads[String(client)] ?? "", default: [:]][score, default: 0] += 1
        }
        return found
    }

    /// Prices given by region, the mean in hundredths.
    func prices() -> [String: (quoted: Int, mean: Int)] {
        var all: [String: (quoted: Int, prices: [Int])] = [:]
        for quote in commands("baton.price.quoted") {
            let lines = quote["lines"] as? [[String: Any]] ?? []
            all[quote["region"] as? String ?? "", default: (0, [])].quoted += 1
            all[quote["region"] as? String ?? "", default: (0, [])].prices +=
                lines.map { Self.hundredths($0["price"]) }
        }
        return all.mapValues { region in
            let sum = region.prices.reduce(0, +)
            return (region.quoted, Int((Double(sum) / Double(region.prices.count)).rounded()))
        }
    }
}
