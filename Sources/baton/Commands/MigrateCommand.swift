import ArgumentParser
import Console
import Postgres
import Settings
import Store

/// `baton migrate`: bring the database's schema to this version.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database's schema to the version of this program.",
        discussion: "`baton run` does the same at start, unless [postgres] migrate = false."
    )

    @OptionGroup var options: ConfigurationOption

    @Flag(help: "Only tell what would be done.")
    var dryRun = false

    func run() throws {
        let settings = try options.load()
        let connection = try settings.connectToPostgres("migrate")
        defer { connection.close() }
        let migrator = Migrator(connection, schema: settings.postgres.schema)
        do {
            try report(migrator)
        } catch let error as SchemaError {
            throw CommandFailure(error.description)
        }
    }

    private func report(_ migrator: Migrator) throws {
        guard dryRun else {
            let applied = try migrator.migrate()
            for name in applied { Output.standard.write("applied \(name)") }
            Output.standard.write("The schema is current.")
            return
        }
        switch try migrator.standing() {
        case .current: Output.standard.write("The schema is current.")
        case .behind(let names):
            for name in names { Output.standard.write("would apply \(name)") }
        }
    }
}
