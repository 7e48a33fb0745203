import Domain
import Foundation
import Settings
import Synchronization
import Texts
import Web

/// The page on which clients answer surveys, and what it is made with at present.
final class SurveyRoom: Sendable {
    private let present: Mutex<SurveyDesk?>

    init(_ settings: Settings) throws {
        present = Mutex(try Self.desk(settings))
    }

    /// Follows a configuration that was read again.
    func replace(_ fresh: Settings) throws {
        let desk = try Self.desk(fresh)
        present.withLock { $0 = desk }
    }

    /// Answers go onto the bus.
    func pages(_ settings: Settings, logins: Logins) throws -> ClientPages {
        let source = SignedLink.Purpose.survey.path
        return .surveys(
            answers: try AnswerPublisher(settings, logins: logins, source: source),
            now: { Date() },
            desk: { self.present.withLock { $0 } }
        )
    }

    /// Nil where clients are not asked.
    private static func desk(_ settings: Settings) throws -> SurveyDesk? {
        guard settings.policies.loyalty != nil, let links = settings.links else { return nil }
        return SurveyDesk(
            links: links,
            language: settings.service.language.rawValue,
            text: try settings.texts().text
        )
    }
}
