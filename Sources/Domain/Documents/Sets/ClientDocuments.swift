package import Foundation

/// The sets of documents of one client, as they were asked for.
package struct ClientDocuments: ProcessState {
    /// The oldest first: those that something may still happen to, see ``ShelvedSets``.
    package var sets: [DocumentSet]
    /// The years whose sets lie on shelves, the earliest first.
    package var shelvedYears: [ShelvedYear]?
    /// The greatest ordinal that a set ever had.
    package var lastOrdinal: Int?
    /// The timers that are armed, by name.
    package private(set) var alarms: [String: Alarm]
    /// Counts alarms; never used twice.
    @Counted package private(set) var alarmCount: Int
    /// The last month whose set is none of the schedule's business: it began after that.
    package var scheduledAfter: CalendarMonth?

    private enum CodingKeys: String, CodingKey {
        case sets
        case shelvedYears = "shelved_years"
        case lastOrdinal = "last_ordinal"
        case alarms
        case alarmCount = "alarm_count"
        case scheduledAfter = "scheduled_after"
    }

    package init() {
        sets = []
        alarms = [:]
        alarmCount = 0
    }

    /// A timer that was set.
    package struct Alarm: Codable, Equatable, Sendable {
        package let due: Date
        package let generation: Int
    }

    /// Sets a timer, or takes it back.
    mutating func set(_ timer: String, at due: Date?) -> Effect? {
        guard let due else {
            return alarms.removeValue(forKey: timer).map { _ in .disarm(timer: timer) }
        }
        alarmCount += 1
        alarms[timer] = Alarm(due: due, generation: alarmCount)
        return .arm(timer: timer, generation: alarmCount, due: due)
    }

    /// Whether a firing is of the timer that was set last; it is over then.
    mutating func take(_ timer: String, _ generation: Int) -> Bool {
        guard alarms[timer]?.generation == generation else { return false }
        alarms[timer] = nil
        return true
    }

    /// The client is found under the ids of the mails whose fate matters.
    package var lookupKeys: [String] {
        sets.compactMap { set in
            switch set.phase {
            case .rendered, .handedOver: set.mail?.commandID.lookupKey
            case .requested, .collecting, .issued, .delivered, .blocked, .sendFailed, .voided: nil
            }
        }
    }
}

