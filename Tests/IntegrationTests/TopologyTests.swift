import AMQP
import Postgres
import Testing

/// What operators do to the broker.
extension `With private servers` {
    @Suite struct `A broker` {
        private let workload = Workload(leads: 3)

        private func expectComplaint(_ text: String, of daemon: Daemon) async throws {
            try await eventually("the complaint about \(text)") {
                guard let answer = daemon.readiness() else { return false }
                return answer.status == 503 && answer.body.contains(text)
            }
            #expect(daemon.log.contains(text))
        }

        @Test func `with a queue of another kind is told so until it is mended`() async throws {
            try await Rig.use { rig in
                try VirtualHost.ask("DELETE", "queues/\(rig.host.name)/baton.inbox")
                let connection = try rig.host.connect()
                _ = try connection.declareQueue(
                    QueueDeclaration(
                        name: "baton.inbox",
                        arguments: [
                            "x-queue-type": "classic", "x-dead-letter-exchange": "baton.dead",
                        ]
                    )
                )
                connection.close()
                let daemon = try rig.launch()
                try await expectComplaint("x-queue-type", of: daemon)
                try VirtualHost.ask("DELETE", "queues/\(rig.host.name)/baton.inbox")
                try await daemon.ready()
                try rig.host.publish(workload.events)
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `of others is only looked at with declare = false`() async throws {
            try await Rig.use { rig in
                try VirtualHost.ask("DELETE", "queues/\(rig.host.name)/baton.inbox")
                var settings = try rig.settings()
                settings.amqpLines = "declare = false"
                let daemon = try rig.launch(settings)
                try await expectComplaint("baton.inbox", of: daemon)
                let queues = try VirtualHost.ask("GET", "queues/\(rig.host.name)?columns=name")
                #expect(!queues.contains("baton.inbox"))
                try Rig.declareTopology(rig.host)
                try await daemon.ready()
                try rig.host.publish(workload.events)
                try await rig.finish(daemon, workload)
            }
        }

        /// What makes the broker short of something, and what makes it well again.
        private static let shortages = [
            (
                "memory", ["set_vm_memory_high_watermark", "0.0000001"],
                ["set_vm_memory_high_watermark", "0.4"]
            ),
            (
                "disk", ["set_disk_free_limit", "mem_relative", "1000.0"],
                ["set_disk_free_limit", "50MB"]
            ),
        ]

        @Test(arguments: shortages)
        func `that takes no messages for lack of`(
            something: String,
            begin: [String],
            end: [String]
        ) async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try rig.host.publish(workload.events(0..<1))
                try await rig.collected(workload.leads.count)
                let other = try rig.database.connect()
                try other.lock("SELECT FROM lane FOR UPDATE")
                try rig.host.publish(workload.events(1..<Workload.eventsPerLead))
                try await Servers.rabbitmqctl(begin)
                do {
                    other.close()
                    try await rig.journalled(workload.events.count, within: .seconds(60))
                    try await eventually("that the daemon knows") {
                        daemon.log.contains("the broker takes no messages")
                    }
                    #expect(rig.collector.distinctCount < workload.commandCount)
                } catch {
                    try await Servers.rabbitmqctl(end)
                    throw error
                }
                let over = ContinuousClock.now
                try await Servers.rabbitmqctl(end)
                try await rig.collected(workload.commandCount)
                if let back = rig.collector.firstNew(after: over) {
                    Recovery.note("rabbitmq out of \(something)", back - over)
                }
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `without routes and alternate exchange gets it all once they are back`()
            async throws
        {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.amqpLines = "declare = false"
                let daemon = try await rig.start(settings)
                let name = rig.host.name
                let binding = "e/crm.commands/q/\(Collector.queue)/%23"
                try VirtualHost.ask("DELETE", "bindings/\(name)/\(binding)")
                try VirtualHost.ask("DELETE", "exchanges/\(name)/baton.unrouted")
                try rig.host.publish(workload.events(0..<4))
                try await rig.journalled(4 * workload.leads.count)
                try await eventually("returns") {
                    try daemon.metric("baton_messages_returned_total")
                        >= Double(workload.leads.count)
                }
                #expect(rig.collector.messages.isEmpty)
                #expect(try rig.database.number("SELECT published_seq FROM lane") == 0)
                let connection = try rig.host.connect()
                try connection.bindQueue(Collector.queue, to: "crm.commands", routingKey: "#")
                connection.close()
                let before = ContinuousClock.now
                // These could overtake those that wait.
                try rig.host.publish(workload.events(4..<Workload.eventsPerLead))
                try await rig.collected(workload.commandCount)
                Recovery.note("route restored", ContinuousClock.now - before)
                try await rig.finish(daemon, workload)
            }
        }

        /// The alternate exchange that somebody deleted was declared again at the next start only.
        @Test func `without routes keeps what nobody wants, though its exchange was deleted`()
            async throws
        {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let name = rig.host.name
                let binding = "e/crm.commands/q/\(Collector.queue)/%23"
                try VirtualHost.ask("DELETE", "bindings/\(name)/\(binding)")
                try VirtualHost.ask("DELETE", "exchanges/\(name)/baton.unrouted")
                try VirtualHost.ask("DELETE", "queues/\(name)/baton.unrouted")
                try rig.host.publish(workload.events)
                try await eventually("all commands where nobody's go") {
                    try rig.host.readyCount("baton.unrouted") == workload.commandCount
                }
                try await eventually("nothing left to publish") {
                    try rig.database.unpublishedCount() == 0
                }
                try await daemon.stop()
            }
        }

