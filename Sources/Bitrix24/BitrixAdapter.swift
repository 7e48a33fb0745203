package import AdapterKit
import Domain
package import Foundation
package import Logging
import Postgres
import Synchronization

/// Carries Baton's commands out in a Bitrix24 portal, and announces what happens there.
package final class BitrixAdapter: Adapter {
    package let kind = "bitrix24"
    package let commandTypes: Set<String>
    package let workers = 16
    private let settings: BitrixSettings
    private let portal: Portal
    private let preparation: Preparation
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var knowledge: Knowledge?
        var peopleAt = ContinuousClock.now
        var pages = 1
        var unknownStages: Set<String> = []
    }

    /// How often people are looked at.
    private static let peopleInterval: Duration = .seconds(8)

    /// - Parameter isShadow: whether calls that would change something are only printed.
    package init(_ settings: BitrixSettings, isShadow: Bool, logger: Logger) {
        self.settings = settings
        self.logger = logger
        commandTypes = Actions.types(settings)
        portal = Portal(settings, shadow: isShadow ? logger : nil)
        preparation = Preparation(portal: portal, settings: settings, isShadow: isShadow)
    }

    package var pollInterval: Duration? { settings.poll }
    package var onUnclear: Job.OnUnclear { settings.outward.onUnclear }

    package func parts(of command: Command) -> [Part] {
        // Notices about a lead wait for nothing but each other.
        let isChat = ["chat.notify", "lead.offer_withdrawn"].contains(command.type)
        let person = command.data["recipient_id"].text ?? command.data["person_id"].text ?? ""
        return [Part("", lane: isChat ? "chat \(person)" : command.subject)]
    }

    package func prepare(_ ledger: Ledger, now: Date) throws(Failure) {
        let knowledge = try preparation.knowledge(
            botToken: try ledger.cursor(Preparation.tokenCursor) ?? preparation.firstBotToken
        )
        if knowledge.bot != nil, knowledge.bot != Knowledge.nobody {
            try ledger.commit([ledger.setCursor(Preparation.tokenCursor, knowledge.botToken)])
        }
        try preparation.begin(ledger)
        try observePeople(ledger, now)
        for (ours, theirs) in settings.fields where knowledge.fields[EntityType.lead]?[ours] == nil
        {
            logger.warning("[bitrix24.fields] \(ours): leads have no field \(theirs)")
        }
        state.withLock { $0.knowledge = knowledge }
    }

    /// A portal that is away later on only lets commands wait.
    package func hasBegun(_ ledger: Ledger) throws(Failure) -> Bool {
        try ledger.cursor("begun") != nil
    }

    package func carryOut(_ job: Job) throws(Failure) {
        let actions = Actions(
            job: job,
            portal: portal,
            knowledge: try known(),
            settings: settings
        )
        try actions.carryOut()
    }

    private func known() throws(Failure) -> Knowledge {
        guard let knowledge = state.withLock(\.knowledge) else {
            throw .later(code: "unprepared", "the portal has not been looked at yet")
        }
        return knowledge
    }

    // MARK: - News

    package func observe(_ ledger: Ledger, now: Date) throws(Failure) {
        let knowledge = try known()
        let watch = Watch(portal: portal, knowledge: knowledge, settings: settings)
        var starts: [Watch.Start] = []
        for type in preparation.observedTypes { starts.append(try watch.start(type, ledger)) }
        let offset = try ledger.cursor("bot.events").flatMap { Int($0) } ?? 0
        let bot = presses(knowledge, after: offset)
        let replies = try portal.calls(starts.flatMap(watch.calls) + [bot].compactMap(\.self))
        for (index, start) in starts.enumerated() {
            let news = try watch.news(start, Array(replies[(2 * index)...(2 * index + 1)]))
            try take(news, start, knowledge, ledger, now)
        }
        if bot != nil, let reply = replies.last {
            let presser = PressObserver(
                messages: BotMessages(portal: portal, knowledge: knowledge),
                logger: logger
            )
            try presser.take(reply.result, offset, ledger, now: now)
        }
        if state.withLock({ ContinuousClock.now >= $0.peopleAt }) {
            try observePeople(ledger, now)
        }
    }

    private func observePeople(_ ledger: Ledger, _ now: Date) throws(Failure) {
        let pages = try PeopleObserver(portal: portal, settings: settings).observe(
            ledger,
            pages: state.withLock(\.pages),
            now: now
        )
        state.withLock { state in
            state.pages = pages
            state.peopleAt = .now + Self.peopleInterval
        }
    }

    private func presses(_ knowledge: Knowledge, after offset: Int) -> Call? {
        guard let bot = knowledge.bot, bot != Knowledge.nobody else { return nil }
        var parameters: [String: Value] = [
            "botId": .number(Decimal(bot)), "botToken": .text(knowledge.botToken),
            "limit": .number(100),
        ]
        if offset > 0 { parameters["offset"] = .number(Decimal(offset)) }
        return Call("imbot.v2.Event.get", parameters)
    }

    /// What is announced, what is remembered and where the next look begins, in one transaction.
    private func take(
        _ news: News,
        _ start: Watch.Start,
        _ knowledge: Knowledge,
        _ ledger: Ledger,
        _ now: Date
    ) throws(Failure) {
        var queries: [Query]
        switch news.type {
        case EntityType.lead:
            queries = try LeadObserver(
                ledger: ledger,
                portal: portal,
                knowledge: knowledge,
                settings: settings,
                now: now
            ).queries(news)
        case EntityType.deal:
            queries = DealObserver(ledger: ledger, now: now).queries(news)
        default:
            guard let qualification = settings.qualification else { return }
            queries = try ItemObserver(
                ledger: ledger,
                knowledge: knowledge,
                qualification: qualification,
                now: now,
                complain: complain
            ).queries(news)
        }
        let next = Watch.next(start, news)
        if next.moves != start.moves {
            queries.append(ledger.setCursor("moves.\(news.type)", String(next.moves)))
        }
        if next.updated != start.updated {
            queries.append(ledger.setCursor("updated.\(news.type)", Timestamp.text(next.updated)))
        }
        try ledger.commit(queries)
    }

    private func complain(_ stage: String) {
        guard state.withLock({ $0.unknownStages.insert(stage).inserted }) else { return }
        logger.warning(
            "moves to \(stage) are not announced: [bitrix24.qualification.stages] does not name it"
        )
    }

    // MARK: - Check

    package func check() -> [Finding] {
        do throws(Failure) {
            let basics = try preparation.basics()
            let name = [basics.user["NAME"].filled, basics.user["LAST_NAME"].filled]
                .compactMap(\.self).joined(separator: " ")
            return [
                Finding(true, "bitrix24: \(portal.host) takes the webhook, as \(name)"),
                Finding(true, "bitrix24: rights \(basics.scopes.sorted().joined(separator: ", "))"),
                Finding(
                    basics.mode == 1,
                    basics.mode == 1
                        ? "bitrix24: the CRM has leads"
                        : "bitrix24: the CRM works in the simple mode, which has no leads"
                ),
            ] + (try fieldFindings())
        } catch {
            return [Finding(false, "bitrix24: \(error.reason)")]
        }
    }

    /// The portal leaves out in silence what it does not know, so that names are compared here.
    private func fieldFindings() throws(Failure) -> [Finding] {
        var findings: [Finding] = []
        let lead = try fields(of: EntityType.lead)
        for (ours, theirs) in settings.fields {
            findings.append(
                Finding(lead.contains(theirs), "bitrix24: field \(ours) is \(theirs) of leads")
            )
        }
        guard let qualification = settings.qualification else { return findings }
        let item = try fields(of: qualification.entityTypeID)
        if let comment = qualification.commentField {
            findings.append(
                Finding(
                    item.contains(comment),
                    "bitrix24: comments of returns stand in \(comment)"
                )
            )
        }
        let stages = try stages(of: qualification.entityTypeID)
        for (theirs, ours) in qualification.stages {
            findings.append(
                Finding(stages.contains(theirs), "bitrix24: stage \(theirs) is \(ours)")
            )
        }
        return findings
    }

    private func fields(of type: Int) throws(Failure) -> Set<String> {
        let reply = try portal.call(
            "crm.item.fields",
            ["entityTypeId": .number(Decimal(type))]
        )
        return Set(reply.result["fields"].members.keys)
    }

    private func stages(of type: Int) throws(Failure) -> Set<String> {
        let reply = try portal.call("crm.status.list")
        let stages = reply.result.elements.filter {
            $0["ENTITY_ID"].text?.hasPrefix("DYNAMIC_\(type)_STAGE_") == true
        }
        return Set(stages.compactMap { $0["STATUS_ID"].text })
    }
}
