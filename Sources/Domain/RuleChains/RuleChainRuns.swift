package import Foundation

/// What is remembered of a subject's chains: the last run of each.
package struct RuleChainRuns: ProcessState {
    /// By the chain's name.
    package var runs: [String: Run] = [:]

    /// Where a run of a chain is.
    package enum Phase: String, Vocabulary {
        /// Somebody is asked. Can go to all others.
        case asking
        /// Somebody took it on.
        case taken
        /// Nobody accepted; it went to the configured fallback.
        case exhausted
        /// A rule stopped it, or there is nothing left to be done.
        case stopped
    }

    /// One run of a chain.
    package struct Run: Codable, Equatable, Sendable {
        package var phase: Phase
        package var chain: Chain<Assignee>
        /// The rule that started it.
        package let rule: String
        /// What everybody asked is told; nil for the usual words.
        package let text: String?
        package let subjects: RuleSubjects
        package let startedAt: Date
        /// Who took it on, or got it at the end.
        package var ownerID: PersonID?

        private enum CodingKeys: String, CodingKey {
            case phase, chain, rule, text, subjects
            case startedAt = "started_at"
            case ownerID = "owner_id"
        }
    }

    /// Chains that ask somebody now are found by whom they ask.
    package var lookupKeys: [String] {
        runs.values.filter { $0.phase == .asking }.compactMap(\.chain.present?.holder.deskKey)
            .sorted()
    }
}
