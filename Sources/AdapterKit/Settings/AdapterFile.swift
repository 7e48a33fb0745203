package import Domain
import Foundation
package import Settings

/// What an adapter's file says beside the sections of the adapters themselves.
package struct AdapterFile: Sendable {
    /// The instance's name: part of its queue's name, and of what it keeps.
    package let name: String
    package let service: ServiceSettings
    package let amqp: AMQPSettings
    package let postgres: PostgresSettings
    package let http: HTTPSettings

    /// Reads the common sections; `more` reads what else stands in `[http]`, knowing the rest.
    ///
    /// - Parameter file: the path, whose last part without its ending is the default name.
    package init(
        _ root: SectionReader,
        file: String,
        more: (SectionReader, HTTPSettings) -> Void = { _, _ in }
    ) {
        let given = URL(filePath: file).deletingPathExtension().lastPathComponent
        name = root.section("adapter", "This instance of the adapters.") { section in
            section.value(
                "name",
                .instanceName,
                default: given.wholeMatch(of: /[A-Za-z0-9_.\-]{1,60}/) == nil ? "adapter" : given,
                "its queue is baton.adapter.NAME; by default the name of the file"
            )
        }
        service = root.section("service", "The program as a whole.") { ServiceSettings($0) }
        amqp = root.section("amqp", "The broker.") { AMQPSettings($0) }
        postgres = root.section("postgres", "The database.") {
            PostgresSettings($0, schema: "baton_adapter")
        }
        http = root.section("http", "The HTTP server.") { section in
            let settings = HTTPSettings(section)
            more(section, settings)
            return settings
        }
    }

    /// The queue of this instance.
    package var queue: String { "baton.adapter.\(name)" }
}

extension Form where Value == String {
    fileprivate static var instanceName: Self {
        text("a name of letters, digits, \"_\", \".\" and \"-\", at most 60") {
            $0.wholeMatch(of: /[A-Za-z0-9_.\-]{1,60}/) != nil
        }
    }

    /// The path of a file that can be read now.
    package static var readableFile: Self {
        text("the path of a file that can be read") {
            FileManager.default.isReadableFile(atPath: $0)
        }
    }
}
