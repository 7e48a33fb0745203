import Domain
import Foundation
import SeededChance

/// A client, as the CRM of the agency knows him.
struct Client {
    let number: Int
    let isNew: Bool
    let head: String
    let region: String
    let market: String
    private let department: String
    private let services: [String]
    private let contractFrom: CalendarDay
    var fee: Int
    var manager: String?

    init(_ number: Int, isNew: Bool, _ size: AgencySize, _ diary: inout Diary) {
        self.number = number
        self.isNew = isNew
        head = diary.dice.pick(Cast.heads).id
        region = diary.dice.pick(Cast.regions)
        market = diary.dice.pick(Cast.markets)
        department = diary.dice.pick(Cast.departments)
        services = Array(Cast.services.shuffled(using: &diary.dice).prefix(diary.number(1...4)))
        // The unhappy one's raise is due in spring, soon after he is asked.
        let isOld = diary.dice.chance(30)
        let age = number == 1 ? 290 : isNew ? 0 : diary.number(isOld ? 365...1500 : 10...364)
        contractFrom = size.day(of: size.start).adding(days: -age)
        fee = diary.number(30...180) * 1000
        manager = isNew ? nil : diary.dice.pick(Cast.managers).id
    }

    var id: String { "C-\(number)" }
    var phone: String { "+7383\(2_000_000 + number)" }

    /// What the CRM tells of him.
    var data: [String: Value] {
        var data: [String: Value] = [
            "client_id": .text(id), "name": .text("ООО «Заказчик \(number)»"),
            "emails": .list([.text("buh@client-\(number).test")]),
            "phones": .list([.text(phone)]), "sales_head_id": .text(head),
            "region": .text(region), "market": .text(market), "department": .text(department),
            "fee": .roubles(fee), "contract_from": .text(contractFrom.text),
            "services": .list(services.map { .object(["code": .text($0)]) }),
            "legal": .object(["inn": .text(inn)]),
        ]
        data["project_manager_id"] = manager.map(Value.text)
        return data
    }

    /// Ten digits, the last of which is the control digit of the tax service's order.
    private var inn: String {
        let digits = Array(String(550_000_000 + number)).compactMap(\.wholeNumberValue)
        let weights = [2, 4, 10, 3, 5, 9, 4, 6, 8]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return digits.map(String.init).joined() + String(sum % 11 % 10)
    }
}
