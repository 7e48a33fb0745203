import Domain
import Foundation
import Testing

/// One lead's qualification under test: events in, commands out, as sentences.
struct QualificationBench {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    var company: Company
    var policies = Policies()
    var lead: Lead?
    var state: QualificationState?
    /// What the last event led to.
    private(set) var outcome = ""
    private(set) var published: [any Message] = []
    private(set) var told: [any Message] = []
    private(set) var booked: [LedgerLine] = []
    private(set) var notes: [Phrase] = []
    /// When the item's timer is due, while it is armed, and which arming it is.
    private(set) var deadline: (due: Date, generation: Int)?

    init(people: [Person] = Self.everybody) {
        company = Company(people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) }))
    }

    static let everybody = [
        Person(id: "marina", name: "Марина", roles: [.marketer]),
        Person(id: "misha", name: "Миша", roles: [.marketer]),
        Person(id: "anna", name: "Анна", roles: [.salesManager]),
        Person(id: "boris", name: "Борис", roles: [.salesManager]),
        Person(id: "head", name: "Головин", roles: [.salesHead]),
        Person(id: "dir", name: "Директор", roles: [.director]),
        Person(id: "kira", name: "Кира", roles: [.consultant]),
    ]

    /// A bench with an item that the marketer `marina` has just got.
    static func opened(fields: [String: Value] = [:]) -> QualificationBench {
        var bench = QualificationBench()
        bench.created(by: "marina", fields: fields)
        return bench
    }

    /// A bench with an item at sales, at `anna`.
    static func passed() -> QualificationBench {
        var bench = opened()
        bench.move("passed_to_sales", by: "marina", manager: "anna")
        return bench
    }

    var item: QualificationItem? { state?.items.last }

    // MARK: - Events

    mutating func created(by responsible: PersonID?, fields: [String: Value] = [:]) {
        let owner = responsible.map { "\"\($0)\"" } ?? "null"
        var news: LeadCreated? = decoded(
            #"{"lead_id": "L1", "source": {"channel": "site"}, "responsible_id": \#(owner)}"#
        )
        if !fields.isEmpty { news = withFields(responsible, fields) }
        take(news)
    }

    mutating func responsible(_ person: PersonID?) {
        let text = person.map { "\"\($0)\"" } ?? "null"
        take(
            decoded(#"{"lead_id": "L1", "responsible_id": \#(text)}"#)
                as LeadResponsibleChanged?
        )
    }

    mutating func leadStage(_ stage: String, closed: Bool) {
        take(
            decoded(#"{"lead_id": "L1", "stage": "\#(stage)", "closed": \#(closed)}"#)
                as LeadStageChanged?
        )
    }

    mutating func leadDeleted() {
        take(decoded(#"{"lead_id": "L1"}"#) as LeadDeleted?)
    }

    mutating func move(
        _ stage: String,
        by actor: String? = nil,
        comment: String? = nil,
        manager: String? = nil,
        junk: String? = nil,
        fields: [String: String] = [:],
        item: String? = nil
    ) {
        var object: [String: Any] = ["stage": stage]
        object["item_id"] = item
        if item == nil { object["lead_id"] = "L1" }
        object["actor_id"] = actor
        object["comment"] = comment
        object["sales_manager_id"] = manager
        object["junk_stage"] = junk
        if !fields.isEmpty { object["fields"] = fields }
        let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
        take(decoded(String(decoding: data, as: UTF8.self)) as QualificationStageChanged?)
    }

    /// An arming of the item's timer comes due.
    mutating func fire(generation: Int) {
        (published, told, notes, outcome) = ([], [], [], "no concern")
        let firing = TimerFiring(name: "accept", generation: generation, due: Self.now)
        guard let input = Qualification.input(of: firing) else { return }
        follow(Qualification.decide(state, input, context))
    }

    mutating func away(_ person: PersonID) {
        company.people[person]?.absence = Absence(until: nil, reason: nil)
    }

    // MARK: - What came of it

    /// The types of what was published, in order.
    var types: [String] { published.map { type(of: $0).type } }

    func command<M: Message>(_ type: M.Type) -> M? {
        published.compactMap { $0 as? M }.first
    }

    func commands<M: Message>(_ type: M.Type) -> [M] {
        published.compactMap { $0 as? M }
    }

    // MARK: - Pieces

    private mutating func take(_ message: (any Message)?) {
        guard let message else { return }
        let event = Event(
            key: EventKey(source: "test", id: "1"),
            occurred: Self.now,
            body: message
        )
        (published, told, notes, outcome) = ([], [], [], "no concern")
        for concern in Leads.concerns(of: event) {
            if case .changed(let lead, _) = Leads.decide(lead, concern.input, context) {
                self.lead = lead
            }
        }
        for concern in Qualification.concerns(of: event) {
            follow(Qualification.decide(state, concern.input, context))
        }
    }

    private mutating func follow(_ decision: Decision<QualificationState>) {
        switch decision {
        case .changed(let state, let effects):
            self.state = state
            outcome = "changed"
            carryOut(effects)
        case .ignored(let reason): outcome = "ignored: \(reason.rawValue)"
        case .rejected(let reason, let effects):
            outcome = "rejected: \(reason.rawValue)"
            carryOut(effects)
        case .refused(let flaw): outcome = "refused: \(flaw.code.rawValue) \(flaw.field ?? "")"
        }
    }

    private mutating func carryOut(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .publish(let message): published.append(message)
            case .tell(let message):
                told.append(message)
                if let move = message as? RotationMoved {
                    company.rotations.last[move.rotation] = move.personID
                }
                if let kept = message as? QualificationFieldsKept,
                    case .changed(let filled, _) = Qualification.decide(
                        state,
                        .kept(kept),
                        context
                    )
                {
                    state = filled
                }
            case .book(let line): booked.append(line)
            case .job: break
            case .note(let phrase): notes.append(phrase)
            case .arm(_, let generation, let due): deadline = (due, generation)
            case .disarm: deadline = nil
            }
        }
    }

    private var context: Context {
        var slots: [String: any ProcessState] = [:]
        slots[Leads.name] = lead
        return Context(
            now: Self.now,
            policies: policies,
            company: company,
            subject: SubjectStates(slots: slots),
            text: { $0.template }
        )
    }

    private func withFields(
        _ responsible: PersonID?,
        _ fields: [String: Value]
    ) -> LeadCreated? {
        var object: [String: Any] = [:]
        for (name, value) in fields { object[name] = value.text ?? "" }
        let json: [String: Any] = [
            "lead_id": "L1", "source": ["channel": "site"], "company": "ООО Ромашка",
            "contact": ["phone": "+79130000001"], "fields": object,
            "responsible_id": responsible?.rawValue ?? "",
        ]
        let data = (try? JSONSerialization.data(withJSONObject: json)) ?? Data()
        return decoded(String(decoding: data, as: UTF8.self))
    }

    /// Test data that can't be read is a mistake in the test, and says so.
    private func decoded<M: Message>(_ json: String) -> M? {
        do {
            return try JSONDecoder().decode(M.self, from: Data(json.utf8))
        } catch {
            Issue.record("\(M.type) in a test can't be read: \(error)")
            return nil
        }
    }
}
