/// Runs the chains that the company declared and its rules start, about whatever they are.
package enum RuleChains: BusinessProcess {
    package typealias State = RuleChainRuns

    /// What can happen to the chains of a subject.
    package enum Input: Sendable {
        case wanted(RuleChainWanted)
        case unwanted(RuleChainUnwanted)
        case accepted(chain: String, PersonID)
        case declined(chain: String, PersonID)
        case holderLeft(PersonID)
        case stepExpired(chain: String, generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case chainUnknown = "chain_unknown"
        case chainRuns = "chain_already_runs"
        case notRunning = "chain_not_running"
        case lateTimer = "late_timer"
        case alreadyTheirs = "already_theirs"
    }

    /// Why somebody can't take it on.
    package enum Rejected: String, Reason {
        case taken
        case notTheirTurn = "not_your_turn"
        case over = "chain_is_over"
    }

    /// Timers are named after their chain.
    static let timerPrefix = "step:"

    package static let name = "rule_chains"
    package static let subject = SubjectKind.lead
    package static let reads: [any Message.Type] = [ChainAccepted.self, ChainDeclined.self]
    package static let hears: [any Message.Type] = [
        RuleChainWanted.self, RuleChainUnwanted.self, HolderLeft.self,
    ]
    package static let tells: [any Message.Type] = [PersonActed.self]
    package static let looksAt: [any BusinessProcess.Type] = [Leads.self]
    package static let publishes: [any Message.Type] = [ChatNotify.self, LeadAssign.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as RuleChainWanted:
            [concern(body.subjects.primary, .wanted(body))]
        case let body as RuleChainUnwanted:
            [concern(body.subjects.primary, .unwanted(body))]
        case let body as ChainAccepted:
            [
                Concern(
                    body.subjectID,
                    kind: body.subjectKind,
                    .accepted(chain: body.chain, body.personID)
                )
            ]
        case let body as ChainDeclined:
            [
                Concern(
                    body.subjectID,
                    kind: body.subjectKind,
                    .declined(chain: body.chain, body.personID)
                )
            ]
        case let body as HolderLeft:
            [Concern(body.id, kind: body.kind, .holderLeft(body.personID))]
        default: []
        }
    }

    private static func concern(_ subject: Subject, _ input: Input) -> Concern<Input> {
        Concern(subject.id, kind: subject.kind, input)
    }

    /// What it waits for.
    package static let timers = [timerPrefix]

    /// The step of a chain whose time is over.
    package static func input(of timer: TimerFiring) -> Input? {
        guard timer.name.hasPrefix(timerPrefix) else { return nil }
        let chain = String(timer.name.dropFirst(timerPrefix.count))
        return .stepExpired(chain: chain, generation: timer.generation)
    }

    package static func decide(
        _ state: RuleChainRuns?,
        _ input: Input,
        _ context: Context
    ) -> Decision<RuleChainRuns> {
        let state = state ?? RuleChainRuns()
        switch input {
        case .wanted(let order):
            guard let policy = context.policies.rules.chains[order.chain] else {
                return .ignored(Ignored.chainUnknown)
            }
            guard state.runs[order.chain]?.phase != .asking else {
                return .ignored(Ignored.chainRuns)
            }
            var move = RuleChainMove(state, starting: policy, order, context)
            return move.start()
        case .unwanted(let order):
            return with(order.chain, state, context) { $0.stop() }
        case .accepted(let chain, let person):
            guard context.company.people[person] != nil else {
                return .refused(.unknownPerson(person, field: "data.person_id"))
            }
            return with(chain, state, context) { $0.accept(person) }
        case .declined(let chain, let person):
            return with(chain, state, context) { $0.decline(person) }
        case .holderLeft(let person):
            let held = state.runs.filter {
                $0.value.phase == .asking && $0.value.chain.present?.holder == person
            }
            return leave(held.keys.sorted(), person, state, context)
        case .stepExpired(let chain, let generation):
            return with(chain, state, context) { $0.expire(generation) }
        }
    }

    private static func with(
        _ chain: String,
        _ state: RuleChainRuns,
        _ context: Context,
        _ body: (inout RuleChainMove) -> Decision<RuleChainRuns>
    ) -> Decision<RuleChainRuns> {
        guard var move = RuleChainMove(state, chain, context) else {
            return .ignored(Ignored.notRunning)
        }
        return body(&move)
    }

    /// A person may be asked by several chains about one subject at once.
    private static func leave(
        _ chains: [String],
        _ person: PersonID,
        _ state: RuleChainRuns,
        _ context: Context
    ) -> Decision<RuleChainRuns> {
        var (state, effects) = (state, [Effect]())
        for chain in chains {
            guard var move = RuleChainMove(state, chain, context),
                case .changed(let after, let new) = move.leave(person)
            else { continue }
            state = after
            effects += new
        }
        return chains.isEmpty
            ? .ignored(Ignored.notRunning) : .changed(to: state, effects: effects)
    }
}
