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
            "applied", "unknown_call", "applied", "unknown_call", "applied", "flaw", "flaw",
            "unknown_call", "unknown_call", "unknown_call", "unknown_call",
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
        var office = try Self.office(at: stage)
        try Self.happen(news, in: &office)
        let answer = office.flaw == nil ? office.outcome : "flaw"
        let index = try #require(News.allCases.firstIndex(of: news))
        #expect(answer == Self.answers[stage]?[index])
    }

    private static func office(at stage: Stage) throws -> Office {
        var office = try Office.agency { $0.heads = ["head1", "head2"] }
        switch stage {
        case .unknown: break
        case .ringing: office.incoming()
        case .waiting:
            office.incoming()
            office.pass(16)
        case .talking:
            office.incoming()
            office.answered("head1")
        case .unannounced: office.answered("head1")
        case .missed:
            office.incoming()
            office.ended()
        case .asked: office.talk()
        case .marked:
            office.talk()
            office.marked(.real)
        }
        return office
    }

    private static func happen(_ news: News, in office: inout Office) throws {
        switch news {
        case .incoming: office.incoming()
        case .ringing: office.take(CallRinging(callID: "C1", personID: "head1"))
        case .answered: office.answered("head1")
        case .declined: office.declined("head1")
        case .ended: office.ended()
        case .real: office.marked(.real)
        case .spam: office.marked(.spam)
        case .leadCreated: try office.lead("L1", ref: "call-C1")
        case .stepDue: office.fire("step", of: "C1", generation: 1, after: 8)
        case .lengthDue:
            let generation = office.call()?.answer == nil ? 1 : 2
            office.fire("length", of: "C1", generation: generation, after: 14_400)
        case .markDue: office.fire("mark", of: "C1", generation: 1, after: 600)
        }
    }

    @Test(arguments: ["step", "length", "mark"])
    func `leave a timer of an earlier arming alone`(_ timer: String) throws {
        for stage in Stage.allCases where stage != .unknown {
            var office = try Self.office(at: stage)
            let before = office.call()
            office.fire(timer, of: "C1", generation: 77, after: 0)
            #expect(office.outcome == "late_timer", "\(stage)")
            #expect(office.call() == before, "\(stage)")
        }
    }

    @Test func `wait for a timer that comes early`() throws {
        var office = try Office.agency()
        office.incoming()
        office.fire("step", of: "C1", generation: 1, after: 7)
        #expect(office.rung == ["head1"])
        office.pass(1)
        #expect(office.rung == ["head1", "head2"])
    }

    @Test func `know no timer of another name`() {
        let firing = TimerFiring(name: "nap", generation: 1, due: Office.opening)
        #expect(Calls.input(of: firing) == nil)
    }
}
