import Foundation

/// Requests: each is answered once, and the same set is never made twice.
extension DocumentMove {
    /// Somebody wants a set.
    func want(_ news: DocumentsRequested) -> Decision<ClientDocuments> {
        let addresses = (news.sendTo ?? []).map { EmailAddress(recipient: $0)?.rawValue }
        guard !addresses.contains(nil) else {
            let wrong = zip(news.sendTo ?? [], addresses).first { $0.1 == nil }?.0
            let fault = DocumentFault(.badAddress, field: "send_to", found: wrong)
            return refuse(news, .badAddress, fault)
        }
        let entity: LegalEntity
        do {
            entity = try context.policies.legalEntity(asked: news.legalEntity, client: client)
        } catch {
            return refuse(news, .unknownLegalEntity, error.fault)
        }
        guard let from = CalendarDay(news.period.from), let to = CalendarDay(news.period.to) else {
            return .ignored(Ignored.nothingNew)
        }
        let order = DocumentSet.Order(
            period: DocumentPeriod(from: from, to: to),
            kinds: Set(news.kinds ?? policy.kinds).sorted(),
            legalEntity: entity.id,
            requesterID: news.requesterID,
            sendTo: news.sendTo.map { _ in addresses.compactMap(\.self) },
            isScheduled: false
        )
        return want(.init(id: news.requestID, mode: news.mode ?? .new, order: order), news)
    }

    private func want(
        _ asked: DocumentSet.Asked,
        _ news: DocumentsRequested
    ) -> Decision<ClientDocuments> {
        if let known = state.sets.flatMap(\.requests).first(where: { $0.id == asked.id }) {
            guard known.isSame(as: asked) else { return conflict(asked) }
            return again(asked)
        }
        let existing = existing(asked.order)
        switch asked.mode {
        case .new:
            guard let existing else { return after { $0.add(asked) } }
            return after { $0.join(asked, existing) }
        case .resend:
            guard let existing else {
                return refuse(news, .nothingToResend, .init(.nothingToResend))
            }
            guard !state.sets[existing].isBeingMade else {
                return refuse(news, waitingFor: existing)
            }
            guard state.sets[existing].isDrawn else {
                return refuse(news, .nothingToResend, .init(.nothingToResend))
            }
            return after { $0.resend(asked, existing) }
        case .reissue:
            guard let existing else {
                return refuse(news, .nothingToReplace, .init(.nothingToReplace))
            }
            // A second one in its place would not say what the first one was to say.
            guard !state.sets[existing].isBeingMade else {
                return refuse(news, waitingFor: existing)
            }
            guard state.sets[existing].phase.isIssued else {
                return refuse(news, .nothingToReplace, .init(.nothingToReplace))
            }
            return after { $0.add(asked, replacing: state.sets[existing].ordinal) }
        }
    }

    /// The set is neither sent again nor replaced before it is there.
    private func refuse(
        _ news: DocumentsRequested,
        waitingFor index: Int
    ) -> Decision<ClientDocuments> {
        let request = state.sets[index].requestID.rawValue
        return refuse(news, .beingMade, DocumentFault(.beingMade, found: request))
    }

    /// The set of the same documents that holds or is being made, else the one that is blocked.
    func existing(_ order: DocumentSet.Order) -> Int? {
        let same = state.sets.indices.filter {
            state.sets[$0].order.isSameSet(as: order) && state.sets[$0].phase != .voided
        }
        return same.last { state.sets[$0].phase != .blocked } ?? same.last
    }

    /// The same request once more gets the same answer.
    private func again(_ asked: DocumentSet.Asked) -> Decision<ClientDocuments> {
        let index = state.sets.lastIndex { $0.requests.contains { $0.id == asked.id } }
        guard let index else { return .ignored(Ignored.nothingNew) }
        let set = state.sets[index]
        switch set.phase {
        case .requested, .collecting, .issued: return .ignored(Ignored.beingMade)
        case .blocked: return after { $0.tryAgain(asked.id, index) }
        case .rendered, .handedOver, .delivered, .sendFailed, .voided:
            return after { $0.announce(asked.id, set) }
        }
    }

    /// A set that nobody has asked for yet.
    mutating func add(_ asked: DocumentSet.Asked, replacing old: Int? = nil) {
        let set = DocumentSet(
            ordinal: max(state.sets.last?.ordinal ?? 0, state.lastOrdinal ?? 0) + 1,
            order: asked.order,
            requestedAt: now,
            phase: .requested,
            phaseSince: now,
            waiting: [asked.id],
            requests: [asked],
            trial: 0,
            reasons: [],
            documents: [],
            wanted: [],
            replaces: old
        )
        state.sets.append(set)
        collect(state.sets.count - 1)
    }

