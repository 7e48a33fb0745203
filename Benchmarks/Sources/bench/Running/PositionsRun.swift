import AMQP
import Foundation
import Postgres

/// Positions by all ways, with timers of leads beside them.
struct PositionsRun {
    private let site: Site
    private let plan: PositionPlan
    private let chains: Int

    private static let token = "token-of-the-bench"

    init(_ site: Site, _ plan: PositionPlan, chains: Int) {
        self.site = site
        self.plan = plan
        self.chains = chains
    }

    func outcome() throws -> Outcome {
        let port = 20_000 + Int(getpid()) % 20_000
        let workload = ExpiryWorkload(chains: chains, step: 8)
        let stage = try Stage(site.with(Self.settings(port)), workload)
        defer { stage.close() }
        try stage.begin(workload)
        let collector = try Collector(stage, workload, readsOffers: true)
        let loads = try BackgroundLoads(site, plan, stage, port, token: Self.token)
        _ = try Feeder(stage).publish(workload.events, rate: 250)
        var figures = try loads.figures()
        figures.append(
            Figure("rows a second by queue", try queue(stage), "/s", .atLeast(40_000))
        )
        figures += try longHistory(stage)
        try? stage.waitFor("the last command", atMost: .seconds(60)) {
            try collector.look(\.isComplete)
        }
        let lateness = Percentiles(seconds: try collector.look(\.lateness))
        figures += lateness.figures(p50: .atMost(5), p99: .atMost(25), counted: "timers")
        let peak = stage.daemon.tree?.peakResident() ?? 0
        figures.append(Figure("daemon's peak resident", peak, "MiB", .atMost(150)))
        figures += try PlainPositions(stage).figures()
        try stage.daemon.stop()
        collector.stop()
        return Outcome(figures: figures, faults: try collector.look(\.faults))
    }

    private static func settings(_ port: Int) -> [String: String] {
        [
            "positions.report_every": "\"off\"", "http.listen": "\"127.0.0.1:\(port)\"",
            "http.secret": "\"secret-of-the-bench\"", "http.positions_token": "\"\(token)\"",
        ]
    }

    // MARK: - Ways

    private func queue(_ stage: Stage) throws -> Double {
        let connection = try site.connectToBroker("positions")
        defer { connection.close() }
        try connection.selectConfirms()
        let known = try stage.count("SELECT count(*) FROM baton.position_batch")
        let begin = ContinuousClock.now
        for number in 0..<plan.messages {
            let event = PlannedEvent(
                number: number,
                type: "positions.observed",
                lead: nil,
                subject: "Q",
                data: PositionPlan.message(number),
                commands: []
            )
            let time = Date.now.formatted(Date.ISO8601FormatStyle())
            _ = try connection.publish(
                OutgoingMessage(
                    exchange: stage.names.events,
                    routingKey: event.type,
                    properties: AMQPProperties(contentType: "application/cloudevents+json"),
                    body: Array(event.json(id: "\(stage.run)-p\(number)", time: time).utf8)
                )
            )
            while try connection.nextEvent() != nil {}
        }
        connection.flush()
        try stage.waitFor("the queue to be worked off", atMost: .seconds(600)) {
            try stage.count("SELECT count(*) FROM baton.position_batch") >= known + plan.messages
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        return Double(plan.messages * 5000) / seconds
    }

    /// One series of 500 keywords over 400 days: how long its last day takes, and its report.
    private func longHistory(_ stage: Stage) throws -> [Figure] {
        let one = PositionPlan(series: 1, keywords: 500, days: 400, messages: 0)
        var times: [Double] = []
        for (from, to) in [(400, 400), (399, 2), (1, 1)] {
            let file = try one.write(stage, "long\(from).ndjson", from: from, to: to, "long")
            times.append(
                try seconds {
                    try call(site.binary, ["load", "positions", file, "--config", config(stage)])
                }
            )
        }
        let report = try seconds {
            try call(
                site.binary,
                [
                    "report", "positions", "--client", "long0", "--format", "html", "--config",
                    config(stage),
                ]
            )
        }
        return [
            Figure("a day where there is none", times[0], "s"),
            Figure("a day where there are 399", times[2], "s"),
            // Both with the start of the program; noise of two short runs is allowed for.
            Figure("the 400th day against the first", times[2] / times[0], "times", .atMost(1.5)),
            Figure("report of 500 × 400, with start", report, "s", .atMost(0.3)),
        ]
    }

    private func config(_ stage: Stage) -> String { stage.daemon.configuration.path() }

    private func seconds(_ body: () throws -> Void) throws -> Double {
        let begin = ContinuousClock.now
        try body()
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    private func call(_ program: String, _ arguments: [String]) throws {
        _ = try Command(program, arguments).output()
    }
}

/// The same readings as plain rows, one a reading, over the same server.
struct PlainPositions {
    private let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    func figures() throws -> [Figure] {
        try execute(
            """
            CREATE TABLE plain (series int, day date, keyword int, position smallint, url int,
                PRIMARY KEY (series, day, keyword))
            """
        )
        let before = try Gauge(stage)
        let begin = ContinuousClock.now
        try execute(
            """
            INSERT INTO plain SELECT d.series, d.day, c.ordinal, c.code, coalesce(c.url, d.urls[1])
            FROM baton.position_day d CROSS JOIN LATERAL unnest(d.positions, d.urls)
                WITH ORDINALITY AS c (code, url, ordinal) WHERE c.code > -2
            """
        )
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let after = try Gauge(stage)
        let rows = Double(max(try stage.count("SELECT count(*) FROM plain"), 1))
        let size = Double(try stage.count("SELECT pg_total_relation_size('plain')::bigint"))
        return [
            Figure("plain rows: rows a second", rows / seconds, "/s"),
            Figure("plain rows: bytes a reading", size / rows, "bytes"),
            Figure("plain rows: WAL a reading", Double(after.log - before.log) / rows, "bytes"),
            try month("arrays: a month of a series", Self.monthOfArrays),
            try month("plain rows: a month of a series", Self.monthOfRows),
        ]
    }

    /// How long it takes to read what one series had in a month.
    ///
    /// Both ways look at every reading: how many were among the first ten.
    private func month(_ name: String, _ sql: String) throws -> Figure {
        _ = try stage.count(sql)
        let begin = ContinuousClock.now
        _ = try stage.count(sql)
        return Figure(name, (ContinuousClock.now - begin) / .milliseconds(1), "ms")
    }

    private static let last = """
        (SELECT series, max(day) AS day FROM baton.position_day
        WHERE series = (SELECT min(series) FROM baton.position_day) GROUP BY series)
        """
    private static let monthOfArrays = """
        SELECT count(*) FILTER (WHERE p BETWEEN 1 AND 10) FROM \(last) l
        JOIN baton.position_day d ON d.series = l.series AND d.day > l.day - 30
        CROSS JOIN LATERAL unnest(d.positions) AS p
        """
    private static let monthOfRows = """
        SELECT count(*) FILTER (WHERE p.position BETWEEN 1 AND 10) FROM \(last) l
        JOIN plain p ON p.series = l.series AND p.day > l.day - 30
        """

    private func execute(_ sql: String) throws {
        try stage.database.execute(script: sql, deadline: .seconds(1800))
    }
}
