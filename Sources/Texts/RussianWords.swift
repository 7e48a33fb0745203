extension Language {
    static let russianLabels = [
        "company": "компания",
        "contact": "контакт",
        "contact_name": "имя контакта",
        "contact_phone": "телефон контакта",
        "contact_email": "почта контакта",
        "deal": "сделка",
        "direction": "направление",
        "region": "регион",
        "market": "рынок",
        "budget": "бюджет",
        "source": "источник",
        "campaign": "кампания",
        "comment": "комментарий",
    ]

    /// Meanings of the coded words of the contract, of reasons and of dead-letter codes.
    static let russianWords = [
        // Stages and outcomes.
        "new": "новый",
        "in_progress": "в работе",
        "passed_to_sales": "передан в ОП",
        "returned_by_sales": "возвращён ОП",
        "accepted_by_sales": "принят ОП",
        "target_lead": "целевой лид",
        "junk": "некачественный лид",
        "not_target": "нецелевой",
        "duplicate": "дубль",
        "no_answer": "нет ответа",
        "spam": "спам",
        "lead_closed": "лид закрыт",
        "lead_deleted": "лид удалён",

        // Why somebody got a lead.
        "offer_accepted": "предложение принято",
        "known_client": "знакомый клиент",
        "ordinary": "обычное распределение",
        "final": "никто не взял лид",

        // Why nothing changed.
        "not_a_marketers_lead": "лид не принадлежит маркетологу",
        "item_already_open": "квалификация уже открыта",
        "lead_is_closed": "лид закрыт",
        "no_open_item": "открытой квалификации нет",
        "already_at_this_stage": "этап уже такой",
        "nothing_new": "ничего нового",
        "lead_already_known": "лид уже известен",
        "absence_already_over": "отсутствие уже закончилось",
        "nothing_on_desk": "ничего не ждёт",

        // Why it was not allowed.
        "item_closed": "квалификация уже закрыта",
        "actor_not_allowed": "нет права на это действие",
        "comment_needed": "нужен комментарий",
        "not_passed_to_sales": "лид не передан в ОП",
        "no_sales_manager": "не указан менеджер ОП",
        "not_a_sales_manager": "это не менеджер ОП",
        "nobody_available": "нет свободных менеджеров ОП",
        "required_fields_missing": "не заполнены обязательные поля",
        "junk_stage_needed": "не указана некачественная стадия",
        "junk_stage_unknown": "неизвестная некачественная стадия",

        // Why somebody was skipped.
        "inactive": "больше не работает",
        "absent": "отсутствует",
        "at_capacity": "ведёт предельное число лидов",

        // Why a message went to the dead letters.
        "not_json": "это не JSON",
        "not_cloudevent": "это не CloudEvents",
        "unknown_type": "неизвестный тип сообщения",
        "missing_field": "нет обязательного поля",
        "wrong_type": "поле не того типа",
        "invalid_value": "недопустимое значение",
        "unstorable_text": "текст нельзя сохранить",
        "too_large": "слишком большое сообщение",
        "unknown_person": "неизвестный сотрудник",
        "unknown_stage": "неизвестный этап",
        "unknown_item": "неизвестная квалификация",
        "unknown_call": "неизвестный звонок",
        "endless_follow_up": "действия вызывают друг друга без конца",
        "store_refused": "база данных не приняла сообщение",
        "crashed_repeatedly": "обработка несколько раз обрывалась",
        "set_aside_by_broker": "брокер снял сообщение с очереди",
    ]
}
