import AMQP
import ArgumentParser
import Bus
import Domain
import Foundation
import Postgres
import Settings
import Store
import Texts

/// The option by which every subcommand finds its configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration file; by default /etc/baton/config.toml, else ./config.toml.",
            valueName: "file"
        )
    )
    var config: String?

    /// The file that is meant.
    var file: String {
        if let config { return config }
        let installed = "/etc/baton/config.toml"
        return FileManager.default.fileExists(atPath: installed) ? installed : "config.toml"
    }

    /// The settings, or the end of the program with everything that is wrong.
    ///
    /// - Parameter other: Variables of the environment for this command alone.
    func load(instead other: [String: String] = [:]) throws -> Settings {
        guard config != nil || FileManager.default.fileExists(atPath: file) else {
            throw CommandFailure(
                "there is no /etc/baton/config.toml and no ./config.toml; name the file: --config",
                status: ExitStatus.configuration
            )
        }
        do {
            return try Settings.load(
                file: file,
                environment: ProcessInfo.processInfo.environment.merging(other) { $1 }
            )
        } catch {
            throw CommandFailure(error.description, status: ExitStatus.configuration)
        }
    }
}

extension Settings {
    /// How the broker is reached, under a name that ops see in its lists.
    func amqpConfiguration(_ purpose: String) throws -> AMQPConfiguration {
        do {
            var configuration = try AMQPConfiguration(urls: amqp.urls.map(\.revealed))
            configuration.heartbeat = amqp.heartbeat
            configuration.connectTimeout = amqp.connectTimeout
            configuration.connectionName = "baton \(purpose)"
            configuration.productVersion = Baton.version
            configuration.bodySizeMax = 128 << 20
            if configuration.tls != nil { configuration.tls = tls }
            return configuration
        } catch {
            throw CommandFailure("amqp.url: \(error)", status: ExitStatus.configuration)
        }
    }

    private var tls: AMQPTLS {
        var tls = AMQPTLS()
        tls.caFile = amqp.tls.caFile
        tls.certificateFile = amqp.tls.certificateFile
        tls.keyFile = amqp.tls.keyFile
        tls.verifiesPeer = amqp.tls.verifies
        tls.verifiesHostName = amqp.tls.verifies
        return tls
    }

    /// Where everything is on the broker, as the lane of this number sees it.
    func busConfiguration(_ purpose: String, lane: Int = 0) throws -> BusConfiguration {
        var bus = BusConfiguration(
            connection: try amqpConfiguration(purpose),
            eventTypes: eventTypes
        )
        bus.eventsExchange = amqp.topology.eventsExchange
        bus.commandsExchange = amqp.topology.commandsExchange
        bus.inboxQueue = amqp.topology.queue
        if amqp.partitions > 1 {
            bus.partitions = BusConfiguration.Partitions(
                exchange: amqp.topology.partitionedExchange,
                count: amqp.partitions,
                own: lane
            )
        }
        bus.positionsQueue = policies.positions == nil ? nil : amqp.topology.positionsQueue
        bus.unrouted = amqp.topology.unrouted
        bus.dead = amqp.topology.deadLetters
        bus.prefetch = UInt16(clamping: amqp.prefetch)
        bus.declares = amqp.declares
        bus.confirmWindow = amqp.confirmWindow
        return bus
    }

    /// The events that are to reach the inbox.
    var eventTypes: [String] { Registry.reads.keys.sorted() }

    /// How the database is reached.
    func postgresConfiguration(_ purpose: String) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            url: postgres.url.revealed,
            applicationName: "baton \(purpose)"
        )
        configuration.connectTimeout = postgres.connectTimeout
        configuration.statementTimeout = postgres.statementTimeout
        configuration.lockTimeout = postgres.lockTimeout
        configuration.idleInTransactionTimeout = postgres.idleInTransactionTimeout
        configuration.sessionSettings = PostgresLaneStore.sessionSettings(
            schema: postgres.schema
        )
        return configuration
    }

    /// How a lane reaches the database, and how long it may be silent there.
    func laneConfiguration(silenceMax: Duration) -> PostgresConfiguration {
        var configuration = postgresConfiguration("lane")
        let ending = PostgresLaneStore.endingSilent(after: silenceMax)
        configuration.sessionSettings.merge(ending) { _, new in new }
        return configuration
    }

    /// A connection for a command that a person waits for.
    func connectToPostgres(_ purpose: String) throws -> PostgresConnection {
        var configuration = postgresConfiguration(purpose)
        // People's questions are planned for what they ask, not for the lane.
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? ""
        ]
        do {
            return try PostgresConnection(configuration)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The sentences for people, the company's own among them.
    func texts() throws -> Texts {
        do {
            return try Texts(
                locale: service.language == .ru ? .ru : .en,
                overrides: service.templatesDirectory.map { URL(filePath: $0) },
                timeZone: service.timeZone
            )
        } catch {
            throw CommandFailure(error.description, status: ExitStatus.configuration)
        }
    }
}

extension CommandFailure {
    /// What a failure of the database means for the person at the keyboard.
    init(_ error: PostgresError) {
        let what = error.message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch (error.code, error.kind) {
        case (.connectionFailed, _):
            self.init("the database can't be reached: \(what)")
        case (_, .undefined):
            self.init("the database has not what is needed (\(what)); `baton migrate` makes it")
        case (_, _):
            self.init("the database refused: \(what)")
        }
    }

    /// What a failure of the broker means for the person at the keyboard.
    init(_ error: AMQPError) {
        let (context, what) = (error.context, error.message)
        switch error.code {
        case .unreachable, .refusedLogin, .tls:
            self.init("the broker can't be reached: \(context): \(what)")
        case .accessRefused:
            self.init("the broker does not allow it: \(context): \(what)")
        default:
            self.init("the broker did not take it: \(context): \(what)")
        }
    }
}