/// One set, from the request to the client's mail server.
package struct DocumentSet: Codable, Equatable, Sendable {
    /// Which of the client's sets, from 1.
    package let ordinal: Int
    package let order: Order
    package let requestedAt: Date
    package var phase: Phase
    /// Since when.
    package var phaseSince: Date
    /// Requests that wait for the answer.
    package var waiting: [RequestID]
    /// Requests that it answers: the one that it was made for, and those for the same.
    package var requests: [Asked]
    /// Counts trials.
    package var trial: Int
    /// Of what the last trial was of.
    package var draft: String?
    /// What is wrong, in sentences, while it is blocked.
    package var reasons: [Reason]
    /// Once there are numbers.
    package var documents: [Issued]
    /// Numbers that are wanted and not taken yet; only within one transaction.
    package var wanted: [DocumentKind]
    /// What was looked up beside the lanes; until the set is frozen.
    package var figures: CollectedFigures?
    package var mail: Mail?
    /// Once the client's mail server had it, the first time.
    package var delivery: Delivery?
    /// The ordinal of the voided set in whose place it stands.
    package var replaces: Int?
    /// Since when something is known that its documents don't say.
    package var outdatedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case ordinal, order
        case requestedAt = "requested_at"
        case phase
        case phaseSince = "phase_since"
        case waiting, requests, trial, draft, reasons, documents, wanted, figures, mail, replaces
        case delivery
        case outdatedAt = "outdated_at"
    }

    /// That a mail was delivered.
    package struct Delivery: Codable, Equatable, Sendable {
        /// The number of the mail.
        package let mail: Int
        package let at: Date
    }

    /// How far something is, and since when.
    package struct Progress: Equatable, Sendable {
        package let phase: Phase
        package let since: Date
    }

    /// How far it is for people: what was delivered stays so, whatever becomes of a later mail.
    package var progress: Progress {
        switch phase {
        case .rendered, .handedOver, .delivered, .sendFailed:
            delivery.map { Progress(phase: .delivered, since: $0.at) }
                ?? Progress(phase: phase, since: phaseSince)
        case .requested, .collecting, .issued, .blocked, .voided:
            Progress(phase: phase, since: phaseSince)
        }
    }

    /// How far the mail is with which it went out once more after it was delivered.
    package var resend: Progress? {
        guard let delivery, let mail, mail.number > delivery.mail else { return nil }
        switch phase {
        case .rendered, .handedOver, .delivered, .sendFailed:
            return Progress(phase: phase, since: phaseSince)
        case .requested, .collecting, .issued, .blocked, .voided: return nil
        }
    }

    /// How far it is.
    package enum Phase: String, Vocabulary {
        case requested, collecting, issued, rendered
        case handedOver = "handed_over"
        case delivered, blocked
        case sendFailed = "send_failed"
        case voided

        /// Whether its numbers hold.
        package var isIssued: Bool {
            switch self {
            case .issued, .rendered, .handedOver, .delivered, .sendFailed: true
            case .requested, .collecting, .blocked, .voided: false
            }
        }
    }

    /// What it is a set of.
    package struct Order: Codable, Equatable, Sendable {
        package let period: DocumentPeriod
        package let kinds: [DocumentKind]
        package let legalEntity: LegalEntityID
        package let requesterID: PersonID?
        package let sendTo: [String]?
        /// Whether nobody asked for it: it was due.
        package let isScheduled: Bool

        private enum CodingKeys: String, CodingKey {
            case period, kinds
            case legalEntity = "legal_entity"
            case requesterID = "requester_id"
            case sendTo = "send_to"
            case isScheduled = "is_scheduled"
        }

        /// Whether both are of the same documents.
        func isSameSet(as other: Order) -> Bool {
            period == other.period && kinds == other.kinds && legalEntity == other.legalEntity
        }
    }

    /// A request, as it was asked.
    package struct Asked: Codable, Equatable, Sendable {
        package let id: RequestID
        package let mode: DocumentsRequested.Mode
        package let order: Order
    }

    /// Why it is blocked.
    package struct Reason: Codable, Equatable, Sendable {
        package let code: DocumentFault.Code
        package let field: String?
        package let sentence: String
    }

    /// A document that has a number.
    package struct Issued: Codable, Equatable, Sendable {
        package let kind: DocumentKind
        package let number: Int
        package let date: CalendarDay
        package var total: Kopecks?
        package var vat: Kopecks?
        package var closing: Kopecks?
        /// How much of the ledger was known: what comes later is listed apart in the next act.
        package var known: Int?
        /// Once it is drawn.
        package var sha256: String?
        package var size: Int?
    }

    /// The mail with the set, the last one.
    package struct Mail: Codable, Equatable, Sendable {
        /// From 1; each mail has another id.
        package let number: Int
        package let commandID: CommandID
        package let to: [String]
        /// How often mails of this hand-over have failed.
        package var failures: Int
        package let askedAt: Date
        package var handedOverAt: Date?
        package var deliveredAt: Date?
        package var lastFailure: String?
        package var failedAt: Date?
        /// Since when it is known that nobody has confirmed it in time.
        package var warnedAt: Date?

        private enum CodingKeys: String, CodingKey {
            case number
            case commandID = "command_id"
            case to, failures
            case askedAt = "asked_at"
            case handedOverAt = "handed_over_at"
            case deliveredAt = "delivered_at"
            case lastFailure = "last_failure"
            case failedAt = "failed_at"
            case warnedAt = "warned_at"
        }
    }

    /// The request that it was made for.
    package var requestID: RequestID { requests.first?.id ?? RequestID(trusted: "?") }

    /// Its document of a kind.
    package func document(_ kind: DocumentKind) -> Issued? {
        documents.first { $0.kind == kind }
    }

    /// The file's key under which a document is kept, and which its link names.
    package static func fileKey(_ client: ClientID, _ ordinal: Int, _ kind: DocumentKind) -> String
    {
        "\(ordinal)/\(kind.rawValue)/\(client.rawValue)"
    }
}

extension SignedLink.Purpose {
    /// Documents that were issued.
    package static let document = SignedLink.Purpose(path: "d", label: "document")
}
