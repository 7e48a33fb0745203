/// What people read of presales and new clients that need a project manager.
extension ManagerRequests {
    package static let phrases: [PhraseText] = notices + refusals + journal

    private static let about = ["kind", "request", "client", "lead", "note"]
    private static let turn = about + ["person", "cost", "balance", "refilled"]

    /// What it is about: a client, a lead, or the request alone.
    private static let what = (
        en: "{{#client}}{{client}}{{/client}}{{^client}}{{#lead}}lead {{lead}}{{/lead}}"
            + "{{^lead}}request {{request}}{{/lead}}{{/client}}",
        ru: "{{#client}}{{client}}{{/client}}{{^client}}{{#lead}}лид {{lead}}{{/lead}}"
            + "{{^lead}}запрос {{request}}{{/lead}}{{/client}}"
    )

    private static let notices: [PhraseText] = [
        PhraseText(
            "request.assigned",
            turn + ["confirmed"],
            en: """
                {{#confirmed}}Thank you. {{/confirmed}}Yours: {{word(kind)}}, \(what.en). \
                Taken off your initiative: {{points(cost)}}, left: {{points(balance)}}\
                {{#refilled}}, it was filled again from your rating{{/refilled}}.\
                {{#note}} Note: “{{note}}”{{/note}}
                """,
            ru: """
                {{#confirmed}}Спасибо. {{/confirmed}}Это ваше: {{word(kind)}}, \(what.ru). \
                Списано инициативы: {{points(cost)}}, осталось: {{points(balance)}}\
                {{#refilled}}, счёт пополнен по рейтингу{{/refilled}}.\
                {{#note}} Примечание: «{{note}}»{{/note}}
                """
        ),
        PhraseText(
            "request.assigned.heads",
            turn + ["confirmed"],
            en: "{{word(kind)}}, \(what.en): {{person}} does it.",
            ru: "{{word(kind)}}, \(what.ru): занимается {{person}}."
        ),
        PhraseText(
            "request.offered",
            turn + ["until"],
            en: """
                Your turn: {{word(kind)}}, \(what.en). It costs {{points(cost)}} of your \
                initiative. Please say by {{moment(until)}} whether you take it.\
                {{#note}} Note: “{{note}}”{{/note}}
                """,
            ru: """
                Ваша очередь: {{word(kind)}}, \(what.ru). Стоит {{points(cost)}} инициативы. \
                Ответьте до {{moment(until)}}, берёте ли.{{#note}} Примечание: «{{note}}»{{/note}}
                """
        ),
        PhraseText(
            "request.waiting",
            about + ["asked"],
            en: """
                {{word(kind)}}, \(what.en): there is nobody left to ask. \
                It waits until a project manager is there again.
                """,
            ru: """
                {{word(kind)}}, \(what.ru): спросить больше некого. \
                Запрос ждёт, пока не освободится кто-то из проджектов.
                """
        ),
        PhraseText(
            "request.declined",
            about + ["person", "reason"],
            en: """
                {{word(kind)}}, \(what.en): {{person}} can't do it\
                {{#reason}}, “{{reason}}”{{/reason}}. The next one is asked.
                """,
            ru: """
                {{word(kind)}}, \(what.ru): {{person}} не сможет\
                {{#reason}}, «{{reason}}»{{/reason}}. Спрашиваем следующего.
                """
        ),
        PhraseText(
            "request.expired",
            about,
            en: "{{word(kind)}}, \(what.en): you did not answer in time, the next one is asked.",
            ru: "{{word(kind)}}, \(what.ru): вы не ответили вовремя, спрашиваем следующего."
        ),
        PhraseText(
            "request.cancelled",
            about + ["actor"],
            en: """
                {{word(kind)}}, \(what.en): cancelled{{#actor}} by {{actor}}{{/actor}}. \
                Your initiative is as if it had not been.
                """,
            ru: """
                {{word(kind)}}, \(what.ru): отменено{{#actor}}, {{actor}}{{/actor}}. \
                Инициатива возвращена.
                """
        ),
        PhraseText("request.action.accept", en: "I take it", ru: "Беру"),
        PhraseText("request.action.decline", en: "I can't", ru: "Не могу"),
    ]

