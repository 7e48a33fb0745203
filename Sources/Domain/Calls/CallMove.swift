import Foundation

/// One input taken by a call: the call as it becomes, and what follows.
struct CallMove {
    typealias Ignored = Calls.Ignored

    let context: Context
    private(set) var call: Call
    private(set) var effects: [Effect] = []

    init(_ call: Call, _ context: Context, after effects: [Effect] = []) {
        self.call = call
        self.context = context
        self.effects = effects
    }

    /// Rules of the moment; those of a call that began before calls were turned off are the usual.
    var policy: CallPolicy { context.policies.calls ?? CallPolicy() }

    // MARK: - What happens

    /// The first thing ever heard of the call.
    func begin(with input: Calls.Input) -> Decision<Call> {
        var move = self
        move.arm(.length, generation: 1, after: policy.lengthMax)
        return move.decide(input)
    }

    func decide(_ input: Calls.Input) -> Decision<Call> {
        switch (call.phase, input) {
        case (_, .incoming(let news, let instant)):
            if isAnother(news, at: instant) { return beginAnother(with: input) }
            guard call.arrival == nil else { return .ignored(Ignored.callKnown) }
            return after { $0.arrive(news, at: instant) }
        case (_, .callerFound):
            guard call.arrival?.caller == nil else { return .ignored(Ignored.callKnown) }
            return after { $0.recognise() }

        case (_, .telephoneRings):
            return .ignored(Ignored.onlyAFact)
        case (_, .answered(let news, let instant)):
            guard call.answer == nil else { return identify(news) }
            return after { $0.answer(news, at: instant) }
        case (.ringing, .declined(let news)):
            return decline(news)
        case (.waiting, .declined), (.talking, .declined), (.over, .declined):
            return .ignored(Ignored.notRungNow)
        case (.ringing, .stepDue(let generation)):
            return expire(generation)
        case (.waiting, .stepDue), (.talking, .stepDue), (.over, .stepDue):
            return .ignored(Ignored.lateTimer)

        case (.over, .ended):
            return .ignored(Ignored.alreadyOver)
        case (.waiting, .ended(let news, let instant)),
            (.ringing, .ended(let news, let instant)),
            (.talking, .ended(let news, let instant)):
            return after { $0.end(Call.Ending(news, at: instant)) }
        case (.over, .lengthDue):
            return .ignored(Ignored.lateTimer)
        case (.waiting, .lengthDue(let generation)), (.ringing, .lengthDue(let generation)),
            (.talking, .lengthDue(let generation)):
            return outlive(generation)

        case (_, .marked(let news, let instant)):
            return mark(news, at: instant)
        case (_, .markDue(let generation)):
            return remind(generation)
        case (_, .leadSought):
            guard call.lead == nil else { return .ignored(Ignored.leadKnown) }
            return after { $0.findLead() }
        case (_, .leadCreated(let id, let ref)):
            return ref.round == call.round ? link(id) : .ignored(Ignored.leadNotAskedFor)
        case (_, .leadFound(let id, _)):
            return share(id)
        }
    }

    // MARK: - The same id again

    /// Exchanges count their calls, and begin again at 1 after a restart: what comes in after the
    /// end is another call, and so is a later one of another number whose end was never reported.
    private func isAnother(_ news: CallIncoming, at instant: Date) -> Bool {
        guard let arrival = call.arrival else {
            // The beginning may be told a little after the end, and without a time of its own.
            guard let ending = call.ending else { return false }
            return instant > ending.at + policy.staleAfter
        }
        guard instant > arrival.at else { return false }
        if let ending = call.ending { return instant > ending.at }
        let phone = context.policies.contacts.phone(news.from)?.rawValue
        return phone != nil && arrival.phone != nil && phone != arrival.phone
    }

    private func beginAnother(with input: Calls.Input) -> Decision<Call> {
        var old = self
        old.note(Phrase("calls.id_again"))
        old.stopRinging(.hungUp)
        if call.phase == .talking { old.tell(TelephoneFreed(callID: call.id)) }
        old.disarm(.mark)
        let next = Call(id: call.id, round: (call.round ?? 1) + 1, phase: .waiting)
        return CallMove(next, context, after: old.effects).begin(with: input)
    }

    // MARK: - Ends

    /// The call is over.
    mutating func end(_ ending: Call.Ending) {
        let phase = call.phase
        call.phase = .over
        call.ending = ending
        disarm(.length)
        switch phase {
        case .ringing:
            stopRinging(.hungUp)
            miss(.hungUp)
        case .waiting:
            // Before the start was announced, or after everybody was rung without an answer.
            if call.arrival != nil { stayUnanswered(at: ending.at) }
        case .talking:
            tell(TelephoneFreed(callID: call.id))
            askForMark()
        case .over:
            break
        }
    }

    /// The exchange owes the end for longer than calls last.
    private func outlive(_ generation: Int) -> Decision<Call> {
        guard generation == lengthGeneration else { return .ignored(Ignored.lateTimer) }
        return after { move in
            move.note(Phrase("calls.end_never_reported"))
            move.end(Call.Ending(unreportedAt: context.now))
        }
    }

    /// Answering restarts the call's time limit.
    var lengthGeneration: Int { call.answer == nil ? 1 : 2 }

    // MARK: - Pieces

    /// What the call is and what follows once the body has happened.
    func after(_ body: (inout CallMove) -> Void) -> Decision<Call> {
        var move = self
        body(&move)
        return .changed(to: move.call, effects: move.effects)
    }

    mutating func change<T>(_ part: WritableKeyPath<Call, T>, to value: T) {
        call[keyPath: part] = value
    }

    mutating func withChain<T>(_ body: (inout Chain<CallPolicy.Fallback>) -> T?) -> T? {
        guard var chain = call.chain else { return nil }
        defer { call.chain = chain }
        return body(&chain)
    }

    mutating func publish(_ message: any Message) {
        effects.append(.publish(message))
    }

    mutating func tell(_ message: any Message) {
        effects.append(.tell(message))
    }

    mutating func add(_ effect: Effect) {
        effects.append(effect)
    }

    mutating func arm(_ timer: Calls.Timer, generation: Int, after duration: Duration) {
        arm(timer, generation: generation, due: context.now + duration)
    }

    mutating func arm(_ timer: Calls.Timer, generation: Int, due: Date) {
        effects.append(.arm(timer: timer.rawValue, generation: generation, due: due))
    }

    mutating func disarm(_ timer: Calls.Timer) {
        effects.append(.disarm(timer: timer.rawValue))
    }

    /// Remembers something of the caller, if he has a number.
    mutating func remember(_ what: CallerHeard.What, of id: CallID? = nil) {
        guard let phone = call.arrival?.phone else { return }
        tell(CallerHeard(phone: phone, callID: id ?? call.id, what: what))
    }
}

extension Call.Ending {
    /// As the exchange reports it.
    init(_ news: CallEnded, at instant: Date) {
        self.init(
            at: instant,
            duration: news.duration,
            cause: news.cause,
            recordingURL: news.recordingURL,
            isReported: true
        )
    }

    /// Where the exchange never did.
    init(unreportedAt instant: Date) {
        self.init(at: instant, duration: nil, cause: nil, recordingURL: nil, isReported: false)
    }
}
