import Contract
package import Domain
package import Engine
import Foundation
package import Simulating

/// An agency that lives: its people answer what Baton asks and do what Baton says, its clients
/// answer and pay, its CRM and its mailer carry out.
///
/// All chance follows from the seed, so the same size is the same year with the same configuration.
package struct Agency: Course {
    let size: AgencySize
    var diary: Diary
    /// Every client, as the CRM knows him.
    var clients: [String: Client] = [:]
    /// From which number each call comes.
    var callers: [String: String] = [:]
    /// Clients whose recovery somebody is at work on.
    var recovering: Set<String> = []
    /// Calls that are marked and surveys that are answered: nobody does it twice.
    var settled: Set<String> = []
    private let planned: [Script.Line]

    /// Everything that has come, in order: the year as a script.
    package private(set) var written: [Script.Line] = []
    /// How many lines the journal has.
    package private(set) var entries = 0
    /// Events that could not be worked with, by their codes.
    package private(set) var dead: [String: Int] = [:]
    /// What came to nothing, by type, process and reason.
    package private(set) var refused: [Refusal: Int] = [:]

    /// One kind of decision that changes nothing.
    package struct Refusal: Hashable {
        package let outcome: ProcessDecision.Outcome
        package let type: String
        package let process: String
        package let reason: String
    }

    /// Commands and facts by type.
    package private(set) var commands: [String: Int] = [:]
    /// Told of every day that has passed, once.
    private let progress: (CalendarDay) -> Void
    private var today: CalendarDay?
    /// Told of every entry, for whoever looks for something.
    private let witness: (JournalEntry) -> Void

    package init(
        _ size: AgencySize,
        progress: @escaping (CalendarDay) -> Void = { _ in },
        witness: @escaping (JournalEntry) -> Void = { _ in }
    ) throws {
        self.size = size
        self.progress = progress
        self.witness = witness
        let plan = try YearPlan(size)
        diary = plan.diary
        planned = diary.takeLines().filter { $0.time < size.end }
            .sorted { ($0.time, $0.number ?? 0) < ($1.time, $1.number ?? 0) }
        for client in plan.clients { clients[client.id] = client }
    }

    /// What happens whatever anybody answers.
    package var script: Script { Script(lines: planned) }

    package mutating func comes(_ line: Script.Line) throws -> Script.Line? {
        written.append(line)
        let day = size.day(of: line.time)
        if day != today {
            today = day
            progress(day)
        }
        return line
    }

    package mutating func happened(
        _ entry: JournalEntry,
        _ line: Script.Line?
    ) throws -> [Script.Line] {
        entries += 1
        witness(entry)
        if line == nil, entry.key != nil, let event = entry.event {
            // What a worker beside the lane has answered is an event of the year too.
            written.append(
                Script.Line(number: nil, time: entry.received, type: entry.type, body: event)
            )
        }
        if let letter = entry.deadLetter { dead[letter.flaw.code.rawValue, default: 0] += 1 }
        for decision in entry.decisions where decision.outcome != .applied {
            let refusal = Refusal(
                outcome: decision.outcome,
                type: entry.type,
                process: decision.process,
                reason: decision.reason ?? ""
            )
            refused[refusal, default: 0] += 1
        }
        if entry.type == CallIncoming.type, let body = EventBody(entry.event) {
            callers[body["call_id"] ?? ""] = body["from"]
        }
        // The item of a lead that was accepted is its marketer's again, and nothing is left to do.
        let isClosing = entry.commands.contains { $0.type == QualificationClose.type }
        for command in entry.commands {
            commands[command.type, default: 0] += 1
            guard !isClosing || command.type != QualificationAssign.type else { continue }
            try answer(command)
        }
        return diary.takeLines().filter { $0.time < size.end }
    }

    /// Whoever a command concerns does something about it, some time later.
    private mutating func answer(_ command: Written) throws {
        guard let body = EventBody(command.json) else { return }
        let now = command.time
        switch command.type {
        case LeadOffer.type: try consider(body, now)
        case LeadAssign.type: try work(on: body, now)
        case LeadCreate.type: try create(body, now)
        case LeadConvert.type: try convert(body, now)
        case QualificationCreate.type: try qualify(body, now)
        case QualificationAssign.type: try goOn(with: body, now)
        case CallRing.type: try pickUp(body, now)
        case ChatNotify.type: try press(body, now)
        case MailSend.type: try read(body, command.id, now)
        case ClientAssignManager.type: try take(body, now)
        case ClientSetFee.type: try raise(body, now)
        case DocumentReady.type: try pay(body, now)
        default: break
        }
    }

    /// The client who is never content.
    package static let unhappyClient = "C-1"
    /// The ids of the project managers.
    package static let managers = Cast.managers.map(\.id)

    /// What has a number in the CRM, made of what it came of.
    static func reference(_ head: String, _ id: String) -> Value { .text("\(head)-\(id)") }
}
