import Foundation
import Postgres
import Testing

/// Numbers of documents while the daemon is killed again and again.
extension `With private servers` {
    @Suite struct `Documents of a daemon that is killed` {
        private static let clients = 40

        private static let sections = """
            [documents]
            schedule = "off"
            kinds = ["invoice", "act"]
            [[legal_entities]]
            id = "romashka"
            name = "ООО «Ромашка Диджитал»"
            inn = "5503000013"
            bank = "ПАО СБЕРБАНК"
            bic = "045209673"
            account = "40702810245000012345"
            correspondent_account = "30101810900000000673"
            vat = [{ from = "2026-01-01", rate = "22" }]
            start = { invoice = 118 }
            """

        private func settings(
            _ rig: Rig,
            lanes: Int? = nil,
            postgres: Proxy? = nil
        ) throws -> DaemonSettings {
            var settings = try rig.settings(postgres: postgres)
            settings.more = Self.sections
            guard let lanes else { return settings }
            settings.amqpLines = """
                partitions = \(lanes)
                heartbeat = "1s"
                """
            settings.postgresLines = #"idle_in_transaction_timeout = "2s""#
            return settings
        }

        private func events(_ client: Int) -> [SentEvent] {
            let id = "C\(client)"
            return [
                SentEvent(
                    id: "\(id)-client",
                    type: "client.upserted",
                    data: #"{"client_id":"\#(id)","name":"\#(id)","emails":["\#(id)@c.test"]}"#
                ),
                SentEvent(
                    id: "\(id)-charge",
                    type: "charge.posted",
                    data: #"{"charge_id":"\#(id)","client_id":"\#(id)","date":"2026-02-10","#
                        + #""lines":[{"title":"x","price":{"amount":"10.00","currency":"RUB"}}]}"#
                ),
                SentEvent(
                    id: "\(id)-request",
                    type: "documents.requested",
                    data: #"{"request_id":"R-\#(id)","client_id":"\#(id)","#
                        + #""period":{"from":"2026-02-01","to":"2026-02-28"}}"#
                ),
            ]
        }

        @Test func `have neither a gap nor a number twice`() async throws {
            try await Rig.use { rig in
                var daemon = try await rig.start(settings(rig))
                try rig.host.publish((1...Self.clients).flatMap(events))
                for round in 1...5 {
                    let wanted = round * Self.clients / 6
                    try await eventually("\(wanted) sets with numbers", within: .seconds(60)) {
                        try rig.database.number("SELECT count(*) FROM report_document") >= wanted
                    }
                    try await daemon.kill9()
                    daemon = try await rig.start(settings(rig))
                }
                try await awaitMails(rig)
                try check(rig)
                try await daemon.stop()
            }
        }

        /// The series is one for all lanes, and each of the two may die with a number in its hands.
        @Test func `have neither in four lanes of two instances that are killed in turn`()
            async throws
        {
            try await Rig.use { rig in
                var daemons: [Daemon] = []
                for _ in 1...2 { daemons.append(try await rig.start(settings(rig, lanes: 4))) }
                try await rig.shared(among: daemons, lanes: 4)
                try rig.host.publish((1...Self.clients).flatMap(events).map(\.partitionedMessage))
                for round in 1...6 {
                    let wanted = round * Self.clients / 8
                    try await eventually("\(wanted) sets with numbers", within: .seconds(60)) {
                        try rig.database.number("SELECT count(*) FROM report_document") >= wanted
                    }
                    try await daemons.removeFirst().kill9()
                    daemons.append(try await rig.start(settings(rig, lanes: 4)))
                }
                try await awaitMails(rig)
                try check(rig)
                for daemon in daemons { try await daemon.stop() }
            }
        }

        /// A batch that the database takes back has taken no number: its answers to COMMIT are
        /// lost, whether it was written or not.
        @Test func `have neither where batches are rolled back and answers are lost`() async throws
        {
            try await Rig.use { rig in
                let proxy = try rig.postgresProxy()
                let daemon = try await rig.start(settings(rig, postgres: proxy))
                try rig.host.publish((1...Self.clients).flatMap(events))
                for round in 1...4 {
                    let wanted = round * Self.clients / 6
                    try await eventually("\(wanted) sets with numbers", within: .seconds(60)) {
                        try rig.database.number("SELECT count(*) FROM report_document") >= wanted
                    }
                    if round.isMultiple(of: 2) {
                        proxy.cut()
                    } else {
                        try await proxy.loseAnswerToCommit(round / 2 + 1)
                    }
                }
                try await awaitMails(rig)
                try check(rig)
                try await daemon.stop()
            }
        }

        private func awaitMails(_ rig: Rig) async throws {
            try await eventually("every mail", within: .seconds(180)) {
                Set(rig.collector.messages.filter { $0.type == "mail.send" }.map(\.id)).count
                    == Self.clients
            }
            try await eventually("every set handed over", within: .seconds(60)) {
                try rig.database.number(
                    "SELECT count(*) FROM report_document_set WHERE phase = 'handed_over'"
                ) == Self.clients
            }
        }

        private func check(_ rig: Rig) throws {
            for (kind, first) in [("invoice", 118), ("act", 1)] {
                let numbers = "FROM report_document WHERE kind = '\(kind)'"
                #expect(try rig.database.number("SELECT count(*) \(numbers)") == Self.clients)
                #expect(try rig.database.number("SELECT min(number) \(numbers)") == first)
                #expect(
                    try rig.database.number("SELECT max(number) \(numbers)")
                        == first + Self.clients - 1
                )
            }
            #expect(
                try rig.database.number("SELECT count(*) FROM document_file")
                    == 2 * Self.clients
            )
            // Whatever came twice was the same: one id, one content.
            for type in ["mail.send", "baton.document.ready"] {
                let found = rig.collector.messages.filter { $0.type == type }
                let contents = Dictionary(grouping: found) { $0.id }.mapValues {
                    Set($0.map(\.body))
                }
                #expect(contents.count == Self.clients)
                #expect(contents.values.allSatisfy { $0.count == 1 })
            }
        }
    }
}