    /// A request for a set that is there, or being made: it is named once it is there.
    private mutating func join(_ asked: DocumentSet.Asked, _ index: Int) {
        state.sets[index].requests.append(asked)
        switch state.sets[index].phase {
        case .requested, .collecting, .issued: wait(asked.id, index)
        case .blocked: tryAgain(asked.id, index)
        case .rendered, .handedOver, .delivered, .sendFailed, .voided:
            announce(asked.id, state.sets[index])
        }
    }

    private mutating func wait(_ request: RequestID, _ index: Int) {
        state.sets[index].waiting.append(request)
        let spare = state.sets[index].waiting.count - Limits.waitingForSetMax
        state.sets[index].waiting.removeFirst(max(0, spare))
    }

    /// What blocked a set may be put right by now.
    mutating func tryAgain(_ request: RequestID, _ index: Int) {
        wait(request, index)
        collect(index)
    }

    private mutating func resend(_ asked: DocumentSet.Asked, _ index: Int) {
        state.sets[index].requests.append(asked)
        announce(asked.id, state.sets[index])
        let set = state.sets[index]
        if set.phase == .delivered, set.delivery == nil {
            // By an earlier version, which did not keep it apart.
            state.sets[index].delivery = .init(mail: set.mail?.number ?? 0, at: set.phaseSince)
        }
        mail(index, to: asked.order.sendTo, failures: 0)
    }

    private func conflict(_ asked: DocumentSet.Asked) -> Decision<ClientDocuments> {
        let phrase = Phrase(
            "documents.rejected.conflict",
            [
                "client": .text(client.name.onOneLine),
                "request_id": .text(asked.id.rawValue.onOneLine),
            ]
        )
        let notice = asked.order.requesterID.flatMap { context.company.people[$0] }
            .map { context.notify($0, .warning, phrase, client: client.id) }
        return .rejected(Rejected.conflict, effects: [notice].compactMap(\.self))
    }

    private func refuse(
        _ news: DocumentsRequested,
        _ reason: Rejected,
        _ fault: DocumentFault
    ) -> Decision<ClientDocuments> {
        let effects = context.blocked(news.requestID, client.id, [fault], news.requesterID)
        return .rejected(reason, effects: effects)
    }

    // MARK: - Voiding

    /// A set must not hold any longer.
    func void(_ news: DocumentsVoided) -> Decision<ClientDocuments> {
        let index = state.sets.lastIndex { $0.requests.contains { $0.id == news.requestID } }
        guard let index else { return .rejected(Rejected.unknownRequest, effects: []) }
        let set = state.sets[index]
        guard set.phase != .voided else { return .ignored(Ignored.alreadyVoided) }
        guard set.phase.isIssued || set.phase == .blocked else {
            return .rejected(Rejected.notIssued, effects: [])
        }
        return after { move in
            move.enter(.voided, index)
            var values = move.values(of: set)
            values["reason"] = news.reason.map { .text($0.onOneLine) } ?? .null
            move.note(Phrase("documents.voided", values))
            move.awaitMails()
        }
    }
}

extension DocumentSet {
    /// Whether its numbers are not taken, or its files not kept yet, and nothing is in the way.
    fileprivate var isBeingMade: Bool {
        switch phase {
        case .requested, .collecting, .issued: true
        case .rendered, .handedOver, .delivered, .sendFailed, .blocked, .voided: false
        }
    }

    /// Whether its files are kept and may go out.
    var isDrawn: Bool {
        phase.isIssued && !documents.isEmpty && documents.allSatisfy { $0.sha256 != nil }
    }
}

extension DocumentSet.Asked {
    /// Whether both ask for the same.
    fileprivate func isSame(as other: Self) -> Bool {
        mode == other.mode && order == other.order
    }
}

extension LegalEntityGap {
    fileprivate var fault: DocumentFault {
        switch self {
        case .notNamed(let known):
            DocumentFault(
                .unknownLegalEntity,
                field: "legal_entity",
                expected: known.joined(separator: ", ")
            )
        case .unknown(let id, let known):
            DocumentFault(
                .unknownLegalEntity,
                field: "legal_entity",
                expected: known.joined(separator: ", "),
                found: id.rawValue
            )
        }
    }
}
