extension Language {
    /// What people are told about the distribution of leads.
    static let englishDistribution = [
        "lead_distribution.hot_lead": """
        Hot lead {{lead}}{{#company}}, {{company}}{{/company}}\
        {{#channel}}, channel {{channel}}{{/channel}}. Offered now to {{holder}}. \
        If nobody takes it, your turn will come.
        """,
        "lead_distribution.offer": """
        Hot lead {{lead}} is yours if you take it by {{moment(until)}}\
        {{#company}}. Company: {{company}}{{/company}}\
        {{#contact}}. Contact: {{contact}}{{/contact}}\
        {{#phone}}. Phone: {{phone}}{{/phone}}{{#channel}}. Channel: {{channel}}{{/channel}}\
        {{#campaign}}, {{campaign}}{{/campaign}}.
        """,
        "lead_distribution.action.accept": "I take it",
        "lead_distribution.action.decline": "Decline",
        "lead_distribution.taken": "Lead {{lead}} is taken by {{person}}.",
        "lead_distribution.offered_to_another":
            "Lead {{lead}} is on offer to {{person}} now. You need not decline it.",
        "lead_distribution.already_yours": """
        Lead {{lead}} is yours already. If you can't work on it, change who is responsible in \
        the CRM or tell your head of sales.
        """,
        "lead_distribution.cancelled": "Lead {{lead}} is no longer on offer.",
        "lead_distribution.further_round":
            "Nobody took lead {{lead}}. It is offered to everybody again, round {{round}}.",
        "lead_distribution.nobody_took_it":
            "Nobody took lead {{lead}}. {{person}} is responsible now.",
        "lead_distribution.given.final":
            "Nobody took lead {{lead}}, so it is yours. Please contact the client.",
        "lead_distribution.given.known_client":
            "New lead {{lead}} from a client with whom you work already.",
        "lead_distribution.given.duty":
            "Lead {{lead}} came out of working hours. You are on duty.",
        "lead_distribution.given.ordinary": """
        New lead {{lead}} is yours{{#company}}, {{company}}{{/company}}\
        {{#channel}}, channel {{channel}}{{/channel}}.
        """,
        "lead_distribution.first_action_reminder": """
        Lead {{lead}} has seen neither a call nor a change yet. \
        Please start by {{moment(until)}}, or it goes to somebody else.
        """,
        "lead_distribution.taken_back":
            "Lead {{lead}} was passed on: there was neither a call nor a change in time.",
        "lead_distribution.taken_back.heads": """
        Lead {{lead}} was taken back from {{person}}: neither a call nor a change after the \
        accept. It goes on.
        """,
        "lead_distribution.waits_for_opening": "Out of working hours: the lead waits.",
        "lead_distribution.never_opens":
            "The calendar has no working time: the deadline counts on the clock.",
        "lead_distribution.nobody_at_all":
            "There is nobody to give the lead to. It is tried again later.",
        "lead_distribution.worked": "Work on the lead has begun.",
        "distribution.join_requested": """
        {{person}} asks to be added to the distribution of hot leads\
        {{#reason}}. Reason: {{reason}}{{/reason}}.
        """,
        "distribution.action.approve": "Add",
        "distribution.not_approved":
            "Only a sales head or a director can add people. Not added: {{person}}.",
        "distribution.member_added":
            "You get hot leads from now on{{#until}}, until {{moment(until)}}{{/until}}.",
        "distribution.member_removed": "You get hot leads no longer.",
        "ranking.in_top":
            "You are number {{place}} in sales: hot leads of {{quarter}} come to you first.",
        "ranking.other_currency": """
        A deal of {{amount}}: it gives no place by amount, the ranking is in {{currency}}.
        """,
        "person.paused": """
        Missed in a row: {{misses}}. You get no new offers until {{moment(until)}}. \
        To come back sooner, report yourself available, call a client or work on a lead.
        """,
        "person.paused.heads": """
        {{person}} does not react: {{misses}} missed in a row. Paused until {{moment(until)}}.
        """,
        "person.not_paused": "{{person}} does not react, but nobody else is there: no pause.",
        "person.skipped.paused": "Skipped: {{person}} is paused for not reacting.",
        "person.skipped.unknown": "Skipped: nobody knows a person {{person}}.",

        "journal.lead.offer_accepted": "{{person}} takes the lead",
        "journal.lead.offer_declined":
            "{{person}} declines the lead{{#reason}}: {{reason}}{{/reason}}",
        "journal.lead.offer":
            "Offer the lead to {{person}}, step {{step}}, until {{moment(expires_at)}}",
        "journal.lead.offer_withdrawn": "Withdraw the offer: {{person}}, {{coded(reason)}}",
        "journal.lead.offer_refused":
            "Refuse {{person}}: {{coded(reason)}}{{#holder}}; it is with {{holder}}{{/holder}}",
        "journal.lead.link_duplicate": "Mark as a duplicate of lead {{duplicate_of}}",
        "journal.baton.lead.unassigned": "Taken back from {{person}}: {{coded(reason)}}",
        "journal.baton.ranking.published": "The sales ranking of {{quarter}} is frozen",
        "journal.call.made": "{{person}} called the client, number {{to}}",
        "journal.client.upserted": "Client announced: {{name}}",
        "journal.distribution.join_requested": """
        {{person}} asks to join the distribution{{#reason}}: {{reason}}{{/reason}}
        """,
        "journal.distribution.member_added":
            "Added to the distribution: {{person}}{{#until}}, until {{moment(until)}}{{/until}}",
        "journal.distribution.member_removed": "Removed from the distribution: {{person}}",
        "journal.internal.lead_sought": "Is the contact known?",
        "journal.internal.pool_entered": "The lead waits for the opening",
        "journal.internal.pool_drained": "The lead leaves the night pool",
        "journal.internal.lead_work_seen": "Work on the lead by {{person}}",
        "journal.internal.lead_call_answered": "{{person}} answered the client of the lead",
        "journal.internal.number_dialled": "Which leads have the number {{phone}}?",
        "journal.internal.ranking_asked": "The ranking of {{quarter}} is needed",
        "journal.internal.portfolio_changed": "Portfolios recounted",
        "journal.internal.reaction_missed": "No reaction: {{person}}",
        "journal.internal.person_acted": "A reaction: {{person}}",
        "journal.internal.desk_left": "Nothing waits for {{person}} any more",
        "journal.internal.person_gone": "{{person}} has left or is away for long",
        "journal.internal.lead_twin_seen": "Lead {{twin_id}} of the same client waits too",
        "journal.internal.lead_twin_owned":
            "{{owner}} has lead {{twin_id}} of the same client",
        "journal.internal.contact_owned": "Looking for other leads of this client",
        "journal.internal.client_known": "Looking for leads of this client",
        "journal.internal.holder_left": "{{person}}, for whom it waited, is gone",
    ]

    /// The coded words of the distribution.
    static let englishDistributionWords = [
        "duty": "on duty out of working hours",
        "expired": "the time was over",
        "taken": "the lead is taken",
        "cancelled": "no longer on offer",
        "unavailable": "not available",
        "not_your_turn": "it is somebody else’s turn",
        "unknown": "unknown",
        "not_on_offer": "the lead is not on offer to this person",
        "no_first_action": "neither a call nor a change after the accept",
        "distribution_turned_off": "the distribution is turned off",
        "lead_not_announced": "the lead was not announced yet",
        "lead_has_an_owner": "the lead has an owner",
        "distribution_under_way": "the distribution is under way",
        "distribution_not_under_way": "the distribution is not under way",
        "already_theirs": "it is theirs already",
        "not_their_turn": "it is not their turn",
        "no_first_action_expected": "no first action is expected",
        "already_a_member": "a member already",
        "not_a_member": "not a member",
        "membership_already_over": "the membership is over already",
        "not_approved": "not approved by a sales head or director",
        "ranking_already_frozen": "the ranking is frozen already",
        "nothing_sold": "nothing was sold",
        "person_unknown": "unknown person",
        "no_lead_under_this_number": "no lead has this number",
        "paused": "paused for not reacting",
    ]
}
