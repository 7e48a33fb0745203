import Domain
import Foundation
import SeededChance
import Testing

/// What the clock of a zone shows at every minute of a few days, as Foundation says.
struct WallClock {
    let zone: TimeZone
    /// The first minute.
    let start: Date
    /// The day and the minute of the day shown, minute by minute.
    let shown: [(day: CalendarDay, weekday: Int, minute: Int)]

    static let zones = [
        "Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia",
        "Asia/Omsk", "Australia/Lord_Howe", "America/St_Johns", "America/Sao_Paulo", "GMT",
    ]

    /// Some hours before 30 December 2011, which did not take place.
    private static let skippedDayOfApia: TimeInterval = 1_325_196_400

    /// A window of time in some zone, mostly around a change of its clock.
    init(minutes: Int, using random: inout SplitMix) throws {
        let zone = try #require(TimeZone(identifier: random.pick(Self.zones)))
        // 2008 to 2030, so that the changes of law of 2011 and 2014 are among them.
        let minute = Int.random(in: 20_000_000..<31_000_000, using: &random)
        var anchor = Date(timeIntervalSince1970: TimeInterval(minute * 60))
        if zone.identifier == "Pacific/Apia", random.chance(50) {
            anchor = Date(timeIntervalSince1970: Self.skippedDayOfApia)
        }
        if random.chance(80), let change = zone.nextDaylightSavingTimeTransition(after: anchor) {
            anchor = change
        }
        let half = Int.random(in: minutes / 4...minutes / 2, using: &random)
        let first = (anchor.timeIntervalSince1970 / 60).rounded(.down) - Double(half)
        self.init(zone: zone, start: Date(timeIntervalSince1970: first * 60), minutes: minutes)
    }

    private init(zone: TimeZone, start: Date, minutes: Int) {
        var gregorian = Calendar(identifier: .gregorian)
        gregorian.timeZone = zone
        self.zone = zone
        self.start = start
        self.shown = (0..<minutes).map { minute in
            let parts = gregorian.dateComponents(
                [.year, .month, .day, .weekday, .hour, .minute],
                from: start + TimeInterval(minute * 60)
            )
            let weekday = ((parts.weekday ?? 1) + 5) % 7 + 1
            let day = CalendarDay(
                year: parts.year ?? 0,
                month: parts.month ?? 0,
                day: parts.day ?? 0
            )
            return (day, weekday, (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
        }
    }

    /// Hours with every oddity that a configuration allows.
    func randomHours(using random: inout SplitMix) -> WorkingHours {
        let days = Array(Set(shown.map(\.day))).sorted()
        var week: [Int: [ClockRange]] = [:]
        for weekday in 1...7 where random.chance(75) {
            week[weekday] = randomBlocks(using: &random)
        }
        var exceptions: [CalendarDay: [ClockRange]] = [:]
        for day in days where random.chance(15) {
            exceptions[day] = randomBlocks(using: &random)
        }
        let holidays = days.filter { _ in random.chance(15) }
        return WorkingHours(week: week, holidays: Set(holidays), exceptions: exceptions)
    }

    private func randomBlocks(using random: inout SplitMix) -> [ClockRange] {
        (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in
            let any = (0..<2).map { _ in Int.random(in: 0...1440, using: &random) }
            let start = random.pick([0, 90, 120, 150, 540, any[0]])
            let end = random.pick([1440, 120, 150, 180, 1140, any[1]])
            return ClockRange(start: min(start, end), end: max(start, end))
        }
    }
}

/// Working time counted minute by minute, in ticks of 1/64 s from the beginning of the window.
struct NaiveCount {
    static let ticksPerSecond = 64
    static let ticksPerMinute = 60 * ticksPerSecond

    let calendar: WorkCalendar
    private let start: Date
    private let open: [Bool]

    init(of hours: WorkingHours, on wall: WallClock) {
        self.calendar = WorkCalendar(timeZone: wall.zone, hours: hours)
        self.start = wall.start
        self.open = wall.shown.map { shown in
            let usual = hours.holidays.contains(shown.day) ? [] : hours.week[shown.weekday]
            let blocks = hours.exceptions[shown.day] ?? usual ?? []
            return blocks.contains { $0.start <= shown.minute && shown.minute < $0.end }
        }
    }

    /// The tick that ends the window.
    var end: Int { open.count * Self.ticksPerMinute }

    func date(_ tick: Int) -> Date {
        start + TimeInterval(tick) / TimeInterval(Self.ticksPerSecond)
    }

    func duration(_ ticks: Int) -> Duration {
        .seconds(1) * ticks / Self.ticksPerSecond
    }

    func isOpen(_ tick: Int) -> Bool { open[tick / Self.ticksPerMinute] }

    func opening(from tick: Int) -> Int? { isOpen(tick) ? tick : turn(after: tick) }

    func closing(from tick: Int) -> Int? { turn(after: tick) }

    /// When open becomes closed, or closed open.
    private func turn(after tick: Int) -> Int? {
        let minute = tick / Self.ticksPerMinute
        let turn = (minute..<open.count).first { open[$0] != open[minute] }
        return turn.map { $0 * Self.ticksPerMinute }
    }

    func worked(from first: Int, to last: Int) -> Int {
        var worked = 0
        var tick = first
        while tick < last {
            let step = min((tick / Self.ticksPerMinute + 1) * Self.ticksPerMinute, last)
            if isOpen(tick) { worked += step - tick }
            tick = step
        }
        return worked
    }

    func adding(_ amount: Int, to first: Int) -> Int? {
        var rest = amount
        var tick = first
        while rest > 0 {
            guard tick < end else { return nil }
            let step = (tick / Self.ticksPerMinute + 1) * Self.ticksPerMinute
            if isOpen(tick) {
                guard rest > step - tick else { return tick + rest }
                rest -= step - tick
            }
            tick = step
        }
        return tick
    }

    func randomTick(using random: inout SplitMix) -> Int {
        let tick = Int.random(in: 0..<end, using: &random)
        return random.chance(40) ? tick - tick % Self.ticksPerMinute : tick
    }

    /// Often whole minutes.
    func randomAmount(using random: inout SplitMix) -> Int {
        let minutes = random.pick([1, 60, 600, 3000])
        let amount = Int.random(in: 0...minutes * Self.ticksPerMinute, using: &random)
        return random.chance(60) ? amount - amount % Self.ticksPerMinute : amount
    }
}
