package import Foundation

/// What is remembered of a number that called.
package struct Caller: ProcessState {
    /// In E.164; the caller is found under it.
    package let phone: String
    /// How often it called.
    package var calls = 0
    /// Who talked to it last.
    package var lastAnswererID: PersonID?
    /// The last call if nobody answered it.
    package var unanswered: Unanswered?
    /// The calls whose last mark is spam, in the order of the marks.
    package var spamCalls: [CallID] = []

    /// A call that nobody answered.
    package struct Unanswered: Codable, Equatable, Sendable {
        package let callID: CallID
        /// Who was rung last; nil if nobody was.
        package let lastRungID: PersonID?
        /// When the caller hung up or was given up.
        package let at: Date

        private enum CodingKeys: String, CodingKey {
            case callID = "call_id"
            case lastRungID = "last_rung_id"
            case at
        }
    }

    private enum CodingKeys: String, CodingKey {
        case phone, calls
        case lastAnswererID = "last_answerer_id"
        case unanswered
        case spamCalls = "spam_calls"
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
            caller.take(news)
            return caller == state ? .ignored(Ignored.nothingNew) : .changed(to: caller)
        }
    }
}

extension Caller {
    fileprivate mutating func take(_ news: CallerHeard) {
        switch news.what {
        case .called:
            calls += 1
        case .answered(let person):
            unanswered = nil
            lastAnswererID = person ?? lastAnswererID
        case .unanswered(let lastRungID, let instant):
            unanswered = Unanswered(callID: news.callID, lastRungID: lastRungID, at: instant)
        case .marked(let verdict):
            spamCalls.removeAll { $0 == news.callID }
            if verdict == .spam { spamCalls.append(news.callID) }
        }
    }
}

/// Something to remember of a number that called; never on the bus.
package struct CallerHeard: Message {
    package static let type = "internal.caller_heard"

    /// What there is to remember.
    package enum What: Codable, Equatable, Sendable {
        case called
        case answered(by: PersonID?)
        case unanswered(lastRung: PersonID?, at: Date)
        case marked(CallMarked.Verdict)
    }

    /// In E.164.
    package let phone: String
    package let callID: CallID
    package let what: What
    package var subject: String { phone }
}
