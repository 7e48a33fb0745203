package import Foundation

/// What became of one of Baton's own commands.
package struct CommandAnswer: ProcessState {
    package var outcome: CommandOutcome
}

/// Passes on what adapters say of commands to whom it concerns.
///
/// A process that waits for an answer hears its own command under its id, and keeps the command's
/// key among the look-up keys of its state.
package enum CommandAnswers: BusinessProcess {
    package typealias State = CommandAnswer

    /// What can be said of a command.
    package enum Input: Sendable {
        case failed(CommandFailed)
        case delivered(MailDelivered, at: Date)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nobodyWaits = "nobody_waits_for_command"
        case nothingNew = "nothing_new"
    }

    package static let name = "command"
    package static let subject = SubjectKind.command
    package static let publishes: [any Message.Type] = [ChatNotify.self]
    package static let reads: [any Message.Type] = [CommandFailed.self, MailDelivered.self]
    package static let tells: [any Message.Type] = [CommandAnswered.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as CommandFailed:
            [Concern(body.subject, .failed(body), lookups: [body.commandID.lookupKey])]
        case let body as MailDelivered:
            [
                Concern(
                    body.subject,
                    .delivered(body, at: body.at ?? event.occurred),
                    lookups: [body.commandID.lookupKey]
                )
            ]
        default: []
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        let (commandID, outcome) = news(in: input, context)
        let notices = notices(of: input, context)
        guard !context.related.isEmpty || !notices.isEmpty else {
            return .ignored(Ignored.nobodyWaits)
        }
        guard state?.outcome != outcome else { return .ignored(Ignored.nothingNew) }
        let answers = context.related.map { waiting in
            Effect.tell(
                CommandAnswered(
                    kind: waiting.subject.kind,
                    id: waiting.subject.id,
                    commandID: commandID,
                    outcome: outcome
                )
            )
        }
        return .changed(to: State(outcome: outcome), effects: answers + notices)
    }

    /// Whoever is on duty hears of a failure for which no process waits, as that tells it itself;
    /// of a notice that failed there is no notice, as it would fail as well.
    private static func notices(of input: Input, _ context: Context) -> [Effect] {
        guard case .failed(let news) = input, news.commandType != ChatNotify.type,
            context.related.isEmpty
        else { return [] }
        var values: [String: Value] = [
            "command": .text(news.commandID.rawValue), "reason": .text(news.reason.onOneLine),
        ]
        values["type"] = news.commandType.map(Value.text)
        return context.onDuty.map { context.notify($0, .warning, Phrase(failedNotice, values)) }
    }

    static let failedNotice = "command.failed"

    /// Nobody can have delivered anything after now.
    private static func news(
        in input: Input,
        _ context: Context
    ) -> (CommandID, CommandOutcome) {
        switch input {
        case .failed(let news):
            let failure = CommandOutcome.Failure(
                code: news.code,
                reason: news.reason.onOneLine,
                isPermanent: news.permanent ?? false
            )
            return (news.commandID, CommandOutcome(failure: failure))
        case .delivered(let news, let instant):
            return (news.commandID, CommandOutcome(deliveredAt: min(instant, context.now)))
        }
    }
}

extension Context {
    /// Who is on duty; where nobody is named, the heads of sales, else the directors.
    fileprivate var onDuty: [Person] {
        if let id = policies.leadDistribution?.duty, let person = company.people[id],
            person.active
        {
            return [person]
        }
        let heads = company.everybody(.salesHead)
        return heads.isEmpty ? company.everybody(.director) : heads
    }
}
