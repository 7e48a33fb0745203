import Contract
import Domain
import Engine
import Foundation

/// Sees what goes out about fees, and says what must not have.
struct FeeWitness {
    /// A letter that told a client of a raise.
    struct Letter {
        let clientID: String
        let fee: Decimal
        let newFee: Decimal
        let statedOn: CalendarDay
        let sentAt: Date
        var deliveredAt: Date?
        var isLost = false
        var isUsed = false
    }

    let policy: IndexationPolicy
    let calendar: WorkCalendar
    private(set) var letters: [String: Letter] = [:]
    private(set) var complaints: [String] = []
    /// How many fees were changed.
    private(set) var changes = 0
    private var effective: [String: CalendarDay] = [:]
    private var withdrawn: Set<String> = []

    init(_ policy: IndexationPolicy, _ calendar: WorkCalendar) {
        self.policy = policy
        self.calendar = calendar
    }

    mutating func see(
        _ command: Written,
        at now: Date,
        fee: (String) -> Decimal?,
        isActive: (String) -> Bool
    ) {
        guard let data = FeeHistory.data(of: command) else {
            return complaints.append("unreadable \(command.type)")
        }
        switch command.type {
        case "mail.send": keep(command.id, data, at: now)
        case "baton.indexation.skipped":
            guard data["reason"]?.text == "withdrawn" else { return }
            withdrawn.insert(data["proposal_id"]?.text ?? "")
        case "client.set_fee":
            let client = data["client_id"]?.text ?? ""
            check(client, data, at: now, fee(client), isActive(client))
        default: break
        }
    }

    mutating func delivered(_ id: String, at instant: Date) {
        guard letters[id]?.deliveredAt == nil else { return }
        letters[id]?.deliveredAt = instant
    }

    mutating func lost(_ id: String) { letters[id]?.isLost = true }

    private mutating func keep(_ id: String, _ data: [String: Value], at now: Date) {
        guard data["template"]?.text == "indexation.notice", letters[id] == nil else { return }
        let words = FeeHistory.words(data["text"]?.text ?? "")
        guard let fee = words["fee"].flatMap({ Decimal(string: $0) }),
            let newFee = words["new_fee"].flatMap({ Decimal(string: $0) }),
            let day = words["effective_on"].flatMap(Timestamp.date)
        else { return complaints.append("a letter that says nothing: \(words)") }
        letters[id] = Letter(
            clientID: data["client_id"]?.text ?? "",
            fee: fee,
            newFee: newFee,
            statedOn: calendar.day(of: day),
            sentAt: now
        )
    }

    private mutating func check(
        _ client: String,
        _ data: [String: Value],
        at now: Date,
        _ fee: Decimal?,
        _ isActive: Bool
    ) {
        changes += 1
        func complain(_ what: String) {
            complaints.append("\(Timestamp.text(now)) \(client): \(what)")
        }
        guard case .object(let money) = data["fee"],
            let newFee = money["amount"]?.text.flatMap({ Decimal(string: $0) }),
            let day = data["effective_on"]?.text.flatMap({ CalendarDay($0) })
        else { return complain("unreadable client.set_fee") }
        if !isActive { complain("raised although he left") }
        if withdrawn.contains(data["proposal_id"]?.text ?? "") {
            complain("raised though withdrawn")
        }
        if day > calendar.day(of: now) { complain("raised before its day") }
        if BillingDay(policy.dates.billingDay.number).first(onOrAfter: day) != day {
            complain("\(day) is no billing day")
        }
        if let last = effective[client], day < addingYear(last) { complain("twice in a year") }
        effective[client] = day
        let told = letters.filter { _, letter in
            letter.clientID == client && letter.newFee == newFee && letter.fee == fee
                && !letter.isLost && !letter.isUsed && letter.statedOn <= day && isTold(letter, day)
        }
        guard let id = told.keys.sorted().first else {
            return complain("raised to \(newFee) without a letter that got there in time")
        }
        letters[id]?.isUsed = true
    }

    private func isTold(_ letter: Letter, _ day: CalendarDay) -> Bool {
        let instant = policy.delivery == .confirmed ? letter.deliveredAt : letter.sentAt
        guard let instant else { return false }
        let toldOn = calendar.day(of: instant)
        return toldOn.adding(days: policy.dates.noticeDays) <= day
    }

    private func addingYear(_ day: CalendarDay) -> CalendarDay {
        CalendarMonth(of: day).adding(12).day(day.day)
    }
}
