import Foundation

/// From the files of a set to the client's mail server.
extension DocumentMove {
    /// The set was drawn and is kept.
    func deliver(_ news: DocumentsRendered) -> Decision<ClientDocuments> {
        guard let index = index(news.set), state.sets[index].phase == .issued else {
            return .ignored(Ignored.notWaited)
        }
        if let failure = news.failure { return failed(index, failure) }
        return after { move in
            for file in news.files {
                let place = move.state.sets[index].documents.firstIndex { $0.kind == file.kind }
                guard let place else { continue }
                move.state.sets[index].documents[place].sha256 = file.sha256
                move.state.sets[index].documents[place].size = file.size
            }
            move.enter(.rendered, index)
            let waiting = move.state.sets[index].waiting
            move.state.sets[index].waiting = []
            for request in waiting { move.announce(request, move.state.sets[index]) }
            move.mail(index, to: nil, failures: 0)
        }
    }

    /// A set that was drawn on trial can't be drawn: its numbers are taken, so people must know.
    private func failed(_ index: Int, _ failure: String) -> Decision<ClientDocuments> {
        after { move in
            let set = move.state.sets[index]
            move.enter(.sendFailed, index)
            var values = move.values(of: set)
            values["reason"] = .text(failure.onOneLine)
            let phrase = Phrase("documents.not_drawn", values)
            move.note(phrase)
            move.tell(move.people(set.order.requesterID), .critical, phrase)
        }
    }

    /// Tells the requester where the documents are.
    mutating func announce(_ request: RequestID, _ set: DocumentSet) {
        publish(
            DocumentReady(
                requestID: request,
                clientID: client.id,
                documents: set.documents.sorted { $0.kind < $1.kind }.map { document in
                    DocumentReady.Document(
                        kind: document.kind,
                        number: "\(document.number)",
                        date: document.date,
                        total: document.total?.money,
                        vat: document.total == nil ? nil : document.vat?.money,
                        closing: document.closing?.money,
                        url: link(set, document),
                        sha256: document.sha256 ?? ""
                    )
                }
            )
        )
    }

    /// Where a document lies; the same for as long as the configuration doesn't change.
    private func link(_ set: DocumentSet, _ document: DocumentSet.Issued) -> String {
        let day = calendar.startOfDay(document.date)
        return context.link(
            SignedLink(
                purpose: .document,
                payload: DocumentSet.fileKey(client.id, set.ordinal, document.kind),
                expiresAt: day + policy.linkExpires
            )
        )
    }

    // MARK: - The mail

    /// Has the set mailed; a job beside the lanes reads the files and waits for the broker.
    mutating func mail(_ index: Int, to addresses: [String]?, failures: Int) {
        let set = state.sets[index]
        let number = (set.mail?.number ?? 0) + 1
        let key = "document-mail-\(set.ordinal)-\(number)-\(client.id)"
        let recipients = addresses ?? recipients(of: set.order)
        let mail = DocumentSet.Mail(
            number: number,
            commandID: CommandID(rawValue: key)
                ?? CommandID(trusted: "document-mail-\(set.ordinal)-\(number)-\(key.fingerprint)"),
            to: recipients,
            failures: failures,
            askedAt: now
        )
        enter(.rendered, index)
        state.sets[index].mail = mail
        effects.append(
            .job(
                JobRequest(
                    kind: Documents.Job.mail.rawValue,
                    key: key,
                    input: input(of: mail, state.sets[index])
                )
            )
        )
        awaitMails()
    }

    private func input(of mail: DocumentSet.Mail, _ set: DocumentSet) -> [String: Value] {
        var values = values(of: set)
        let documents = set.documents.sorted { $0.kind < $1.kind }
        values["documents"] = .list(
            documents.map { document in
                .object([
                    "title": .text(document.title(language)),
                    "link": .text(link(set, document)),
                ])
            }
        )
        let missing = set.order.kinds.filter { set.document($0) == nil }
        values["missing"] = .list(
            missing.map { .object(["sentence": .text($0.missing(language))]) }
        )
        let seller = context.policies.legalEntity(set.order.legalEntity)?.seller
        values["seller"] = seller.map { .text($0.name) } ?? .null
        values["signatory"] = seller?.signatory.map { .text($0) } ?? .null
        values["total"] = set.document(.invoice)?.total.map { .money($0.money) } ?? .null
        values["closing"] = set.document(.act)?.closing.map { .money($0.money) } ?? .null
        func text(_ part: String) -> Value {
            .text(context.text(Phrase("mail.documents.\(part)", values)))
        }
        let files = documents.map { document -> Value in
            .object([
                "kind": .text(document.kind.rawValue),
                "name": .text(document.title(language)),
                "url": .text(link(set, document)),
            ])
        }
        return [
            "client": .text(client.id.rawValue), "set": .number(Decimal(set.ordinal)),
            "command_id": .text(mail.commandID.rawValue), "to": .list(mail.to.map { .text($0) }),
            "subject": .text(context.text(Phrase("mail.documents.subject", values)).onOneLine),
            "html": text("html"), "text": text("text"), "files": .list(files),
            "inline_max": .number(Decimal(policy.inlineMax)), "pdf": .bool(policy.pdf),
            "at": .instant(now),
        ]
    }

