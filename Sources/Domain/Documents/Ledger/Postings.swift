package import Foundation

/// A charge or a payment that was announced: whose it is, and whether it still counts.
package struct LedgerPosting: ProcessState {
    package var charge: ChargePosted?
    package var payment: PaymentReceived?
    package let legalEntity: LegalEntityID
    /// Whether it was taken back.
    package var isReversed: Bool

    private enum CodingKeys: String, CodingKey {
        case charge, payment
        case legalEntity = "legal_entity"
        case isReversed = "is_reversed"
    }

    package var clientID: ClientID? { charge?.clientID ?? payment?.clientID }
}

/// Takes charges and payments, each once by its id, and passes them on to the client's ledger.
///
/// Messages that take one back name no client, so each has a row of its own, by its id.
package enum Postings: BusinessProcess {
    package typealias State = LedgerPosting

    /// What can happen to a charge or a payment.
    package enum Input: Sendable {
        case charged(ChargePosted)
        case paid(PaymentReceived)
        case chargeReversed(ChargeReversed, on: Date)
        case paymentReversed(PaymentReversed, on: Date)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "documents_are_off"
        case repeated = "already_posted"
        case reversed = "already_reversed"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason {
        case conflict
    }

    package static let name = "posting"
    package static let subject = SubjectKind.posting
    package static let reads: [any Message.Type] = [
        ChargePosted.self, ChargeReversed.self, PaymentReceived.self, PaymentReversed.self,
    ]
    package static let tells: [any Message.Type] = [LedgerPosted.self]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ChargePosted: [Concern(key(body.chargeID), .charged(body))]
        case let body as PaymentReceived: [Concern(key(body.paymentID), .paid(body))]
        case let body as ChargeReversed:
            [Concern(key(body.chargeID), .chargeReversed(body, on: event.occurred))]
        case let body as PaymentReversed:
            [Concern(key(body.paymentID), .paymentReversed(body, on: event.occurred))]
        default: []
        }
    }

    private static func key(_ id: ChargeID) -> String { "charge/\(id)" }
    private static func key(_ id: PaymentID) -> String { "payment/\(id)" }

    /// The client, whose legal entity may settle which one is meant.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject]
    ) -> [Subject] {
        switch input {
        case .charged(let news): [Subject(.client, news.clientID.rawValue)]
        case .paid(let news): [Subject(.client, news.clientID.rawValue)]
        case .chargeReversed, .paymentReversed: []
        }
    }

    package static func decide(
        _ state: LedgerPosting?,
        _ input: Input,
        _ context: Context
    ) -> Decision<LedgerPosting> {
        guard context.policies.documents != nil else { return .ignored(Ignored.off) }
        switch input {
        case .charged(let news): return post(news, state, context)
        case .paid(let news): return post(news, state, context)
        case .chargeReversed(let news, let instant):
            guard let state else { return .refused(.unknownCharge(news.chargeID)) }
            return reverse(state, on: news.date, instant, context)
        case .paymentReversed(let news, let instant):
            guard let state else { return .refused(.unknownPayment(news.paymentID)) }
            return reverse(state, on: news.date, instant, context)
        }
    }

    // MARK: - LedgerPosting

    private static func post(
        _ news: ChargePosted,
        _ state: LedgerPosting?,
        _ context: Context
    ) -> Decision<LedgerPosting> {
        if let state { return again(state.charge == news) }
        do throws(Flaw) {
            let entity = try entity(news.legalEntity, news.clientID, context)
            let posting = LedgerPosting(charge: news, legalEntity: entity.id, isReversed: false)
            let posted = LedgerPosted(news, entity)
            return .changed(to: posting, effects: [.tell(posted)])
        } catch {
            return .refused(error)
        }
    }

    private static func post(
        _ news: PaymentReceived,
        _ state: LedgerPosting?,
        _ context: Context
    ) -> Decision<LedgerPosting> {
        if let state { return again(state.payment == news) }
        guard let amount = Kopecks(news.amount), amount > .zero else {
            let allowed = "data.amount: \(Kopecks.allowed("0.01"))"
            return .refused(Flaw(.invalidValue, field: "data.amount", allowed))
        }
        do throws(Flaw) {
            let entity = try entity(news.legalEntity, news.clientID, context)
            let posting = LedgerPosting(payment: news, legalEntity: entity.id, isReversed: false)
            let posted = LedgerPosted(news, amount, entity)
            return .changed(to: posting, effects: [.tell(posted)])
        } catch {
            return .refused(error)
        }
    }

    /// An id that is known is the same thing again, or two things under one id.
    private static func again(_ isSame: Bool) -> Decision<LedgerPosting> {
        isSame ? .ignored(Ignored.repeated) : .rejected(Rejected.conflict, effects: [])
    }

    private static func entity(
        _ named: LegalEntityID?,
        _ clientID: ClientID,
        _ context: Context
    ) throws(Flaw) -> LegalEntity {
        let subject = Subject(.client, clientID.rawValue)
        guard let client = context.related.states(of: subject)?.state(of: Clients.self) else {
            throw .unknownClient(clientID)
        }
        do {
            return try context.policies.legalEntity(asked: named, client: client)
        } catch {
            throw error.flaw
        }
    }

    // MARK: - Taking back

    private static func reverse(
        _ state: LedgerPosting,
        on day: CalendarDay?,
        _ instant: Date,
        _ context: Context
    ) -> Decision<LedgerPosting> {
        guard !state.isReversed else { return .ignored(Ignored.reversed) }
        let told = context.policies.calendar.day(of: instant.notAhead(of: context.now))
        guard let posted = LedgerPosted(reversing: state, on: day ?? told) else {
            return .ignored(Ignored.reversed)
        }
        var state = state
        state.isReversed = true
        return .changed(to: state, effects: [.tell(posted)])
    }
}

