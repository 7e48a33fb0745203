package import Domain

/// Measuring the loyalty of clients; section `[nps]`.
package struct NPSSettings: Equatable, Sendable {
    /// How often each client is asked by mail; default three calendar months.
    package let every: Period
    /// Clients are spread over this time, evenly and repeatably; default 14 d.
    package let spread: Duration
    /// How often the head calls with the questionnaire; nil is off; default three months.
    package let callsEvery: Period?
    /// After which links in a mail no longer work; default 30 d.
    package let linkExpires: Duration
    /// After which those who did not answer are reminded; nil is off; default 7 d.
    package let remindAfter: Duration?
    /// Nobody is asked again within this time; default 60 d.
    package let cooldown: Duration
    /// Below this NPS (−100…100) the directors are warned; default 90.
    package let target: Int
    /// Where a happy client may leave a review; nil asks for an answer to the mail.
    package let reviewURL: String?
    /// What follows a bad answer.
    package let recovery: NPSRecoverySettings

    init(_ section: SectionReader) {
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
        recovery = section.section("recovery", "After a bad answer.") { NPSRecoverySettings($0) }
    }
}

/// What follows a bad answer; section `[nps.recovery]`.
package struct NPSRecoverySettings: Equatable, Sendable {
    /// Then the chain climbs from the head to the directors; default 30 min.
    package let reactWithin: Duration
    /// Deadline of the task to win the client back; default 5 d.
    package let closeWithin: Duration
    /// Whether the chain counts [calendar] time only; default false.
    package let countsWorkingTime: Bool

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
        countsWorkingTime = section.value(
            "working_time",
            .flag,
            default: false,
            "whether both count only [calendar] time"
        )
    }
}
