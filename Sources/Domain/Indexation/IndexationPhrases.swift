extension Indexation {
    package static let phrases: [PhraseText] =
        notices + rejections + journal + IndexationLetter.phrases

    /// What is known of a proposal wherever it is spoken of.
    private static let ofProposal = [
        "client", "fee", "new_fee", "difference", "percent", "effective_on", "decide_until",
        "index_percent", "payroll_percent", "price_today", "covered", "covers", "will_cover",
        "again",
    ]

    /// Amounts, figures and how much of one person's pay the fee covers; in three notices.
    private static let offerInEnglish = """
        {{money(fee)}} → {{money(new_fee)}} from {{date(effective_on)}} \
        (+{{money(difference)}}, {{percent}}%).\
        {{#covered}} The fee used to cover {{covered}} of one person’s pay, now {{covers}}; after \
        +{{money(difference)}} it is {{#again}}again {{/again}}{{will_cover}}.{{/covered}}\
        {{#index_percent}} Salary index: {{index_percent}}%.{{/index_percent}}\
        {{#payroll_percent}} The department’s pay per head: {{payroll_percent}}%.\
        {{/payroll_percent}}\
        {{#price_today}} By today’s prices the services would cost {{money(price_today)}}.\
        {{/price_today}}
        """
    private static let offerInRussian = """
        {{money(fee)}} → {{money(new_fee)}} с {{date(effective_on)}} \
        (+{{money(difference)}}, {{percent}} %).\
        {{#covered}} Плата покрывала {{covered}} ставки, сейчас {{covers}}, после \
        +{{money(difference)}} {{#again}}снова {{/again}}{{will_cover}}.{{/covered}}\
        {{#index_percent}} Индекс зарплат: {{index_percent}} %.{{/index_percent}}\
        {{#payroll_percent}} ФОТ отдела на человека: {{payroll_percent}} %.{{/payroll_percent}}\
        {{#price_today}} По сегодняшним ценам его услуги стоили бы {{money(price_today)}}.\
        {{/price_today}}
        """

    private static let notices: [PhraseText] = asking + telling + skipping

    private static let asking: [PhraseText] = [
        PhraseText(
            "indexation.proposed",
            ofProposal,
            en: """
                Fee of {{client}}: \(offerInEnglish) Please decide by {{moment(decide_until)}}; \
                another percentage can be given in the CRM.
                """,
            ru: """
                Индексация, {{client}}: \(offerInRussian) Решите до {{moment(decide_until)}}; \
                другой процент можно указать в CRM.
                """
        ),
        PhraseText(
            "indexation.revised",
            ofProposal,
            en: "New figures for {{client}}; this takes the place of the offer before: \(offerInEnglish)",
            ru: "Новые данные, {{client}}; это вместо прежнего предложения: \(offerInRussian)"
        ),
        PhraseText(
            "indexation.reminder",
            ofProposal,
            en: """
                The fee of {{client}} still waits for a decision, until {{moment(decide_until)}}: \
                \(offerInEnglish)
                """,
            ru: """
                Индексация клиента {{client}} ждёт решения до {{moment(decide_until)}}: \
                \(offerInRussian)
                """
        ),
        PhraseText(
            "indexation.climbed",
            ofProposal,
            en: "Nobody decided about the fee of {{client}} in time; now it is up to you. \(offerInEnglish)",
            ru: "По индексации клиента {{client}} решения в срок нет, решать вам. \(offerInRussian)"
        ),
        PhraseText(
            "indexation.held",
            ofProposal + ["reason"],
            en: """
                The fee of {{client}} is due to rise, but {{reason}}, so nothing is proposed yet. \
                It would be: \(offerInEnglish) You can go on all the same, or leave the fee as it is.
                """,
            ru: """
                Клиенту {{client}} пора индексировать плату, но {{reason}}, поэтому пока ждём. \
                Было бы так: \(offerInRussian) Можно всё же поднять или оставить плату прежней.
                """
        ),
        PhraseText(
            "indexation.parked",
            ofProposal + ["reason"],
            en: """
                The letter about the fee of {{client}} has not been sent: {{reason}}. It waits; \
                you can send it all the same, or take the raise back. \(offerInEnglish)
                """,
            ru: """
                Письмо клиенту {{client}} об индексации не отправлено: {{reason}}. Оно ждёт; \
                можно отправить всё равно или отменить повышение. \(offerInRussian)
                """
        ),
        PhraseText(
            "indexation.stopped",
            ofProposal + ["present_fee", "obstacle"],
            en: """
                The fee of {{client}} was not changed: the raise was from {{money(fee)}} to \
                {{money(new_fee)}}, but {{word(obstacle)}}\
                {{#present_fee}} (the CRM has {{money(present_fee)}}){{/present_fee}}. Put it \
                right in the CRM and go on from the next billing day, or take the raise back.
                """,
            ru: """
                Плату клиента {{client}} не меняем: повышали с {{money(fee)}} до \
                {{money(new_fee)}}, но {{word(obstacle)}}\
                {{#present_fee}} (в CRM {{money(present_fee)}}){{/present_fee}}. Исправьте в CRM \
                и продолжите со следующего платёжного дня или отмените повышение.
                """
        ),
        PhraseText("indexation.action.approved", en: "Raise it", ru: "Поднять"),
        PhraseText("indexation.action.refused", en: "Leave it", ru: "Не поднимать"),
        PhraseText("indexation.action.withdraw", en: "Take it back", ru: "Отменить повышение"),
    ]

    private static let telling: [PhraseText] = [
        PhraseText(
            "indexation.announced",
            ofProposal,
            en: """
                {{client}} was told by mail: {{money(new_fee)}} from {{date(effective_on)}} \
                (now {{money(fee)}}). Up to that day you can take it back.
                """,
            ru: """
                Клиенту {{client}} ушло письмо: {{money(new_fee)}} с {{date(effective_on)}} \
                (сейчас {{money(fee)}}). До этого дня повышение можно отменить.
                """
        ),
        PhraseText(
            "indexation.letter_lost",
            ofProposal + ["reason"],
            en: """
                The letter to {{client}} about {{money(new_fee)}} did not get there: {{reason}}. It \
                does not count, and the fee stays {{money(fee)}} until another one does.
                """,
            ru: """
                Письмо клиенту {{client}} про {{money(new_fee)}} не дошло: {{reason}}. Оно не \
                считается: пока не дойдёт новое, плата остаётся {{money(fee)}}.
                """
        ),
        PhraseText(
            "indexation.lost_too_late",
            ofProposal,
            en: """
                {{client}} has been billed {{money(new_fee)}} since {{date(effective_on)}}, but \
                the letter that said so turned out not to have arrived. Talk to the client.
                """,
            ru: """
                Клиент {{client}} с {{date(effective_on)}} платит {{money(new_fee)}}, но письмо об \
                этом, как выяснилось, не дошло. Поговорите с клиентом.
                """
        ),
        PhraseText(
            "indexation.not_delivered",
            ofProposal,
            en: """
                It is not confirmed yet that the letter to {{client}} arrived. Until it is, the \
                fee stays {{money(fee)}}.
                """,
            ru: """
                Доставка письма клиенту {{client}} пока не подтверждена. Без этого плата остаётся \
                {{money(fee)}}.
                """
        ),
        PhraseText(
            "indexation.day_moved",
            ofProposal,
            en: "The letter to {{client}} arrived later, so {{money(new_fee)}} holds from {{date(effective_on)}}.",
            ru: "Письмо клиенту {{client}} дошло позже, поэтому {{money(new_fee)}} — с {{date(effective_on)}}."
        ),
        PhraseText(
            "indexation.address_needed",
            ofProposal,
            en: """
                {{client}} has no mail address, so nobody can tell him of {{money(new_fee)}}. Put \
                one into the CRM; the letter then goes out by itself.
                """,
            ru: """
                У клиента {{client}} нет адреса почты, и сообщить ему про {{money(new_fee)}} \
                некуда. Внесите адрес в CRM, письмо уйдёт само.
                """
        ),
        PhraseText(
            "indexation.applied",
            ofProposal,
            en: "From today {{client}} pays {{money(new_fee)}} (before: {{money(fee)}}, {{percent}}%).",
            ru: "С сегодняшнего дня {{client}} платит {{money(new_fee)}} (было {{money(fee)}}, {{percent}} %)."
        ),
        PhraseText(
            "indexation.old_fee_again",
            ofProposal,
            en: """
                The CRM says that {{client}} pays {{money(fee)}}, but since {{date(effective_on)}} \
                it is {{money(new_fee)}}. Put it right in the CRM.
                """,
            ru: """
                В CRM у клиента {{client}} снова {{money(fee)}}, хотя с {{date(effective_on)}} \
                плата {{money(new_fee)}}. Исправьте в CRM.
                """
        ),
        PhraseText(
            "indexation.no_longer",
            ofProposal,
            en: "By new figures the fee of {{client}} stays {{money(fee)}}; there is nothing to decide.",
            ru: "По новым данным плата клиента {{client}} остаётся {{money(fee)}}, решать ничего не нужно."
        ),
    ]

    private static let skipping: [PhraseText] = [
        PhraseText(
            "indexation.missing",
            [
                "until", "base_until", "needed", "index", "index_months", "payroll_months",
                "department", "broken",
            ],
            en: """
                Months up to {{until}} are compared with those up to {{base_until}}; \
                {{needed}} of the same name are needed.\
                {{#index_months}} Of the index {{index}} {{index_months}} are known.\
                {{/index_months}}\
                {{#payroll_months}} Of the payroll {{payroll_months}} are known\
                {{#department}} (department {{department}}){{/department}}\
                {{^department}}: the client has no department{{/department}}.{{/payroll_months}}\
                {{#broken}} Two versions of the index {{index}} have no month in common.{{/broken}}
                """,
            ru: """
                Сравниваем месяцы по {{until}} с месяцами по {{base_until}}, нужно одноимённых: \
                {{needed}}.\
                {{#index_months}} По индексу {{index}} известно {{index_months}}.{{/index_months}}\
                {{#payroll_months}} По ФОТ известно {{payroll_months}}\
                {{#department}} (отдел {{department}}){{/department}}\
                {{^department}}: у клиента не указан отдел{{/department}}.{{/payroll_months}}\
                {{#broken}} У двух версий индекса {{index}} нет общего месяца.{{/broken}}
                """
        ),
        PhraseText(
            "indexation.below_minimum",
            ["percent", "min"],
            en: "Pay grew by {{percent}}%, less than {{min}}%: the fee stays as it is.",
            ru: "Рост {{percent}} %, это меньше порога {{min}} %: плата остаётся прежней."
        ),
        PhraseText(
            "indexation.not_higher",
            ["percent"],
            en: "Pay grew by {{percent}}%, but rounded down the fee stays as it is.",
            ru: "Рост {{percent}} %, но после округления вниз плата не меняется."
        ),
        PhraseText(
            "indexation.hold.recovery",
            en: "somebody is just talking to the unhappy client",
            ru: "с недовольным клиентом сейчас разбираются"
        ),
        PhraseText(
            "indexation.hold.bad_answer",
            ["at"],
            en: "the client answered “bad” on {{date(at)}}",
            ru: "{{date(at)}} клиент поставил «Плохо»"
        ),
        PhraseText(
            "indexation.client_left",
            en: "The client left or pays no fee.",
            ru: "Клиент ушёл или больше не платит абонентскую плату."
        ),
        PhraseText(
            "indexation.refused",
            ofProposal + ["person", "comment"],
            en: """
                The fee of {{client}} stays {{money(fee)}}: {{person}} said no.\
                {{#comment}} “{{comment}}”{{/comment}}
                """,
            ru: """
                Плата клиента {{client}} остаётся {{money(fee)}}: так решили ({{person}}).\
                {{#comment}} «{{comment}}»{{/comment}}
                """
        ),
        PhraseText(
            "indexation.dropped",
            ofProposal,
            en: "Nobody decided about the fee of {{client}}: it stays {{money(fee)}} for another year.",
            ru: "По плате клиента {{client}} никто не решил: ещё год остаётся {{money(fee)}}."
        ),
        PhraseText(
            "indexation.withdrawn",
            ofProposal + ["person", "comment"],
            en: """
                The raise for {{client}} was taken back by {{person}}: the fee stays \
                {{money(fee)}}.{{#comment}} “{{comment}}”{{/comment}}
                """,
            ru: """
                Повышение для клиента {{client}} отменено ({{person}}): плата остаётся \
                {{money(fee)}}.{{#comment}} «{{comment}}»{{/comment}}
                """
        ),
    ]

    private static let rejections: [PhraseText] = [
        PhraseText(
            "indexation.rejected.actor_not_allowed",
            ofProposal + ["max"],
            en: "The fee of {{client}} is decided by the client’s head, sales heads and directors.",
            ru: "Плату клиента {{client}} решают его РОП, другие РОПы и директора."
        ),
        PhraseText(
            "indexation.rejected.proposal_decided",
            ofProposal + ["max"],
            en: "The fee of {{client}} has been decided already; it can only be taken back.",
            ru: "По плате клиента {{client}} уже решили; повышение можно только отменить."
        ),
        PhraseText(
            "indexation.rejected.proposal_over",
            ofProposal + ["max"],
            en: "This raise for {{client}} is over; there is nothing to decide any more.",
            ru: "Эта индексация клиента {{client}} уже завершена, решать нечего."
        ),
        PhraseText(
            "indexation.rejected.proposal_revised",
            ofProposal + ["max"],
            en: """
                The figures for {{client}} have changed since: it is {{money(new_fee)}} \
                ({{percent}}%) now. Please decide about that.
                """,
            ru: """
                Данные по клиенту {{client}} с тех пор изменились: теперь {{money(new_fee)}} \
                ({{percent}} %). Решите, пожалуйста, по новым.
                """
        ),
        PhraseText(
            "indexation.rejected.percent_above_maximum",
            ofProposal + ["max"],
            en: "The fee of {{client}} may rise by {{max}}% at most.",
            ru: "Плату клиента {{client}} можно поднять не больше чем на {{max}} %."
        ),
        PhraseText(
            "indexation.rejected.percent_raises_nothing",
            ofProposal + ["max"],
            en: "With that percentage the fee of {{client}} stays {{money(fee)}}.",
            ru: "При таком проценте плата клиента {{client}} остаётся {{money(fee)}}."
        ),
        PhraseText(
            "indexation.rejected.proposal_still_stopped",
            ofProposal + ["max"],
            en: """
                The raise for {{client}} was announced from {{money(fee)}}; as long as the CRM has \
                another fee, or the client is not active, it can’t go on.
                """,
            ru: """
                Повышение клиенту {{client}} объявлено с {{money(fee)}}; пока в CRM другая плата \
                или клиент не активен, продолжить нельзя.
                """
        ),
    ]

    private static let journal: [PhraseText] = [
        PhraseText(
            journal: "indexation.decided",
            en: """
                Decision about {{proposal_id}}: {{word(decision)}}\
                {{#percent}}, {{percent}}%{{/percent}}{{#actor}}, {{actor}}{{/actor}}\
                {{#comment}}, “{{comment}}”{{/comment}}
                """,
            ru: """
                Решение по {{proposal_id}}: {{word(decision)}}\
                {{#percent}}, {{percent}} %{{/percent}}{{#actor}}, {{actor}}{{/actor}}\
                {{#comment}}, «{{comment}}»{{/comment}}
                """
        ),
        PhraseText(
            journal: "indexation.withdrawn",
            en: """
                Raise {{proposal_id}} taken back{{#actor}} by {{actor}}{{/actor}}\
                {{#comment}}, “{{comment}}”{{/comment}}
                """,
            ru: """
                Повышение {{proposal_id}} отменено{{#actor}}, {{actor}}{{/actor}}\
                {{#comment}}, «{{comment}}»{{/comment}}
                """
        ),
        PhraseText(
            journal: "baton.indexation.proposed",
            en: """
                Raise proposed ({{proposal_id}}): {{money(fee)}} → {{money(new_fee)}}, \
                {{percent}}%, from {{effective_on}}; to be decided by {{moment(decide_until)}}
                """,
            ru: """
                Предложена индексация ({{proposal_id}}): {{money(fee)}} → {{money(new_fee)}}, \
                {{percent}} %, с {{effective_on}}; решить до {{moment(decide_until)}}
                """
        ),
        PhraseText(
            journal: "baton.indexation.skipped",
            en: "The fee is not raised now: {{detail}} ({{word(reason)}})",
            ru: "Плату сейчас не повышаем: {{detail}} ({{word(reason)}})"
        ),
        PhraseText(
            journal: "baton.indexation.applied",
            en: """
                The new fee holds ({{proposal_id}}): {{money(fee)}} → {{money(new_fee)}}, \
                {{percent}}%, from {{effective_on}}
                """,
            ru: """
                Новая плата действует ({{proposal_id}}): {{money(fee)}} → {{money(new_fee)}}, \
                {{percent}} %, с {{effective_on}}
                """
        ),
        PhraseText(
            journal: "client.set_fee",
            en: "Bill {{money(fee)}} from {{effective_on}} ({{proposal_id}})",
            ru: "Выставлять {{money(fee)}} с {{effective_on}} ({{proposal_id}})"
        ),
        PhraseText(
            journal: "internal.notice_planned",
            en: "The letter about the fee goes out at {{moment(at)}}",
            ru: "Письмо об индексации уйдёт {{moment(at)}}"
        ),
    ]

    package static let words: [Word] = [
        Word("indexation_is_off", en: "fees are not indexed", ru: "индексация выключена"),
        Word(
            "client_not_indexed",
            en: "the client has no fee, or no date of contract",
            ru: "у клиента нет платы или даты договора"
        ),
        Word("already_decided", en: "it was decided before", ru: "это уже решено"),
        Word("old_command", en: "that letter does not matter any more", ru: "это письмо уже не важно"),
        Word("proposal_decided", en: "it was decided otherwise", ru: "уже решено иначе"),
        Word("proposal_over", en: "the raise is over", ru: "индексация завершена"),
        Word("proposal_revised", en: "the figures have changed", ru: "данные изменились"),
        Word("percent_above_maximum", en: "more than the maximum", ru: "больше предела"),
        Word("percent_raises_nothing", en: "it raises nothing", ru: "плата не вырастет"),
        Word("proposal_still_stopped", en: "it still does not fit", ru: "всё ещё не сходится"),
        Word("unknown_proposal", en: "unknown proposal", ru: "неизвестная индексация"),
        Word("approved", en: "approved", ru: "поднять"),
        Word("changed", en: "with another percentage", ru: "поднять на другой процент"),
        Word("refused", en: "refused", ru: "не поднимать"),
        Word("fee_changed", en: "the client pays another fee", ru: "у клиента теперь другая плата"),
        Word("data_missing", en: "figures are missing", ru: "не хватает данных"),
        Word("series_break", en: "the index can’t be linked", ru: "версии индекса не связать"),
        Word("below_minimum", en: "below the threshold", ru: "меньше порога"),
        Word("not_higher", en: "not higher after rounding", ru: "после округления не больше"),
        Word("held", en: "held back", ru: "отложено"),
        Word("dropped", en: "nobody decided", ru: "никто не решил"),
        Word("withdrawn", en: "taken back", ru: "отменено"),
        Word("stopped", en: "stopped on its day", ru: "остановлено в свой день"),
        Word("proposed", en: "waits for a decision", ru: "ждёт решения"),
        Word("climbed", en: "with the directors", ru: "у директоров"),
        Word("parked", en: "the letter is held back", ru: "письмо отложено"),
        Word("address_needed", en: "an address is needed", ru: "нужен адрес"),
        Word("announced", en: "the client was told", ru: "клиенту сообщили"),
        Word("applied", en: "in force", ru: "действует"),
        Word("lapsed", en: "came to nothing", ru: "не состоялась"),
        Word("weighted", en: "weighted", ru: "взвешенно"),
        Word(
            "timer.indexation.indexation_due",
            en: "time to look at the fee",
            ru: "пора посмотреть на плату"
        ),
        Word(
            "timer.indexation.indexation_look",
            en: "figures are looked at again",
            ru: "данные смотрим ещё раз"
        ),
        Word(
            "timer.indexation.indexation_reminder",
            en: "nobody has decided yet",
            ru: "решения пока нет"
        ),
        Word(
            "timer.indexation.indexation_deadline",
            en: "the time to decide is over",
            ru: "срок решения вышел"
        ),
        Word(
            "timer.indexation.indexation_notice",
            en: "time to tell the client",
            ru: "пора сообщить клиенту"
        ),
        Word(
            "timer.indexation.indexation_delivery",
            en: "the letter should have arrived",
            ru: "письмо должно было дойти"
        ),
        Word(
            "timer.indexation.indexation_apply",
            en: "the day of the new fee",
            ru: "день новой платы"
        ),
    ]
}

extension NoticeDays {
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: "internal.notice_wanted",
            en: "A letter about the fee is to go out ({{proposal_id}})",
            ru: "Нужно отправить письмо об индексации ({{proposal_id}})"
        )
    ]
}

extension SalaryIndexes {
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: "salary_index.observed",
            en: "Salary index {{#index}}{{index}} {{/index}}of {{period}}: {{value}}",
            ru: "Индекс зарплат {{#index}}{{index}} {{/index}}за {{period}}: {{value}}"
        )
    ]
}

extension Payrolls {
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: "payroll.observed",
            en: "Payroll of {{department}} in {{period}}: {{money(total)}}, {{headcount}} people",
            ru: "ФОТ отдела {{department}} за {{period}}: {{money(total)}}, человек: {{headcount}}"
        )
    ]
}
