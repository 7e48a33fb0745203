import Console
import Logging
import Settings

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
        case .text: .plain
        case .auto: .fitting
        }
    }
}
