import AMQP
import AdapterKit
import ArgumentParser
import Asterisk
import Bitrix24
import Domain
import Foundation
import HTTPBridge
import Logging
import Mail
import Postgres
import Settings
import Store
import Telegram

/// The option by which every subcommand finds its configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file; by default /etc/baton/adapters/main.toml, else ./adapter.toml.",
            valueName: "file"
        )
    )
    var config: String?

    /// The file that is meant.
    var file: String {
        if let config { return config }
        let installed = "/etc/baton/adapters/main.toml"
        return FileManager.default.fileExists(atPath: installed) ? installed : "adapter.toml"
    }

    /// The instance, or the end of the program with everything that is wrong.
    func load() throws -> Instance {
        do {
            return try OtherFile.load(file, environment: ProcessInfo.processInfo.environment) {
                Instance($0, file: file)
            }
        } catch {
            throw CommandFailure(error.description, status: CommandFailure.configuration)
        }
    }
}

/// An instance of the adapters: its file, read.
struct Instance: Sendable {
    let file: AdapterFile
    let mail: MailSettings?
    let bitrix24: BitrixSettings?
    let bridge: BridgeSettings
    let telegram: TelegramSettings?
    let asterisk: AsteriskSettings?

    init(_ root: SectionReader, file: String) {
        var bridge: BridgeSettings?
        self.file = AdapterFile(root, file: file) { section, http in
            bridge = BridgeSettings(section, isLocal: http.isLocal)
        }
        self.bridge = bridge ?? BridgeSettings(.nothing, isLocal: true)
        telegram = root.optionalSection("telegram", "A bot of Telegram.", isCommented: true) {
            TelegramSettings($0)
        }
        asterisk = root.optionalSection("asterisk", "An Asterisk exchange.", isCommented: true) {
            AsteriskSettings($0)
        }
        mail = root.optionalSection("mail", "Mails, through a relay.", isCommented: true) {
            MailSettings($0)
        }
        bitrix24 = root.optionalSection("bitrix24", "A Bitrix24 portal.", isCommented: true) {
            BitrixSettings($0)
        }
    }

    /// The adapters that the file has sections for.
    func adapters(_ logger: Logger, isShadow: Bool = false) throws -> [any Adapter] {
        var adapters: [any Adapter] = []
        if let mail {
            adapters.append(MailAdapter(mail, isShadow: isShadow, logger: logger))
        }
        if let bitrix24 {
            adapters.append(BitrixAdapter(bitrix24, isShadow: isShadow, logger: logger))
        }
        if let telegram {
            adapters.append(TelegramAdapter(telegram, isShadow: isShadow, logger: logger))
        }
        if let asterisk {
            adapters.append(
                AsteriskAdapter(
                    asterisk,
                    key: AdapterRunner.key(instance: file.name, kind: "asterisk"),
                    postgres: postgres,
                    isShadow: isShadow,
                    logger: logger
                )
            )
        }
        for hook in bridge.outgoing {
            adapters.append(
                OutgoingAdapter(hook, publicURL: publicURL, isShadow: isShadow, logger: logger)
            )
        }
        guard !adapters.isEmpty || !bridge.incoming.isEmpty else {
            throw CommandFailure(
                "the file has no adapter: add a section such as [bitrix24] or [mail]",
                status: CommandFailure.configuration
            )
        }
        return adapters
    }

    /// Where people reach the pages of buttons; nil where nothing listens.
    private var publicURL: String? { file.http.listen == nil ? nil : file.http.publicURL }

    // MARK: - Servers

    var postgres: PostgresConfiguration {
        var configuration = PostgresConfiguration(
            url: file.postgres.url.revealed,
            applicationName: "baton-adapter \(file.name)"
        )
        configuration.connectTimeout = file.postgres.connectTimeout
        configuration.statementTimeout = file.postgres.statementTimeout
        configuration.lockTimeout = file.postgres.lockTimeout
        configuration.idleInTransactionTimeout = file.postgres.idleInTransactionTimeout
        configuration.sessionSettings = [
            "search_path": PostgresLaneStore.sessionSettings(schema: file.postgres.schema)[
                "search_path"
            ] ?? file.postgres.schema
        ]
        return configuration
    }

    func amqp(_ purpose: String) throws -> AMQPConfiguration {
        do {
            var configuration = try AMQPConfiguration(
                urls: file.amqp.urls.map(\.revealed)
            )
            configuration.heartbeat = file.amqp.heartbeat
            configuration.connectTimeout = file.amqp.connectTimeout
            configuration.connectionName = "baton-adapter \(file.name) \(purpose)"
            configuration.productVersion = BatonAdapter.version
            if configuration.tls != nil {
                var tls = AMQPTLS()
                tls.caFile = file.amqp.tls.caFile
                tls.certificateFile = file.amqp.tls.certificateFile
                tls.keyFile = file.amqp.tls.keyFile
                tls.verifiesPeer = file.amqp.tls.verifies
                tls.verifiesHostName = file.amqp.tls.verifies
                configuration.tls = tls
            }
            return configuration
        } catch {
            throw CommandFailure("amqp.url: \(error)", status: CommandFailure.configuration)
        }
    }

    func places(_ purpose: String, isShadow: Bool = false) throws -> BusPlaces {
        let names = file.amqp.topology
        let tail = isShadow ? ".shadow-\(UInt32.random(in: .min ... .max))" : ""
        return BusPlaces(
            connection: try amqp(purpose),
            eventsExchange: names.eventsExchange,
            commandsExchange: names.commandsExchange,
            unrouted: names.unrouted,
            dead: names.deadLetters,
            queue: file.queue + tail,
            declares: file.amqp.declares,
            isShadow: isShadow
        )
    }

    /// Brings the schema to this program's version.
    func migrate(_ database: Database) throws {
        let migrator = Migrator(
            try database.session(),
            schema: file.postgres.schema,
            migrations: Schema.migrations
        )
        guard case .behind(let missing) = try migrator.standing() else { return }
        guard file.postgres.migrates else {
            throw CommandFailure("the schema lacks \(missing.joined(separator: ", "))")
        }
        _ = try migrator.migrate()
    }
}

extension HTTPSettings {
    /// Whether nobody beyond this machine reaches it.
    fileprivate var isLocal: Bool {
        guard let listen else { return true }
        return ["localhost", "::1"].contains(listen.host) || listen.host.hasPrefix("127.")
    }
}
