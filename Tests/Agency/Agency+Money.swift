import Domain
import Foundation
import SeededChance
import Simulating

/// What the CRM and the bank say of clients.
extension Agency {
    /// A client has a new manager: the CRM tells of him as he is now.
    mutating func take(_ body: EventBody, _ now: Date) throws {
        guard let id = body["client_id"], let person = body["person_id"] else { return }
        clients[id]?.manager = person
        try announce(id, now + 6)
    }

    /// A fee has risen.
    mutating func raise(_ body: EventBody, _ now: Date) throws {
        guard let id = body["client_id"], let fee = body.money("fee") else { return }
        clients[id]?.fee = Int(fee.amount.nearestDouble)
        try announce(id, now + 6)
    }

    private mutating func announce(_ id: String, _ at: Date) throws {
        guard let client = clients[id] else { return }
        try diary.say(at, ClientUpserted.type, client.data)
    }

    /// Most invoices are paid within three weeks, some in part, some not at all.
    mutating func pay(_ body: EventBody, _ now: Date) throws {
        guard let id = body["client_id"], case .list(let documents) = body.data["documents"] else {
            return
        }
        for case .object(let document) in documents where document["kind"]?.text == "invoice" {
            guard let total = document["total"]?.numeric, total > 0, diary.dice.chance(94),
                let number = document["number"]?.text, let date = document["date"]?.text
            else { continue }
            let at = diary.office(now + Double(diary.number(2...20)) * 86_400)
            let amount = diary.dice.chance(90) ? total : (total / 2).rounded(places: 2)
            try diary.say(
                at,
                PaymentReceived.type,
                [
                    // Numbers begin again each year.
                    "payment_id": .text("B-\(date.prefix(4))-\(number)-\(id)"),
                    "client_id": .text(id),
                    "amount": .money(Money(amount, "RUB")),
                    "paid_on": .text(size.day(of: at).text), "document_no": .text(number),
                ]
            )
        }
    }
}
