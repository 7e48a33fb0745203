import Domain
import Foundation
import SeededChance
import Simulating

/// Writes down what happens, with chance that follows from the seed.
struct Diary {
    private(set) var lines: [Script.Line] = []
    var dice: SplitMix
    private var count = 0

    init(seed: UInt64) { dice = SplitMix(seed: seed) }

    /// Something happens.
    mutating func say(_ at: Date, _ type: String, _ data: [String: Value]) throws {
        count += 1
        let event = Value.object([
            "specversion": .text("1.0"), "id": .text("y\(count)"), "source": .text("agency"),
            "type": .text(type), "time": .instant(at), "data": .object(data),
        ])
        lines.append(
            Script.Line(number: count, time: at, type: type, body: try JSONWriter.bytes(of: event))
        )
    }

    /// What was written down since it was asked last.
    mutating func takeLines() -> [Script.Line] {
        defer { lines = [] }
        return lines
    }

    // MARK: - Chance

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + dice.below(range.count)
    }

    /// So many minutes, mostly less than twice as long, seldom much longer.
    mutating func about(minutes: Int) -> TimeInterval {
        let usual = Double(minutes * number(40...170)) * 0.6
        return dice.once(in: 12) ? usual * 4 : usual
    }

    /// The next instant within office hours.
    func office(_ instant: Date) -> Date {
        let local = instant.timeIntervalSince1970 + AgencySize.zone
        let (day, hour) = (
            Int(local / 86_400), local.truncatingRemainder(dividingBy: 86_400) / 3600
        )
        // 1 January 1970 was a Thursday.
        let weekday = (day + 3) % 7
        let opening = Date(timeIntervalSince1970: Double(day) * 86_400 - AgencySize.zone + 9 * 3600)
        if weekday >= 5 { return office(opening + Double(7 - weekday) * 86_400) }
        if hour < 9 { return opening + hour * 60 }
        if hour >= 18 { return office(opening + 86_400 + (hour - 18) * 300) }
        return instant
    }

    /// An instant of a day, mostly in office hours.
    mutating func momentOfDay(_ midnight: Date) -> Date {
        let hour = dice.chance(85) ? number(9 * 60...18 * 60) : number(7 * 60...22 * 60)
        return midnight + Double(hour * 60 + dice.below(60))
    }
}

extension Value {
    /// Roubles and no kopecks.
    static func roubles(_ amount: Int) -> Value { .money(Money(Decimal(amount), "RUB")) }

    static func number(_ number: Int) -> Value { .number(Decimal(number)) }
}
