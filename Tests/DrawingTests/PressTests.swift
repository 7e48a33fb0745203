import Domain
import Foundation
import Glibc
import Testing

@testable import Drawing

@Suite(.serialized) struct `The press` {
    /// The daemon's executable, which is built beside the tests.
    private static let baton: String = {
        let bundle = CommandLine.arguments.map { URL(filePath: $0) }
            .first { $0.pathExtension == "xctest" }
        let folder = (bundle ?? URL(filePath: CommandLine.arguments[0])).deletingLastPathComponent()
        return folder.appending(path: "baton").path
    }()
    private static let render = [baton, "render"]
    private static let confined = URL(filePath: baton).deletingLastPathComponent()
        .appending(path: "Confined").path

    private func paper() throws -> Paper { try #require(SampleSet().set.paper(.invoice)) }

    private func failure(
        _ command: [String],
        _ deadline: Duration = .seconds(10)
    ) throws -> DrawingError {
        let press = Press(command: command, deadline: deadline)
        let paper = try paper()
        return try #require(throws: DrawingError.self) { _ = try press.pdf(paper) }
    }

    @Test func `draws in another process what it would draw in this one`() throws {
        let press = Press(command: Self.render)
        for kind in DocumentKind.allCases {
            let paper = try #require(SampleSet(lineCount: 40).set.paper(kind))
            #expect(try press.pdf(paper) == Printing().pdf(paper))
        }
    }

    @Test func `draws a whole set in one process, each paper as it would be alone`() throws {
        let set = SampleSet(lineCount: 40).set
        let papers = DocumentKind.allCases.compactMap(set.paper)
        let drawn = try Press(command: Self.render).pdfs(papers)
        #expect(drawn == (try papers.map { try Printing().pdf($0) }))
        #expect(try Press(command: ["/nowhere"]).pdfs([]) == [])
    }

    @Test func `says which paper of a set it was`() throws {
        let good = try paper()
        let bad = Paper.sample([.image(Paper.Image(png: "AAAA", width: 10, height: 10))])
        let press = Press(command: Self.render)
        let error = try #require(throws: DrawingError.self) {
            _ = try press.pdfs([good, bad, good])
        }
        #expect(error.code == .image && error.place == 1)
    }

    @Test func `takes only files that came whole`() {
        let whole = RenderFrames.written([1, 2, 3]) + RenderFrames.written([])
        #expect(RenderFrames.read(whole) == [[1, 2, 3], []])
        #expect(RenderFrames.read(whole + Array("9\n12".utf8)) == [[1, 2, 3], []])
        #expect(RenderFrames.read(Array("x\n12".utf8)).isEmpty)
        #expect(RenderFrames.read(Array("-1\n12".utf8)).isEmpty)
    }

    /// What fonts lack is drawn without opening a file, too.
    @Test(arguments: Hostile.texts)
    func `draws whatever a text holds`(text: String) throws {
        let press = Press(command: Self.render)
        let sample = SampleSet(lineCount: 2, clientName: text, title: { _ in text })
        let paper = try #require(sample.set.paper(.act))
        #expect(try press.pdf(paper) == Printing().pdf(paper))
    }

    /// As the unit has it: a user of its own, for whom limits count that root does not feel.
    @Test(.enabled(if: getuid() == 0, "only root may become somebody else"))
    func `draws as another user`() throws {
        let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        let press = Press(command: nobody + Self.render)
        #expect(try press.pdf(paper()) == Printing().pdf(paper()))
    }

