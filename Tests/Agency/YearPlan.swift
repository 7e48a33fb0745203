import Domain
import Foundation
import SeededChance
import Simulating

/// What happens whatever anybody answers: people and clients are announced, figures are published,
/// leads and calls come in, work is charged.
struct YearPlan {
    let size: AgencySize
    private(set) var diary: Diary
    /// Every client, as the CRM knows him.
    private(set) var clients: [Client] = []

    init(_ size: AgencySize) throws {
        self.size = size
        diary = Diary(seed: size.seed)
        try announcePeople()
        try publishFigures()
        try announceClients()
        try bringLeads()
        try bringCalls()
        try ask()
        try charge()
        try measurePositions()
    }

    private var start: Date { size.start }

    private func day(_ number: Int) -> Date { start + Double(number) * 86_400 }

    // MARK: - Who there is

    private mutating func announcePeople() throws {
        for (index, member) in Cast.everybody.enumerated() {
            var data: [String: Value] = [
                "person_id": .text(member.id), "name": .text(member.name),
                "roles": .list([.text(member.role)]), "extension": .text("\(101 + index)"),
                "email": .text("\(member.id)@agency.test"),
            ]
            if member.role == "project_manager" {
                data["department"] = .text(Cast.departments[index % Cast.departments.count])
            }
            try diary.say(start + Double(index), "person.upserted", data)
        }
        // Somebody must have sold in the quarter before, or there is no race.
        for (place, seller) in Cast.sellers.enumerated() {
            try diary.say(
                start + 60 + Double(place),
                "deal.won",
                [
                    "deal_id": .text("D-before-\(seller.id)"), "manager_id": .text(seller.id),
                    "amount": .roubles(900_000 - 150_000 * place),
                    "closed_at": .instant(start - Double(10 + place) * 86_400),
                ]
            )
        }
    }

    /// Nine of ten are clients from the beginning, the others come in the course of the year.
    private mutating func announceClients() throws {
        for number in 1...max(1, size.clients) {
            let isNew = number * 10 > size.clients * 9
            let client = Client(number, isNew: isNew, size, &diary)
            clients.append(client)
            let at = isNew ? day(diary.number(5...max(6, size.days - 20))) + 11 * 3600 : start + 120
            try diary.say(at + Double(number) / 10, "client.upserted", client.data)
            if client.id == Agency.unhappyClient {
                try diary.say(
                    day(15) + 12 * 3600,
                    "nps.survey_requested",
                    ["client_id": .text(client.id)]
                )
            }
            guard isNew else { continue }
            try diary.say(
                at + 600,
                "client.manager_requested",
                [
                    "request_id": .text("N-\(number)"), "client_id": .text(client.id),
                    "requester_id": .text(client.head),
                ]
            )
        }
    }

    // MARK: - Figures of the country and of the company

    /// Four years back, so that raises have something to be compared with.
    private mutating func publishFigures() throws {
        let first = size.day(of: start)
        let beginning = CalendarMonth(of: first)
        for back in -48...max(0, size.days / 30) {
            let month = beginning.adding(back)
            // Statistics of a month come six weeks after it has ended.
            let published = max(start + 90, day(back * 30 + 75))
            guard published < size.end else { continue }
            try publish(month, index: back + 48, at: published)
        }
        for (index, market) in Cast.markets.enumerated() {
            for quarter in 0...max(0, size.days / 91) {
                try diary.say(
                    quarter == 0 ? start + 95 : day(quarter * 91),
                    "competition.observed",
                    [
                        "market": .text(market),
                        "level": .number(Decimal((index * 11 + quarter * 3) % 10) / 10),
                        "observed_on": .text(size.day(of: day(quarter * 91)).text),
                    ]
                )
            }
        }
    }

    private mutating func publish(_ month: CalendarMonth, index: Int, at: Date) throws {
        for (place, region) in Cast.regions.enumerated() {
            let median = (place == 0 ? 120_000 : 68_000 + place * 3000) + index * 800
            try diary.say(
                at,
                "salary.observed",
                [
                    "region": .text(region), "period": .text(month.rawValue),
                    "median": .roubles(median),
                ]
            )
        }
        try diary.say(
            at,
            "salary_index.observed",
            ["period": .text(month.rawValue), "value": .number(Decimal(1000 + index * 9) / 10)]
        )
        for (place, department) in Cast.departments.enumerated() {
            let heads = 30 + place * 5
            try diary.say(
                at,
                "payroll.observed",
                [
                    "department": .text(department), "period": .text(month.rawValue),
                    "headcount": .number(heads),
                    "total": .roubles(heads * (90_000 + index * (600 + place * 150))),
                ]
            )
        }
    }

    // MARK: - Day by day

