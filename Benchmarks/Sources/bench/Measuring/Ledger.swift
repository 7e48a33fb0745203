import Foundation

/// What came back for which event, and whether it is what had to.
struct Ledger {
    typealias Instant = ContinuousClock.Instant

    private let prefix: String
    private let mayRepeat: Bool
    private let events: [PlannedEvent]
    /// How many commands of each event have come.
    private var counts: [Int]
    /// When the last command of each event came.
    private(set) var finished: [Instant?]
    private var ids: Set<String> = []
    /// The highest event seen of each lead.
    private var latest: [Int]
    private var faultCount = 0
    private var firstFaults: [String] = []

    private(set) var received = 0
    private(set) var first: Instant?
    private(set) var last: Instant?
    /// How late offers ended, in seconds after the instant that they named.
    private(set) var lateness: [Double] = []
    /// When the offers that stand end, by lead.
    private var deadlines: [String: Date] = [:]

    /// Commands about leads that the tables were filled with.
    private(set) var filledCount = 0
    /// When their offers ended.
    private(set) var filledEnds: [Instant] = []

    /// Mails with documents, which follow from jobs beside the lane.
    private(set) var mails = 0

    /// How many commands are expected.
    let expected: Int

    /// Where commands may come twice, the second is only counted.
    init(_ workload: some Workload, run: String, mayRepeat: Bool = false) {
        self.mayRepeat = mayRepeat
        prefix = run + "-"
        events = workload.events
        counts = Array(repeating: 0, count: events.count)
        finished = Array(repeating: nil, count: events.count)
        latest = Array(repeating: -1, count: (events.compactMap(\.lead).max() ?? -1) + 1)
        expected = events.reduce(0) { $0 + $1.commands.count }
    }

    /// Whether as many commands have come as had to.
    var isComplete: Bool { received >= expected }

    /// What is wrong with what came; empty when all is right.
    var faults: [String] {
        var faults = firstFaults
        if faultCount > faults.count { faults.append("… and \(faultCount - faults.count) more") }
        if received < expected { faults.append("\(expected - received) commands never came") }
        return faults
    }

    /// Notes a command: its id, its type, and the event that it names as its cause.
    mutating func take(id: String, type: String, cause: String, at instant: Instant) {
        first = first ?? instant
        last = instant
        if cause.hasPrefix(Filling.prefix) { return takeFilled(type, at: instant) }
        if type == "mail.send" || type.hasPrefix("baton.document") {
            if type == "mail.send" { mails += 1 }
            return
        }
        guard ids.insert(id).inserted else {
            if !mayRepeat { fault("command \(id) came twice") }
            return
        }
        received += 1
        guard let number = number(of: cause) else { return fault("\(type) has no known cause") }
        let event = events[number]
        let place = counts[number]
        counts[number] += 1
        guard place < event.commands.count, event.commands[place] == type else {
            return fault("\(type) was not to follow event \(number), \(event.type), as \(place)")
        }
        if counts[number] == event.commands.count { finished[number] = instant }
        guard let lead = event.lead else { return }
        if number < latest[lead] { fault("the order of lead \(lead) was not kept") }
        latest[lead] = number
    }

    /// Commands about leads that the tables were filled with have no event of ours.
    private mutating func takeFilled(_ type: String, at instant: Instant) {
        filledCount += 1
        if type == "lead.offer_withdrawn" { filledEnds.append(instant) }
    }

    /// Notes an offer, which says when it ends, and its end.
    mutating func takeOffer(_ offer: OfferNews, at instant: Date) {
        if let deadline = offer.expiresAt {
            deadlines[offer.subject] = deadline
        } else if let deadline = deadlines.removeValue(forKey: offer.subject) {
            guard offer.isTimely else { return }
            let late = instant.timeIntervalSince(deadline)
            lateness.append(late)
            if late < 0 { fault("an offer of \(offer.subject) ended \(-late) s early") }
        } else {
            fault("an offer of \(offer.subject) ended that never stood")
        }
    }

    private func number(of cause: String) -> Int? {
        guard cause.hasPrefix(prefix), let number = Int(cause.dropFirst(prefix.count)),
            events.indices.contains(number)
        else { return nil }
        return number
    }

    private mutating func fault(_ text: String) {
        faultCount += 1
        if firstFaults.count < 5 { firstFaults.append(text) }
    }
}
