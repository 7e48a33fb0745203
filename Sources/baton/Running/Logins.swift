import AMQP
import Domain
import Foundation
import Settings
import Synchronization

/// As whom the lanes log in: as the configuration says now.
///
/// Open connections keep the login that they were opened with; a password that was changed on the
/// server counts for the next one. Only user and password are followed. Another server is another
/// installation, for which the program has to be restarted.
final class Logins: Sendable {
    private struct Present {
        var amqp: AMQPConfiguration
        var postgres: String
    }

    private let present: Mutex<Present>

    init(_ settings: Settings) throws {
        present = Mutex(try Self.present(of: settings))
    }

    private static func present(of settings: Settings) throws -> Present {
        Present(
            amqp: try settings.amqpConfiguration("login"),
            postgres: settings.postgres.url.revealed
        )
    }

    /// Follows settings that were read again; answers the keys that new connections go by.
    func follow(_ fresh: Settings) throws -> [String] {
        let new = try Self.present(of: fresh)
        return present.withLock { present in
            var followed: [String] = []
            var sameUser = new.amqp
            (sameUser.user, sameUser.password) = (present.amqp.user, present.amqp.password)
            if new.amqp != present.amqp, sameUser == present.amqp {
                present.amqp = new.amqp
                followed.append("amqp.url")
            }
            if new.postgres != present.postgres, let server = Self.server(new.postgres),
                server == Self.server(present.postgres)
            {
                present.postgres = new.postgres
                followed.append("postgres.url")
            }
            return followed
        }
    }

    /// User and password for the next connection to the broker.
    @Sendable func amqp(_ configuration: AMQPConfiguration) -> AMQPConfiguration {
        var configuration = configuration
        present.withLock { present in
            (configuration.user, configuration.password) = (
                present.amqp.user, present.amqp.password
            )
        }
        return configuration
    }

    /// The address for the next connection to the database.
    var postgresURL: String { present.withLock(\.postgres) }

    /// The address without user and password; nil where it can't be told apart.
    private static func server(_ url: String) -> URL? {
        guard var parts = URLComponents(string: url) else { return nil }
        (parts.user, parts.password) = (nil, nil)
        parts.queryItems = parts.queryItems?.filter { !["user", "password"].contains($0.name) }
        return parts.url
    }
}
