import Domain
import Foundation
import Testing

/// Nobody's fee changes without a letter that got there in time, whatever happens meanwhile.
@Suite struct `A fee` {
    private static let office = WorkCalendar(
        timeZone: TimeZone(identifier: "Europe/Moscow") ?? .gmt,
        hours: WorkingHours(
            week: Dictionary(
                uniqueKeysWithValues: (1...5).compactMap { day in
                    ClockRange(start: 540, end: 1080).map { (day, [$0]) }
                }
            )
        )
    )

    private func policy(_ seed: Int) -> IndexationPolicy {
        var policy = IndexationPolicy()
        policy.dates.billingDay = BillingDay([1, 15, 29, 31][seed % 4])
        policy.dates.firstAfter = .months(seed % 3 == 0 ? 12 : 6)
        policy.delivery = seed % 2 == 0 ? .sent : .confirmed
        policy.noticesPerDay = 1 + seed % 3
        policy.monthsMin = 3
        policy.formula.percentMin = 1
        return policy
    }

    private func history(
        _ seed: Int,
        _ processes: [any BusinessProcess.Type] = Registry.processes
    ) throws -> FeeHistory {
        let calendar = seed % 2 == 0 ? WorkCalendar.roundTheClock : Self.office
        var history = try FeeHistory(seed: seed, policy(seed), calendar, processes: processes)
        try history.play(years: 4)
        return history
    }

    @Test(arguments: 1...16)
    func `changes only after a letter that got there in time`(_ seed: Int) throws {
        let history = try history(seed)
        #expect(history.witness.complaints == [], "seed \(seed)")
    }

    @Test func `does change in these histories, or they would prove nothing`() throws {
        let changes = try (1...4).reduce(0) { try $0 + history($1).witness.changes }
        #expect(changes > 4)
    }

    @Test func `would be seen to change without a letter if letters were not sent`() throws {
        let histories = try (1...4).map { try history($0, SpoiltRegistry.silent) }
        #expect(histories.contains { !$0.witness.complaints.isEmpty })
    }

    @Test func `would be seen to change after a lost letter if nobody listened`() throws {
        let histories = try (1...12).map { try history($0, SpoiltRegistry.deaf) }
        #expect(histories.contains { !$0.witness.complaints.isEmpty })
    }
}

/// The same processes, one of them spoilt.
private enum SpoiltRegistry {
    static let silent = spoilt(SilentIndexation.self)
    static let deaf = spoilt(DeafIndexation.self)

    private static func spoilt(
        _ process: any BusinessProcess.Type
    ) -> [any BusinessProcess.Type] {
        Registry.processes.map { $0 == Indexation.self ? process : $0 }
    }
}

/// A process that is the indexation but for one thing.
private protocol SpoiltIndexation: BusinessProcess
where State == Indexation.State, Input == Indexation.Input {}

extension SpoiltIndexation {
    static var name: String { Indexation.name }
    static var subject: SubjectKind { Indexation.subject }
    static var reads: [any Message.Type] { Indexation.reads }
    static var hears: [any Message.Type] { Indexation.hears }
    static var publishes: [any Message.Type] { Indexation.publishes }
    static var timers: [String] { Indexation.timers }
    static var perpetualTimers: Set<String> { Indexation.perpetualTimers }

    static func concerns(of event: Event) -> [Concern<Input>] { Indexation.concerns(of: event) }
    static func input(of timer: TimerFiring) -> Input? { Indexation.input(of: timer) }
    static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject] { Indexation.needs(input, own, related, under: policies) }
}

/// It decides to write, and does not.
private enum SilentIndexation: SpoiltIndexation {
    static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        let decision = Indexation.decide(state, input, context)
        guard case .changed(let state, let effects) = decision else { return decision }
        let rest = effects.filter { effect in
            if case .publish(let message) = effect { !(message is MailSend) } else { true }
        }
        return .changed(to: state, effects: rest)
    }
}

/// It does not hear of letters that got lost.
private enum DeafIndexation: SpoiltIndexation {
    static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        if case .commandAnswered(let news) = input, news.outcome.failure != nil {
            return .ignored(Indexation.Ignored.nothingNew)
        }
        return Indexation.decide(state, input, context)
    }
}
