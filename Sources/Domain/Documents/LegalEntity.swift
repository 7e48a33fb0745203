import Foundation

/// A company that issues documents; section `[[legal_entities]]` of the configuration.
package struct LegalEntity: Equatable, Sendable {
    package let id: LegalEntityID
    /// What stands in documents; the same for all of them until the configuration changes.
    package let seller: FrozenSeller
    /// The rates of VAT by the day from which each holds, the earliest first.
    package let rates: [DatedRate]
    /// The number that a series begins with in its first year; 1 where nothing is said.
    package let start: [DocumentKind: Int]

    /// A rate and the day from which it holds.
    package struct DatedRate: Hashable, Sendable {
        package let from: CalendarDay
        package let rate: VATRate

        package init(from: CalendarDay, rate: VATRate) {
            self.from = from
            self.rate = rate
        }
    }

    package init(
        seller: FrozenSeller,
        rates: [DatedRate],
        start: [DocumentKind: Int] = [:]
    ) {
        id = LegalEntityID(trusted: seller.id)
        self.seller = seller
        self.rates = rates.sorted { $0.from < $1.from }
        self.start = start
    }

    /// The rate of a day; before the first of them, and where there are none, without VAT.
    package func rate(on day: CalendarDay) -> VATRate {
        rates.last { $0.from <= day }?.rate ?? .none
    }
}

/// The id of a legal entity, as the configuration gives it.
package struct LegalEntityID: Identifier {
    package let rawValue: String
    package init(trusted text: String) { rawValue = text }
}

extension Policies {
    /// The legal entity of an id; nil where none is configured under it.
    package func legalEntity(_ id: LegalEntityID) -> LegalEntity? {
        legalEntities.first { $0.id == id }
    }

    /// Whose documents a client gets where nothing else is said: those of his own legal entity,
    /// else of the only one there is.
    package func legalEntity(
        asked: LegalEntityID?,
        client: Client?
    ) throws(LegalEntityGap) -> LegalEntity {
        guard let named = asked ?? client?.legalEntity else {
            if legalEntities.count == 1, let only = legalEntities.first { return only }
            throw .notNamed(known: legalEntities.map(\.id.rawValue))
        }
        guard let entity = legalEntity(named) else {
            throw .unknown(named, known: legalEntities.map(\.id.rawValue))
        }
        return entity
    }
}

/// Why it can't be said whose documents a client gets.
package enum LegalEntityGap: Error, Equatable, Sendable {
    /// Several are configured, and neither the request nor the client names one.
    case notNamed(known: [String])
    case unknown(LegalEntityID, known: [String])

    /// The flaw of a message that must name one.
    package var flaw: Flaw {
        let field = "data.legal_entity"
        switch self {
        case .notNamed(let known):
            return Flaw(
                .unknownLegalEntity,
                field: field,
                "\(field): is missing, and neither the client nor the configuration settles it; "
                    + "known are \(known.joined(separator: ", "))"
            )
        case .unknown(let id, let known):
            let hint = Suggestion.phrase(for: id.rawValue, among: known)
            return Flaw(
                .unknownLegalEntity,
                field: field,
                "\(field): there is no legal entity \(id.rawValue.onOneLine)\(hint)"
            )
        }
    }
}
