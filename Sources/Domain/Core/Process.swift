package import Foundation

/// What a process remembers about one subject.
package protocol ProcessState: Codable, Equatable, Sendable {
    /// Under which phone numbers and addresses the subject may be found by other processes.
    var lookupKeys: [String] { get }
    /// On whose desk the subject lies now; counted as that person's load, and found by his going.
    var holders: [PersonID] { get }
    /// What the client said of the company, where the subject is one; the earliest question first.
    var opinions: [Opinion] { get }
    /// Why nothing should be asked of the client now; nil where nothing stands in the way.
    var caution: Phrase? { get }
    /// What of the subject waits for a person, given what other processes remember of it.
    func duty(of person: PersonID, on subject: String, beside states: SubjectStates) -> Duty?
    /// What reports count, given what other processes remember of the same subject.
    func facts(of subject: String, beside states: SubjectStates) -> [any FactRow]
}

extension ProcessState {
    /// Under which keys the subject is found for the sake of this state.
    package var allLookupKeys: [String] { lookupKeys + holders.map(\.heldKey) }
    package var lookupKeys: [String] { [] }
    package var holders: [PersonID] { [] }
    package var opinions: [Opinion] { [] }
    package var caution: Phrase? { nil }
    /// Nothing waits for anybody, unless a process says otherwise.
    package func duty(
        of person: PersonID,
        on subject: String,
        beside states: SubjectStates
    ) -> Duty? { nil }
    /// A state that reports don't count.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        []
    }
}

/// A question that any state may answer, so that nobody need know which process remembers it.
package enum StateQuestion: Sendable {
    /// ``ProcessState/opinions``.
    case opinions
    /// ``ProcessState/caution``.
    case caution
    /// ``ProcessState/duty(of:on:beside:)``.
    case duty
}

/// A process decides what follows from one input; it never does anything.
package protocol BusinessProcess: Sendable {
    associatedtype State: ProcessState
    /// Everything that can happen to the process: a closed list, so that `switch` needs no default.
    associatedtype Input: Sendable

    /// The name of the process in the store, in metrics and in the journal.
    static var name: String { get }
    /// What its instances are about, where a concern does not say something else.
    static var subject: SubjectKind { get }
    /// Where its row is kept, if its subject is the company; its id is the name of the process.
    static var residence: Residence { get }
    /// The messages it takes off the bus.
    static var reads: [any Message.Type] { get }
    /// The messages by which other processes tell it something; never on the bus.
    static var hears: [any Message.Type] { get }
    /// The messages by which it tells other processes something; never on the bus.
    static var tells: [any Message.Type] { get }
    /// The processes whose states its decisions look at; people are in front of everybody.
    static var looksAt: [any BusinessProcess.Type] { get }
    /// What its decisions ask of a subject's states, whichever process remembers it.
    static var asks: Set<StateQuestion> { get }
    /// Which of these questions its own states answer.
    static var answers: Set<StateQuestion> { get }
    /// The commands and facts it may publish.
    static var publishes: [any Message.Type] { get }
    /// Which of its commands two configurations are compared by, in `baton simulate --compare`.
    static var counts: [CommandCount] { get }
    /// The facts that its states have for reports.
    static var facts: [any FactRow.Type] { get }
    /// The reports that are counted of its facts as it describes.
    static var reports: [FactReport] { get }

    /// The sections of the configuration that are its own; a shared one belongs to the first.
    static var policies: [any ProcessPolicy.Type] { get }
    /// What people read of it, in every language: notices, notes, letters, clauses of the journal.
    static var phrases: [PhraseText] { get }
    /// Words for its reasons, timers and vocabulary.
    static var words: [Word] { get }
    /// What it keeps of people outside the company.
    static var personal: PersonalData { get }
    /// Codes of its own for messages that can't be worked with.
    static var flaws: [Flaw.Code] { get }

    /// Which instances an event concerns, as which input, and what else must be looked up.
    static func concerns(of event: Event) -> [Concern<Input>]
    /// The same, where it takes the company's rules to tell which instances those are.
    static func concerns(of event: Event, under policies: Policies) -> [Concern<Input>]
    /// Under which keys subjects will be looked up once the event is decided, as far as the event
    /// itself tells: read with the batch, they cost no round trip of their own. More does no harm,
    /// and neither does less.
    static func foreseenLookups(of event: Event, _ policies: Policies) -> [String]
    /// The input that one of its own timers is; nil where the name is not one of its timers.
    static func input(of timer: TimerFiring) -> Input?
    /// Names of all its timers; of timers that rules name, what the names begin with.
    static var timers: [String] { get }
    /// Names of timers that are armed again whenever they fire: nothing waits for their end.
    static var perpetualTimers: Set<String> { get }
    /// Names of timers of which thousands may come due at once, as surveys do: no deadline of
    /// another name waits for them, they wait for all others.
    static var massTimers: Set<String> { get }
    /// Whether its deadlines are about clients of whom somebody must think first: the page of the
    /// present shows them under a title of their own, the word `home.<name of the process>`.
    static var isUrgent: Bool { get }
    /// What each of its subjects is told, one by one, once the program has begun to work and
    /// whenever the configuration has changed; nil where nothing follows from that alone.
    ///
    /// Handling it again must change nothing: after a crash it starts over.
    static func revisit(under policies: Policies) -> (@Sendable (_ id: String) -> Input?)?
    /// Which other subjects must be in the context, given what is known of its own and of those
    /// that are there already; asked until it names nothing new.
    static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject]
    ) -> [Subject]
    /// The same, where it takes the company's rules to tell which subjects those are.
    static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject]
    /// Total: every state and input has an answer.
    static func decide(_ state: State?, _ input: Input, _ context: Context) -> Decision<State>
}

