import Domain
import Foundation
import Testing

/// Every phase of a call meets everything that can happen, and has one answer.
@Suite struct `Every phase and every input` {
    /// How far a call has come.
    enum Stage: String, CaseIterable {
        case unknown, ringing, waiting, talking, unannounced, missed, asked, marked
    }

    /// What happens to it.
    enum News: String, CaseIterable {
        case incoming, ringing, answered, declined, ended, real, spam, leadCreated, stepDue
        case lengthDue, markDue
    }

    static let pairs = Stage.allCases.flatMap { stage in News.allCases.map { (stage, $0) } }

    /// The answer of the process of calls, by stage in the order of `News`.
    static let answers: [Stage: [String]] = [
        .unknown: [
            "applied", "unknown_call", "applied", "unknown_call", "applied", "unknown_call",
            "unknown_call", "unknown_call", "unknown_call", "unknown_call", "unknown_call",
        ],
        .ringing: [
            "call_already_known", "changes_nothing", "applied", "applied", "applied",
            "call_not_answered", "call_not_answered", "lead_not_asked_for", "applied", "applied",
            "late_timer",
        ],
        .waiting: [
            "call_already_known", "changes_nothing", "applied", "not_rung_now", "applied",
            "call_not_answered", "call_not_answered", "lead_not_asked_for", "late_timer",
            "applied", "late_timer",
        ],
        .talking: [
            "call_already_known", "changes_nothing", "already_answered", "not_rung_now",
            "applied", "applied", "applied", "lead_not_asked_for", "late_timer", "applied",
            "late_timer",
        ],
        .unannounced: [
            "applied", "changes_nothing", "already_answered", "not_rung_now", "applied",
            "call_not_answered", "call_not_answered", "lead_not_asked_for", "late_timer",
            "applied", "late_timer",
        ],
        .missed: [
            "call_already_known", "changes_nothing", "applied", "not_rung_now",
            "call_already_over", "call_not_answered", "call_not_answered", "lead_not_asked_for",
            "late_timer", "late_timer", "late_timer",
        ],
        .asked: [
            "call_already_known", "changes_nothing", "already_answered", "not_rung_now",
            "call_already_over", "applied", "applied", "lead_not_asked_for", "late_timer",
            "late_timer", "applied",
        ],
        .marked: [
            "call_already_known", "changes_nothing", "already_answered", "not_rung_now",
            "call_already_over", "nothing_new", "applied", "applied", "late_timer",
            "late_timer", "late_timer",
        ],
    ]

    @Test(arguments: pairs)
    func `have one answer`(_ stage: Stage, _ news: News) throws {
        var exchange = try Self.exchange(at: stage)
        try Self.happen(news, in: &exchange)
        let index = try #require(News.allCases.firstIndex(of: news))
        #expect(exchange.outcome == Self.answers[stage]?[index])
    }

    private static func exchange(at stage: Stage) throws -> Exchange {
        var exchange = try Exchange.agency { $0.heads = ["head1", "head2"] }
        switch stage {
        case .unknown: break
        case .ringing: exchange.incoming()
        case .waiting:
            exchange.incoming()
            exchange.pass(16)
        case .talking:
            exchange.incoming()
            exchange.answered("head1")
        case .unannounced: exchange.answered("head1")
        case .missed:
            exchange.incoming()
            exchange.ended()
        case .asked: exchange.talk()
        case .marked:
            exchange.talk()
            exchange.marked(.real)
        }
        return exchange
    }

    private static func happen(_ news: News, in exchange: inout Exchange) throws {
        switch news {
        case .incoming: exchange.incoming()
        case .ringing: exchange.take(CallRinging(callID: "C1", personID: "head1"))
        case .answered: exchange.answered("head1")
        case .declined: exchange.declined("head1")
        case .ended: exchange.ended()
        case .real: exchange.marked(.real)
        case .spam: exchange.marked(.spam)
        case .leadCreated: try exchange.lead("L1", ref: "call-C1")
        case .stepDue: exchange.fire("step", of: "C1", generation: 1, after: 8)
        case .lengthDue:
            let generation = exchange.call()?.answer == nil ? 1 : 2
            exchange.fire("length", of: "C1", generation: generation, after: 14_400)
        case .markDue: exchange.fire("mark", of: "C1", generation: 1, after: 600)
        }
    }

    @Test(arguments: ["step", "length", "mark"])
    func `leave a timer of an earlier arming alone`(_ timer: String) throws {
        for stage in Stage.allCases where stage != .unknown {
            var exchange = try Self.exchange(at: stage)
            let before = exchange.call()
            exchange.fire(timer, of: "C1", generation: 77, after: 0)
            #expect(exchange.outcome == "late_timer", "\(stage)")
            #expect(exchange.call() == before, "\(stage)")
        }
    }

    @Test func `wait for a timer that comes early`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.fire("step", of: "C1", generation: 1, after: 7)
        #expect(exchange.rung == ["head1"])
        exchange.pass(1)
        #expect(exchange.rung == ["head1", "head2"])
    }

    @Test func `know no timer of another name`() {
        let firing = TimerFiring(name: "nap", generation: 1, due: SalesFloor.noon)
        #expect(Calls.input(of: firing) == nil)
    }
}
