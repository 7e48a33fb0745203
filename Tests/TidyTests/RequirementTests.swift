import Foundation
import Testing

/// The versions from which on something will do are written once.
@Suite struct `The oldest versions that will do` {
    private static let project = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.project.appending(path: path), encoding: .utf8)
    }

    private func oldest(_ name: String) throws -> String {
        let lines = try text("Sources/baton/Requirements.txt").split(separator: "\n")
        let words = lines.map { $0.split(separator: " ") }.first {
            $0.first.map(String.init) == name
        }
        return String(try #require(words, "\(name)")[1])
    }

    @Test func `are those of the documents and of the package`() throws {
        #expect(try text("Package.swift").hasPrefix("// swift-tools-version: \(oldest("Swift"))\n"))
        #expect(
            try text("README.md").contains(
                "(https://www.swift.org/install/linux) \(oldest("Swift")) or later"
            )
        )
        let operating = try text("docs/operating.md")
        for name in ["RabbitMQ", "PostgreSQL"] {
            #expect(operating.contains("\(name) \(try oldest(name)) or later"))
        }
        #expect(operating.contains("`librabbitmq4` (\(try oldest("librabbitmq")) or later)"))
        #expect(operating.contains("`libpq5` (\(try oldest("libpq")) or later)"))
        let pango = "`libpangocairo-1.0-0` and `libpangoft2-1.0-0`\n"
        #expect(operating.contains("\(pango)(\(try oldest("libpango")) or later)"))
        #expect(operating.contains("`libcairo2` (\(try oldest("libcairo")) or later)"))
        #expect(operating.contains("`libqrencode4` (\(try oldest("libqrencode")) or later)"))
        #expect(try text("deploy/rabbitmq/README.md").contains("RabbitMQ \(oldest("RabbitMQ")) or"))
    }

    @Test func `leave a machine alone that has them`() throws {
        let machine = try Machine()
        let (status, said) = try machine.installPackages()
        #expect(status == 0, "\(said)")
        #expect(try machine.calls == [])
    }

    @Test func `are what packages are brought up to, with fresh lists`() throws {
        let machine = try Machine(installed: [
            "libpq-dev": "13.4-0+deb11u1", "libpq5": "13.4-0+deb11u1",
        ])
        try machine.offer(["libpq-dev": "15.18-0+deb12u1", "libpq5": "15.18-0+deb12u1"])
        let (status, said) = try machine.installPackages()
        #expect(status == 0, "\(said)")
        #expect(try machine.calls.first?.hasPrefix("update") == true)
        #expect(try machine.calls.last?.contains("libpq-dev libpq5") == true)
    }

    /// What is loaded is a package of its own.
    @Test func `hold for a library apart from its headers`() throws {
        let machine = try Machine(installed: ["libpq5": "13.4-0+deb11u1"])
        try machine.offer(["libpq5": "15.18-0+deb12u1"])
        let (status, said) = try machine.installPackages()
        #expect(status == 0, "\(said)")
        #expect(try machine.calls.last?.hasSuffix(" libpq5") == true)
    }

    @Test func `are told in one sentence where nothing newer is to be had`() throws {
        let machine = try Machine(installed: ["libpq-dev": "13.4-0+deb11u1"])
        let (status, said) = try machine.installPackages()
        #expect(status == 1)
        #expect(said.contains("libpq-dev is 13.4-0+deb11u1 here and 14 is needed"))
    }

    @Test(arguments: ["5.9.2", ""])
    func `are told of Swift, which is no package`(version: String) throws {
        let machine = try Machine(swift: version)
        let (status, said) = try machine.installPackages()
        #expect(status == 1)
        #expect(said.contains("Swift \(try oldest("Swift")) or later is needed"))
    }
}

/// A Debian that is not there: what its package tools would answer.
private final class Machine {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "baton-machine-\(UUID().uuidString)")
    private static let script = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/dev/install-packages")

    private static let tools = [
        "dpkg-query": """
        awk -v package="${@: -1}" '$1 == package { print "installed " $2; found = 1 }
            END { exit !found }' "$MACHINE/installed"
        """,
        "apt-get": """
        echo "$@" >>"$MACHINE/calls"
        [ "$1" = install ] || exit 0
        cat "$MACHINE/archive" "$MACHINE/installed" >"$MACHINE/both"
        awk '!seen[$1]++' "$MACHINE/both" >"$MACHINE/installed"
        """,
        // What it is asked for beside that is about files of this machine.
        "sudo": #"case $1 in env|apt-get) exec "$@";; tee) cat >/dev/null;; esac"#,
        "id": "echo 1000",
        "swift": #"[ -n "$SWIFT_VERSION" ] && echo "Swift version $SWIFT_VERSION (x)""#,
    ]
    private let swift: String

    init(installed: [String: String] = [:], swift: String = "6.2.1") throws {
        self.swift = swift
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, body) in Self.tools {
            let file = folder.appending(path: name)
            try "#!/bin/bash\n\(body)\n".write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: file.path
            )
        }
        let names = """
            libcurl4-openssl-dev librabbitmq-dev librabbitmq4 libpq-dev libpq5 libssl-dev \
            zlib1g-dev pkg-config \
            libpango1.0-dev libpangocairo-1.0-0 libpangoft2-1.0-0 libcairo2-dev libcairo2 \
            libqrencode-dev libqrencode4 fonts-paratype fonts-dejavu-core poppler-utils \
            zbar-tools python3-num2words python3-aiosmtpd \
            rabbitmq-server postgresql openssl tzdata pgbouncer python3 systemd shellcheck \
            chromium python3-pika python3-yaml
            """
        let all = names.split(separator: " ").map(String.init)
        let versions = Dictionary(uniqueKeysWithValues: all.map { ($0, "99") })
        try write(versions.merging(installed) { $1 }, "installed")
        try offer([:])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What the archive has, once lists are fresh.
    func offer(_ versions: [String: String]) throws { try write(versions, "archive") }

    private func write(_ versions: [String: String], _ name: String) throws {
        let lines = versions.sorted { $0.key < $1.key }.map { "\($0) \($1)\n" }.joined()
        try lines.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }

    /// How apt-get was called.
    var calls: [String] {
        get throws {
            let file = folder.appending(path: "calls")
            guard FileManager.default.fileExists(atPath: file.path) else { return [] }
            return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(
                String.init
            )
        }
    }

    func installPackages() throws -> (status: Int32, said: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = Self.script
        process.environment = [
            "PATH": "\(folder.path):/usr/bin:/bin", "MACHINE": folder.path, "SWIFT_VERSION": swift,
        ]
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
