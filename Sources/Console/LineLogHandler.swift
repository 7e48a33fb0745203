import Domain
import Foundation
package import Logging

/// One line a record on standard error: text for people, JSON for machines.
package struct LineLogHandler: LogHandler {
    /// How a line is written.
    package enum Form: Sendable {
        /// Time, level, message, metadata; for a terminal.
        case text
        /// The same behind syslog's priority, which the journal of systemd understands.
        case journal
        case json
    }

    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let form: Form

    package init(form: Form, level: Logger.Level) {
        self.form = form
        logLevel = level
    }

    /// What goes along with every line.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a line.
    package func log(event: LogEvent) {
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

extension LineLogHandler.Form {
    /// The form for the reader of standard error: a terminal, systemd's journal, or machines.
    package static var fitting: Self {
        isatty(STDERR_FILENO) == 1 ? .text : isJournal ? .journal : .json
    }

    /// Text, as the reader wants it.
    package static var plain: Self { isJournal ? .journal : .text }

    /// Whether standard error is systemd's journal, which says so in the environment.
    private static var isJournal: Bool {
        ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    }
}
