import Domain
import Foundation

/// What a test wants the puppet to do with one lead.
enum Order: Codable, Equatable, Sendable {
    case add(Int)
    case publish(String)
    case arm(String, generation: Int, after: Double)
    case disarm(String)
    /// Passes orders on to the puppet of another lead.
    case tell(String, [Order])
    /// Puts the lead under these keys.
    case stand(under: [String])
    /// Puts the lead on these desks.
    case lie(on: [PersonID])
    /// Writes down who stands under the keys of the message.
    case look
    /// Writes down by which name a person is known.
    case meet(PersonID)
    /// Writes down how much lies on a desk.
    case weigh(PersonID)
    case refuse, reject, ignore
    /// Starts two processes that answer one another for ever.
    case quarrel
}

/// The event that gives orders.
struct Told: Message {
    static let type = "test.told"
    let lead: String
    let orders: [Order]
    var keys: [String] = []
    var subject: String { lead }
}

/// Orders from one lead's puppet to another's.
struct PassedOn: Message {
    static let type = "internal.test.passed_on"
    let lead: String
    let orders: [Order]
    var subject: String { lead }
    /// A look-up that nobody could know of before the message was decided.
    var keys: [String] { orders.contains(.look) ? ["+9"] : [] }
}

/// The command that a puppet publishes.
struct Said: Message {
    static let type = "test.said"
    let lead: String
    let text: String
    var subject: String { lead }
}

/// A process that does what its events say, so that a test can have anything decided.
enum Puppet: BusinessProcess {
    struct State: ProcessState {
        var count = 0
        var found: [String] = []
        var fired: [Int] = []
        var lookupKeys: [String] = []
        var holders: [PersonID] = []
    }

    enum Input: Sendable {
        case orders([Order])
        case fired(TimerFiring)
    }

    enum Word: String, Reason { case told }

    static let name = "puppet"
    static let subject = SubjectKind.lead
    static let reads: [any Message.Type] = [Told.self]
    static let hears: [any Message.Type] = [PassedOn.self]

    static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as Told: [Concern(body.lead, .orders(body.orders), lookups: body.keys)]
        case let body as PassedOn:
            [Concern(body.lead, .orders(body.orders), lookups: body.keys)]
        default: []
        }
    }

    static func input(of timer: TimerFiring) -> Input? {
        timer.name == "forgotten" ? nil : .fired(timer)
    }

    static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .fired(let timer):
            state.fired.append(timer.generation)
            return .changed(
                to: state,
                effects: [.publish(Said(lead: "timer", text: "\(timer.generation)"))]
            )
        case .orders(let orders):
            return state.follow(orders, context)
        }
    }
}

extension Puppet.State {
    fileprivate mutating func follow(
        _ orders: [Order],
        _ context: Context
    ) -> Decision<Puppet.State> {
        var effects: [Effect] = []
        for order in orders {
            switch order {
            case .add(let number): count += number
            case .stand(let keys): lookupKeys = keys
            case .lie(let desks): holders = desks
            case .look: found = context.related.map(\.subject.id)
            case .meet(let person): found.append(context.company.people[person]?.name ?? "nobody")
            case .weigh(let person): count = context.company.load[person, default: 0]
            case .publish(let text): effects.append(.publish(Said(lead: "L", text: text)))
            case .arm(let name, let generation, let seconds):
                let due = context.now.addingTimeInterval(seconds)
                effects.append(.arm(timer: name, generation: generation, due: due))
            case .disarm(let name): effects.append(.disarm(timer: name))
            case .tell(let lead, let orders):
                effects.append(.tell(PassedOn(lead: lead, orders: orders)))
            case .quarrel: effects.append(.tell(Reproach(by: Left.name)))
            case .refuse: return .refused(Flaw(.invalidValue, "as told"))
            case .reject: return .rejected(Puppet.Word.told, effects: effects)
            case .ignore: return .ignored(Puppet.Word.told)
            }
        }
        return .changed(to: self, effects: effects)
    }
}

/// What the two that never agree say to one another.
struct Reproach: Message {
    static let type = "internal.test.reproach"
    let by: String
    var subject: String { "quarrel" }
}

/// How often one of the two has answered.
struct Answers: ProcessState {
    var count = 0
}

/// One of two processes that answer one another for ever.
enum Left: BusinessProcess {
    static let name = "left"
    static let subject = SubjectKind.deal
    static let reads: [any Message.Type] = []
    static let hears: [any Message.Type] = [Reproach.self]

    static func concerns(of event: Event) -> [Concern<Void>] {
        (event.body as? Reproach)?.by == name ? [] : [Concern("quarrel", ())]
    }

    static func decide(_ state: Answers?, _ input: Void, _ context: Context) -> Decision<Answers> {
        .changed(
            to: Answers(count: (state?.count ?? 0) + 1),
            effects: [.tell(Reproach(by: name))]
        )
    }
}

/// The other one.
enum Right: BusinessProcess {
    static let name = "right"
    static let subject = SubjectKind.deal
    static let reads: [any Message.Type] = []
    static let hears: [any Message.Type] = [Reproach.self]

    static func concerns(of event: Event) -> [Concern<Void>] {
        (event.body as? Reproach)?.by == name ? [] : [Concern("quarrel", ())]
    }

    static func decide(_ state: Answers?, _ input: Void, _ context: Context) -> Decision<Answers> {
        .changed(
            to: Answers(count: (state?.count ?? 0) + 1),
            effects: [.tell(Reproach(by: name))]
        )
    }
}
