import Domain
import Foundation
import SeededChance
import Testing

@Suite struct `Times` {
    @Test(arguments: [
        ("2026-09-01T10:00:00Z", 0), ("2026-09-01t10:00:00z", 0), ("2026-09-01 10:00:00Z", 0),
        ("2026-09-01T13:00:00+03:00", 0), ("2026-09-01T13:00:00+0300", 0),
        ("2026-09-01T04:30:00-05:30", 0), ("2026-09-01T10:00:00-00:00", 0),
        ("2026-08-31T20:00:00-14:00", 0), ("2026-09-02T09:59:00+23:59", 0),
        ("2026-09-01T09:59:60Z", 0),
        ("2026-09-01T10:00:00.5Z", 0.5), ("2026-09-01T10:00:00.25Z", 0.25),
        ("2026-09-01T10:00:00.125Z", 0.125), ("2026-09-01T10:00:00.0625Z", 0.0625),
        ("2026-09-01T10:00:00.03125Z", 0.03125), ("2026-09-01T10:00:00.015625Z", 0.015625),
        ("2026-09-01T10:00:00.0078125Z", 0.0078125), ("2026-09-01T10:00:00.50000000Z", 0.5),
        ("2026-09-01T10:00:00.500000000Z", 0.5), ("2026-09-01T10:00:00.500000000999Z", 0.5),
        // What Python's datetime.isoformat() writes.
        ("2026-09-01T10:00:00.015625+00:00", 0.015625),
    ])
    func `an instant has many spellings`(text: String, fraction: Double) throws {
        let date = try #require(Timestamp.date(text))
        #expect(date.timeIntervalSince1970 == 1_788_256_800 + fraction)
    }

    @Test(arguments: [
        "", "yesterday", "2026-09-01", "2026-09-01T10:00:00", "2026-09-01T10:00Z",
        "2026-09-01T10:00:00+03", "2026-09-01T10:00:00+3:00", "2026-09-01T10:00:00.Z",
        "2026-09-01T10:00:00,5Z", "2026-09-01T10:00:00 Z", " 2026-09-01T10:00:00Z",
        "2026-09-01T10:00:00Z ", "2026-09-01T24:00:00Z", "2026-09-01T10:60:00Z",
        "2026-09-01T10:00:61Z", "2026-13-01T10:00:00Z", "2026-00-01T10:00:00Z",
        "2026-02-29T10:00:00Z", "2026-09-31T10:00:00Z", "2026-09-00T10:00:00Z",
        "0000-01-01T00:00:00Z", "26-09-01T10:00:00Z", "02026-09-01T10:00:00Z",
        "2026-09-01T10:00:00+24:00", "2026-09-01T10:00:00+03:60", "20260901T100000Z",
        "2026-W36-2T10:00:00Z", "1756710000", "٢٠٢٦-09-01T10:00:00Z",
    ])
    func `what is not a full date with time and offset is none`(text: String) {
        #expect(Timestamp.date(text) == nil)
    }

    @Test(arguments: [
        "0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z",
        "2000-02-29T12:34:56.789Z", "2026-09-01T10:00:00.001Z", "2100-02-28T23:59:59.999Z",
        "9999-12-31T23:59:59.999Z",
    ])
    func `what was written is read as the same`(text: String) throws {
        let date = try #require(Timestamp.date(text))
        #expect(Timestamp.text(date) == text)
        #expect(Timestamp.date(Timestamp.text(date)) == date)
    }

    @Test func `milliseconds are rounded, over midnight too`() throws {
        let date = try #require(Timestamp.date("2026-12-31T23:59:59.9995Z"))
        #expect(Timestamp.text(date) == "2027-01-01T00:00:00.000Z")
    }

    @Test(arguments: [
        (1e300, "9999-12-31T23:59:59.999Z"), (.infinity, "9999-12-31T23:59:59.999Z"),
        (-1e300, "0001-01-01T00:00:00.000Z"), (.nan, "0001-01-01T00:00:00.000Z"),
    ])
    func `an instant that has no text is the nearest that has one`(time: Double, text: String) {
        #expect(Timestamp.text(Date(timeIntervalSinceReferenceDate: time)) == text)
    }

    // Before 1583 Foundation counts days as they were counted then.
    @Test func `Foundation reads what is written, and the other way round`() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        var generator = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let milliseconds = Int.random(
                in: -12_000_000_000_000...250_000_000_000_000,
                using: &generator
            )
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            let text = Timestamp.text(date)
            #expect(abs(try style.parse(text).timeIntervalSince(date)) < 0.0006, "\(text)")
            #expect(Timestamp.text(try #require(Timestamp.date(text))) == text)
        }
    }
}
