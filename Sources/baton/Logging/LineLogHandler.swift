import Domain
import Foundation
import Logging
import Settings

/// One line a record on standard error: text for people, JSON for machines.
struct LineLogHandler: LogHandler {
    /// How a line is written.
    enum Form: Sendable {
        /// Time, level, message, metadata; for a terminal.
        case text
        /// The same behind syslog's priority, which the journal of systemd understands.
        case journal
        case json
    }

    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let form: Form

    init(form: Form, level: Logger.Level) {
        self.form = form
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let message = "\(event.message)".harmlessLine
        switch form {
        case .text:
            Output.error.write(
                "\(Timestamp.text(Date())) \(event.level) \(message)\(Self.tail(fields))"
            )
        case .journal:
            Output.error.write("<\(event.level.priority)>\(message)\(Self.tail(fields))")
        case .json:
            Output.error.write(Self.json(event.level, message, fields))
        }
    }

    private static func tail(_ fields: Logger.Metadata) -> String {
        fields.sorted { $0.key < $1.key }.map { " \($0.key)=\("\($0.value)".harmlessLine)" }
            .joined()
    }

    private static func json(
        _ level: Logger.Level,
        _ message: String,
        _ fields: Logger.Metadata
    ) -> String {
        var object = fields.mapValues { "\($0)" }
        object["time"] = Timestamp.text(Date())
        object["level"] = level.rawValue
        object["message"] = message
        guard let json = try? JSONWriter.bytes(of: object) else { return message }
        return String(decoding: json, as: UTF8.self)
    }
}

extension Logger.Level {
    /// Syslog's priority, as sd-daemon(3) has it.
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

extension ServiceSettings {
    /// The program's logger.
    func logger() -> Logger {
        let level = Logger.Level(rawValue: logLevel.rawValue) ?? .info
        let form = self.form
        return Logger(label: "baton") { _ in LineLogHandler(form: form, level: level) }
    }

    private var form: LineLogHandler.Form {
        switch logFormat {
        case .json: .json
        case .text: isJournal ? .journal : .text
        case .auto: isatty(STDERR_FILENO) == 1 ? .text : isJournal ? .journal : .json
        }
    }

    /// Whether standard error is systemd's journal, which says so in the environment.
    private var isJournal: Bool {
        ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    }
}
