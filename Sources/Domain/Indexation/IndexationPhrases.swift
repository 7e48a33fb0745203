extension Indexation {
    package static let phrases: [PhraseText] =
        notices + rejections + journal + IndexationLetter.phrases

    /// What is known of a proposal wherever it is spoken of.
    static let ofProposal = [
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
            en: """
                New figures for {{client}}; this takes the place of the offer before: \
                \(offerInEnglish)
                """,
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
            en: """
                Nobody decided about the fee of {{client}} in time; now it is up to you. \
                \(offerInEnglish)
                """,
            ru: "По индексации клиента {{client}} решения в срок нет, решать вам. \(offerInRussian)"
        ),
        PhraseText(
            "indexation.held",
            ofProposal + ["reason"],
            en: """
                The fee of {{client}} is due to rise, but {{reason}}, so nothing is proposed yet. \
                It would be: \(offerInEnglish) You can go on all the same, or leave the fee as \
                it is.
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
                The letter to {{client}} about {{money(new_fee)}} did not get there: {{reason}}. \
                It does not count, and the fee stays {{money(fee)}} until another one does.
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
            en: """
                The letter to {{client}} arrived later, so {{money(new_fee)}} holds from \
                {{date(effective_on)}}.
                """,
            ru: """
                Письмо клиенту {{client}} дошло позже, поэтому {{money(new_fee)}} — с \
                {{date(effective_on)}}.
                """
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
            en: """
                From today {{client}} pays {{money(new_fee)}} (before: {{money(fee)}}, \
                {{percent}}%).
                """,
            ru: """
                С сегодняшнего дня {{client}} платит {{money(new_fee)}} (было \
                {{money(fee)}}, {{percent}} %).
                """
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
            en: """
                By new figures the fee of {{client}} stays {{money(fee)}}; there is \
                nothing to decide.
                """,
            ru: """
                По новым данным плата клиента {{client}} остаётся {{money(fee)}}, решать \
                ничего не нужно.
                """
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
            "indexation.hold.bad_answer",
            ["at"],
            en: "the client answered “bad” on {{date(at)}}",
            ru: "{{date(at)}} клиент поставил «Плохо»"
        ),
        PhraseText(
            "indexation.hold.debt",
            ["debt"],
            en: "the client owes {{money(debt)}}, overdue",
            ru: "у клиента просрочен долг {{money(debt)}}"
        ),
        PhraseText(
            "indexation.hold.fee_changed",
            en: "the client pays another fee than the letter says",
            ru: "у клиента не та плата, что в письме"
        ),
        PhraseText(
            "indexation.hold.client_not_active",
            en: "the client is not active",
            ru: "клиент не активен"
        ),
        PhraseText(
            "indexation.hold.address",
            en: "no letter gets to the client: an address is needed",
            ru: "письмо клиенту не доходит: нужен адрес"
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
            en: """
                Nobody decided about the fee of {{client}}: it stays {{money(fee)}} for \
                another year.
                """,
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
