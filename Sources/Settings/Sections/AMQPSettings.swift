package import Domain

/// The broker and what Baton uses of it; section `[amqp]`.
package struct AMQPSettings: Equatable, Sendable {
    /// The nodes of the broker; default `amqp://guest:guest@127.0.0.1:5672/%2F`.
    package let urls: [SecretURL]
    /// The names of exchanges and queues.
    package let topology: AMQPTopology
    /// Unacknowledged deliveries the broker may have out, by lane; default 500.
    package let prefetch: Int
    /// Lanes of the installation, fixed with its first start; default 1.
    package let partitions: Int
    /// False only verifies what the broker has; default true.
    package let declares: Bool
    /// In whole seconds; default 20 s.
    package let heartbeat: Duration
    /// How long connecting may take; default 10 s.
    package let connectTimeout: Duration
    /// Most events decided in one transaction; default 200.
    package let batchMax: Int
    /// Most published messages awaiting the broker's confirmation; default 1000.
    package let confirmWindow: Int
    /// Used by `amqps://` only.
    package let tls: AMQPTLSSettings

    /// Whether the connection is encrypted.
    package var isEncrypted: Bool {
        urls.contains { $0.revealed.lowercased().hasPrefix("amqps://") }
    }

    package init(_ section: SectionReader) {
        urls = section.value(
            "url",
            .secretURLs(schemes: ["amqp", "amqps"], example: "amqp://user:password@host:5672/%2F"),
            default: [SecretURL("amqp://guest:guest@127.0.0.1:5672/%2F")],
            "amqps:// for an encrypted connection; of a cluster a list, a URL for each node"
        )
        topology = AMQPTopology(section)
        prefetch = section.value(
            "prefetch",
            .integer(1...65_535),
            default: 500,
            "deliveries the broker may send ahead, by lane"
        )
        partitions = section.value(
            "partitions",
            .integer(1...64),
            default: 1,
            "lanes side by side; fixed with the first start"
        )
        declares = section.value(
            "declare",
            .flag,
            default: true,
            "false: others declare exchanges, Baton verifies"
        )
        heartbeat = section.value(
            "heartbeat",
            .duration(.seconds(1) ... .seconds(3600)),
            default: .seconds(20),
            "a connection silent for twice as long counts as broken, a lane's session too"
        )
        connectTimeout = section.value(
            "connect_timeout",
            .duration(.milliseconds(100) ... .seconds(600)),
            default: .seconds(10),
            "how long connecting may take"
        )
        batchMax = section.value(
            "batch_max",
            .integer(1...10_000),
            default: 200,
            "most events decided in one transaction"
        )
        confirmWindow = section.value(
            "confirm_window",
            .integer(1...65_535),
            default: 1000,
            "most published messages that await confirmation"
        )
        tls = section.section("tls", "Encryption; only read with an amqps:// url.") {
            AMQPTLSSettings($0)
        }
        check(section)
    }

    private func check(_ section: SectionReader) {
        if heartbeat.components.attoseconds != 0 {
            section.report("heartbeat", "must be in whole seconds, as AMQP counts it")
        }
        if tls.isGiven && !isEncrypted {
            section.report("tls", "has no effect on an amqp:// url, which must be amqps://")
        }
    }
}

/// The names of exchanges and queues, all of them in section `[amqp]`.
package struct AMQPTopology: Equatable, Sendable {
    /// Topic exchange of events in and facts out; default `crm.events`.
    package let eventsExchange: String
    /// Topic exchange of commands out; default `crm.commands`.
    package let commandsExchange: String
    /// Fanout exchange and queue of what could not be processed; default `baton.dead`.
    package let deadLetters: String
    /// Fanout exchange and queue of commands that no queue wanted; default `baton.unrouted`.
    package let unrouted: String
    /// Exchange of events by subject, where there are partitions; default `crm.events.by-subject`.
    package let partitionedExchange: String
    /// The queue of positions and keywords; default `baton.positions`.
    package let positionsQueue: String
    /// The inbox; with partitions the stem of its names; default `baton.inbox`.
    package let queue: String

    init(_ section: SectionReader) {
        eventsExchange = section.value(
            "events_exchange",
            .brokerName,
            default: "crm.events",
            "events in, facts out"
        )
        commandsExchange = section.value(
            "commands_exchange",
            .brokerName,
            default: "crm.commands",
            "commands out"
        )
        deadLetters = section.value(
            "dead_letters",
            .brokerName,
            default: "baton.dead",
            "exchange and queue of what could not be processed"
        )
        unrouted = section.value(
            "unrouted",
            .brokerName,
            default: "baton.unrouted",
            "exchange and queue of commands that no queue wanted"
        )
        partitionedExchange = section.value(
            "partitioned_exchange",
            .brokerName,
            default: "crm.events.by-subject",
            "events in, where partitions is more than 1"
        )
        queue = section.value(
            "queue",
            .brokerName,
            default: "baton.inbox",
            "the inbox; with partitions baton.inbox.0, baton.inbox.1, …"
        )
        positionsQueue = section.value(
            "positions_queue",
            .brokerName,
            default: "baton.positions",
            "positions of sites, beside the inbox; with [positions]"
        )
        if positionsQueue == queue {
            section.report("positions_queue", "must differ from queue, not be \"\(queue)\" as well")
        }
        check(section)
    }

    private func check(_ section: SectionReader) {
        let names = [
            ("events_exchange", eventsExchange), ("commands_exchange", commandsExchange),
            ("dead_letters", deadLetters), ("unrouted", unrouted),
            ("partitioned_exchange", partitionedExchange),
        ]
        for (index, name) in names.enumerated() {
            guard let other = names[..<index].first(where: { $0.1 == name.1 }) else { continue }
            section.report(name.0, "must differ from \(other.0), not be \"\(name.1)\" as well")
        }
    }
}

/// Files and checks of an encrypted connection to the broker; section `[amqp.tls]`.
package struct AMQPTLSSettings: Equatable, Sendable {
    /// PEM file of the authorities that are trusted; nil for the system's.
    package let caFile: String?
    /// PEM file of the client's certificate; nil for none.
    package let certificateFile: String?
    /// PEM file of the client certificate's key; there if the certificate is.
    package let keyFile: String?
    /// Whether the broker's certificate and its name are checked; default true.
    package let verifies: Bool

    /// Whether something was asked for that only an encrypted connection has.
    fileprivate var isGiven: Bool { caFile != nil || certificateFile != nil || keyFile != nil }

    init(_ section: SectionReader) {
        caFile = section.optional(
            "ca_file",
            .file,
            sample: "\"/etc/baton/ca.pem\"",
            "trusted authorities; else the system's"
        )
        certificateFile = section.optional(
            "certificate_file",
            .file,
            sample: "\"/etc/baton/client.pem\"",
            "where the broker wants a client certificate"
        )
        keyFile = section.optional(
            "key_file",
            .file,
            sample: "\"/etc/baton/client.key\"",
            "the key of that certificate"
        )
        verifies = section.value(
            "verify",
            .flag,
            default: true,
            "whether the broker's certificate and name are checked"
        )
        if keyFile == nil && certificateFile != nil {
            section.report("certificate_file", "must come with key_file")
        }
        if certificateFile == nil && keyFile != nil {
            section.report("key_file", "must come with certificate_file")
        }
    }
}
