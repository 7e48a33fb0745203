import AMQP
import AdapterKit
import ArgumentParser
import Console
import Logging
import Postgres

/// `baton-adapter check`: whether everything that is needed answers.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read the configuration and try every server and every destination.",
        discussion: "Changes nothing. Ends with 1 where something does not work."
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let instance = try options.load()
        let logger = Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
        var findings = [database(instance), try broker(instance)]
        for adapter in try instance.adapters(logger) { findings += adapter.check() }
        for finding in findings {
            Output.standard.write("\(finding.isGood ? "ok   " : "FAULT") \(finding.text)")
        }
        let faults = findings.count { !$0.isGood }
        guard faults == 0 else {
            throw CommandFailure("\(faults) of \(findings.count) do not work")
        }
    }

    private func database(_ instance: Instance) -> Finding {
        do {
            _ = try Database(instance.postgres).session()
            return Finding(true, "postgres: the database answers")
        } catch {
            return Finding(false, "postgres: \(error.message)")
        }
    }

    private func broker(_ instance: Instance) throws -> Finding {
        let configuration = try instance.amqp("check")
        do {
            try AMQPConnection(configuration).close()
            return Finding(true, "amqp: the broker answers")
        } catch {
            return Finding(false, "amqp: \(error)")
        }
    }
}
