/// The company's rules of incoming calls; section `[calls]` of the configuration.
package struct CallPolicy: Equatable, Sendable {
    /// In which order the heads are rung.
    package enum Strategy: String, CaseIterable, Sendable {
        /// As they are listed.
        case linear
        /// Beginning after the one who was rung last.
        case roundRobin = "round_robin"
        /// Whoever was rung or talked longest ago first.
        case leastRecent = "least_recent"
    }

    /// Whose lead a real call becomes.
    package enum RealCall: String, CaseIterable, Sendable {
        case answerer
        /// Nobody's: it goes into the distribution of leads.
        case distribute
    }

    /// What is done with a call that nobody answered.
    package struct Fallback: Codable, Equatable, Sendable {
        package let action: CallFallback.Action
        /// The queue or the number.
        package let target: String?

        package init(action: CallFallback.Action, target: String? = nil) {
            self.action = action
            self.target = target
        }
    }

    /// What a number of the company was advertised in.
    package struct Line: Equatable, Sendable {
        package let channel: String
        package let campaign: String?

        package init(channel: String, campaign: String? = nil) {
            self.channel = channel
            self.campaign = campaign
        }
    }

    /// How long one head is rung.
    package var ringTimeout: Duration
    package var strategy: Strategy
    /// Whether the head who works with the caller already is rung before the others.
    package var stickyFirst: Bool
    /// Who is rung; nobody listed is everybody with the role `sales_head`, by id.
    package var heads: [PersonID]
    /// How often the whole list is gone through; at least 1.
    package var roundsMax: Int
    package var fallback: Fallback
    /// A call that is older than this when it is read is not rung.
    package var staleAfter: Duration
    /// Who calls again within this goes on where the earlier call stopped.
    package var resumeWithin: Duration
    /// How long a head has for the mark before he is reminded.
    package var markReminder: Duration
    /// How often he is reminded before the directors are told.
    package var markReminders: Int
    package var realCall: RealCall
    /// From so many calls marked as spam on a number is not rung; 0 is never.
    package var spamAfter: Int
    /// A call whose end was not reported within this is taken as over.
    package var lengthMax: Duration
    /// What each number was advertised in, by `key(of:region:)`.
    package var lines: [String: Line]

    package init(
        ringTimeout: Duration = .seconds(8),
        strategy: Strategy = .linear,
        stickyFirst: Bool = true,
        heads: [PersonID] = [],
        roundsMax: Int = 1,
        fallback: Fallback = Fallback(action: .voicemail),
        staleAfter: Duration = .seconds(40),
        resumeWithin: Duration = .seconds(60),
        markReminder: Duration = .seconds(600),
        markReminders: Int = 3,
        realCall: RealCall = .answerer,
        spamAfter: Int = 2,
        lengthMax: Duration = .seconds(14_400),
        lines: [String: Line] = [:]
    ) {
        self.ringTimeout = ringTimeout
        self.strategy = strategy
        self.stickyFirst = stickyFirst
        self.heads = heads
        self.roundsMax = roundsMax
        self.fallback = fallback
        self.staleAfter = staleAfter
        self.resumeWithin = resumeWithin
        self.markReminder = markReminder
        self.markReminders = markReminders
        self.realCall = realCall
        self.spamAfter = spamAfter
        self.lengthMax = lengthMax
        self.lines = lines
    }

    /// How a line's number is written in `lines`: as E.164, or as it is where it is no number.
    package static func key(of number: String, region: String) -> String {
        PhoneNumber(number, region: region)?.rawValue ?? number
    }

    /// What the number was advertised in; a number that is not listed is plainly a telephone.
    package func line(_ key: String) -> Line {
        lines[key] ?? Line(channel: "phone")
    }
}
