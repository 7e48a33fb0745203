extension Language {
    /// Clauses of the journal: events say what happened, commands what is to be done.
    static let englishJournal = [
        "journal.outcome.applied": "applied",
        "journal.outcome.ignored": "nothing changed{{#reason}}: {{word(reason)}}{{/reason}}",
        "journal.outcome.rejected": "rejected{{#reason}}: {{word(reason)}}{{/reason}}",
        "journal.outcome.refused":
            "could not be processed{{#reason}}: {{coded(reason)}}{{/reason}}",
        "journal.outcome.dead": "put to the dead letters{{#reason}}: {{coded(reason)}}{{/reason}}",
        "journal.timer.fired": "Timer {{name}} fired",
        "journal.subject.revisited": "After a start, or with a new configuration",
        "journal.person_data.erased": "Personal data erased",
        "journal.erasure.begun": "Personal data are about to be erased",

        "journal.report.mailed": """
        Report “{{name}}” made, due {{moment(due_at)}}, id {{id}}\
        {{#sent_at}}; taken by the broker {{moment(sent_at)}}{{/sent_at}}\
        {{^sent_at}}; the broker has not taken it yet{{/sent_at}}
        """,

        "journal.person.upserted":
            "Person announced: {{name}}{{#roles(roles)}} ({{.}}){{/roles(roles)}}",
        "journal.person.availability_changed": """
        {{#available}}Back at work: {{person}}{{/available}}\
        {{^available}}Away: {{person}}{{#until}}, until {{moment(until)}}{{/until}}\
        {{/available}}{{#reason}} ({{reason}}){{/reason}}
        """,

        "journal.lead.created": """
        Lead created{{#source}}, channel {{source.channel}}\
        {{#source.campaign}} ({{source.campaign}}){{/source.campaign}}{{/source}}\
        {{#company}}, company {{company}}{{/company}}\
        {{#responsible}}, responsible: {{responsible}}{{/responsible}}
        """,
        "journal.lead.updated":
            "Lead fields changed: {{labels(fields)}}{{#actor}}; by {{actor}}{{/actor}}",
        "journal.lead.responsible_changed": """
        {{#responsible}}The lead is now with {{responsible}}{{/responsible}}\
        {{^responsible}}The lead has nobody responsible{{/responsible}}\
        {{#actor}}; by {{actor}}{{/actor}}
        """,
        "journal.lead.stage_changed": """
        Lead stage is now “{{coded(stage)}}”{{#closed}}, lead closed{{/closed}}\
        {{#actor}}; by {{actor}}{{/actor}}
        """,
        "journal.lead.deleted": "Lead deleted in the CRM",
        "journal.lead.converted": "Lead converted{{#deal_id}}, deal {{deal_id}}{{/deal_id}}",
        "journal.lead.assign": "Assign the lead to {{assignee}} ({{word(reason)}})",
        "journal.lead.set_stage": "Move the lead to stage “{{coded(stage)}}”",
        "journal.lead.close": "Close the lead at stage “{{coded(stage)}}”",
        "journal.lead.convert":
            "Close the lead in success and create: {{labels(create)}}; for {{responsible}}",

        "journal.qualification.stage_changed": """
        Qualification moves to stage “{{coded(stage)}}”\
        {{#junk_stage}} ({{word(junk_stage)}}){{/junk_stage}}\
        {{#comment}}, comment “{{comment}}”{{/comment}}{{#actor}}; by {{actor}}{{/actor}}
        """,
        "journal.qualification.fields_changed":
            "Qualification fields changed: {{labels(fields)}}{{#actor}}; by {{actor}}{{/actor}}",
        "journal.qualification.create": "Open a qualification for {{responsible}}",
        "journal.qualification.assign": "Hand the qualification to {{responsible}}",
        "journal.qualification.reject_transition": """
        Put back stage “{{coded(back_to)}}” instead of “{{coded(stage)}}”. {{reason}}
        """,
        "journal.qualification.close": "Close the qualification: {{word(outcome)}}",

        "journal.call.schedule": """
        Schedule a call: {{assignee}}{{#due_at}}, {{moment(due_at)}}{{/due_at}}, \
        because: {{word(reason)}}{{#note}}; “{{note}}”{{/note}}
        """,
        "journal.chat.notify": "Write to {{recipient}}: “{{text}}”",

        "journal.deal.won": "Deal won: {{money(amount)}}, {{manager}}",
        "journal.deal.lost": "Deal lost: {{manager}}{{#reason}}, because: {{reason}}{{/reason}}",

        "journal.internal.qualification_fields_kept":
            "Qualification fields kept: {{labels(fields)}}",
        "journal.internal.sale_changed": "Sales ranking recounted",
        "journal.internal.rotation_moved":
            "Rotation moved on{{#person}}, last chosen: {{person}}{{/person}}",
        "journal.internal.pay_earned": "Pay of a marketer booked",
    ]
}