    private static let refusals: [PhraseText] = [
        PhraseText(
            "request.rejected.conflict",
            about + ["holder"],
            en: """
                The request {{request}} was not taken: under this id something else was asked for \
                before. Please send it under another id.
                """,
            ru: """
                Запрос {{request}} не принят: под этим номером уже просили о другом. \
                Отправьте его под новым номером.
                """
        ),
        PhraseText(
            "request.rejected.not_theirs",
            about + ["holder"],
            en: """
                {{word(kind)}}, \(what.en): it is not your turn\
                {{#holder}}, it is with {{holder}}{{/holder}}.
                """,
            ru: """
                {{word(kind)}}, \(what.ru): сейчас очередь не ваша\
                {{#holder}}, занимается {{holder}}{{/holder}}.
                """
        ),
        PhraseText(
            "request.rejected.unknown_request",
            about + ["holder"],
            en: "Your answer was not taken: nobody asked for this.",
            ru: "Ответ не принят: такого запроса нет."
        ),
    ]

    private static let journal: [PhraseText] = [
        PhraseText(
            journal: PresaleRequested.type,
            en: """
                A project manager for a presale is wanted\
                {{#requester}} by {{requester}}{{/requester}}{{#note}}, “{{note}}”{{/note}}
                """,
            ru: """
                Нужен проджект на пресейл{{#requester}}, просит {{requester}}{{/requester}}\
                {{#note}}, «{{note}}»{{/note}}
                """
        ),
        PhraseText(
            journal: PresaleAccepted.type,
            en: "{{person}} takes the presale",
            ru: "{{person}} берёт пресейл"
        ),
        PhraseText(
            journal: PresaleDeclined.type,
            en: "{{person}} can't do the presale{{#reason}}, “{{reason}}”{{/reason}}",
            ru: "{{person}} не может взять пресейл{{#reason}}, «{{reason}}»{{/reason}}"
        ),
        PhraseText(
            journal: PresaleCancelled.type,
            en: "The presale is cancelled{{#actor}} by {{actor}}{{/actor}}",
            ru: "Пресейл отменён{{#actor}}, {{actor}}{{/actor}}"
        ),
        PhraseText(
            journal: ClientManagerRequested.type,
            en: """
                A project manager for a new client is wanted\
                {{#requester}} by {{requester}}{{/requester}}
                """,
            ru: "Нужен проджект новому клиенту{{#requester}}, просит {{requester}}{{/requester}}"
        ),
        PhraseText(
            journal: ClientManagerAccepted.type,
            en: "{{person}} takes the client",
            ru: "{{person}} берёт клиента"
        ),
        PhraseText(
            journal: ClientManagerDeclined.type,
            en: "{{person}} can't take the client{{#reason}}, “{{reason}}”{{/reason}}",
            ru: "{{person}} не может взять клиента{{#reason}}, «{{reason}}»{{/reason}}"
        ),
        PhraseText(
            journal: ClientManagerCancelled.type,
            en: "The client needs no project manager any more{{#actor}}, {{actor}}{{/actor}}",
            ru: "Проджект клиенту больше не нужен{{#actor}}, {{actor}}{{/actor}}"
        ),
        PhraseText(
            journal: PresaleAssign.type,
            en: "The presale goes to {{person}}: {{points(cost)}}, left {{points(balance)}}",
            ru: "Пресейл достаётся {{person}}: {{points(cost)}}, осталось {{points(balance)}}"
        ),
        PhraseText(
            journal: ClientAssignManager.type,
            en: "The client goes to {{person}}: {{points(cost)}}, left {{points(balance)}}",
            ru: "Клиента ведёт {{person}}: {{points(cost)}}, осталось {{points(balance)}}"
        ),
    ]

    package static let words: [Word] = [
        Word("presale", en: "presale", ru: "пресейл"),
        Word("new_client", en: "new client", ru: "новый клиент"),
        Word("already_asked", en: "was asked already", ru: "об этом уже просили"),
        Word("already_declined", en: "declined already", ru: "отказ уже учтён"),
        Word("request_over", en: "the request is over", ru: "запрос уже закрыт"),
        Word(
            "conflict",
            en: "other content under the same id",
            ru: "другой запрос под тем же номером"
        ),
        Word("not_theirs", en: "not their turn", ru: "не их очередь"),
        Word("unknown_request", en: "unknown request", ru: "неизвестный запрос"),
        Word("waiting", en: "waits", ru: "ждёт"),
        Word("offered", en: "offered", ru: "предложен"),
        Word("assigned", en: "assigned", ru: "назначен"),
        Word("cancelled", en: "cancelled", ru: "отменён"),
        Word(
            "another_manager_serves_the_client",
            en: "another manager serves the client by now",
            ru: "клиента уже ведёт другой проджект"
        ),
        Word(
            "timer.manager_requests.request_confirm",
            en: "the end of the time in which somebody must say whether he takes a request",
            ru: "конец срока, в который нужно ответить на запрос"
        ),
    ]
}
