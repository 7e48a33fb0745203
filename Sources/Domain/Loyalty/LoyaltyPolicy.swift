/// The company's rules of asking its clients; section `[nps]` of the configuration.
package struct LoyaltyPolicy: Equatable, Sendable {
    /// How often each client is asked by mail.
    package var every: Period
    /// Clients are spread over this time.
    package var spread: Duration
    /// How often the head calls with the questionnaire; nil is off.
    package var callsEvery: Period?
    /// After which the links of a mail no longer work.
    package var linkExpires: Duration
    /// After which those who did not answer are reminded; nil is off.
    package var remindAfter: Duration?
    /// Nobody is asked by mail again within this time.
    package var cooldown: Duration
    /// Below this NPS the directors are warned.
    package var target: Int
    /// Where a happy client may leave a review; nil asks for an answer to the mail.
    package var reviewURL: String?
    package var recovery: Recovery

    /// What follows a bad answer.
    package struct Recovery: Equatable, Sendable {
        /// Then the chain climbs.
        package var reactWithin: Duration
        /// Deadline of the task.
        package var closeWithin: Duration
        /// Whether the chain counts working time only.
        package var workingTime: Bool

        package init(
            reactWithin: Duration = .seconds(1800),
            closeWithin: Duration = .seconds(5 * 86_400),
            workingTime: Bool = false
        ) {
            self.reactWithin = reactWithin
            self.closeWithin = closeWithin
            self.workingTime = workingTime
        }
    }

    package init(
        every: Period = .months(3),
        spread: Duration = .seconds(14 * 86_400),
        callsEvery: Period? = .months(3),
        linkExpires: Duration = .seconds(30 * 86_400),
        remindAfter: Duration? = .seconds(7 * 86_400),
        cooldown: Duration = .seconds(60 * 86_400),
        target: Int = 90,
        reviewURL: String? = nil,
        recovery: Recovery = Recovery()
    ) {
        self.every = every
        self.spread = spread
        self.callsEvery = callsEvery
        self.linkExpires = linkExpires
        self.remindAfter = remindAfter
        self.cooldown = cooldown
        self.target = target
        self.reviewURL = reviewURL
        self.recovery = recovery
    }
}
