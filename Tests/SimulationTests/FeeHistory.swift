import Contract
import Domain
import Engine
import Foundation
import SeededChance

/// Years of a small company in which everything happens that can happen to a fee: figures come late
/// and are corrected, people decide or don't, letters get lost, the CRM forgets, Baton is away.
struct FeeHistory {
    private var simulation: Simulation
    private var chance: SplitMix
    private(set) var witness: FeeWitness
    private var crm: [String: Customer] = [:]
    /// Buttons that were shown, the newest last.
    private var buttons: [(type: String, data: Value)] = []
    /// Letters of which nothing has been heard.
    private var letters: [String] = []
    /// Months whose figures have not been published.
    private var owed: [CalendarMonth] = []
    private var month: CalendarMonth
    private var heard: [(type: String, body: [UInt8])] = []
    private let calendar: WorkCalendar

    /// A client as the CRM has it.
    private struct Customer {
        var fee: Decimal
        var isActive = true
        let contractFrom: CalendarDay
        var hasAddress = true
    }

    init(
        seed: Int,
        _ policy: IndexationPolicy,
        _ calendar: WorkCalendar,
        processes: [any BusinessProcess.Type] = Registry.processes
    ) throws {
        chance = SplitMix(seed: seed)
        let start = CalendarDay(year: 2023, month: 1 + chance.below(12), day: 1 + chance.below(28))
        self.calendar = calendar
        month = CalendarMonth(of: start)
        witness = FeeWitness(policy, calendar)
        simulation = try Simulation(
            BatchDecider(
                processes: processes,
                policies: Policies(calendar: calendar, [policy]),
                source: "baton",
                text: Self.text
            ),
            start: calendar.startOfDay(start)
        )
        owed = month.ending(30)
        for index in 1...3 {
            crm["C\(index)"] = Customer(
                fee: Decimal(20_000 + 100 * chance.below(900)),
                contractFrom: start.adding(days: -chance.below(700))
            )
        }
    }

    /// Everything that fills a text, in words that can be read again.
    private static let text: @Sendable (Phrase) -> String = { phrase in
        let words = phrase.values.compactMap { name, value -> String? in
            switch value {
            case .text(let text): "\(name)=\(text)"
            case .object(let money): money["amount"]?.text.map { "\(name)=\($0)" }
            case .null, .bool, .number, .list: nil
            }
        }
        return ([phrase.template] + words.sorted()).joined(separator: "|")
    }

    static func data(of command: Written) -> [String: Value]? {
        (try? JSONReader.read(command.json) { try $0.member("data")?.object() }) ?? nil
    }

