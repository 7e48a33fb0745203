/// The company's rules of incoming calls; section `[calls]` of the configuration.
package struct CallPolicy: ProcessPolicy {
    package static let section = "calls"
    package static let doc = "Incoming calls ring the sales heads in turn."
    package static let isCommented = false

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

        init(_ section: SectionReader) {
            action = section.value(
                "action",
                .choice(of: [.voicemail, .queue, .number]),
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
    /// A number with this many calls marked as spam is not rung; 0 turns that off.
    package var spamAfter: Int
    /// A call whose end was not reported within this is taken as over.
    package var lengthMax: Duration
    /// What each number was advertised in, by `key(of:region:)`.
    package var lines: [String: Line]

    package init(_ section: SectionReader = .nothing) {
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
        stickyFirst = section.value(
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
        (markReminder, markReminders) = Self.reminders(section)
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
            "after this many marks a number is no longer rung"
        )
        fallback = section.section("fallback", "What happens when nobody answered.") {
            Fallback($0)
        }
        lines = Self.lines(section)
    }

    private static func reminders(_ section: SectionReader) -> (Duration, Int) {
        let reminder = section.value(
            "mark_reminder",
            .duration,
            default: .seconds(600),
            "until a head is reminded to mark real or spam"
        )
        let reminders = section.value(
            "mark_reminders",
            .integer(0...100),
            default: 3,
            "at most; then the director's list"
        )
        return (reminder, reminders)
    }

    private static func lines(_ section: SectionReader) -> [String: Line] {
        let listed = section.items(
            "lines",
            "What the number dialled says about the advertising."
        ) { numbered($0) }
        section.reportRepeats(of: "number", in: "lines") { $0.filter(\.isNumber) }
        return Dictionary(listed) { first, _ in first }
    }

    private static func numbered(_ section: SectionReader) -> (String, Line)? {
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
        let campaign = section.optional("campaign", .text, sample: "\"autumn\"", "for reports")
        guard let number, let channel else { return nil }
        let key = key(of: number, region: section.reading.phoneRegion)
        return (key, Line(channel: channel, campaign: campaign))
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

extension Policies {
    /// Nil where Baton does not handle calls.
    package var calls: CallPolicy? {
        get { self[CallPolicy.self] }
        set { self[CallPolicy.self] = newValue }
    }
}