    @Test func `says what the process said`() throws {
        let image = Paper.Image(png: "AAAA", width: 10, height: 10)
        let press = Press(command: Self.render)
        let error = try #require(throws: DrawingError.self) {
            _ = try press.pdf(Paper.sample([.image(image)]))
        }
        #expect(error.code == .image)
    }

    @Test func `outlives a process that crashes`() throws {
        #expect(try failure(["/bin/sh", "-c", "kill -SEGV $$"]).code == .crashed)
        #expect(try failure(["/bin/sh", "-c", "exit 3"]).message.hasSuffix("status 3"))
        #expect(try failure(["/bin/sh", "-c", ":"]).code == .crashed)
        #expect(try failure(["/nowhere/at/all"]).code == .notStarted)
        #expect(try failure([]).code == .notStarted)
    }

    @Test func `ends a process that takes too long`() throws {
        let waiting = ["/bin/sh", "-c", "while :; do :; done"]
        #expect(try failure(waiting, .milliseconds(200)).code == .tooSlow)
        let closed = ["/bin/sh", "-c", "exec >&- 2>&-; while :; do :; done"]
        #expect(try failure(closed, .milliseconds(200)).code == .tooSlow)
    }

    @Test func `bounds what a process says`() throws {
        #expect(try failure(["/bin/sh", "-c", "exec cat /dev/zero"]).code == .tooLarge)
        #expect(try failure(["/bin/sh", "-c", "cat /dev/zero >&2"], .seconds(1)).code == .tooSlow)
    }

    @Test func `gives a process three pipes and no environment`() throws {
        let script = """
            for n in 3 4 5 6 7 8 9 10 11 12 13 14 15; do
                [ ! -e /proc/$$/fd/$n ] || open="$open $n"
            done
            echo "crashed open:$open environment: $(wc -c </proc/$$/environ)" >&2
            exit 1
            """
        let press = Press(command: ["/bin/sh", "-c", script])
        let paper = try paper()
        let error = try #require(throws: DrawingError.self) { _ = try press.pdf(paper) }
        #expect(error.message == "open: environment: 0")
    }

    /// As the unit's options have it, and without them: no file, no network, no program.
    @Test(arguments: [[], ["/usr/bin/setpriv", "--no-new-privs", "--bounding-set=-all"]])
    func `leaves nothing within the reach of a process that draws`(wrapper: [String]) throws {
        let command = wrapper + [Self.confined]
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = [:]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        let lines = said.split(separator: "\n")
        #expect(lines.first == "entered: yes" && lines.count == 13, "\(said)")
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(": no") }, "\(said)")
    }

    /// It has given up everything before it reads the first word.
    @Test func `lets a process draw that can open nothing any more`() throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.baton)
        process.arguments = ["render"]
        process.environment = [:]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { process.terminate() }
        let files = "/proc/\(process.processIdentifier)"
        let end = ContinuousClock.now + .seconds(20)
        var limits = ""
        while !limits.contains(/Max address space +[0-9]/), ContinuousClock.now < end {
            limits = try String(contentsOfFile: files + "/limits", encoding: .utf8)
        }
        for line in [
            "Max open files +0 +0", "Max file size +20000000 +20000000",
            "Max core file size +0 +0", "Max address space +[0-9]+ +[0-9]+", "Max cpu time +10 +40",
        ] {
            #expect(try limits.contains(Regex(line)), "\(line) in \(limits)")
        }
        let status = try String(contentsOfFile: files + "/status", encoding: .utf8)
        #expect(status.contains(/NoNewPrivs:\s+1/))
        #expect(status.contains(/Seccomp:\s+2/))
        let open = try FileManager.default.contentsOfDirectory(atPath: files + "/fd").map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "\(files)/fd/\($0)")
        }
        // A socket may be there that Foundation's process holds on to; files are none.
        #expect(open.filter { $0.hasPrefix("/") } == ["/dev/null"], "\(open)")
        // It draws all the same.
        try input.fileHandleForWriting.write(contentsOf: Data(JSONWriter.bytes(of: try paper())))
        try input.fileHandleForWriting.close()
        let pdf = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(try Array(pdf) == Printing().pdf(try paper()))
    }
}

/// Texts for the press.
enum Hostile {
    static let texts = `Hostile texts`.texts
}
