import Foundation

/// A set of documents, and how far it is.
package struct DocumentSetFact: FactRow {
    package let clientID: ClientID
    package let clientName: String?
    package let set: DocumentSet

    package static let table = FactTable(
        "report_document_set",
        "One row per set of documents.",
        [
            .key("client_id", .text, "The client."),
            .key("set", .integer, "Which of the client's sets, from 1."),
            .optional("client_name", .text, "As the company's systems name him."),
            .fixed("request_id", .text, "The request that it was made for."),
            .fixed("legal_entity", .text, "Whose documents they are."),
            .fixed("period_from", .text, "The first day of the period."),
            .fixed("period_to", .text, "The last day of the period."),
            .fixed("kinds", .text, "What was asked for, separated by commas."),
            .fixed("is_scheduled", .flag, "Whether nobody asked for it."),
            .fixed("requested_at", .instant, "When it was asked for, or was due."),
            .column("phase", .text, "How far it is."),
            .column("phase_since", .instant, "Since when."),
            .optional("reasons", .text, "Why it is blocked, a sentence a line."),
            .column("failures", .integer, "How many mails with it have failed."),
            .optional("outdated_at", .instant, "Since when more is known than it says."),
            .column("requests", .text, "The requests that it answers, one a line."),
            .optional("resend", .text, "How far the mail is that went out after the delivery."),
            .optional("resend_since", .instant, "Since when."),
        ]
    )

    package var values: [FactValue] {
        let reasons = set.reasons.map(\.sentence).joined(separator: "\n")
        return [
            .text(clientID.rawValue), .integer(set.ordinal), .text(clientName),
            .text(set.requestID.rawValue), .text(set.order.legalEntity.rawValue),
            .text(set.order.period.from.text), .text(set.order.period.to.text),
            .text(set.order.kinds.map(\.rawValue).joined(separator: ", ")),
            .flag(set.order.isScheduled), .instant(set.requestedAt),
            .word(set.progress.phase), .instant(set.progress.since),
            .text(reasons.isEmpty ? nil : reasons),
            .integer(set.mail?.failures ?? 0), .instant(set.outdatedAt),
            .text(set.requests.map(\.id.rawValue).joined(separator: "\n")),
            .word(set.resend?.phase), .instant(set.resend?.since),
        ]
    }
}

/// A document that has a number.
package struct DocumentFact: FactRow {
    package let clientID: ClientID
    package let set: DocumentSet
    package let document: DocumentSet.Issued

    package static let table = FactTable(
        "report_document",
        "One row per numbered document; rows are never deleted.",
        [
            .key("client_id", .text, "The client."),
            .key("set", .integer, "Which of the client's sets."),
            .key("kind", .text, "invoice, act, completion or analysis."),
            .fixed("legal_entity", .text, "Whose document it is."),
            .fixed("year", .integer, "Of its series."),
            .fixed("number", .integer, "In its series."),
            .fixed("date", .text, "The document's date."),
            .optional("total", .decimal, "Rubles, VAT included."),
            .optional("vat", .decimal, "Rubles."),
            .optional("closing", .decimal, "Rubles; plus is what the client owes."),
            .optional("sha256", .text, "Of the file, once it is drawn."),
            .column("is_voided", .flag, "Whether it no longer holds."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(clientID.rawValue), .integer(set.ordinal), .word(document.kind),
            .text(set.order.legalEntity.rawValue), .integer(document.date.year),
            .integer(document.number), .text(document.date.text),
            .decimal(document.total?.rubles), .decimal(document.vat?.rubles),
            .decimal(document.closing?.rubles), .text(document.sha256),
            .flag(set.phase == .voided),
        ]
    }
}

extension ClientDocuments {
    /// Every set and every document.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        let (id, name) = (ClientID(trusted: subject), states.state(of: Clients.self)?.name)
        return sets.flatMap { set -> [any FactRow] in
            let documents = set.documents.map {
                DocumentFact(clientID: id, set: set, document: $0)
            }
            return [DocumentSetFact(clientID: id, clientName: name, set: set)] + documents
        }
    }
}

/// What a client owes a legal entity.
package struct ClientBalanceFact: FactRow {
    package let clientID: ClientID
    package let clientName: String?
    package let legalEntity: LegalEntityID
    package let balance: Kopecks
    package let lastOn: CalendarDay

    package static let table = FactTable(
        "report_client_balance",
        "One row per client and legal entity that have dealt with each other.",
        [
            .key("client_id", .text, "The client."),
            .key("legal_entity", .text, "The legal entity."),
            .optional("client_name", .text, "As the company's systems name him."),
            .column("balance", .decimal, "Rubles; plus is what the client owes."),
            .column("last_on", .text, "The last day that anything counts to."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(clientID.rawValue), .text(legalEntity.rawValue), .text(clientName),
            .decimal(balance.rubles), .text(lastOn.text),
        ]
    }
}

extension ClientAccount {
    /// The balance with every legal entity.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        let name = states.state(of: Clients.self)?.name
        return legalEntities.compactMap { entity in
            book(entity).map { book in
                ClientBalanceFact(
                    clientID: ClientID(trusted: subject),
                    clientName: name,
                    legalEntity: entity,
                    balance: book.balance,
                    lastOn: book.lastOn
                )
            }
        }
    }
}
