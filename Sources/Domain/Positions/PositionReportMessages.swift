/// Somebody wants reports about a client.
package struct ReportRequested: Message {
    package static let type = "report.requested"
    package let requestID: RequestID
    package let clientID: ClientID?
    /// Which reports, such as `positions`.
    package let kinds: [String]
    package let period: ReportedPeriod
    package let requesterID: PersonID?
    /// Addresses to which they go.
    package let sendTo: [String]?

    package var subject: String { clientID?.rawValue ?? requestID.rawValue }
    package var requestTold: RequestID? { requestID }

    package var flaw: Flaw? {
        guard kinds.contains(PositionReports.kind) else { return nil }
        return period.flaw
    }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case kinds, period
        case requesterID = "requester_id"
        case sendTo = "send_to"
    }
}

/// Days from the first to the last, `YYYY-MM-DD`.
package struct ReportedPeriod: Codable, Equatable, Sendable {
    package let from: String
    package let to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }

    /// What is wrong with it, if anything is.
    var flaw: Flaw? {
        guard let first = CalendarDay(from), let last = CalendarDay(to), first <= last else {
            return Flaw(
                .invalidValue,
                field: "data.period",
                "data.period: must be two days such as 2026-09-01, the first not after the last"
            )
        }
        return nil
    }
}

/// A report of positions was made, beside the lanes, and lies where links lead.
package struct PositionReportMade: Message {
    package static let type = "position_report.made"
    package let clientID: ClientID
    package let requestID: RequestID
    /// The report's own id; nil where there were no positions to tell of.
    package let report: String?
    /// The day that is told about, `YYYY-MM-DD`.
    package let date: String?
    /// Its checksum, in hexadecimal digits.
    package let sha256: String?
    /// A sentence a line of the report.
    package let headlines: [String]?

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case requestID = "request_id"
        case report, date, sha256, headlines
    }

    package init(
        clientID: ClientID,
        requestID: RequestID,
        report: String? = nil,
        date: String? = nil,
        sha256: String? = nil,
        headlines: [String]? = nil
    ) {
        self.clientID = clientID
        self.requestID = requestID
        self.report = report
        self.date = date
        self.sha256 = sha256
        self.headlines = headlines
    }
}

/// Keywords left the first places and stayed away over several measurements.
package struct PositionAlertRaised: Message {
    package static let type = "position_alert.raised"

    /// A keyword that left.
    package struct Row: Codable, Equatable, Sendable {
        package let query: String
        package let before: Int
        /// Nil where it is not found any more.
        package let now: Int?

        package init(query: String, before: Int, now: Int?) {
            self.query = query
            self.before = before
            self.now = now
        }
    }

    package let clientID: ClientID
    package let siteID: SiteID
    package let engine: SearchEngine
    package let region: String?
    package let device: String?
    /// The day of the last measurement, `YYYY-MM-DD`.
    package let date: String
    package let rows: [Row]

    package var subject: String { clientID.rawValue }

    package init(
        clientID: ClientID,
        siteID: SiteID,
        engine: SearchEngine,
        region: String?,
        device: String? = nil,
        date: String,
        rows: [Row]
    ) {
        self.clientID = clientID
        self.siteID = siteID
        self.engine = engine
        self.region = region
        self.device = device
        self.date = date
        self.rows = rows
    }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case siteID = "site_id"
        case engine, region, device, date, rows
    }
}

/// A report that was asked for, or was due, is ready.
package struct ReportReady: Message {
    package static let type = "baton.report.ready"
    package let requestID: RequestID
    package let clientID: ClientID
    package let report: String
    package let url: String
    /// Which report, such as `positions`.
    package let kind: String
    package let sha256: String?

    package var subject: String { clientID.rawValue }
    package var requestTold: RequestID? { requestID }
    package var answerKey: [String]? { [clientID.rawValue, requestID.rawValue, url] }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case report, url, kind, sha256
    }
}
