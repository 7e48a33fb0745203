/// The company's rules of asking its clients; section `[nps]` of the configuration.
package struct LoyaltyPolicy: ProcessPolicy {
    package static let section = "nps"
    package static let doc = "Loyalty of clients; needs secret in [http]."
    package static let needsLinks = true

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

    package init(_ section: SectionReader = .nothing) {
        every = section.value(
            "every",
            .period,
            default: .months(3),
            "by mail, to each client; mo: calendar months"
        )
        spread = section.value(
            "spread",
            .durationOrNone,
            default: .seconds(14 * 86_400),
            "clients are spread over this, evenly and repeatably"
        )
        callsEvery = section.value(
            "calls_every",
            Form.period.orOff(),
            default: .months(3),
            "the questionnaire call of the client's head; or \"off\""
        )
        linkExpires = section.value(
            "link_expires",
            .duration,
            default: .seconds(30 * 86_400),
            "of the buttons in a mail"
        )
        remindAfter = section.value(
            "remind_after",
            Form.duration.orOff(),
            default: .seconds(7 * 86_400),
            "those who did not answer; or \"off\""
        )
        cooldown = section.value(
            "cooldown",
            .durationOrNone,
            default: .seconds(60 * 86_400),
            "nobody is asked again sooner"
        )
        target = section.value(
            "target",
            .integer(-100...100),
            default: 90,
            "below it the directors are warned"
        )
        reviewURL = section.optional(
            "review_url",
            .webAddress,
            sample: "\"https://yandex.ru/maps/org/1234567890/reviews/\"",
            "where happy clients may leave a review"
        )
        recovery = section.section("recovery", "After a bad answer.") { Recovery($0) }
    }

    /// What follows a bad answer.
    package struct Recovery: Equatable, Sendable {
        /// Then the chain climbs.
        package var reactWithin: Duration
        /// Deadline of the task.
        package var closeWithin: Duration
        /// Whether the chain counts working time only.
        package var workingTime: Bool

        init(_ section: SectionReader) {
            reactWithin = section.value(
                "react_within",
                .duration,
                default: .seconds(1800),
                "then the chain climbs: head, then directors"
            )
            closeWithin = section.value(
                "close_within",
                .duration,
                default: .seconds(5 * 86_400),
                "deadline of the task"
            )
            workingTime = section.value(
                "working_time",
                .flag,
                default: false,
                "whether both count only [calendar] time"
            )
        }
    }
}

extension Policies {
    /// Nil where clients are not asked by Baton.
    package var loyalty: LoyaltyPolicy? {
        get { self[LoyaltyPolicy.self] }
        set { self[LoyaltyPolicy.self] = newValue }
    }
}

extension Limits {
    /// How many surveys of a client are remembered: twenty years of mails and calls.
    package static let surveysKeptMax = 200
    /// How often a client may change one answer before the changes between are forgotten.
    package static let answersKeptMax = 20
    /// How many recoveries of a client are remembered.
    package static let recoveriesKeptMax = 50
}
