package import Foundation

/// What is remembered of a number that called.
package struct Caller: ProcessState {
    /// In E.164; the caller is found under it.
    package let phone: String
    /// How often it called.
    @Counted package var calls = 0
    /// Who talked to it last.
    package var lastAnswererID: PersonID?
    /// The last call if nobody answered it.
    package var unanswered: Unanswered?
    /// The calls whose last mark is spam, in the order of the marks.
    package var spamCalls: [CallID] = []
    /// The lead that was asked for and is not there yet.
    package var leadAsked: LeadAsked?

    /// A call that nobody answered.
    package struct Unanswered: Codable, Equatable, Sendable {
        package let callID: CallID
        /// Who was rung, in order.
        package let rungIDs: [PersonID]
        /// When the caller hung up or was given up.
        package let at: Date

        private enum CodingKeys: String, CodingKey {
            case callID = "call_id"
            case rungIDs = "rung_ids"
            case at
        }
    }

    /// A lead that the CRM is to make of a call.
    package struct LeadAsked: Codable, Equatable, Sendable {
        package let callID: CallID
        package let at: Date
        /// Other real calls of the same number, which belong to that lead too.
        package var waiting: [CallID] = []

        private enum CodingKeys: String, CodingKey {
            case callID = "call_id"
            case at, waiting
        }

        /// How long the CRM may take before a further call asks for a lead of its own.
        package static let patience: Duration = .seconds(600)
    }

    private enum CodingKeys: String, CodingKey {
        case phone, calls
        case lastAnswererID = "last_answerer_id"
        case unanswered
        case spamCalls = "spam_calls"
        case leadAsked = "lead_asked"
    }

    package init(phone: String) {
        self.phone = phone
    }

    package var lookupKeys: [String] { [phone] }
}

/// Keeps what every number that calls is known for.
package enum Callers: BusinessProcess {
    package typealias State = Caller

    /// What can happen to a caller.
    package enum Input: Sendable {
        case heard(CallerHeard)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
    }

    package static let name = "caller"
    package static let subject = SubjectKind.caller
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [CallerHeard.self]
    package static let tells: [any Message.Type] = [CallLeadFound.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? CallerHeard else { return [] }
        return [Concern(body.phone, .heard(body))]
    }

    package static func decide(
        _ state: Caller?,
        _ input: Input,
        _ context: Context
    ) -> Decision<Caller> {
        switch input {
        case .heard(let news):
            var caller = state ?? Caller(phone: news.phone)
            let effects = caller.take(news)
            guard caller != state else { return .ignored(Ignored.nothingNew) }
            return .changed(to: caller, effects: effects)
        }
    }
}

extension Caller {
    fileprivate mutating func take(_ news: CallerHeard) -> [Effect] {
        switch news.what {
        case .called:
            calls += 1
        case .answered(let person):
            unanswered = nil
            lastAnswererID = person ?? lastAnswererID
        case .unanswered(let rung, let instant):
            unanswered = Unanswered(callID: news.callID, rungIDs: rung, at: instant)
        case .marked(let verdict):
            spamCalls.removeAll { $0 == news.callID }
            if verdict == .spam { spamCalls.append(news.callID) }
        case .leadAsked(let instant):
            leadAsked = LeadAsked(callID: news.callID, at: instant)
        case .leadAwaited:
            leadAsked?.waiting.append(news.callID)
        case .leadMade(let lead):
            return share(lead, of: news.callID)
        }
        return []
    }

    /// The lead is there: the calls that waited for it belong to it.
    private mutating func share(_ lead: LeadID, of call: CallID) -> [Effect] {
        guard let asked = leadAsked, asked.callID == call else { return [] }
        leadAsked = nil
        return asked.waiting.map { .tell(CallLeadFound(callID: $0, leadID: lead)) }
    }
}

/// Something to remember of a number that called; never on the bus.
package struct CallerHeard: Message {
    package static let type = "internal.caller_heard"

    /// What there is to remember.
    package enum What: Codable, Equatable, Sendable {
        case called
        case answered(by: PersonID?)
        case unanswered(rung: [PersonID], at: Date)
        case marked(CallMarked.Verdict)
        case leadAsked(at: Date)
        /// The call belongs to the lead that was asked for already.
        case leadAwaited
        case leadMade(LeadID)
    }

    /// In E.164.
    package let phone: String
    package let callID: CallID
    package let what: What
    package var subject: String { phone }
}
