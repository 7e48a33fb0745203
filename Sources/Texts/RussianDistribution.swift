extension Language {
    /// What people are told about the distribution of leads.
    static let russianDistribution = [
        "lead_distribution.hot_lead": """
        Горячий лид {{lead}}{{#company}}, {{company}}{{/company}}\
        {{#channel}}, канал {{channel}}{{/channel}}. Сейчас он предложен: {{holder}}. \
        Если не возьмут, очередь дойдёт до вас.
        """,
        "lead_distribution.offer": """
        Горячий лид {{lead}} ваш, если возьмёте до {{moment(until)}}\
        {{#company}}. Компания: {{company}}{{/company}}\
        {{#contact}}. Контакт: {{contact}}{{/contact}}\
        {{#phone}}. Телефон: {{phone}}{{/phone}}{{#channel}}. Канал: {{channel}}{{/channel}}\
        {{#campaign}}, {{campaign}}{{/campaign}}.
        """,
        "lead_distribution.action.accept": "Беру",
        "lead_distribution.action.decline": "Отказаться",
        "lead_distribution.taken": "Лид {{lead}} взят: {{person}}.",
        "lead_distribution.offered_to_another":
            "Лид {{lead}} сейчас предложен не вам: {{person}}. Отказываться не нужно.",
        "lead_distribution.already_yours": """
        Лид {{lead}} уже ваш. Если заняться им не можете, смените ответственного в CRM \
        или скажите РОПу.
        """,
        "lead_distribution.cancelled": "Лид {{lead}} больше не нужно брать: предложение снято.",
        "lead_distribution.further_round":
            "Лид {{lead}} никто не взял. Предлагаем по кругу ещё раз, круг {{round}}.",
        "lead_distribution.nobody_took_it":
            "Лид {{lead}} никто не взял. Ответственный теперь {{person}}.",
        "lead_distribution.given.final":
            "Лид {{lead}} никто не взял, теперь он ваш. Свяжитесь с клиентом.",
        "lead_distribution.given.known_client":
            "Новый лид {{lead}} от клиента, с которым вы уже работаете.",
        "lead_distribution.given.duty": "Лид {{lead}} пришёл в нерабочее время. Вы дежурите.",
        "lead_distribution.given.ordinary": """
        Новый лид {{lead}} ваш{{#company}}, {{company}}{{/company}}\
        {{#channel}}, канал {{channel}}{{/channel}}.
        """,
        "lead_distribution.first_action_reminder": """
        По лиду {{lead}} ещё нет ни звонка, ни изменений. \
        Начните до {{moment(until)}}, иначе лид перейдёт к другому.
        """,
        "lead_distribution.taken_back":
            "Лид {{lead}} передан дальше: вовремя не было ни звонка, ни изменений.",
        "lead_distribution.taken_back.heads": """
        Лид {{lead}} снят: {{person}}. После «Беру» не было ни звонка, ни изменений. \
        Лид идёт дальше.
        """,
        "lead_distribution.waits_for_opening": "Нерабочее время: лид ждёт открытия.",
        "lead_distribution.never_opens":
            "В календаре нет рабочего времени: срок посчитан по часам.",
        "lead_distribution.nobody_at_all": "Лид некому отдать. Попробуем ещё раз позже.",
        "lead_distribution.worked": "Работа по лиду началась.",
        "distribution.join_requested": """
        {{person}} просит добавить себя в распределение горячих лидов\
        {{#reason}}. Причина: {{reason}}{{/reason}}.
        """,
        "distribution.action.approve": "Добавить",
        "distribution.not_approved":
            "Добавить в распределение может только РОП или директор. Не добавлен: {{person}}.",
        "distribution.member_added":
            "Вы теперь получаете горячие лиды{{#until}} до {{moment(until)}}{{/until}}.",
        "distribution.member_removed": "Вы больше не получаете горячие лиды.",
        "ranking.in_top":
            "Вы на {{place}}-м месте по продажам: в {{quarter}} горячие лиды сначала ваши.",
        "ranking.other_currency": """
        Сделка на {{amount}}: места в рейтинге по сумме она не даёт, \
        рейтинг считается в {{currency}}.
        """,
        "person.paused": """
        Пропущено подряд: {{misses}}. До {{moment(until)}} новых предложений не будет. \
        Чтобы вернуться раньше, отметьтесь, позвоните клиенту или измените что-нибудь в лиде.
        """,
        "person.paused.heads": """
        {{person}} не отвечает: пропущено подряд {{misses}}. Пауза до {{moment(until)}}.
        """,
        "person.not_paused": "{{person}} не отвечает, но больше никого нет: паузы не будет.",
        "person.skipped.paused": "Пропуск: {{person}} на паузе, давно не отвечает.",
        "person.skipped.unknown": "Пропуск: сотрудник {{person}} неизвестен.",

        "journal.lead.offer_accepted": "{{person}} берёт лид",
        "journal.lead.offer_declined":
            "{{person}} отказывается от лида{{#reason}}: {{reason}}{{/reason}}",
        "journal.lead.offer":
            "Предложить лид: {{person}}, шаг {{step}}, до {{moment(expires_at)}}",
        "journal.lead.offer_withdrawn": "Снять предложение: {{person}}, {{coded(reason)}}",
        "journal.lead.offer_refused":
            "Отказать: {{person}}, {{coded(reason)}}{{#holder}}; лид у {{holder}}{{/holder}}",
        "journal.lead.link_duplicate": "Отметить как дубль лида {{duplicate_of}}",
        "journal.baton.lead.unassigned": "Лид снят: {{person}}, {{coded(reason)}}",
        "journal.baton.ranking.published": "Рейтинг продаж на {{quarter}} зафиксирован",
        "journal.call.made": "Звонок клиенту: {{person}}, номер {{to}}",
        "journal.client.upserted": "Данные клиента: {{name}}",
        "journal.distribution.join_requested": """
        {{person}} просится в распределение лидов{{#reason}}: {{reason}}{{/reason}}
        """,
        "journal.distribution.member_added":
            "В распределение лидов добавлен: {{person}}{{#until}}, до {{moment(until)}}{{/until}}",
        "journal.distribution.member_removed": "Из распределения лидов убран: {{person}}",
        "journal.internal.lead_sought": "Ищем, знаком ли контакт",
        "journal.internal.pool_entered": "Лид отложен до открытия",
        "journal.internal.pool_drained": "Лид вышел из ночной очереди",
        "journal.internal.lead_work_seen": "Работа по лиду: {{person}}",
        "journal.internal.lead_call_answered": "Клиенту лида ответил: {{person}}",
        "journal.internal.number_dialled": "Ищем лиды по номеру {{phone}}",
        "journal.internal.ranking_asked": "Нужен рейтинг на {{quarter}}",
        "journal.internal.portfolio_changed": "Портфели проджектов пересчитаны",
        "journal.internal.reaction_missed": "Нет реакции: {{person}}",
        "journal.internal.person_acted": "Есть реакция: {{person}}",
        "journal.internal.desk_left": "Больше не ждём: {{person}}",
        "journal.internal.person_gone": "Ушёл или надолго отсутствует: {{person}}",
        "journal.internal.lead_twin_seen": "От того же клиента ждёт ещё лид {{twin_id}}",
        "journal.internal.lead_twin_owned":
            "У лида {{twin_id}} того же клиента есть ответственный: {{owner}}",
        "journal.internal.contact_owned": "Ищем другие лиды этого клиента",
        "journal.internal.client_known": "Ищем лиды этого клиента",
        "journal.internal.holder_left": "Ждали, но не дождёмся: {{person}}",
    ]

    /// The coded words of the distribution.
    static let russianDistributionWords = [
        "duty": "дежурный в нерабочее время",
        "expired": "время вышло",
        "taken": "лид уже взят",
        "cancelled": "лид больше не предлагается",
        "unavailable": "недоступен",
        "not_your_turn": "очередь ещё не дошла или уже не ваша",
        "unknown": "неизвестно",
        "not_on_offer": "этому человеку лид не предлагается",
        "no_first_action": "после «Беру» не было ни звонка, ни изменений",
        "distribution_turned_off": "распределение выключено",
        "lead_not_announced": "лид ещё не объявлен",
        "lead_has_an_owner": "у лида уже есть ответственный",
        "distribution_under_way": "распределение уже идёт",
        "distribution_not_under_way": "распределение не идёт",
        "already_theirs": "лид уже у него",
        "not_their_turn": "сейчас не его очередь",
        "no_first_action_expected": "первого действия не ждём",
        "already_a_member": "уже в распределении",
        "not_a_member": "не в распределении",
        "membership_already_over": "участие уже закончилось",
        "not_approved": "нет согласия РОПа или директора",
        "ranking_already_frozen": "рейтинг уже зафиксирован",
        "nothing_sold": "продаж не было",
        "person_unknown": "сотрудник неизвестен",
        "no_lead_under_this_number": "по этому номеру нет лидов",
        "paused": "на паузе, давно не отвечает",
    ]
}