    static func words(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "|").map { $0.split(separator: "=", maxSplits: 1) }
        let known = pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) }
        return Dictionary(known) { first, _ in first }
    }

    // MARK: - Time

    mutating func play(years: Int) throws {
        try hear("person.upserted", person("head", "sales_head"))
        try hear("person.upserted", person("dir", "director"))
        for id in crm.keys.sorted() { try announce(id) }
        let end = simulation.now + Double(years) * 365.25 * 86_400
        while simulation.now < end {
            let next = simulation.now + Double(1 + chance.below(12 * 24)) * 3600
            // Now and then Baton is away, and everything that is due comes late.
            if chance.once(in: 12) {
                simulation.pass(to: next)
            } else {
                try fire(until: next)
            }
            try happen()
        }
        try fire(until: end)
    }

    private mutating func fire(until end: Date) throws {
        while let entries = try simulation.fireTimer(dueUpTo: end) { try follow(entries) }
        simulation.pass(to: end)
    }

    private mutating func follow(_ entries: [JournalEntry]) throws {
        for entry in entries {
            for command in entry.commands { try follow(command, at: entry.received) }
        }
    }

    private mutating func follow(_ command: Written, at now: Date) throws {
        let customers = crm
        witness.see(
            command,
            at: now,
            fee: { customers[$0]?.fee },
            isActive: { customers[$0]?.isActive ?? false }
        )
        guard let data = Self.data(of: command) else { return }
        switch command.type {
        case "mail.send" where data["template"]?.text == "indexation.notice":
            letters.append(command.id)
        case "chat.notify": show(data["actions"])
        case "client.set_fee": try obey(data)
        default: break
        }
    }

    private mutating func show(_ actions: Value?) {
        guard case .list(let actions) = actions else { return }
        for case .object(let action) in actions {
            guard case .object(let event) = action["event"], let type = event["type"]?.text,
                let data = event["data"]
            else { continue }
            // What was announced is seldom taken back.
            guard type != "indexation.withdrawn" || chance.once(in: 6) else { continue }
            buttons.append((type, data))
        }
    }

    /// The CRM does what it is told, mostly.
    private mutating func obey(_ data: [String: Value]) throws {
        guard let id = data["client_id"]?.text, case .object(let money) = data["fee"],
            let fee = money["amount"]?.text.flatMap({ Decimal(string: $0) })
        else { return }
        if chance.chance(85) { crm[id]?.fee = fee }
        try announce(id)
    }

    // MARK: - What happens

    private mutating func happen() throws {
        let present = CalendarMonth(of: calendar.day(of: simulation.now))
        while month < present {
            owed.append(month)
            month = month.adding(1)
        }
        for month in owed where chance.chance(70) { try observe(month) }
        try decide()
        try hearOfLetters()
        let id = "C\(1 + chance.below(3))"
        switch chance.below(20) {
        case 0: try observe(present.adding(-chance.below(30) - 1))
        case 1:
            crm[id]?.fee += Decimal(100 * (1 + chance.below(20)))
            try announce(id)
        case 2:
            crm[id]?.isActive = chance.chance(80)
            try announce(id)
        case 3:
            crm[id]?.hasAddress = chance.chance(80)
            try announce(id)
        case 4, 5, 6: try announce(id)
        case 7, 8: try repeatSomething()
        default: break
        }
    }

    private mutating func observe(_ month: CalendarMonth) throws {
        owed.removeAll { $0 == month }
        let age = (month.year - 2020) * 12 + month.month
        let value = Decimal(1000 + age * (5 + chance.below(8)))
        try hear(
            "salary_index.observed",
            .object(["period": .text(month.rawValue), "value": .number(value)])
        )
        try hear(
            "payroll.observed",
            .object([
                "department": .text("seo"), "period": .text(month.rawValue),
                "headcount": .number(Decimal(5 + chance.below(10))),
                "total": .money(
                    Money(Decimal(1_000_000 + age * 9000 + chance.below(90_000)), "RUB")
                ),
            ])
        )
    }

    private mutating func decide() throws {
        for _ in 0..<3 where !buttons.isEmpty && chance.chance(40) {
            // Mostly one of the last notice; now and then one that is long out of date.
            let isOld = chance.once(in: 6)
            let recent = isOld ? buttons.count : min(buttons.count, 3)
            let index = buttons.count - 1 - chance.below(recent)
            let button = buttons[index]
            if chance.chance(80) { buttons.remove(at: index) }
            try hear(button.type, button.data)
        }
    }

    private mutating func hearOfLetters() throws {
        for id in letters where chance.chance(50) {
            letters.removeAll { $0 == id }
            for _ in 0...chance.below(2) { try hearOf(id) }
        }
    }

    private mutating func hearOf(_ id: String) throws {
        switch chance.below(10) {
        case 0...5:
            witness.delivered(id, at: simulation.now)
            try hear("mail.delivered", .object(["command_id": .text(id)]))
        case 6, 7:
            witness.lost(id)
            try hear(
                "command.failed",
                .object([
                    "command_id": .text(id), "reason": .text("no such mailbox"),
                    "permanent": .bool(chance.chance(50)),
                ])
            )
        default: break
        }
    }

    private mutating func repeatSomething() throws {
        guard !heard.isEmpty else { return }
        let event = heard[chance.below(heard.count)]
        try follow(try simulation.receive(event.body, routingKey: event.type, at: simulation.now))
    }

    // MARK: - Events

    private func person(_ id: String, _ role: String) -> Value {
        .object([
            "person_id": .text(id), "name": .text(id), "roles": .list([.text(role)]),
        ])
    }

    private mutating func announce(_ id: String) throws {
        guard let customer = crm[id] else { return }
        let address: [Value] = customer.hasAddress ? [.text("\(id.lowercased())@client.test")] : []
        try hear(
            "client.upserted",
            .object([
                "client_id": .text(id), "name": .text(id), "sales_head_id": .text("head"),
                "department": .text("seo"), "fee": .money(Money(customer.fee, "RUB")),
                "contract_from": .text(customer.contractFrom.text), "emails": .list(address),
                "active": .bool(customer.isActive),
            ])
        )
    }

    private mutating func hear(_ type: String, _ data: Value) throws {
        let event = Value.object([
            "specversion": .text("1.0"), "id": .text("e\(heard.count)"), "source": .text("test"),
            "type": .text(type), "data": data, "time": .text(Timestamp.text(simulation.now)),
        ])
        let body = try JSONWriter.bytes(of: event)
        heard.append((type, body))
        try follow(try simulation.receive(body, routingKey: type, at: simulation.now))
    }
}