        /// One command that nobody wanted, 4096 entries behind it, and nothing went out any more.
        @Test func `that does not take thousands of messages takes all others`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.amqpLines = "declare = false"
                let daemon = try await rig.start(settings)
                let many = Workload(leads: 5000, named: "M")
                try rig.host.publish(workload.events(0..<1))
                try await rig.collected(workload.leads.count)
                let (name, connection) = (rig.host.name, try rig.host.connect())
                let wanted = ["lead.#", "call.#", "chat.#", "qualification.assign"]
                for type in wanted + ["qualification.close"] {
                    try connection.bindQueue(Collector.queue, to: "crm.commands", routingKey: type)
                }
                let binding = "e/crm.commands/q/\(Collector.queue)/%23"
                try VirtualHost.ask("DELETE", "bindings/\(name)/\(binding)")
                try VirtualHost.ask("DELETE", "exchanges/\(name)/baton.unrouted")
                try rig.host.publish(many.events(0..<1))
                try await eventually("returns") {
                    try daemon.metric("baton_messages_returned_total") > 5000
                }
                try rig.host.publish(workload.events(1..<Workload.eventsPerLead))
                try await rig.collected(workload.commandCount)
                try connection.bindQueue(Collector.queue, to: "crm.commands", routingKey: "#")
                connection.close()
                let before = ContinuousClock.now
                try await eventually("nothing left to publish", within: .seconds(60)) {
                    try rig.database.unpublishedCount() == 0
                }
                Recovery.note("route of 5000 commands restored", ContinuousClock.now - before)
                // The broker confirms a command before somebody has taken it out of the queue.
                let all = workload.commandCount + many.leads.count
                try await rig.collected(all)
                #expect(rig.collector.distinctCount == all)
                try await daemon.stop()
            }
        }

        @Test func `that refuses messages gets them once it takes them`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.amqpLines = "confirm_window = 10"
                let daemon = try await rig.start(settings)
                let connection = try rig.host.connect()
                let full: [String: AMQPValue] = [
                    "x-max-length": 1, "x-overflow": "reject-publish",
                ]
                _ = try connection.declareQueue(
                    QueueDeclaration(name: "full", arguments: full)
                )
                try connection.bindQueue("full", to: "crm.commands", routingKey: "#")
                try rig.host.publish(workload.events)
                try await eventually("refusals") {
                    try daemon.metric("baton_messages_refused_total") > 10
                }
                try VirtualHost.ask("DELETE", "queues/\(rig.host.name)/full")
                connection.close()
                try await rig.finish(daemon, workload)
            }
        }

        /// One queue is full and the other is not, so that of two commands about one lead the
        /// second could arrive first.
        @Test func `that refuses one command gets none about the same lead before it`()
            async throws
        {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let connection = try rig.host.connect()
                let full: [String: AMQPValue] = [
                    "x-max-length": 1, "x-overflow": "reject-publish",
                ]
                _ = try connection.declareQueue(QueueDeclaration(name: "full", arguments: full))
                _ = try connection.declareQueue(QueueDeclaration(name: "free"))
                for (queue, type) in [("full", "qualification.create"), ("free", "call.schedule")] {
                    try connection.bindQueue(queue, to: "crm.commands", routingKey: type)
                }
                _ = try connection.publish(
                    OutgoingMessage(exchange: "", routingKey: "full", body: [0])
                )
                connection.flush()
                try await eventually("a full queue") { try rig.host.readyCount("full") == 1 }
                let seller = #"{"person_id":"ivanov","name":"Ivanov","roles":["sales_manager"]}"#
                let passed = #""stage":"passed_to_sales","sales_manager_id":"ivanov""#
                try rig.host.publish([
                    SentEvent(id: "1", type: "person.upserted", data: seller)
                ])
                try rig.host.publish(Workload(leads: 1).events(0..<1))
                try rig.host.publish([
                    SentEvent(
                        id: "2",
                        type: "qualification.stage_changed",
                        data: #"{"lead_id":"L1",\#(passed)}"#
                    )
                ])
                try await rig.journalled(3)
                // It was sent again once: whatever was to follow at once would have arrived.
                try await eventually("two refusals") {
                    try daemon.metric("baton_messages_refused_total") >= 2
                }
                #expect(try rig.host.readyCount("free") == 0)
                _ = try connection.purgeQueue("full")
                try await eventually("the refused one") { try rig.host.readyCount("full") == 1 }
                try await eventually("its follower") { try rig.host.readyCount("free") == 1 }
                connection.close()
                try await daemon.stop()
            }
        }

        @Test func `whose exchange is deleted gets it back`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try VirtualHost.ask("DELETE", "exchanges/\(rig.host.name)/crm.commands")
                try rig.host.publish(workload.events)
                try await rig.journalled(workload.events.count)
                try await eventually("the exchange and what it was for") {
                    let connection = try rig.host.connect()
                    defer { connection.close() }
                    try connection.bindQueue(Collector.queue, to: "crm.commands", routingKey: "#")
                    return true
                }
                try await daemon.stop()
            }
        }

        @Test func `that deletes the inbox gets a new one`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                try VirtualHost.ask("DELETE", "queues/\(rig.host.name)/baton.inbox")
                try await eventually("the new inbox") {
                    try rig.host.readyCount("baton.inbox") == 0 && daemon.isReady
                }
                try rig.host.publish(workload.events)
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `that knows another password is told so, without the password`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.amqp = settings.amqp.replacing("guest:guest@", with: "guest:s3cr3t@")
                settings.postgres = settings.postgres.replacing(
                    "baton@",
                    with: "stranger:s3cr3t@"
                )
                let daemon = try rig.launch(settings)
                try await expectComplaint("stranger", of: daemon)
                try await eventually("the broker's refusal") {
                    daemon.log.contains("ACCESS_REFUSED")
                }
                #expect(!daemon.log.contains("s3cr3t"))
                #expect(daemon.readiness()?.body.contains("s3cr3t") == false)
                try await daemon.stop()
            }
        }
    }
}
