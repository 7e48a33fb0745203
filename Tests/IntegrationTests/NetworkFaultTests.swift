import Testing

/// Bad networks, played by a proxy.
extension `With private servers` {
    @Suite struct `A network` {
        private let workload = Workload(leads: 15)
        private let small = Workload(leads: 3)

        /// A daemon behind proxies that notices silence soon.
        private func settings(
            _ rig: Rig,
            _ amqp: Proxy,
            _ postgres: Proxy
        ) throws
            -> DaemonSettings
        {
            var settings = try rig.settings(amqp: amqp, postgres: postgres)
            settings.amqpLines = #"heartbeat = "1s""#
            settings.postgresLines = """
                deadline = "1s"
                idle_in_transaction_timeout = "1s"
                """
            return settings
        }

        @Test func `may be slow and cut everything into pieces`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                let daemon = try await rig.start(rig.settings(amqp: amqp, postgres: postgres))
                for way in [Proxy.Way.toServer, .toClient] {
                    amqp.shape("baton ", way, Proxy.Shape(slice: 7))
                    postgres.shape("baton ", way, Proxy.Shape(delay: .milliseconds(30)))
                }
                try await rig.survive("slow network", daemon, small) {}
            }
        }

        @Test func `may hand on single bytes`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                for way in [Proxy.Way.toServer, .toClient] {
                    amqp.shape("", way, Proxy.Shape(slice: 1))
                    postgres.shape("", way, Proxy.Shape(slice: 1))
                }
                let daemon = try await rig.start(rig.settings(amqp: amqp, postgres: postgres))
                try await rig.survive("bytes one by one", daemon, small) {}
            }
        }

        /// Slices of one byte make sure that it is the middle of a frame, and of a row.
        @Test func `may reset connections in the middle of a frame`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                let daemon = try await rig.start(rig.settings(amqp: amqp, postgres: postgres))
                try await rig.survive("reset in the middle of a frame", daemon, workload) {
                    for round in 1...5 {
                        for way in [Proxy.Way.toServer, .toClient] {
                            amqp.shape("baton ", way, Proxy.Shape(slice: 1))
                            postgres.shape("baton ", way, Proxy.Shape(slice: 1))
                        }
                        let before = try rig.database.number("SELECT count(*) FROM journal")
                        // On a busy machine one batch may have taken all that there is, and under a
                        // sanitizer a connection takes half a minute, byte by byte.
                        try await eventually("a little work, \(round)", within: .seconds(90)) {
                            let now = try rig.database.number("SELECT count(*) FROM journal")
                            return now > before || now == workload.events.count
                        }
                        amqp.cut("baton ")
                        postgres.cut("baton ")
                        amqp.heal()
                        postgres.heal()
                    }
                }
            }
        }

        @Test(arguments: [Proxy.Way.toServer, .toClient])
        func `may swallow everything one way`(way: Proxy.Way) async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                let daemon = try await rig.start(settings(rig, amqp, postgres))
                try await rig.survive("everything \(way) swallowed", daemon, workload) {
                    let connections = (amqp.accepted, postgres.accepted)
                    amqp.shape("baton ", way, Proxy.Shape(mode: .swallow))
                    postgres.shape("baton ", way, Proxy.Shape(mode: .swallow))
                    try await eventually("new connections") {
                        amqp.accepted > connections.0 && postgres.accepted > connections.1
                    }
                    amqp.heal()
                    postgres.heal()
                    // What was swallowed on the way is missing: these connections are void.
                    amqp.cut("baton ")
                    postgres.cut("baton ")
                }
            }
        }

        @Test func `may leave nobody to be reached`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                let daemon = try await rig.start(settings(rig, amqp, postgres))
                try await rig.survive("nobody to be reached", daemon, workload) {
                    amqp.refuse()
                    postgres.refuse()
                    try await eventually("that the daemon knows") { !daemon.isReady }
                    let tries = (amqp.accepted, postgres.accepted)
                    try await eventually("further tries") {
                        amqp.accepted > tries.0 + 1 && postgres.accepted > tries.1 + 1
                    }
                    amqp.heal()
                    postgres.heal()
                }
            }
        }

        @Test func `may not know the names of the servers`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.amqp = settings.amqp.replacing("127.0.0.1", with: "broker.invalid")
                settings.postgres = settings.postgres.replacing("127.0.0.1", with: "db.invalid")
                let daemon = try rig.launch(settings)
                try await eventually("the complaint") {
                    daemon.readiness()?.body.contains("db.invalid") == true
                }
                try await eventually("the complaint about the broker") {
                    daemon.log.contains("broker.invalid")
                }
                try await daemon.stop()
            }
        }

        @Test(.long) func `may be a line of a kilobyte and a fifth of a second`() async throws {
            try await Rig.use { rig in
                let (amqp, postgres) = (try rig.amqpProxy(), try rig.postgresProxy())
                let daemon = try await rig.start(rig.settings(amqp: amqp, postgres: postgres))
                for way in [Proxy.Way.toServer, .toClient] {
                    let shape = Proxy.Shape(delay: .milliseconds(200), slice: 1024)
                    amqp.shape("baton ", way, shape)
                    postgres.shape("baton ", way, shape)
                }
                try await rig.survive(
                    "200 ms each way, 5 kB/s",
                    daemon,
                    small,
                    patience: .seconds(300)
                ) {}
            }
        }
    }
}