    /// The broker has the mail.
    func noteHandedOver(_ news: DocumentsHandedOver) -> Decision<ClientDocuments> {
        guard let index = index(news.set), var mail = state.sets[index].mail,
            mail.commandID == news.commandID, mail.handedOverAt == nil
        else { return .ignored(Ignored.oldCommand) }
        return after { move in
            mail.handedOverAt = news.at ?? move.now
            move.state.sets[index].mail = mail
            if move.state.sets[index].phase == .rendered, mail.failedAt == nil {
                move.enter(.handedOver, index)
            }
            move.note(Phrase("documents.handed_over", move.values(of: move.state.sets[index])))
            move.awaitMails()
        }
    }

    /// What became of a mail.
    func hear(_ news: CommandAnswered) -> Decision<ClientDocuments> {
        let index = state.sets.firstIndex { $0.mail?.commandID == news.commandID }
        guard let index, var mail = state.sets[index].mail,
            [.rendered, .handedOver].contains(state.sets[index].phase)
        else { return .ignored(Ignored.oldCommand) }
        return after { move in
            if let failure = news.outcome.failure {
                move.fail(index, failure)
            } else if let instant = news.outcome.deliveredAt {
                mail.deliveredAt = instant
                move.state.sets[index].mail = mail
                if move.state.sets[index].delivery == nil {
                    move.state.sets[index].delivery = .init(mail: mail.number, at: instant)
                }
                move.enter(.delivered, index)
            }
            move.awaitMails()
        }
    }

    private mutating func fail(_ index: Int, _ failure: CommandOutcome.Failure) {
        guard var mail = state.sets[index].mail, mail.lastFailure == nil else { return }
        mail.failures += 1
        mail.lastFailure = failure.reason
        mail.failedAt = now
        state.sets[index].mail = mail
        enter(.rendered, index)
        guard failure.isPermanent || mail.failures > policy.retry.count else { return }
        enter(.sendFailed, index)
        var values = values(of: state.sets[index])
        values["reason"] = .text(failure.reason)
        values["to"] = .list(mail.to.map { .text($0) })
        let phrase = Phrase("documents.send_failed", values)
        note(phrase)
        tell(people(state.sets[index].order.requesterID), .critical, phrase)
    }

    // MARK: - Waiting

    /// Mails that failed and whose time has come go out again, each under another id.
    mutating func sendAgain() {
        for index in state.sets.indices where state.sets[index].phase == .rendered {
            guard let mail = state.sets[index].mail, let due = mail.retryAt(policy), due <= now
            else { continue }
            self.mail(index, to: mail.to, failures: mail.failures)
        }
        awaitMails()
    }

    /// Mails that nobody has confirmed in time are told about, once.
    mutating func warnOfSilence() {
        for index in state.sets.indices {
            guard let due = silence(state.sets[index]), due <= now else { continue }
            let instant = now
            state.sets[index].mail?.warnedAt = instant
            let phrase = Phrase("documents.not_confirmed", values(of: state.sets[index]))
            note(phrase)
            tell(people(state.sets[index].order.requesterID), .warning, phrase)
        }
        awaitMails()
    }

    /// When the mail of a set should have been confirmed; nil where nobody waits for that.
    func silence(_ set: DocumentSet) -> Date? {
        guard set.phase == .handedOver, let mail = set.mail, mail.warnedAt == nil,
            let within = policy.deliveryWithin
        else { return nil }
        return mail.handedOverAt.map { $0 + within }
    }

    /// Waits for the next mail to go out again, and for the next that should be confirmed.
    mutating func awaitMails() {
        let retries = state.sets.filter { $0.phase == .rendered }
            .compactMap { $0.mail?.retryAt(policy) }
        wait(.retry, until: retries.min())
        wait(.delivery, until: state.sets.compactMap(silence).min())
    }

    private mutating func wait(_ timer: Timer, until due: Date?) {
        guard state.alarms[timer.rawValue]?.due != due else { return }
        set(timer, at: due)
    }
}

extension DocumentSet.Mail {
    /// When it goes out again; nil where it has not failed, or was tried often enough.
    fileprivate func retryAt(_ policy: DocumentsPolicy) -> Date? {
        guard let failedAt, failures >= 1, failures <= policy.retry.count else { return nil }
        return failedAt + policy.retry[failures - 1]
    }
}
