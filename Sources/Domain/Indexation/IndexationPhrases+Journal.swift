extension Indexation {
    static let rejections: [PhraseText] = [
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

    static let journal: [PhraseText] = [
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
        Word(
            "old_command",
            en: "that letter does not matter any more",
            ru: "это письмо уже не важно"
        ),
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
        Word(
            "client_not_active",
            en: "the client is not active any more",
            ru: "клиент больше не активен"
        ),
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