    private mutating func bringLeads() throws {
        for number in 1...max(1, size.leads) {
            let at = diary.momentOfDay(day(number * (size.days - 1) / max(1, size.leads)))
            let channel = diary.dice.pick(Cast.channels)
            var data: [String: Value] = [
                "lead_id": .text("L-\(number)"),
                "source": .object([
                    "channel": .text(channel.channel), "campaign": .text(channel.campaign),
                ]),
                "contact": .object([
                    "name": .text("Клиент \(number)"), "phone": .text(Self.phone(number)),
                ]),
                "company": .text("Компания \(number)"),
                "region": .text(diary.dice.pick(Cast.regions)),
                "market": .text(diary.dice.pick(Cast.markets)),
            ]
            switch diary.number(1...100) {
            case ...60: data["responsible_id"] = .text(diary.dice.pick(Cast.marketers).id)
            case ...85: data["hot"] = .bool(true)
            default: data["responsible_id"] = .text(diary.dice.pick(Cast.consultants).id)
            }
            try diary.say(at, "lead.created", data)
        }
    }

    /// A telephone of nobody else.
    private static func phone(_ number: Int) -> String { "+7913\(1_000_000 + number)" }

    private mutating func bringCalls() throws {
        for number in 1...max(1, size.calls) {
            let at = diary.momentOfDay(day(number * (size.days - 1) / max(1, size.calls)))
            let from =
                switch diary.number(1...100) {
                case ...18: "+7495\(9_000_000 + diary.number(1...60))"
                case ...30: clients[diary.number(0...clients.count - 1)].phone
                default: "+7923\(1_000_000 + diary.number(1...max(2, size.calls)))"
                }
            try diary.say(
                at,
                "call.incoming",
                [
                    "call_id": .text("K-\(number)"), "from": .text(from),
                    "to": .text(diary.dice.pick(Cast.channels).line),
                ]
            )
        }
    }

    /// Presales, prices, and what heads say of managers each quarter.
    private mutating func ask() throws {
        for number in 1...max(1, size.presales) {
            try diary.say(
                diary.momentOfDay(day(diary.number(3...max(4, size.days - 10)))),
                "presale.requested",
                [
                    "request_id": .text("P-\(number)"),
                    "requester_id": .text(diary.dice.pick(Cast.heads).id),
                ]
            )
        }
        for number in 1...max(1, size.clients * size.days / 365) {
            let at = diary.momentOfDay(day(diary.number(3...max(4, size.days - 10))))
            let client = clients[diary.number(0...clients.count - 1)]
            try diary.say(
                at,
                "price.requested",
                [
                    "request_id": .text("R-\(number)"), "region": .text(client.region),
                    "market": .text(client.market),
                    "services": .list([.object(["code": .text(diary.dice.pick(Cast.services))])]),
                ]
            )
        }
        try hearHeads()
    }

    private mutating func hearHeads() throws {
        for quarter in 0...(size.days / 91) {
            for head in Cast.heads {
                for manager in Cast.managers {
                    let at = day(min(size.days - 1, 20 + quarter * 91)) + 12 * 3600
                    try diary.say(
                        at,
                        "feedback.given",
                        [
                            "feedback_id": .text("F-\(quarter)-\(head.id)-\(manager.id)"),
                            "person_id": .text(manager.id), "by": .text(head.id),
                            "score": .number(
                                max(1, min(5, manager.charm / 18 + diary.number(-1...0)))
                            ),
                        ]
                    )
                }
            }
        }
    }

    /// Each month's work is charged on the 20th, before the documents of the month are due.
    private mutating func charge() throws {
        for number in 0..<size.days {
            let date = size.day(of: day(number) + 3600)
            guard date.day == 20 else { continue }
            for client in clients where !client.isNew {
                try diary.say(
                    day(number) + 15 * 3600 + Double(client.number),
                    "charge.posted",
                    [
                        "charge_id": .text("W-\(date.monthText)-\(client.number)"),
                        "client_id": .text(client.id), "date": .text(date.text),
                        "lines": .list([
                            .object([
                                "title": .text("Продвижение сайта"),
                                "price": .roubles(client.fee),
                            ])
                        ]),
                    ]
                )
            }
        }
    }

    /// A few sites, a dozen queries each; every site rises in its own way.
    private mutating func measurePositions() throws {
        for client in clients.prefix(size.sites) {
            let site = "site-\(client.number).test"
            for number in 0..<size.days {
                let rows = (1...12).map { query -> Value in
                    let place = max(1, 60 - number / 8 - query * 3 + diary.number(-2...2))
                    return .object([
                        "query": .text("запрос \(query)"), "position": .number(place),
                    ])
                }
                try diary.say(
                    day(number) + 6 * 3600 + Double(client.number),
                    "positions.observed",
                    [
                        "site_id": .text(site), "client_id": .text(client.id),
                        "engine": .text("yandex"), "region": .text("213"),
                        "date": .text(size.day(of: day(number) + 3600).text),
                        "depth": .number(100), "rows": .list(rows),
                    ]
                )
            }
        }
    }
}
