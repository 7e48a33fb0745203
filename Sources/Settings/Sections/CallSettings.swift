package import Domain

/// Incoming calls that ring the sales heads in turn; section `[calls]`.
package struct CallSettings: Equatable, Sendable {
    /// In which order heads are rung.
    package enum Strategy: String, CaseIterable, Sendable {
        case linear
        case roundRobin = "round_robin"
        case leastRecent = "least_recent"
    }

    /// How long each head is rung; default 8 s.
    package let ringTimeout: Duration
    /// Default `linear`.
    package let strategy: Strategy
    /// Whether a client's own head is rung first; default true.
    package let isStickyFirst: Bool
    /// The order for `linear`; empty means everybody with the role sales_head, by id.
    package let heads: [PersonID]
    /// How often all are tried; default 1.
    package let roundsMax: Int
    /// What happens when nobody answered; default voicemail.
    package let fallback: CallFallbackSettings
    /// A call older than this when it is read is a missed one; default 40 s.
    package let staleAfter: Duration
    /// A caller who calls again within this time resumes where he was; default 60 s.
    package let resumeWithin: Duration
    /// A call whose end the exchange has not reported within this counts as over; default 4 h.
    package let lengthMax: Duration
    /// Whether a call was real, asked of whoever answered it.
    package let marks: CallMarkSettings
    /// What the numbers dialled say about the advertising.
    package let lines: [CallLine]

    init(_ section: SectionReader) {
        ringTimeout = section.value(
            "ring_timeout",
            .duration(.milliseconds(1) ... .seconds(600)),
            default: .seconds(8),
            "so long each head is rung"
        )
        strategy = section.value(
            "strategy",
            .choice,
            default: .linear,
            "linear | round_robin | least_recent"
        )
        isStickyFirst = section.value(
            "sticky_first",
            .flag,
            default: true,
            "a client's own head is rung first"
        )
        heads = section.value(
            "heads",
            Form.person.list(),
            default: [],
            "the order for linear; empty: all sales heads by id"
        )
        roundsMax = section.value(
            "max_rounds",
            .integer(1...100),
            default: 1,
            "how often all are tried"
        )
        staleAfter = section.value(
            "stale_after",
            .duration,
            default: .seconds(40),
            "an older call, as after an outage, is a missed one"
        )
        resumeWithin = section.value(
            "resume_within",
            .durationOrNone,
            default: .seconds(60),
            "who calls again so soon resumes where he was"
        )
        lengthMax = section.value(
            "length_max",
            .duration,
            default: .seconds(14_400),
            "without a word from the exchange a call is then over"
        )
        marks = CallMarkSettings(section)
        fallback = section.section("fallback", "What happens when nobody answered.") {
            CallFallbackSettings($0)
        }
        lines = section.items("lines", "What the number dialled says about the advertising.") {
            CallLine($0)
        }
        Repeats.report(of: "number", in: "lines", section) { $0.filter(\.isNumber) }
    }
}

/// Marking answered calls as real or spam; keys of section `[calls]`.
package struct CallMarkSettings: Equatable, Sendable {
    /// Who gets the lead of a call marked as real.
    package enum RealCall: String, CaseIterable, Sendable {
        /// Whoever answered.
        case answerer
        /// The race of `[lead_distribution]`.
        case distribute
    }

    /// Time until a head is reminded to mark a call; default 10 min.
    package let reminder: Duration
    /// How many reminders there are at most; default 3.
    package let remindersMax: Int
    /// Default `answerer`.
    package let realCall: RealCall
    /// So many marks as spam, and a number is not rung any more; default 2.
    package let spamAfter: Int

    init(_ section: SectionReader) {
        reminder = section.value(
            "mark_reminder",
            .duration,
            default: .seconds(600),
            "until a head is reminded to mark real or spam"
        )
        remindersMax = section.value(
            "mark_reminders",
            .integer(0...100),
            default: 3,
            "at most; then the director's list"
        )
        realCall = section.value(
            "real_call",
            .choice,
            default: .answerer,
            "answerer | distribute: who gets the lead of a real call"
        )
        spamAfter = section.value(
            "spam_after",
            .integer(1...1000),
            default: 2,
            "so many marks, and a number is not rung any more"
        )
    }
}

/// What happens to a call that nobody answered; key `fallback` of `[calls]`.
package struct CallFallbackSettings: Equatable, Sendable {
    /// What the exchange does with the call.
    package enum Action: String, CaseIterable, Sendable {
        case voicemail, queue, number
    }

    /// Default voicemail.
    package let action: Action
    /// The queue's name or the number; nil for the exchange's own voicemail.
    package let target: String?

    init(_ section: SectionReader) {
        action = section.value(
            "action",
            .choice,
            default: .voicemail,
            "voicemail | queue | number"
        )
        target = section.optional(
            "target",
            .text,
            sample: "\"reception\"",
            "the queue or the number; needed for these"
        )
        let isWrong = section.reading.hasProblem(at: section.path / "target")
        if action != .voicemail && target == nil && !isWrong {
            section.report("target", "is missing; action \"\(action.rawValue)\" needs it")
        }
    }
}

/// A number of the company and the advertising that shows it; `[[calls.lines]]`.
package struct CallLine: Equatable, Sendable {
    /// As the configuration has it; compared in E.164.
    package let number: String
    /// The advertising channel, such as `yandex_direct`.
    package let channel: String
    /// The campaign within the channel; nil where there is none.
    package let campaign: String?

    init?(_ section: SectionReader) {
        let number = section.required(
            "number",
            .phone,
            sample: "\"+73812000001\"",
            "as the exchange reports it"
        )
        let channel = section.required(
            "channel",
            .text,
            sample: "\"yandex_direct\"",
            "the advertising channel"
        )
        campaign = section.optional("campaign", .text, sample: "\"autumn\"", "for reports")
        guard let number, let channel else { return nil }
        self.number = number
        self.channel = channel
    }
}