extension BusinessProcess {
    /// A process that nobody else has to look at.
    package static var residence: Residence { .onDemand }
    package static var hears: [any Message.Type] { [] }
    package static var tells: [any Message.Type] { [] }
    package static var looksAt: [any BusinessProcess.Type] { [] }
    package static var asks: Set<StateQuestion> { [] }
    package static var answers: Set<StateQuestion> { [] }
    package static var counts: [CommandCount] { [] }
    package static var publishes: [any Message.Type] { [] }
    /// A process that reports don't count.
    package static var facts: [any FactRow.Type] { [] }
    /// A process whose facts are counted by reports of others, or of their own making.
    package static var reports: [FactReport] { [] }
    /// A process without rules of its own.
    package static var policies: [any ProcessPolicy.Type] { [] }
    /// A process that tells nobody anything.
    package static var phrases: [PhraseText] { [] }
    /// A process whose words are those of others.
    package static var words: [Word] { [] }
    /// A process that keeps nothing but ids, times and figures.
    package static var personal: PersonalData { .none }
    /// A process whose flaws are those of others.
    package static var flaws: [Flaw.Code] { [] }
    /// A process that looks nothing up.
    package static func foreseenLookups(of event: Event, _ policies: Policies) -> [String] { [] }
    /// A process without timers.
    package static func input(of timer: TimerFiring) -> Input? { nil }
    /// A process without timers.
    package static var timers: [String] { [] }
    /// A process all of whose timers come to an end.
    package static var perpetualTimers: Set<String> { [] }
    /// A process that waits for one thing at a time.
    package static var massTimers: Set<String> { [] }
    /// A process whose deadlines stand among all others.
    package static var isUrgent: Bool { false }
    /// A process for which nothing follows from its configuration alone.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? { nil }
    /// A process for which its look-ups suffice.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject]
    ) -> [Subject] { [] }
    /// A process whose needs follow from no rules.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject] { needs(input, own, related) }
    /// A process whose instances follow from the event alone.
    package static func concerns(
        of event: Event,
        under policies: Policies
    ) -> [Concern<Input>] { concerns(of: event) }
    /// A process that tells its instances by the company's rules, or takes no events at all.
    package static func concerns(of event: Event) -> [Concern<Input>] { [] }
}

/// One instance that an event concerns.
package struct Concern<Input: Sendable>: Sendable {
    /// The id of the subject.
    package let id: String
    /// What kind of subject it is; nil where it is of the process's own kind.
    package let kind: SubjectKind?
    package let input: Input
    /// Phone numbers and addresses by which related subjects must be found before deciding.
    package let lookups: [String]

    package init(
        _ id: String,
        kind: SubjectKind? = nil,
        _ input: Input,
        lookups: [String] = []
    ) {
        self.id = id
        self.kind = kind
        self.input = input
        self.lookups = lookups
    }
}

/// A timer that came due.
package struct TimerFiring: Hashable, Sendable {
    package let name: String
    /// Which arming of the name this is; an old one is ignored by the process.
    package let generation: Int
    /// When it was due; never later than now.
    package let due: Date

    package init(name: String, generation: Int, due: Date) {
        self.name = name
        self.generation = generation
        self.due = due
    }
}

/// Why nothing was done, or why something was not allowed: a metric label and a journal word.
package protocol Reason: RawRepresentable<String>, Hashable, Sendable {}

