import Contract
import Domain
import Engine
import Foundation
import Settings
import Testing
import Texts

/// A company that makes documents, with the clock, the work beside the lanes and the adapters in
/// the hands of the test.
final class DocumentOffice {
    private var simulation: Simulation
    private var eventCount = 0
    /// Every line of the journal, in order.
    private(set) var journal: [JournalEntry] = []
    /// Every set that was frozen, in the order of its numbers.
    private(set) var frozen: [FrozenSet] = []
    /// Mails that were handed over: their ids and to whom they go.
    private(set) var mails: [(id: String, to: [String])] = []
    /// The texts of those mails.
    private(set) var letters: [String] = []
    /// What the next trial finds wrong.
    var faults: [DocumentFault] = []
    /// What trials look up.
    var figures = CollectedFigures()
    /// Whether jobs are done as soon as they are asked for.
    var worksAtOnce = true
    /// How many trials there were.
    private(set) var trials = 0
    /// Jobs that wait.
    private var waiting: [RequestedJob] = []

    static let entity = """
        [[legal_entities]]
        id = "romashka"
        name = "ООО «Ромашка Диджитал»"
        inn = "5503000013"
        kpp = "550301001"
        bank = "ОМСКОЕ ОТДЕЛЕНИЕ N8634 ПАО СБЕРБАНК"
        bic = "045209673"
        account = "40702810245000012345"
        correspondent_account = "30101810900000000673"
        signatory = "И. О. Директор"
        vat = [{ from = "2026-01-01", rate = "22" }]
        start = { invoice = 118 }

        """

    static let people = """
        [http]
        secret = "a secret of the tests alone"
        [[people]]
        id = "pavel"
        name = "Павел"
        roles = ["project_manager"]

        """

    init(
        _ documents: String = "schedule = \"off\"",
        more: String = "",
        start: String = "2026-03-02T10:00:00Z",
        templates: URL? = nil
    ) throws {
        let text = Self.people + Self.entity + "[documents]\n\(documents)\n" + more
        let settings = try Settings.parse(text)
        let texts = try Texts(locale: .ru, overrides: templates)
        let decider = BatchDecider(
            policies: settings.policies,
            source: "baton",
            text: texts.text,
            link: { "http://baton.test/\($0.purpose.path)/\($0.payload)" }
        )
        simulation = try Simulation(decider, start: try #require(Timestamp.date(start)))
    }

    var now: Date { simulation.now }

    // MARK: - What happens

    /// An event comes now.
    func publish(_ type: String, _ data: String, id: String? = nil) throws {
        eventCount += 1
        let event =
            #"{"specversion": "1.0", "id": "\#(id ?? "e\(eventCount)")", "source": "test", "#
            + #""type": "\#(type)", "data": \#(data)}"#
        try take(Array(event.utf8), type)
    }

    private func take(_ body: [UInt8], _ type: String) throws {
        journal += try simulation.receive(body, routingKey: type, at: simulation.now)
        try work()
    }

    /// A client of the company.
    func client(_ id: String = "C1", _ more: String = #", "emails": ["buh@client.test"]"#) throws {
        try publish(
            "client.upserted",
            #"{"client_id": "\#(id)", "name": "ООО «Заказчик»", "#
                + #""project_manager_id": "pavel"\#(more)}"#
        )
    }

    /// One charge of one line.
    func charge(
        _ id: String,
        _ price: String,
        on date: String,
        kind: String = "act",
        client: String = "C1"
    ) throws {
        try publish(
            "charge.posted",
            #"{"charge_id": "\#(id)", "client_id": "\#(client)", "date": "\#(date)", "#
                + #""kind": "\#(kind)", "lines": [{"title": "Работы", "#
                + #""price": {"amount": "\#(price)", "currency": "RUB"}}]}"#
        )
    }

    func pay(_ id: String, _ amount: String, on date: String, client: String = "C1") throws {
        try publish(
            "payment.received",
            #"{"payment_id": "\#(id)", "client_id": "\#(client)", "paid_on": "\#(date)", "#
                + #""amount": {"amount": "\#(amount)", "currency": "RUB"}}"#
        )
    }

    func observe(_ amount: String, asOf date: String, client: String = "C1") throws {
        try publish(
            "balance.observed",
            #"{"client_id": "\#(client)", "as_of": "\#(date)", "#
                + #""amount": {"amount": "\#(amount)", "currency": "RUB"}}"#
        )
    }

    /// Somebody wants documents of a month.
    func want(
        _ id: String,
        _ kinds: String = #"["act"]"#,
        month: String = "2026-02",
        client: String = "C1",
        _ more: String = ""
    ) throws {
        let last = CalendarMonth(rawValue: month)?.lastDay.text ?? ""
        try publish(
            "documents.requested",
            #"{"request_id": "\#(id)", "client_id": "\#(client)", "kinds": \#(kinds), "#
                + #""period": {"from": "\#(month)-01", "to": "\#(last)"}\#(more)}"#
        )
    }

    /// Time passes, and with it what was waited for.
    func wait(until text: String) throws {
        let end = try #require(Timestamp.date(text))
        while let lines = try simulation.fireTimer(dueUpTo: end) {
            journal += lines
            try work()
        }
        simulation.pass(to: end)
    }

    func wait(seconds: Double) throws {
        try wait(until: Timestamp.text(simulation.now + seconds))
    }

    // MARK: - Beside the lanes

    /// Does the jobs that wait.
    func work() throws {
        while let job = simulation.takeJob() { waiting.append(job) }
        guard worksAtOnce else { return }
        while !waiting.isEmpty { try doOne() }
    }

    /// Does the job that waits longest.
    func doOne() throws {
        let job = waiting.removeFirst()
        let input = job.request.input
        let client = ClientID(trusted: input["client"]?.text ?? "")
        let set = try #require(input["set"]?.numeric.map { NSDecimalNumber(decimal: $0).intValue })
        switch try #require(Documents.Job(rawValue: job.request.kind)) {
        case .trial:
            trials += 1
            let trial = input["trial"]?.numeric ?? 0
            let message = DocumentsCollected(
                clientID: client,
                set: set,
                trial: NSDecimalNumber(decimal: trial).intValue,
                faults: faults,
                figures: figures
            )
            faults = []
            try answer(job, message)
        case .rendering: try answer(job, try draw(input, client, set))
        case .mail:
            let id = CommandID(trusted: input["command_id"]?.text ?? "")
            guard case .list(let to) = input["to"] ?? .null else { return }
            mails.append((id.rawValue, to.compactMap(\.text)))
            letters.append(input["text"]?.text ?? "")
            try answer(
                job,
                DocumentsHandedOver(clientID: client, set: set, commandID: id, at: now)
            )
        }
    }

