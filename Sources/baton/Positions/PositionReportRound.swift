import AMQP
import Bulk
import Bus
import Contract
import Domain
import Foundation
import Postgres
import Reports
import Settings

/// One look at all clients that want a report.
struct PositionReportRound {
    let bureau: PositionBureau
    let told: ToldReports
    let now: Date

    /// How many clients are looked at in one go.
    private static let clientsMax = 20

    func run() throws {
        let connection = try bureau.connectForReading("position reports")
        defer { connection.close() }
        for wanted in try wanted(connection) {
            for request in wanted.requests where request.made == nil {
                let id = ReportShelf.id(client: wanted.client, request: request.id.rawValue)
                guard told.isDue(id, at: now) else { continue }
                let news = try make(id, wanted.client, request, connection)
                try PositionNews(bureau.settings).publish(news, id: "position-report-\(id)")
            }
        }
    }

    // MARK: - Who wants one

    private struct Wanted {
        let client: String
        let requests: [ClientPositionReports.Request]
    }

    /// The slot of a client's state that is of interest; times in it are not.
    private struct Slots: Decodable {
        struct Reports: Decodable { let requests: [ClientPositionReports.Request] }
        let reports: Reports?

        private enum CodingKeys: String, CodingKey { case reports = "position_reports" }
    }

    private func wanted(_ connection: PostgresConnection) throws -> [Wanted] {
        let results = try connection.run(
            [
                Query(
                    Self.wantedStatement,
                    [.texts([ClientPositionReports.wanted]), .int(Int64(Self.clientsMax))]
                )
            ],
            deadline: .seconds(10)
        )
        return try results.flatMap { Array($0.rows) }.map { row in
            let slots = try JSONReader.decode(Slots.self, from: try row.json(1))
            return Wanted(client: try row.text(0), requests: slots.reports?.requests ?? [])
        }
    }

    private static let wantedStatement = Statement(
        """
        SELECT id, state FROM subject WHERE kind = 'client' AND lookup_keys @> $1
        ORDER BY id LIMIT $2
        """
    )

    // MARK: - Making

    /// Makes and keeps a report, unless it is there already; answers what to tell.
    private func make(
        _ id: String,
        _ client: String,
        _ request: ClientPositionReports.Request,
        _ connection: PostgresConnection
    ) throws -> PositionReportMade {
        guard let day = CalendarDay(request.period.to), let from = CalendarDay(request.period.from)
        else { throw CommandFailure("a request of \(client) is about no days") }
        let question = PositionBureau.Question(client: client, date: day, from: from)
        let document = try bureau.document(question, over: connection, now: now)
        guard let last = document.series.map(\.figures.date).max() else {
            return PositionReportMade(
                clientID: ClientID(trusted: client),
                requestID: request.id
            )
        }
        let head = try ReportShelf(connection).keep(
            ReportShelf.Report(
                id: id,
                client: client,
                request: request.id.rawValue,
                day: last,
                firstDay: from,
                sites: Array(Set(document.series.map(\.key.site))).sorted(),
                madeAt: now,
                page: document.text(.html, bureau.language)
            )
        )
        return PositionReportMade(
            clientID: ClientID(trusted: client),
            requestID: request.id,
            report: id,
            date: head.day.text,
            sha256: head.sha256,
            headlines: document.headlines(bureau.language)
        )
    }
}

/// Tells the lanes what was found out beside them, as an event that comes off the inbox.
struct PositionNews {
    private let bus: BusConfiguration
    private let writer: EventWriter

    init(_ settings: Settings) throws {
        bus = try settings.busConfiguration("position news")
        writer = EventWriter(source: settings.service.source + "/positions")
    }

    /// Publishes an event; under the same id it counts once.
    func publish(_ message: some Message, id: String) throws {
        let origin = Origin(causationID: id, correlationID: id, time: Date())
        let written = try writer.write(message, id: id, origin)
        let address = bus.address(of: written.type, about: written.subject)
        let outgoing = OutgoingMessage(
            exchange: address.exchange,
            routingKey: address.key,
            properties: AMQPProperties(
                contentType: "application/cloudevents+json",
                messageID: id,
                type: written.type
            ),
            body: written.json
        )
        let outcome = try SingleSender(bus.connection).send(outgoing)
        guard outcome == .confirmed else {
            throw CommandFailure("the broker did not take \(written.type)")
        }
    }
}
