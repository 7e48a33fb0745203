import AdapterKit
import ArgumentParser
import Console
import Domain
import Foundation
import HTTPBridge
import Settings

/// `baton-adapter try`: what the templates of a file make of a sample, offline.
struct TryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Show what the templates of a file make of a sample; nothing is sent.",
        discussion: """
            The sample is read from standard input: a command as Baton publishes it, which each \
            [[http.out]] for its type shows as a request, or the body of a request, which each \
            [[http.in]] shows as an event. Secrets are not shown.
            """
    )

    @Argument(help: "The file whose templates are tried.")
    var file: String

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let instance: Instance
        do {
            let file = file
            instance = try OtherFile.load(
                file,
                environment: ProcessInfo.processInfo.environment
            ) { Instance($0, file: file) }
        } catch {
            throw CommandFailure(error.description, status: CommandFailure.configuration)
        }
        let sample = FileHandle.standardInput.readDataToEndOfFile()
        let trial = BridgeTrial(instance.bridge, publicURL: instance.file.http.publicURL)
        let lines = trial.lines(Array(sample))
        guard !lines.isEmpty else { throw CommandFailure("nothing in the file takes this sample") }
        for line in lines { Output.standard.write(line) }
    }
}
