import Domain
import Glibc
import Synchronization

/// Draws papers as PDF in a process of their own, one set at a time: what ends that process costs
/// one set.
package final class Press: Sendable {
    private let command: [String]
    private let deadline: Duration
    /// Of the whole program: a machine has better things to do than to draw twice at once.
    private static let turn = Mutex(())

    /// - Parameters:
    ///   - command: The program with its arguments. Our own executable by default, the very one
    ///     that runs, even where an upgrade has put another in its place.
    ///   - deadline: How long a document may take.
    package init(
        command: [String] = ["/proc/self/exe", "render"],
        deadline: Duration = .seconds(RenderLimits.seconds)
    ) {
        self.command = command
        self.deadline = deadline
    }

    /// The PDF of a paper.
    ///
    /// Blocks until it is there, at most for the deadline, and before that while others are drawn.
    package func pdf(_ paper: Paper) throws(DrawingError) -> [UInt8] {
        try pdfs([paper]).first ?? []
    }

    /// The PDFs of the papers of a set, drawn by one process; an error says of which paper it is.
    ///
    /// Blocks like ``pdf(_:)``, with a deadline for each paper.
    package func pdfs(_ papers: [Paper]) throws(DrawingError) -> [[UInt8]] {
        guard !papers.isEmpty else { return [] }
        let json: [UInt8]
        do {
            json = try JSONWriter.bytes(of: papers)
        } catch {
            throw DrawingError(.unreadable, "the papers can't be written as JSON")
        }
        let outcome = Self.turn.withLock { _ in
            Result { () throws(DrawingError) in try run(json, papers.count) }
        }
        return try outcome.get()
    }

    private func run(_ input: [UInt8], _ count: Int) throws(DrawingError) -> [[UInt8]] {
        var child = try Child(command)
        let end = ContinuousClock.now + deadline * count
        do throws(DrawingError) {
            let (output, errors) = try child.exchange(
                input,
                until: end,
                atMost: count * (Printing.bytesMax + RenderFrames.headMax)
            )
            let status = try child.wait(until: end)
            let drawn = RenderFrames.read(output)
            guard status == .exited(0), drawn.count == count, drawn.allSatisfy({ !$0.isEmpty })
            else { throw Self.error(status, errors).at(min(drawn.count, count - 1)) }
            return drawn
        } catch {
            child.kill()
            throw error
        }
    }

    /// What the child said, or how it ended where it had nothing to say.
    private static func error(_ status: Child.Status, _ said: [UInt8]) -> DrawingError {
        let line = String(decoding: said.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        if let (word, message) = line.halves(at: " "),
            let code = DrawingError.Code(rawValue: String(word))
        {
            return DrawingError(code, String(message))
        }
        switch status {
        case .exited(let code):
            return DrawingError(.crashed, "the process that draws ended with status \(code)")
        case .killed(let signal) where signal == SIGXCPU || signal == SIGALRM:
            return DrawingError(.tooSlow, "the document took longer than it may")
        case .killed(let signal):
            return DrawingError(.crashed, "the process that draws ended by signal \(signal)")
        }
    }
}
