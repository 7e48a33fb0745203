import ArgumentParser
import Console
import Domain
import Drawing
import Foundation
import Postgres
import Settings
import Store

/// `baton check`: whether the configuration is right.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read the configuration and tell everything that is wrong with it.",
        discussion: """
            Needs no servers. Secrets are never shown. Where documents are made and the database \
            answers, their series of numbers are counted: one with a gap is an error. Where \
            project managers are given work, it is simulated who would get how much: by their \
            ratings where the database answers, else by those of three who are not alike.
            """
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let settings = try options.load()
        _ = try settings.texts()
        _ = try settings.amqpConfiguration("check")
        try checkPostgres(settings)
        Output.standard.write(settings.summary)
        for remark in LinkedLibrary.all.compactMap(\.remark) {
            Output.standard.write("note: \(remark)")
        }
        if let remark = LibraryVersions.missingFonts { Output.standard.write("note: \(remark)") }
        try checkSeries(settings)
        forecastShares(settings)
        for note in settings.notes { Output.standard.write("note: \(note)") }
        Output.standard.write("\(options.file) is all right.")
    }

    /// How long the database may take to answer.
    private static let patience: Duration = .seconds(2)

    /// Every number between the first and the last of a series must be somebody's.
    private func checkSeries(_ settings: Settings) throws {
        guard settings.policies.documents != nil else { return }
        let series: [DocumentShelf.Series]
        do {
            var configuration = settings.postgresConfiguration("check")
            configuration.connectTimeout = Self.patience
            let connection = try PostgresConnection(configuration)
            defer { connection.close() }
            series = try DocumentShelf(connection).series()
        } catch {
            let why = error.message.onOneLine
            return Output.standard.write("note: numbers of documents were not counted: \(why)")
        }
        let gaps = series.filter { $0.gap != 0 }
        for one in series {
            Output.standard.write(
                "numbers of \(one.legalEntity), \(one.kind), \(one.year): "
                    + "\(one.first) to \(one.last), missing \(one.gap)"
            )
        }
        guard gaps.isEmpty else {
            throw CommandFailure("\(gaps.count) series of documents have gaps; see above")
        }
    }

    /// Who would get how many presales and new clients with these costs.
    private func forecastShares(_ settings: Settings) {
        guard let policy = settings.policies.initiative else { return }
        let known = knownRatings(settings)
        let ratings = known ?? InitiativePolicy.sampleRatings(beside: settings.policies)
        for sentence in policy.forecasts(of: Array(ratings.prefix(Self.ratingsMax))) {
            Output.standard.write("initiative: \(sentence)")
        }
        // Those about ratings that nobody has are among the notes of the configuration.
        for warning in known.map(policy.warnings) ?? [] {
            Output.standard.write("note: \(warning)")
        }
    }

    /// More would not be read.
    private static let ratingsMax = 20

    /// The ratings of the present managers; nil where there are none, or nobody can be asked.
    private func knownRatings(_ settings: Settings) -> [Decimal]? {
        do {
            var configuration = settings.postgresConfiguration("check")
            configuration.connectTimeout = Self.patience
            let connection = try PostgresConnection(configuration)
            defer { connection.close() }
            let ratings = try ManagerReader(connection).ratings()
            return ratings.isEmpty ? nil : ratings
        } catch {
            Output.standard.write("note: ratings are not known: \(error.message.onOneLine)")
            return nil
        }
    }

    /// What libpq can't read is found here, not when the daemon starts.
    private func checkPostgres(_ settings: Settings) throws {
        do {
            try settings.postgresConfiguration("check").check()
        } catch {
            throw CommandFailure(
                "postgres.url: \(error.message)",
                status: ExitStatus.configuration
            )
        }
    }
}
