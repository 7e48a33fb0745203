import Domain
import Foundation
import SeededChance
import Testing

/// The timed chain that leads, calls and recoveries share.
@Suite struct `A chain` {
    typealias Ended = ChainPassage.Ending

    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func moment(
        _ seconds: TimeInterval,
        away: [PersonID: Unavailability] = [:]
    )
        -> ChainMoment
    {
        ChainMoment(now: start + seconds, calendar: .roundTheClock) { away[$0] }
    }

    private func chain(
        _ people: [PersonID] = ["anna", "boris", "vera"],
        repeats: Int = 0,
        accept: ChainAccept = .reached
    ) -> Chain<String> {
        Chain(
            people,
            terms: ChainTerms(
                timeout: .seconds(8),
                repeats: repeats,
                accept: accept,
                final: "voicemail"
            )
        )
    }

    private func holder(_ move: ChainMove<String>?) -> PersonID? {
        guard case .step(let step) = move?.next else { return nil }
        return step.holder
    }

    // MARK: - Going on

    @Test func `asks the first one and gives him the whole time`() {
        var chain = chain()
        let move = chain.start(moment(0))
        #expect(holder(move) == "anna")
        #expect(chain.present?.number == 1)
        #expect(chain.present?.deadline == start + 8)
    }

    @Test func `starts once`() {
        var chain = chain()
        _ = chain.start(moment(0))
        let before = chain
        #expect(chain.start(moment(1)) == nil)
        #expect(chain == before)
    }

    @Test func `passes on when the time is over`() {
        var chain = chain()
        _ = chain.start(moment(0))
        guard case .expired(let step, let move) = chain.expire(generation: 1, moment(8)) else {
            Issue.record("it did not expire")
            return
        }
        #expect(step.holder == "anna")
        #expect(holder(move) == "boris")
        #expect(chain.present?.number == 2)
        #expect(chain.trail.map(\.ending) == [.expired])
    }

    @Test func `gives the next one a full step after an outage`() {
        var chain = chain()
        _ = chain.start(moment(0))
        _ = chain.expire(generation: 1, moment(3600))
        #expect(chain.present?.holder == "boris")
        #expect(chain.present?.deadline == start + 3608)
    }

    @Test func `ignores the timer of a turn that is over`() {
        var chain = chain()
        _ = chain.start(moment(0))
        _ = chain.decline("anna", moment(1))
        let before = chain
        #expect(chain.expire(generation: 1, moment(8)) == .late)
        #expect(chain == before)
    }

    @Test func `never ends a turn early`() throws {
        var chain = chain()
        _ = chain.start(moment(0))
        let step = try #require(chain.present)
        #expect(chain.expire(generation: 1, moment(7.999)) == .early(step))
        #expect(chain.present == step)
    }

    @Test func `takes a decline of the holder only`() {
        var chain = chain()
        _ = chain.start(moment(0))
        #expect(chain.decline("boris", moment(1)) == nil)
        #expect(holder(chain.decline("anna", moment(1))) == "boris")
    }

    @Test func `passes on when the holder goes away`() {
        var chain = chain()
        _ = chain.start(moment(0))
        let away = moment(2, away: ["anna": .absent])
        #expect(holder(chain.leave("anna", away)) == "boris")
        #expect(chain.trail.last?.reason == .absent)
        #expect(chain.leave("anna", away) == nil)
    }

    @Test func `passes over whoever is not available in no time`() {
        var chain = chain()
        let move = chain.start(moment(0, away: ["anna": .absent, "boris": .busy]))
        #expect(holder(move) == "vera")
        #expect(move?.skipped.map(\.reason) == [.absent, .busy])
        #expect(chain.present?.number == 3)
    }

    @Test func `starts once even where everybody was passed over`() {
        var chain = chain(["anna"])
        let away = moment(0, away: ["anna": .absent])
        #expect(chain.start(away)?.next == .exhausted("voicemail"))
        #expect(chain.start(moment(1)) == nil)
    }

    @Test func `asks whoever stands in the list twice only once`() {
        var chain = chain(["anna", "anna", "boris"])
        _ = chain.start(moment(0))
        #expect(holder(chain.decline("anna", moment(1))) == "boris")
    }

    // MARK: - Rounds and the end

    @Test func `ends when everybody was asked in vain`() {
        var chain = chain()
        _ = chain.start(moment(0))
        _ = chain.decline("anna", moment(1))
        _ = chain.decline("boris", moment(2))
        #expect(chain.decline("vera", moment(3))?.next == .exhausted("voicemail"))
        #expect(chain.present == nil)
    }

    @Test func `ends at once over an empty list`() {
        var chain = chain([], repeats: 3)
        #expect(chain.start(moment(0))?.next == .exhausted("voicemail"))
    }

    @Test func `ends at once where nobody is available, without further rounds`() {
        var chain = chain(["anna", "boris"], repeats: 3)
        let move = chain.start(moment(0, away: ["anna": .absent, "boris": .inactive]))
        #expect(move?.next == .exhausted("voicemail"))
        #expect(move?.skipped.count == 2)
        #expect(chain.round == 1)
    }

