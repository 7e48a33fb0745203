import Domain
import Foundation
import SeededChance
import Testing

@testable import Bulk

@Suite struct `The merge of positions` {
    private static let start = Date(timeIntervalSince1970: 1_789_000_000)

    private func observed(
        _ id: String,
        at seconds: Int,
        date: String = "2026-09-15",
        engine: String = "yandex",
        depth: Int? = nil,
        _ rows: String
    ) -> BulkEvent {
        let depth = depth.map { ",\"depth\":\($0)" } ?? ""
        return BulkEvent(
            id: id,
            type: "positions.observed",
            time: Self.start.addingTimeInterval(Double(seconds)),
            data: """
                {"site_id":"a.ru","client_id":"C1","engine":"\(engine)","date":"\(date)"\(depth),\
                "rows":[\(rows)]}
                """
        )
    }

    @Test func `keeps four values apart`() throws {
        try BulkDatabase.use { database in
            let loader = try database.loader()
            try loader.take(
                observed(
                    "1",
                    at: 0,
                    #"{"query":"a","position":3,"url":"https://a.ru/x"},{"query":"b","#
                        + #""position":null},{"query":"c","position":7,"measured":false}"#
                )
            )
            try loader.take(
                observed("2", at: 1, date: "2026-09-16", #"{"query":"c","position":9}"#)
            )
            let codes = try database.texts(
                "SELECT array_to_string(positions, ',') FROM position_day ORDER BY day"
            )
            // Ordinals follow the order in which keywords came.
            #expect(codes == ["3,0,-1", "-2,-2,9"])
        }
    }

    @Test func `lets measured beat failed, and later beat earlier`() throws {
        try BulkDatabase.use { database in
            let loader = try database.loader()
            try loader.take(observed("1", at: 10, #"{"query":"a","position":5}"#))
            try loader.take(observed("2", at: 20, #"{"query":"a","measured":false}"#))
            #expect(try database.texts("SELECT positions::text FROM position_day") == ["{5}"])
            let outcome = try loader.take(observed("3", at: 15, #"{"query":"a","position":6}"#))
            #expect(outcome.corrections == 1)
            try loader.take(observed("4", at: 12, #"{"query":"a","position":9}"#))
            #expect(try database.texts("SELECT positions::text FROM position_day") == ["{6}"])
            #expect(
                try database.texts("SELECT old || ' ' || new FROM position_correction") == ["5 6"]
            )
        }
    }

    @Test func `decides between two of the same time by the greater id, whoever said it`() throws {
        let events = [("a", "zeta", 5), ("b", "alpha", 6)].map { id, source, place in
            var event = observed(id, at: 0, "{\"query\":\"a\",\"position\":\(place)}")
            event.source = source
            return event
        }
        for order in [events, events.reversed()] {
            try BulkDatabase.use { database in
                let loader = try database.loader()
                for event in order { try loader.take(event) }
                #expect(try database.texts("SELECT positions::text FROM position_day") == ["{6}"])
            }
        }
    }

    @Test func `takes a region that is written as a number for what it is`() throws {
        try BulkDatabase.use { database in
            let loader = try database.loader()
            let events = ["213", "\"213\""].enumerated().map { number, region in
                BulkEvent(
                    id: "\(number)",
                    type: "positions.observed",
                    time: Self.start,
                    data: """
                        {"site_id":"a.ru","client_id":7,"engine":"yandex","region":\(region),\
                        "date":"2026-09-15","rows":[{"query":"a","position":\(number + 1)}]}
                        """
                )
            }
            for event in events { try loader.take(event) }
            for (type, rest) in [
                ("keywords.upserted", #""client_id":7,"rows":[{"query":"a","frequency":9}]"#),
                ("positions.closed", #""date":"2026-09-15""#),
            ] {
                try loader.take(
                    BulkEvent(
                        id: type,
                        type: type,
                        time: Self.start,
                        data: #"{"site_id":"a.ru","engine":"yandex","region":213,"# + rest + "}"
                    )
                )
            }
            let region = "SELECT region FROM position_series"
            #expect(try database.texts(region) == ["213"])
            #expect(try database.texts("SELECT client_id FROM position_site") == ["7"])
            #expect(try database.number("SELECT count(*) FROM position_closing") == 1)
            #expect(try database.number("SELECT frequency FROM position_keyword") == 9)
        }
    }

    @Test func `takes an event once`() throws {
        try BulkDatabase.use { database in
            let loader = try database.loader()
            let event = observed("1", at: 0, #"{"query":"a","position":5}"#)
            #expect(try !loader.take(event).isRepeated)
            #expect(try loader.take(event).isRepeated)
            #expect(try database.number("SELECT count(*) FROM position_batch") == 1)
        }
    }

    @Test func `refuses a message as a whole, and names the first wrong row`() throws {
        try BulkDatabase.use { database in
            let loader = try database.loader()
            let rows =
                #"{"query":"a","position":5},{"query":"b","position":0},{"query":"c","#
                + #""position":101}"#
            #expect {
                try loader.take(observed("1", at: 0, rows))
            } throws: { error in
                let error = error as? BulkError
                return error?.field == "data.rows[1].position"
                    && error?.message.hasSuffix("is 0; 2 rows are wrong") == true
            }
            #expect(try database.number("SELECT count(*) FROM position_day") == 0)
            #expect(try database.number("SELECT count(*) FROM position_query") == 0)
        }
    }

    /// Random messages about few keywords, so that they meet again and again.
    private func messages(_ chance: inout SplitMix) -> [BulkEvent] {
        let words = ["a", "b", "c", "d", "e"]
        func rows(_ chance: inout SplitMix) -> String {
            words.filter { _ in chance.chance(70) }.map { word in
                let position = chance.chance(20) ? "null" : "\(1 + chance.below(60))"
                let failed = chance.chance(25) ? ",\"measured\":false" : ""
                let url = chance.chance(50) ? ",\"url\":\"https://a.ru/\(chance.below(3))\"" : ""
                return "{\"query\":\"\(word)\",\"position\":\(position)\(failed)\(url)}"
            }
            .joined(separator: ",")
        }
        return (0..<14).map { number in
            let seconds = chance.below(6)
            if chance.chance(30) {
                let list = words.filter { _ in chance.chance(60) }.map { word in
                    let active = chance.chance(25) ? ",\"active\":false" : ""
                    return "{\"query\":\"\(word)\",\"frequency\":\(chance.below(9))\(active)}"
                }
                let engine = chance.chance(50) ? ",\"engine\":\"yandex\"" : ""
                return BulkEvent(
                    id: "m\(number)",
                    type: "keywords.upserted",
                    time: Self.start.addingTimeInterval(Double(seconds) * 86_400),
                    data: """
                        {"site_id":"a.ru","client_id":"C1"\(engine),"rows":[\
                        \(list.joined(separator: ","))]}
                        """
                )
            }
            let some = rows(&chance)
            return observed(
                "m\(number)",
                at: seconds,
                date: chance.chance(50) ? "2026-09-15" : "2026-10-01",
                engine: chance.chance(70) ? "yandex" : "google",
                depth: chance.chance(30) ? 60 : nil,
                some.isEmpty ? #"{"query":"a","position":1}"# : some
            )
        }
    }

    @Test(arguments: 1...6)
    func `gives the same tables whatever the order and the repetitions`(seed: UInt64) throws {
        var chance = SplitMix(seed: seed)
        let messages = messages(&chance)
        var other = messages + messages.filter { _ in chance.chance(40) }
        other.shuffle(using: &chance)
        var (readings, keywords) = ([[String]](), [[String]]())
        for order in [messages, other] {
            try BulkDatabase.use { database in
                let loader = try database.loader()
                for message in order { try loader.take(message) }
                readings.append(try database.readings())
                keywords.append(try database.keywords())
            }
        }
        #expect(!readings[0].isEmpty)
        #expect(readings[0] == readings[1], "seed \(seed)")
        #expect(keywords[0] == keywords[1], "seed \(seed)")
    }
}
