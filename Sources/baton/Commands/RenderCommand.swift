import ArgumentParser
import Drawing
import Threads

/// `baton render`: draws one document for the daemon, which starts it for each.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw a document, in JSON on standard input, as PDF on standard output.",
        shouldDisplay: false
    )

    func run() throws {
        Background.enter()
        let status = RenderTask.run()
        guard status == 0 else { throw ExitCode(status) }
    }
}
