/// Why something could not be done on the other side.
package enum Failure: Error, Equatable, Sendable {
    /// The whole system is away or asks for patience; `isUnclear` where it may have done what was
    /// asked.
    case away(String, isUnclear: Bool)
    /// Only this has to wait, as when a relay says 451 of one address.
    case later(code: String, String)
    /// The system refuses this for good; the code is its own.
    case refused(code: String, String)
    /// The adapter may not do what it has to: expired, or a right that is missing.
    case credentials(String)
    /// A thing is missing that another command makes, which has not been carried out.
    case waiting(for: String, String)
    /// Nobody can tell whether it was done, and the company wants to look for itself.
    case unclear(String)
    /// It came too late to be of any use.
    case stale(String)
    /// Our own database is away: everything begins again.
    case storage(String)

    /// A sentence for people.
    package var reason: String {
        switch self {
        case .away(let text, _), .later(_, let text), .refused(_, let text),
            .credentials(let text), .waiting(_, let text), .unclear(let text), .stale(let text),
            .storage(let text):
            text
        }
    }
}
