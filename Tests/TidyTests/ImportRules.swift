/// Which module may import which: the architecture, as a table that fails.
///
/// A module that is not in the table is a complaint too: a new row is a decision.
struct ImportRules: Sendable {
    /// What one module may import: modules of ours, and modules of others.
    struct Row: Sendable {
        let ours: Set<String>
        let others: Set<String>
    }

    let rows: [String: Row]
    /// The executable: it composes everything, and nothing imports it.
    let composer: String
    /// Modules beside the executable that compose as it does, such as benchmarks.
    let composers: Set<String>

    static let project = ImportRules(
        rows: [
            "Domain": Row(ours: [], others: ["Foundation"]),
            "Contract": Row(ours: ["Domain"], others: ["Foundation"]),
            "Threads": Row(ours: [], others: ["Glibc"]),
            "Engine": Row(
                ours: ["Domain", "Contract", "Threads"],
                others: system.union(observation).union(collections)
            ),
            "Postgres": Row(ours: ["CLibPQ"], others: system.union(["Logging"])),
            "AMQP": Row(ours: ["CRabbitMQ"], others: system.union(["Logging"])),
            "Store": Row(
                ours: ["Engine", "Domain", "Contract", "Postgres"],
                others: system.union(observation)
            ),
            "Bus": Row(
                ours: ["Engine", "Domain", "Contract", "AMQP", "Threads"],
                others: system.union(observation).union(collections)
            ),
            "Bulk": Row(
                ours: ["Domain", "Contract", "Postgres", "AMQP", "CZlib", "Threads"],
                others: system.union(observation)
            ),
            "Console": Row(ours: ["Domain"], others: ["Foundation", "Glibc", "Logging"]),
            "Curl": Row(ours: ["CCurl"], others: system),
            "AdapterKit": Row(
                ours: ["AMQP", "Domain", "Postgres", "Settings", "Store", "Threads"],
                others: system.union(observation)
            ),
            "Mail": Row(
                ours: ["AdapterKit", "Curl", "Domain"],
                others: system.union(["Logging"])
            ),
            "Bitrix24": Row(
                ours: ["AdapterKit", "Curl", "Domain", "Postgres", "Threads"],
                others: system.union(["Logging"])
            ),
            "HTTPBridge": Row(
                ours: ["AdapterKit", "Curl", "Domain", "Postgres", "Settings", "Web"],
                others: system.union(["Dispatch", "Logging", "Mustache"])
            ),
            "Asterisk": Row(
                ours: ["AdapterKit", "Domain", "Postgres", "Threads"],
                others: system.union(["Logging"])
            ),
            "Telegram": Row(
                ours: ["AdapterKit", "Curl", "Domain", "Postgres"],
                others: system.union(["Logging"])
            ),
            "Settings": Row(ours: ["Domain"], others: ["Foundation"]),
            "Texts": Row(ours: ["Domain"], others: ["Foundation", "Mustache"]),
            "Reports": Row(ours: ["Domain", "Postgres", "Texts"], others: ["Foundation"]),
            "Drawing": Row(
                ours: ["Domain", "CPango", "CQREncode", "CSpawn"],
                others: system
            ),
            "Telemetry": Row(
                ours: [],
                others: system.union(["CoreMetrics", "Metrics", "Logging"])
            ),
            "Web": Row(
                ours: ["Domain", "Reports", "Texts", "Telemetry"],
                others: system.union(web)
            ),
        ],
        composer: "baton",
        composers: ["baton", "baton-adapter", "bench"]
    )

    /// What reaches the outside world: the daemon, which reaches its two servers alone, has none of
    /// it.
    static let outward: Set<String> = [
        "CCurl", "Curl", "AdapterKit", "Mail", "Bitrix24", "HTTPBridge", "Telegram",
        "Asterisk",
    ]

    private static let system: Set<String> = ["Foundation", "Glibc", "Synchronization", "Crypto"]
    private static let observation: Set<String> = [
        "CoreMetrics", "Logging", "Metrics", "ServiceContextModule", "Tracing",
    ]
    private static let web: Set<String> = [
        "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTPTypes",
        "ServiceLifecycle", "Logging", "Metrics",
    ]
    private static let collections: Set<String> = [
        "Collections", "DequeModule", "HeapModule", "OrderedCollections",
    ]

    func complaints(about file: SourceFile) -> [Complaint] {
        let imports = Self.imports(of: file)
        let executable = imports.filter { $0.module == composer }
            .map {
                file.complaint(
                    $0.line,
                    "nothing imports `\(composer)`: move what is needed into a module"
                )
            }
        if file.module == composer, !file.isTest {
            return executable
                + imports.filter { Self.outward.contains($0.module) }.map {
                    file.complaint(
                        $0.line,
                        "the daemon reaches nothing but its servers: `\($0.module)` is for adapters"
                    )
                }
        }
        if file.isTest || composers.contains(file.module) { return executable }
        guard let row = rows[file.module] else {
            return [
                file.complaint(
                    1,
                    "the module `\(file.module)` has no row in ImportRules: say what it may import"
                )
            ]
        }
        return executable
            + imports.filter {
                $0.module != composer && !row.ours.union(row.others).contains($0.module)
            }
            .map { file.complaint($0.line, "`\(file.module)` may not import `\($0.module)`") }
    }

    /// The modules that a file imports, whatever access, attributes or kind stand in the line.
    static func imports(of file: SourceFile) -> [(module: String, line: Int)] {
        let kinds: Set = [
            "struct", "class", "enum", "protocol", "typealias", "func", "var", "let", "actor",
        ]
        return file.tokens.indices.compactMap { index in
            guard file.tokens[index].text == "import" else { return nil }
            var next = index + 1
            if next < file.tokens.count, kinds.contains(file.tokens[next].text) { next += 1 }
            return next < file.tokens.count
                ? (file.tokens[next].text, file.tokens[index].line) : nil
        }
    }
}