/// What follows from one input.
package enum Decision<State: ProcessState>: Sendable {
    /// It took effect. The state may be the same as before.
    case changed(to: State, effects: [Effect] = [])
    /// A legal nothing: late, repeated, or not this process's business.
    case ignored(any Reason)
    /// Well formed but not allowed now: state unchanged, somebody is told what to put back.
    case rejected(any Reason, effects: [Effect])
    /// It can't be worked with at all: the whole event goes to the dead letters.
    case refused(Flaw)
}

/// What is wrong with a message that can't be worked with.
package struct Flaw: Error, Equatable, Sendable {
    /// The machine-readable part; header `baton-error-code` of the dead letter.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        package static let notJSON = Code(rawValue: "not_json")
        package static let notCloudEvent = Code(rawValue: "not_cloudevent")
        package static let unknownType = Code(rawValue: "unknown_type")
        package static let missingField = Code(rawValue: "missing_field")
        package static let wrongType = Code(rawValue: "wrong_type")
        package static let invalidValue = Code(rawValue: "invalid_value")
        package static let unstorableText = Code(rawValue: "unstorable_text")
        package static let tooLarge = Code(rawValue: "too_large")
        package static let unknownPerson = Code(rawValue: "unknown_person")
        package static let unknownStage = Code(rawValue: "unknown_stage")
        package static let unknownItem = Code(rawValue: "unknown_item")
        package static let unknownCall = Code(rawValue: "unknown_call")
        package static let unknownClient = Code(rawValue: "unknown_client")
        package static let unknownRegion = Code(rawValue: "unknown_region")
        package static let unknownProposal = Code(rawValue: "unknown_proposal")
        package static let unknownLegalEntity = Code(rawValue: "unknown_legal_entity")
        package static let unknownCharge = Code(rawValue: "unknown_charge")
        package static let unknownPayment = Code(rawValue: "unknown_payment")
        package static let endlessFollowUp = Code(rawValue: "endless_follow_up")
        package static let storeRefused = Code(rawValue: "store_refused")
        package static let crashedRepeatedly = Code(rawValue: "crashed_repeatedly")
        package static let setAsideByBroker = Code(rawValue: "set_aside_by_broker")

        /// Those that no process declares.
        package static let general: [Code] = [
            .notJSON, .notCloudEvent, .unknownType, .missingField, .wrongType, .invalidValue,
            .unstorableText, .tooLarge, .unknownPerson, .unknownStage, .unknownItem, .unknownCall,
            .unknownClient, .unknownRegion, .unknownProposal, .unknownLegalEntity, .unknownCharge,
            .unknownPayment, .endlessFollowUp, .storeRefused, .crashedRepeatedly, .setAsideByBroker,
        ]
    }

    package let code: Code
    /// Path of the field at fault, such as `data.contact.phone`.
    package let field: String?
    /// One sentence for a person, naming the field.
    package let message: String
    /// What was named and is not known, where something like it may be.
    package let unknown: Subject?

    package init(
        _ code: Code,
        field: String? = nil,
        _ message: String,
        unknown: Subject? = nil
    ) {
        self.code = code
        self.field = field
        self.message = message
        self.unknown = unknown
    }

    /// The same with what was probably meant, where one of the names is near enough.
    package func meaning(oneOf names: some Sequence<String>) -> Flaw {
        guard let unknown else { return self }
        let hint = Suggestion.phrase(for: unknown.id, among: names)
        return Flaw(code, field: field, message + hint, unknown: unknown)
    }
}

/// Something that must happen because of a decision; carried out by the engine.
package enum Effect: Sendable {
    /// Publish a command, or a fact where the type begins with `baton.`.
    case publish(any Message)
    /// Tell other processes something, decided in the same transaction.
    case tell(any Message)
    /// Write a line of the ledger.
    case book(LedgerLine)
    /// Have work done beside the lane.
    case job(JobRequest)
    /// Arm the named timer of this process and subject, replacing an earlier arming.
    case arm(timer: String, generation: Int, due: Date)
    /// Disarm the named timer.
    case disarm(timer: String)
    /// A line of the journal: why, in words that can be rendered.
    case note(Phrase)
}

/// A sentence for people, by the name of its template and what fills it.
package struct Phrase: Equatable, Sendable, Codable {
    /// The template's name, such as `qualification.comment_needed`.
    package let template: String
    package let values: [String: Value]

    package init(_ template: String, _ values: [String: Value] = [:]) {
        self.template = template
        self.values = values
    }
}

extension Phrase: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("template", template)
        try object.field("values", values)
    }
}
