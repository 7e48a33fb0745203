extension Language {
    /// Calls: what people are told, and clauses of the journal.
    static let englishCalls = englishCallNotices.merging(englishCallJournal) { notice, _ in notice }

    private static let englishCallNotices = [
        "calls.ringing": """
        {{#caller}}{{caller}}{{/caller}}{{^caller}}A hidden number{{/caller}} is calling\
        {{#name}}, {{name}}{{/name}}{{#company}}, {{company}}{{/company}}. \
        Channel: {{channel}}{{#campaign}} ({{campaign}}){{/campaign}}.\
        {{#lead}} Lead {{lead}}.{{/lead}}\
        {{#calls_before}} Earlier calls from this number: {{calls_before}}.{{/calls_before}}
        """,
        "calls.mark": """
        The call is over: {{caller}}, channel {{channel}}\
        {{#campaign}} ({{campaign}}){{/campaign}}. Was it real or spam?
        """,
        "calls.mark_reminder": "The call from {{caller}} is not marked yet. Was it real or spam?",
        "calls.unmarked": """
        The call from {{caller}} was never marked\
        {{#person}}; it was answered by {{person}}{{/person}}. \
        Mark it yourself or remind the person who answered.
        """,
        "calls.verdict.real": "Real",
        "calls.verdict.spam": "Spam",
        "calls.missed.nobody_answered": """
        Missed call: {{caller}}, channel {{channel}}. None of the sales heads answered.\
        {{#callback}} {{callback}} calls back.{{/callback}}
        """,
        "calls.missed.hung_up": """
        Missed call: {{caller}}, channel {{channel}}. The caller hung up before an answer.\
        {{#callback}} {{callback}} calls back.{{/callback}}
        """,
        "calls.missed.stale": """
        Missed call: {{caller}}, channel {{channel}}. The call became known too late, \
        or the clock of the exchange is slow.\
        {{#callback}} {{callback}} calls back.{{/callback}}
        """,
        "calls.call_back": """
        Call back: missed call, channel {{channel}}\
        {{#campaign}} ({{campaign}}){{/campaign}}{{#name}}, {{name}}{{/name}}
        """,
        "calls.nobody_calls_back":
            "The call from {{caller}} was missed, and nobody is there to call back.",
        "calls.answered_after_all":
            "The call from {{caller}} was answered after all: {{person}}. No need to call back.",
        "calls.rejected.call_not_answered": "Only a call that was answered can be marked.",
        "calls.rejected.actor_not_allowed":
            "A call can be marked by the person who answered it, by a sales head or by a director.",

        "calls.id_again": """
        The id {{call}} was given before: that call is over, this is another one.
        """,
        "calls.stale_clock": """
        By the clock of the exchange the call came in {{duration(age)}} ago: nobody is rung, the \
        caller is passed on. If this happens with every call, check that clock.
        """,
        "calls.spam_number": "{{caller}} is on the spam list: nobody is rung.",
        "calls.holder_first": "Rung first: {{person}}, who holds the offer of lead {{lead}}.",
        "calls.own_head_first": "Rung first: {{person}}, who works with this client already.",
        "calls.resumed": """
        The caller tried again at once: going on with the next one. Rung last before: {{person}}.
        """,
        "calls.answered_by_unknown":
            "Answered by an unknown extension or person: {{person}}. Nobody else is rung.",
        "calls.end_never_reported":
            "The exchange never reported the end of the call; it is taken as over.",
        "calls.lead_stays":
            "The call is marked as spam now, but lead{{#lead}} {{lead}}{{/lead}} stays.",
        "calls.attached": "The call belongs to the open lead {{lead}}.",
        "calls.lead_awaited":
            "A lead is just being made of another call of this client; this call belongs to it.",
        "person.skipped.busy": "Skipped: {{person}} is on a call.",
    ]

    private static let englishCallJournal = [
        "journal.call.incoming": "Incoming call: {{from}} to {{to}}",
        "journal.call.ringing": """
        Telephone rings: {{#person}}{{person}}{{/person}}\
        {{^person}}extension {{extension}}{{/person}}
        """,
        "journal.call.answered": """
        Call answered: {{#person}}{{person}}{{/person}}{{^person}}extension {{extension}}{{/person}}
        """,
        "journal.call.declined": """
        Call not taken: {{#person}}{{person}}{{/person}}\
        {{^person}}extension {{extension}}{{/person}}{{#cause}}, {{coded(cause)}}{{/cause}}
        """,
        "journal.call.ended": """
        Call over{{#duration}}, {{duration(duration)}}{{/duration}}{{#cause}} ({{cause}}){{/cause}}
        """,
        "journal.call.marked": """
        Call marked: {{coded(verdict)}}, by {{person}}{{#comment}}, “{{comment}}”{{/comment}}
        """,
        "journal.call.ring": """
        Ring {{person}}{{#extension}}, extension {{extension}}{{/extension}}, \
        step {{step}}, {{duration(timeout)}}
        """,
        "journal.call.stop_ring": "Stop ringing {{person}}: {{coded(reason)}}",
        "journal.call.fallback":
            "Divert the call: {{coded(action)}}{{#target}}, {{target}}{{/target}}",
        "journal.lead.create": """
        Create a lead, channel {{source.channel}}\
        {{#source.campaign}} ({{source.campaign}}){{/source.campaign}}\
        {{#responsible}}, responsible: {{responsible}}{{/responsible}}
        """,
        "journal.internal.telephone_rung": "Ring counted{{#person}}: {{person}}{{/person}}",
        "journal.internal.telephone_taken": "On a call{{#person}}: {{person}}{{/person}}",
        "journal.internal.telephone_freed": "Call over, telephone free",
        "journal.internal.caller_heard": "What is known of the caller was updated",
        "journal.internal.caller_sought": "Looking the caller up by number",
        "journal.internal.call_lead_sought": "Looking for the lead of the call",
        "journal.internal.call_lead_found": "The lead of this client's other call was made",
    ]

    /// Meanings of the coded words of calls.
    static let englishCallWords = [
        "missed_call": "missed call",
        "timeout": "no answer",
        "declined": "declined",
        "busy": "busy",
        "unreachable": "telephone unreachable",
        "answered_elsewhere": "somebody else answered",
        "hung_up": "the caller hung up",
        "voicemail": "voicemail",
        "queue": "queue",
        "number": "another number",
        "reject": "turn away",
        "real": "real",
        "calls_are_off": "calls are turned off in the settings",
        "call_already_known": "the call is known already",
        "changes_nothing": "it changes no decision",
        "not_rung_now": "this person is not being rung now",
        "already_answered": "the call was answered already",
        "call_already_over": "the call is over already",
        "late_timer": "the deadline belonged to an earlier step",
        "lead_not_asked_for": "no lead was asked for",
        "call_not_answered": "nobody answered the call",
    ]
}
