import Domain

/// The example file, written from the very description by which files are read.
extension Settings {
    /// `config.example.toml`: every key with its default, or commented out with a sample.
    package static let example: String = {
        var text = ExampleWriter.head
        var writer = ExampleWriter()
        for part in Catalogue.whole.parts { text += writer.lines(of: part) }
        return text
    }()
}

/// Writes the example part by part.
private struct ExampleWriter {
    static let head = """
        # Configuration of Baton. Every key is here: with its default, or commented out where it
        # has none. This file is valid as it is.
        #
        # Durations: "300ms", "8s", "15m", "24h", "90d"; where it says so also calendar months,
        # "3mo". People are named by id, "anna"; where a role will do as well, "person:anna" or
        # "role:sales_head". Text may stand elsewhere: "file:/path" is read from that file,
        # "credential:NAME" from systemd's credentials directory ($CREDENTIALS_DIRECTORY).
        #
        # A variable BATON_<SECTION>_<KEY> overrides a single value: BATON_AMQP_URL,
        # BATON_AMQP_TLS_CA_FILE. A process runs when its section is there; `enabled = false`
        # turns it off. `baton check` says what is wrong with a file, everything at once; SIGHUP
        # makes a running Baton read it again.

        """
    /// Where comments behind a value begin, and where a line ends.
    private static let (commentColumn, width) = (40, 100)

    /// The sections that stand as comments, with everything in them.
    private var commented: [[String]] = []

    mutating func lines(of part: Catalogue.Part) -> String {
        switch part {
        case .section(let section): lines(of: section)
        case .key(let key): lines(of: key)
        }
    }

    private mutating func lines(of section: Catalogue.Section) -> String {
        if section.isCommented { commented.append(section.path.keys) }
        let name = section.path.keys.map(ConfigPath.written).joined(separator: ".")
        let mark = isCommented(section.path) ? "# " : ""
        let head = mark + (section.isList ? "[[\(name)]]" : "[\(name)]")
        let samples = section.samples.map { "# \($0)\n" }.joined()
        return "\n" + Self.wrapped(section.doc) + head + "\n" + samples
    }

    private func lines(of key: Catalogue.Key) -> String {
        let isLive = key.standard != nil || key.isRequired
        let mark = isCommented(key.path) || !isLive ? "# " : ""
        let name = ConfigPath.written(key.path.keys.last ?? "")
        let setting = "\(mark)\(name) = \(key.standard ?? key.sample ?? "\"\"")"
        let gap = String(repeating: " ", count: max(2, Self.commentColumn - setting.count))
        let line = setting + gap + "# " + key.doc
        return line.count <= Self.width ? line + "\n" : "# \(key.doc)\n\(setting)\n"
    }

    private func isCommented(_ path: ConfigPath) -> Bool {
        commented.contains { path.keys.starts(with: $0) }
    }

    private static func wrapped(_ doc: String) -> String {
        var lines = ["#"]
        for word in doc.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.count + word.count + 1 > width {
                lines.append("# \(word)")
            } else {
                lines[lines.count - 1] = "\(line) \(word)"
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
