import Synchronization
import Web

/// What the page for clients is made with at present.
final class SurveyRoom: Sendable {
    private let present: Mutex<SurveyDesk?>

    init(_ desk: SurveyDesk?) {
        present = Mutex(desk)
    }

    @Sendable func desk() -> SurveyDesk? { present.withLock { $0 } }
    func replace(_ desk: SurveyDesk?) { present.withLock { $0 = desk } }
}
