import Contract
import Domain
import Engine
import Foundation
import SeededChance
import Testing

/// Several lanes that take numbers of one series while batches collide, fail and are given up.
@Suite struct `Numbers of a series` {
    @Test(arguments: 1...20)
    func `have no gap and no double, whatever fails`(seed: Int) throws {
        var office = try NumberOffice(seed: seed)
        for _ in 0..<400 { try office.step() }
        try office.finish()
        let numbers = try office.numbers()
        #expect(numbers.sorted() == Array(1...numbers.count))
        #expect(numbers.count > 80 && office.collisions > 5 && office.refusals > 5)
    }

    @Test func `have dates that never run backwards`() throws {
        var office = try NumberOffice(seed: 1)
        for day in ["2026-03-05", "2026-03-01", "2026-03-07"] { try office.take(on: day) }
        #expect(try office.dates() == ["2026-03-05", "2026-03-05", "2026-03-07"])
    }
}

/// A paper that needs numbers; the event of a test.
private struct PaperDue: Message {
    static let type = "test.paper_due"
    let paper: String
    let date: String
    let count: Int
    /// Whether something is wrong with it that shows once the numbers are taken.
    let isSpoilt: Bool
    var subject: String { paper }
}

/// What is wrong with the paper shows.
private struct PaperSpoilt: Message {
    static let type = "internal.test.paper_spoilt"
    let paper: String
    var subject: String { paper }
}

/// A process whose papers have numbers.
private enum Papers: BusinessProcess {
    struct State: ProcessState {
        var numbers: [Int] = []
        var dates: [String] = []
    }

    enum Input: Sendable {
        case due(PaperDue)
        case numbered(NumberTaken)
        case spoilt
    }

    static let name = "papers"
    static let subject = SubjectKind.request
    static let reads: [any Message.Type] = [PaperDue.self]
    static let hears: [any Message.Type] = [NumberTaken.self, PaperSpoilt.self]

    static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as PaperDue: [Concern(body.paper, .due(body))]
        case let body as NumberTaken where body.asker == name:
            [Concern(body.forID, .numbered(body))]
        case let body as PaperSpoilt: [Concern(body.paper, .spoilt)]
        default: []
        }
    }

    static func decide(_ state: State?, _ input: Input, _ context: Context) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .due(let paper):
            guard let day = CalendarDay(paper.date) else {
                return .refused(Flaw(.invalidValue, "no day"))
            }
            let wish = NumberWanted(series: "act", date: day, asker: name, forID: paper.paper)
            var effects = [Effect](repeating: .tell(wish), count: paper.count)
            if paper.isSpoilt { effects.append(.tell(PaperSpoilt(paper: paper.paper))) }
            return .changed(to: state, effects: effects)
        case .numbered(let taken):
            state.numbers.append(taken.number)
            state.dates.append(taken.date)
            return .changed(to: state)
        case .spoilt:
            return .refused(Flaw(.invalidValue, "spoilt"))
        }
    }
}

/// Four lanes, decided by hand so that a test can put anything between two steps of one.
private struct NumberOffice {
    private struct Lane {
        let store: InMemoryStore
        var memory = LaneMemory()
        var nextSeq: Int64 = 1
        /// Decided, and not committed yet.
        var open: BatchDecider.Outcome?
    }

    private let database = InMemoryDatabase()
    private let decider = BatchDecider(
        processes: [Series.self, Papers.self],
        policies: Policies(),
        source: "baton",
        text: { $0.template }
    )
    private var lanes: [Lane] = []
    private var chance: SplitMix
    private var papers = 0
    private(set) var collisions = 0
    private(set) var refusals = 0

    init(seed: Int) throws {
        chance = SplitMix(seed: seed)
        for number in 0..<4 {
            let lane = Lane(store: InMemoryStore(database))
            _ = try lane.store.acquire(LaneClaim(lane: number, lanes: 4, owner: "test"))
            lanes.append(lane)
        }
    }

    /// Some lane decides a batch, or ends the one that it has decided.
    mutating func step() throws {
        let number = chance.below(lanes.count)
        guard lanes[number].open != nil else {
            let papers = (0...chance.below(3)).map { _ in
                paper(on: "2026-03-01", count: chance.below(3), isSpoilt: chance.once(in: 5))
            }
            return try decide(papers, in: number)
        }
        try end(number, commits: !chance.once(in: 4))
    }

    mutating func take(on day: String) throws {
        try decide([paper(on: day, count: 1, isSpoilt: false)], in: 0)
        try end(0, commits: true)
    }

    mutating func finish() throws {
        for number in lanes.indices where lanes[number].open != nil {
            try end(number, commits: true)
        }
    }

    private mutating func paper(on day: String, count: Int, isSpoilt: Bool) -> Arrival {
        papers += 1
        return .event(
            "\(papers)",
            PaperDue.type,
            #"{"paper":"P\#(papers)","date":"\#(day)","count":\#(count),"isSpoilt":\#(isSpoilt)}"#
        )
    }

    private mutating func decide(_ arrivals: [Arrival], in number: Int) throws {
        let matters = arrivals.map(decider.read)
        let request = decider.request(for: matters, seenSince: .distantPast)
        let view = try lanes[number].store.begin(request)
        let outcome = try decider.decide(
            matters,
            view,
            memory: &lanes[number].memory,
            store: lanes[number].store,
            now: noon,
            firstSeq: lanes[number].nextSeq,
            publishedSeq: 0
        )
        refusals += outcome.codes.count
        lanes[number].open = outcome
    }

    private mutating func end(_ number: Int, commits: Bool) throws {
        guard let outcome = lanes[number].open else { return }
        lanes[number].open = nil
        do throws(StoreError) {
            guard commits else { return try giveUp(outcome, number) }
            try lanes[number].store.commit(outcome.write)
            lanes[number].memory.committed(outcome)
            lanes[number].nextSeq = outcome.write.nextSeq
        } catch {
            guard case .conflict = error else { throw error }
            collisions += 1
            try giveUp(outcome, number)
        }
    }

    private mutating func giveUp(
        _ outcome: BatchDecider.Outcome,
        _ number: Int
    ) throws(StoreError) {
        lanes[number].memory.takeBack(outcome)
        try lanes[number].store.rollBack()
    }

    // MARK: - What was taken

    func numbers() throws -> [Int] { try states().flatMap(\.numbers) }

    func dates() throws -> [String] { try states().flatMap(\.dates) }

    private func states() throws -> [Papers.State] {
        try database.subjects.filter { $0.kind == .request }
            .compactMap { database.subject($0) }
            .compactMap { try decider.states(of: $0).state(of: Papers.self) }
    }
}