    private func draw(
        _ input: [String: Value],
        _ client: ClientID,
        _ set: Int
    ) throws -> DocumentsRendered {
        let json = Array((input["frozen"]?.text ?? "").utf8)
        let made = try JSONReader.decode(FrozenSet.self, from: json)
        #expect(try JSONWriter.bytes(of: made) == json, "the JSON is canonical")
        #expect(SetCheck.faults(of: made).isEmpty)
        frozen.append(made)
        return DocumentsRendered(
            clientID: client,
            set: set,
            sha256: "00",
            files: made.heads.map {
                .init(kind: $0.kind, sha256: "\($0.kind.rawValue)-\($0.number)", size: 1)
            }
        )
    }

    private func answer(_ job: RequestedJob, _ message: any Message) throws {
        let origin = Origin(causationID: job.cause, correlationID: job.correlationID, time: now)
        let writer = EventWriter(source: "baton/jobs")
        let written = try writer.write(message, id: "job-\(job.request.key)", origin)
        try take(written.json, written.type)
    }

    /// An adapter says what became of a mail.
    func fail(_ mail: String, permanently: Bool = false) throws {
        try publish(
            "command.failed",
            #"{"command_id": "\#(mail)", "reason": "550 no such mailbox", "#
                + #""permanent": \#(permanently)}"#
        )
    }

    func deliver(_ mail: String) throws {
        try publish("mail.delivered", #"{"command_id": "\#(mail)"}"#)
    }

    // MARK: - What followed

    /// Data of all commands and facts of a type.
    func sent(_ type: String) -> [[String: Value]] {
        journal.flatMap(\.commands).filter { $0.type == type }.map { command in
            (try? JSONReader.read(command.json) { try $0.member("data")?.object() }) ?? [:]
        }
    }

    /// The facts that sets are ready.
    func ready() throws -> [DocumentReady] {
        var facts: [DocumentReady] = []
        let sent = journal.flatMap(\.commands).filter { $0.type == DocumentReady.type }
        for command in sent {
            let fact = try JSONReader.read(command.json) {
                try $0.member("data")?.decode(DocumentReady.self)
            }
            facts.append(try #require(fact))
        }
        return facts
    }

    /// Why sets were blocked, fact by fact.
    var blocked: [[String]] {
        sent("baton.document.blocked").map { fact in
            guard case .list(let reasons) = fact["reasons"] ?? .null else { return [] }
            return reasons.compactMap { reason in
                guard case .object(let members) = reason else { return nil }
                return members["code"]?.text
            }
        }
    }

    /// What reports count of a client's sets, in the order of their ordinals.
    func facts(_ client: String) -> [DocumentSet] {
        simulation.facts.compactMap { $0 as? DocumentSetFact }
            .filter { $0.clientID.rawValue == client }.map(\.set)
            .sorted { $0.ordinal < $1.ordinal }
    }

    /// Of the last one.
    func fact(_ client: String) -> DocumentSet? { facts(client).last }

    /// How long a client's row is.
    func bytes(_ client: String) -> Int? {
        simulation.row(Subject(.client, client))?.state.count
    }

    /// The texts of the notices to the project manager, with their severities.
    var notices: [(severity: String, text: String)] {
        sent("chat.notify").map { ($0["severity"]?.text ?? "", $0["text"]?.text ?? "") }
    }

    /// How the last event ended.
    var lastOutcome: (JournalEntry.Outcome, String?)? {
        journal.last.map { ($0.outcome, $0.deadLetter?.flaw.code.rawValue) }
    }
}
