package import Foundation

/// Which reports of positions a client is to get, and which he got.
package struct ClientPositionReports: ProcessState {
    /// One that was asked for, or was due.
    package struct Request: Codable, Equatable, Sendable {
        package let id: RequestID
        /// The first day on its drawings, and the day that it tells about.
        package let period: ReportedPeriod
        package let requesterID: PersonID?
        package let sendTo: [String]
        /// Whether nobody asked for it: it was due.
        package let isScheduled: Bool
        /// Once it is made; nil while it is being made.
        package var made: Made?

        private enum CodingKeys: String, CodingKey {
            case id, period
            case requesterID = "requester_id"
            case sendTo = "send_to"
            case isScheduled = "scheduled"
            case made
        }
    }

    /// A report that exists.
    package struct Made: Codable, Equatable, Sendable {
        package let report: String?
        package let sha256: String?
        package let date: String?
        package let headlines: [String]
        /// Until when the link that went out works; nil where none did, or by an earlier version.
        package var expiresAt: Date?

        private enum CodingKeys: String, CodingKey {
            case report, sha256, date, headlines
            case expiresAt = "expires_at"
        }
    }

    /// When the next one is due.
    package struct Alarm: Codable, Equatable, Sendable {
        package let due: Date
        package let generation: Int
    }

    /// How many requests are remembered, so that each is answered once.
    static let requestsMax = 100

    package var requests: [Request] = []
    package var alarm: Alarm?
    @Counted package var alarms = 0

    private enum CodingKeys: String, CodingKey {
        case requests, alarm, alarms
    }
}