extension LedgerPosted {
    fileprivate init(_ news: ChargePosted, _ entity: LegalEntity) {
        let rate = entity.rate(on: news.date)
        clientID = news.clientID
        legalEntity = entity.id
        kind = .charge
        reference = news.chargeID.rawValue
        date = news.date
        documentNo = news.documentNo
        amount = nil
        lines = news.lines.map { FrozenLine($0, rate, news.date) }
        chargeKind = news.kind ?? .act
        takesBack = nil
    }

    fileprivate init(_ news: PaymentReceived, _ amount: Kopecks, _ entity: LegalEntity) {
        clientID = news.clientID
        legalEntity = entity.id
        kind = .payment
        reference = news.paymentID.rawValue
        date = news.paidOn
        documentNo = news.documentNo
        self.amount = amount
        lines = nil
        chargeKind = nil
        takesBack = nil
    }

    /// What takes a posting back; nil where there is nothing in it.
    fileprivate init?(reversing posting: LedgerPosting, on day: CalendarDay) {
        guard let client = posting.clientID,
            let reference = posting.charge?.chargeID.rawValue
                ?? posting.payment?.paymentID.rawValue,
            let before = posting.charge?.date ?? posting.payment?.paidOn
        else { return nil }
        clientID = client
        legalEntity = posting.legalEntity
        kind = posting.charge == nil ? .payment : .charge
        self.reference = reference
        date = day
        documentNo = posting.charge?.documentNo ?? posting.payment?.documentNo
        amount = nil
        lines = nil
        chargeKind = nil
        takesBack = before
    }
}

extension FrozenLine {
    /// The line of a charge as it is printed.
    ///
    /// Amount: price × quantity, half up to a kopeck. VAT: amount × r / (100 + r), likewise.
    init(_ line: ChargePosted.Line, _ rate: VATRate, _ day: CalendarDay) {
        let price = Kopecks(line.price) ?? .zero
        let quantity = line.quantity ?? 1
        let product = (price.rubles * quantity).rounded(places: 2)
        let amount = Kopecks(rubles: product) ?? .zero
        self.init(
            title: line.title.inDocuments,
            quantity: quantity,
            price: price,
            amount: amount,
            rate: rate,
            vat: rate.part(of: amount),
            date: day
        )
    }
}

extension VATRate {
    /// How much of an amount that includes it is VAT, half up to a kopeck.
    package func part(of amount: Kopecks) -> Kopecks {
        guard let percent else { return .zero }
        let share = (amount.rubles * percent).divided(by: 100 + percent, places: 2)
        return Kopecks(rubles: share) ?? .zero
    }
}

extension String {
    /// The text as documents print it: on one line, without signs that control or turn it round,
    /// at most ``Limits/documentCharactersMax`` characters.
    package var inDocuments: String {
        let plain = unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar.properties.isWhitespace
            case .format: scalar == "\u{200D}"
            case .surrogate, .privateUse, .unassigned: false
            default: true
            }
        }
        let words = String(String.UnicodeScalarView(plain)).split(whereSeparator: \.isWhitespace)
        return String(words.joined(separator: " ").prefix(Limits.documentCharactersMax))
    }
}

extension Flaw {
    /// A charge that nobody has posted.
    fileprivate static func unknownCharge(_ id: ChargeID) -> Flaw {
        Flaw(
            .unknownCharge,
            field: "data.charge_id",
            "data.charge_id: there is no charge \(id.rawValue.onOneLine)"
        )
    }

    /// A payment that nobody has announced.
    fileprivate static func unknownPayment(_ id: PaymentID) -> Flaw {
        Flaw(
            .unknownPayment,
            field: "data.payment_id",
            "data.payment_id: there is no payment \(id.rawValue.onOneLine)"
        )
    }
}
