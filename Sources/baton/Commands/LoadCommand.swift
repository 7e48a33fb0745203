import ArgumentParser
import Bulk
import Console
import Crypto
import Domain
import Foundation
import Glibc
import Settings

/// `baton load`: rows from files.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load positions from files.",
        subcommands: [LoadPositionsCommand.self]
    )
}

/// `baton load positions`: whole files or nothing of them, each once.
struct LoadPositionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "positions",
        abstract: "Load positions: NDJSON or CSV, gzip or not.",
        discussion: """
            baton load positions night.ndjson.gz
            baton load positions export.csv --columns topvisor --site dom.ru --client C-7 \
            --engine yandex --region 213
            baton load positions table.csv --columns 'query=Запрос,position=Позиция,date=Дата' …

            Presets of --columns: topvisor, webmaster, search-console, key-collector. A file is \
            taken as a whole or not at all, and the same file only once.
            """
    )

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "Files with rows.")
    var files: [String]

    @Option(help: "A preset, or which column holds what.")
    var columns: String?

    @Option(help: "The site, where the file does not say it.")
    var site: String?

    @Option(help: "The client, where the file does not say it.")
    var client: String?

    @Option(help: "The search engine, where the file does not say it.")
    var engine: String?

    @Option(help: "The region, where the file does not say it.")
    var region: String?

    @Option(help: "The device, where the file does not say it.")
    var device: String?

    @Option(help: "Who measured, where the file does not say it.")
    var source: String?

    @Option(help: "The day, where the file does not say it.")
    var date: String?

    @Option(help: "To which place was looked, where the file does not say it.")
    var depth: Int?

    func run() throws {
        let bureau = try PositionBureau(try options.load())
        do {
            let format = try format
            for file in files { try load(file, format, bureau) }
        } catch {
            let isUsage = error.code == .badInput && columns != nil
            throw CommandFailure(
                error.message,
                status: isUsage ? ExitStatus.usage : ExitStatus.failed
            )
        }
    }

    /// What was said of the form; nil looks into the file.
    private var format: RowFormat? {
        get throws(BulkError) {
            let given: [(ColumnMap.Field, String?)] = [
                (.site, site), (.client, client), (.engine, engine), (.region, region),
                (.device, device), (.source, source), (.date, date),
                (.depth, depth.map(String.init)),
            ]
            guard columns != nil || given.contains(where: { $0.1 != nil }) else { return nil }
            var map = ColumnMap.contract
            if let columns { map = try ColumnMap(columns) }
            for case (let field, let value?) in given { map.defaults[field] = value }
            return .csv(map)
        }
    }

    private func load(
        _ file: String,
        _ format: RowFormat?,
        _ bureau: PositionBureau
    ) throws(BulkError) {
        let progress = LoadProgress(file)
        let loader = try bureau.loader("load", progress: progress.show)
        let batch = PositionBatch(
            id: "file \(try Self.sha256(file))",
            way: .file,
            receivedAt: Date()
        )
        let outcome = try loader.load(
            batch,
            FileSource(path: file),
            isPacked: nil,
            format: format
        )
        progress.end()
        let told =
            outcome.isRepeated
            ? "was loaded before"
            : "\(outcome.rows) rows of \(outcome.series) series, \(outcome.corrections) corrected"
        Output.standard.write("\(file): \(told)")
    }

    /// By its content a file is known again, whatever it is called.
    private static func sha256(_ file: String) throws(BulkError) -> String {
        var source = try FileSource(path: file)
        var hash = SHA256()
        while let piece = try source.next() { hash.update(data: piece) }
        return hash.finalize().hexadecimal
    }
}

/// Progress of a load, shown on a terminal.
private final class LoadProgress {
    private let file: String
    private let start = ContinuousClock.now
    private let isShown = isatty(STDERR_FILENO) == 1

    init(_ file: String) {
        self.file = file
    }

    func show(_ rows: Int) {
        guard isShown else { return }
        let seconds = max((ContinuousClock.now - start) / .seconds(1), 0.001)
        write("\r\(file): \(rows) rows, \(Int(Double(rows) / seconds)) a second ")
    }

    func end() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