    @Test func `goes round again and numbers the steps on`() {
        var chain = chain(["anna", "boris"], repeats: 1)
        _ = chain.start(moment(0))
        _ = chain.decline("anna", moment(1))
        let again = chain.decline("boris", moment(2))
        #expect(again?.beginsFurtherRound == true)
        #expect(chain.present?.holder == "anna")
        #expect(chain.present?.number == 3)
        #expect(chain.present?.round == 2)
        #expect(chain.decline("anna", moment(3))?.beginsFurtherRound == false)
        #expect(chain.decline("boris", moment(4))?.next == .exhausted("voicemail"))
    }

    @Test func `goes round over whoever is then in the list`() {
        var chain = chain(["anna"], repeats: 1)
        _ = chain.start(moment(0))
        let later = ChainMoment(
            now: start + 8,
            calendar: .roundTheClock,
            nextRound: ["pavel", "anna"]
        ) { _ in nil }
        _ = chain.expire(generation: 1, later)
        #expect(chain.present?.holder == "pavel")
        #expect(chain.candidates == ["pavel", "anna"])
    }

    // MARK: - Accepting

    @Test(arguments: [
        (ChainAccept.reached, [true, true, false, false]),
        (ChainAccept.holder, [false, true, false, false]),
        (ChainAccept.anyone, [true, true, true, false]),
    ])
    func `lets accept whom its mode allows`(_ mode: ChainAccept, _ allowed: [Bool]) {
        var chain = chain(accept: mode)
        _ = chain.start(moment(0))
        _ = chain.expire(generation: 1, moment(8))
        let people: [PersonID] = ["anna", "boris", "vera", "kira"]
        #expect(people.map { chain.mayAccept($0) } == allowed)
        #expect(people.map { chain.standing(of: $0) } == [.passed, .holder, .waiting, .stranger])
    }

    @Test func `tells whose turn an accept ended`() {
        var chain = chain()
        _ = chain.start(moment(0))
        _ = chain.expire(generation: 1, moment(8))
        #expect(chain.accept("anna", at: start + 9)?.holder == "boris")
        #expect(chain.present == nil)
        #expect(chain.accept("boris", at: start + 9) == nil)
        #expect(chain.expire(generation: 2, moment(16)) == .late)
    }

    @Test func `goes on without a winner who did not work`() {
        var chain = chain()
        _ = chain.start(moment(0))
        _ = chain.accept("anna", at: start + 1)
        #expect(holder(chain.resume(without: "anna", moment(900))) == "boris")
        #expect(chain.present?.deadline == start + 908)
        #expect(chain.standing(of: "anna") == .stranger)
    }

    @Test func `gives the turn back to whoever lost it to a winner who did not work`() {
        var chain = chain()
        _ = chain.start(moment(0))
        _ = chain.expire(generation: 1, moment(8))
        _ = chain.accept("anna", at: start + 9)
        #expect(holder(chain.resume(without: "anna", moment(900))) == "boris")
    }

    @Test func `ends without a further round when nobody but the winner is left`() {
        var chain = chain(["anna"], repeats: 2)
        _ = chain.start(moment(0))
        _ = chain.accept("anna", at: start + 1)
        #expect(chain.resume(without: "anna", moment(900)).next == .exhausted("voicemail"))
    }

    @Test func `tells whose turn ended when it is cancelled`() {
        var chain = chain()
        _ = chain.start(moment(0))
        #expect(chain.cancel(at: start + 1)?.holder == "anna")
        #expect(chain.cancel(at: start + 1) == nil)
    }

    // MARK: - Keeping

    @Test func `is the same after being stored`() throws {
        var chain = chain(repeats: 1)
        _ = chain.start(moment(0, away: ["anna": .absent]))
        _ = chain.decline("boris", moment(1))
        let stored = try JSONWriter.bytes(of: chain)
        #expect(try JSONReader.decode(Chain<String>.self, from: stored) == chain)
    }

    /// Whatever happens in whatever order: each turn begins once, generations never repeat, and
    /// the chain ends after at most so many steps as rounds times candidates.
    @Test(arguments: 0..<500)
    func `answers everything`(seed: Int) {
        var random = SplitMix(seed: seed)
        let people: [PersonID] = ["anna", "boris", "vera", "gleb"]
        let repeats = Int.random(in: 0...2, using: &random)
        var chain = chain(people, repeats: repeats)
        var generations: [Int] = []
        var now: TimeInterval = 0
        for _ in 0..<60 {
            now += TimeInterval(Int.random(in: 0...8, using: &random))
            let away = Dictionary(
                uniqueKeysWithValues: people.filter { _ in random.chance(30) }.map {
                    ($0, Unavailability.absent)
                }
            )
            let person = random.pick(people)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: _ = chain.start(moment(now, away: away))
            case 1: _ = chain.decline(person, moment(now, away: away))
            case 2: _ = chain.leave(person, moment(now, away: away))
            case 3: _ = chain.expire(generation: generations.last ?? 0, moment(now, away: away))
            default: _ = chain.expire(generation: 1, moment(now, away: away))
            }
            if let step = chain.present, step.generation != generations.last {
                generations.append(step.generation)
                #expect(away[step.holder] == nil)
            }
        }
        #expect(generations == generations.sorted() && Set(generations).count == generations.count)
        #expect(chain.trail.count <= people.count * (repeats + 1))
    }
}
