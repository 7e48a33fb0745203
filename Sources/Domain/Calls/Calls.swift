package import Foundation

/// Rings the heads in turn for every call that comes in, and asks what it was.
package enum Calls: BusinessProcess {
    package typealias State = Call

    /// What can happen to a call.
    package enum Input: Sendable {
        case incoming(CallIncoming, at: Date)
        /// Whatever stands under the caller's number was looked up.
        case callerFound(CallID)
        case telephoneRings(CallRinging)
        case answered(CallAnswered, at: Date)
        case declined(CallDeclined)
        case ended(CallEnded, at: Date)
        case marked(CallMarked, at: Date)
        /// The call was real: its lead is to be found or made.
        case leadSought(CallID)
        case leadCreated(LeadID, CallLeadRef)
        /// The lead that another call of the same caller was made into.
        case leadFound(LeadID, CallID)
        case stepDue(generation: Int)
        case lengthDue(generation: Int)
        case markDue(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "calls_are_off"
        case unknownCall = "unknown_call"
        case callKnown = "call_already_known"
        case onlyAFact = "changes_nothing"
        case notRungNow = "not_rung_now"
        case alreadyAnswered = "already_answered"
        case alreadyOver = "call_already_over"
        case lateTimer = "late_timer"
        case nothingNew = "nothing_new"
        case leadKnown = "lead_already_known"
        case leadNotAskedFor = "lead_not_asked_for"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason {
        case notAnswered = "call_not_answered"
        case notAllowed = "actor_not_allowed"
    }

    /// The timers of a call.
    enum Timer: String, CaseIterable {
        /// The head who is being rung has had his time.
        case step
        /// The call has lasted longer than calls do.
        case length
        /// The mark is missing.
        case mark
    }

    package static let name = "call"
    package static let subject = SubjectKind.call
    package static let facts: [any FactRow.Type] = [CallFact.self, TurnFact.self]
    package static let policies: [any ProcessPolicy.Type] = [CallPolicy.self]
    package static let reads: [any Message.Type] = [
        CallIncoming.self, CallRinging.self, CallAnswered.self, CallDeclined.self,
        CallEnded.self, CallMarked.self, LeadCreated.self,
    ]
    package static let hears: [any Message.Type] = [
        CallerSought.self, CallLeadSought.self, CallLeadFound.self,
    ]
    package static let tells: [any Message.Type] = [
        CallLeadSought.self, CallerHeard.self, CallerSought.self, LeadCallAnswered.self,
        LeadWorkSeen.self, PersonActed.self, ReactionMissed.self, TelephoneFreed.self,
        TelephoneRung.self, TelephoneTaken.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [
        Callers.self, Clients.self, LeadDistribution.self, Leads.self, Telephones.self,
    ]
    package static let publishes: [any Message.Type] = [
        CallRing.self, CallStopRing.self, CallFallback.self, CallSchedule.self, LeadCreate.self,
        ChatNotify.self,
    ]
    package static let counts = [
        CommandCount(
            "missed_calls",
            of: ChatNotify.self,
            en: "Notices of missed calls",
            ru: "Уведомлений о пропущенных звонках"
        ) { $0["template"]?.hasPrefix("calls.missed.") == true ? $0.id : nil }
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as CallIncoming:
            [Concern(body.subject, .incoming(body, at: body.at ?? event.occurred))]
        case let body as CallRinging: [Concern(body.subject, .telephoneRings(body))]
        case let body as CallAnswered:
            [Concern(body.subject, .answered(body, at: body.at ?? event.occurred))]
        case let body as CallDeclined: [Concern(body.subject, .declined(body))]
        case let body as CallEnded:
            [Concern(body.subject, .ended(body, at: body.at ?? event.occurred))]
        case let body as CallMarked:
            [Concern(body.subject, .marked(body, at: event.occurred))]
        case let body as CallerSought:
            [Concern(body.subject, .callerFound(body.callID), lookups: body.lookups)]
        case let body as CallLeadSought:
            [Concern(body.subject, .leadSought(body.callID), lookups: body.lookups)]
        case let body as CallLeadFound:
            [Concern(body.subject, .leadFound(body.leadID, body.callID))]
        case let body as LeadCreated:
            body.leadRef.flatMap(CallLeadRef.init).map {
                [Concern($0.callID.rawValue, .leadCreated(body.leadID, $0))]
            } ?? []
        default: []
        }
    }

    /// The caller, whom the call asks for with ``CallerSought``.
    package static func foreseenLookups(of event: Event, _ policies: Policies) -> [String] {
        guard policies.calls != nil, let call = event.body as? CallIncoming,
            let phone = policies.contacts.phone(call.from)
        else { return [] }
        return [phone.rawValue]
    }

    /// What it waits for.
    package static let timers = Timer.allCases.map(\.rawValue)

    /// What a call's own timers are, by `Timer`.
    package static func input(of timer: TimerFiring) -> Input? {
        switch Timer(rawValue: timer.name) {
        case .step: .stepDue(generation: timer.generation)
        case .length: .lengthDue(generation: timer.generation)
        case .mark: .markDue(generation: timer.generation)
        case nil: nil
        }
    }

    package static func decide(
        _ state: Call?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Call> {
        let input = input.notAhead(of: context.now)
        guard let state else { return decide(input, context) }
        return CallMove(state, context).decide(input)
    }

    /// Of a call that nothing is known of yet.
    private static func decide(_ input: Input, _ context: Context) -> Decision<Call> {
        switch input {
        case .incoming(let news, _):
            return begin(news.callID, input, context)
        case .answered(let news, _):
            // It may overtake the news that the call came in; or the call is one that goes out.
            return begin(news.callID, input, context)
        case .ended(let news, _):
            // Likewise: what is over must never be rung when its beginning arrives after all.
            return begin(news.callID, input, context)
        case .marked(let news, _):
            return .refused(.unknownCall(news.callID))
        case .callerFound, .telephoneRings, .declined, .leadSought, .leadCreated, .leadFound,
            .stepDue, .lengthDue, .markDue:
            return .ignored(Ignored.unknownCall)
        }
    }

    private static func begin(
        _ id: CallID,
        _ input: Input,
        _ context: Context
    ) -> Decision<Call> {
        guard context.policies.calls != nil else { return .ignored(Ignored.off) }
        return CallMove(Call(id: id, phase: .waiting), context).begin(with: input)
    }
}

extension Calls.Input {
    /// The same, at the present moment where the clock of the exchange must be wrong.
    fileprivate func notAhead(of now: Date) -> Self {
        switch self {
        case .incoming(let news, let instant): .incoming(news, at: instant.notAhead(of: now))
        case .answered(let news, let instant): .answered(news, at: instant.notAhead(of: now))
        case .ended(let news, let instant): .ended(news, at: instant.notAhead(of: now))
        case .callerFound, .telephoneRings, .declined, .marked, .leadSought, .leadCreated,
            .leadFound, .stepDue, .lengthDue, .markDue:
            self
        }
    }
}

/// The caller of a call is to be looked up; never on the bus.
package struct CallerSought: Message {
    package static let type = "internal.caller_sought"
    package let callID: CallID
    /// In E.164; nil where the number is hidden.
    package let phone: String?
    package var subject: String { callID.rawValue }

    var lookups: [String] { phone.map { [$0] } ?? [] }
}

/// The lead of a real call is to be found or made; never on the bus.
package struct CallLeadSought: Message {
    package static let type = "internal.call_lead_sought"
    package let callID: CallID
    /// In E.164; nil where the number is hidden.
    package let phone: String?
    package var subject: String { callID.rawValue }

    var lookups: [String] { phone.map { [$0] } ?? [] }
}

/// The lead of a real call is there, made of another call of the same caller; never on the bus.
package struct CallLeadFound: Message {
    package static let type = "internal.call_lead_found"
    package let callID: CallID
    package let leadID: LeadID
    package var subject: String { callID.rawValue }
}
