extension Surveys {
    /// What people read of surveys.
    package static let phrases =
        notices + journal + SurveyLetters.phrases + SurveyPages.phrases

    private static let notices: [PhraseText] = [
        PhraseText(
            "nps.rejected.client_left",
            ["client"],
            en: "No survey was sent: {{client}} is not a client any more.",
            ru: "Опрос не отправлен: с клиентом {{client}} мы больше не работаем."
        ),
        PhraseText(
            "nps.rejected.client_opted_out",
            ["client"],
            en: "No survey was sent: {{client}} asked not to get any more surveys.",
            ru: "Опрос не отправлен: клиент {{client}} отказался от опросов."
        ),
        PhraseText(
            "nps.rejected.client_has_no_address",
            ["client"],
            en: "No survey was sent: there is no e-mail address of {{client}}.",
            ru: "Опрос не отправлен: у клиента {{client}} нет адреса почты."
        ),
        PhraseText(
            "nps.rejected.client_asked_lately",
            ["client"],
            en: "No survey was sent: {{client}} was asked only a short while ago.",
            ru: "Опрос не отправлен: клиента {{client}} уже спрашивали совсем недавно."
        ),
        PhraseText(
            "nps.no_address",
            en: "No mail was sent: the client has no e-mail address.",
            ru: "Письмо не отправлено: у клиента нет адреса почты."
        ),
        PhraseText(
            "nps.no_letter",
            en: "No reply was sent: there is no address, or the client wants no mail.",
            ru: "Ответ клиенту не отправлен: нет адреса, или клиент отказался от писем."
        ),
        PhraseText(
            "nps.asked_lately",
            en: "The client was asked lately: the mail is put off.",
            ru: "Клиента спрашивали недавно: письмо отложено."
        ),
        PhraseText(
            "nps.nobody_calls",
            en: "Nobody can make the call: no sales head is here. Again tomorrow.",
            ru: "Позвонить с опросом некому: ни одного РОПа на месте. Завтра ещё раз."
        ),
        PhraseText(
            "nps.nobody_for_task",
            en:
                "Nobody can get the task: the client has neither a project manager nor a "
                + "sales head.",
            ru: "Поставить задачу некому: у клиента нет ни проджекта, ни РОПа."
        ),
        PhraseText(
            "nps.questionnaire",
            ["client", "project_manager"],
            en: """
                Questions for {{client}}.
                1. Is the client happy with the project manager\
                {{#project_manager}} ({{project_manager}}){{/project_manager}}: \
                timely answers, clear explanations, promises kept?
                2. Is the client happy with the results and with the company as a whole?
                3. What should be improved first?
                4. Overall: bad, good or excellent?
                """,
            ru: """
                Опрос клиента {{client}}.
                1. Довольны ли работой проджекта\
                {{#project_manager}} ({{project_manager}}){{/project_manager}}: \
                отвечает ли вовремя, понятно ли объясняет, держит ли слово?
                2. Довольны ли результатом и компанией в целом?
                3. Что улучшить в первую очередь?
                4. Общая оценка: плохо, хорошо или отлично?
                """
        ),
        PhraseText(
            "nps.questionnaire.notice",
            ["client", "project_manager"],
            en: """
                A call to {{client}} is planned, with questions about the project manager and \
                the company. \
                After the talk, please mark the overall answer.
                """,
            ru: """
                Запланирован звонок клиенту {{client}} с вопросами о проджекте и о компании. \
                После разговора отметьте общую оценку.
                """
        ),
        PhraseText(
            "nps.score.bad",
            en: "Bad",
            ru: "Плохо"
        ),
        PhraseText(
            "nps.score.good",
            en: "Good",
            ru: "Хорошо"
        ),
        PhraseText(
            "nps.score.excellent",
            en: "Excellent",
            ru: "Отлично"
        ),
        PhraseText(
            "nps.answer",
            ["client", "score", "comment"],
            en: "{{client}}: “{{word(score)}}”.{{#comment}} In words: “{{comment}}”{{/comment}}",
            ru:
                "Оценка от {{client}}: «{{word(score)}}».{{#comment}} Пишет: "
                + "«{{comment}}»{{/comment}}"
        ),
        PhraseText(
            "nps.growth.title",
            ["client", "score", "comment"],
            en: "Room to grow: {{client}}",
            ru: "Точки роста: {{client}}"
        ),
        PhraseText(
            "nps.growth.note",
            ["client", "score", "comment"],
            en: """
                The client answered “good”. Find out what was missing for “excellent”, and \
                suggest a plan.\
                {{#comment}} In the client's words: “{{comment}}”{{/comment}}
                """,
            ru: """
                Клиент поставил «Хорошо». Выясните, чего не хватило до «отлично», и предложите \
                план.\
                {{#comment}} Он пишет: «{{comment}}»{{/comment}}
                """
        ),
    ]

    /// How the journal tells of its messages.
    private static let journal: [PhraseText] = [
        PhraseText(
            journal: "nps.answered",
            en: """
                The client answered survey {{survey_id}}: {{coded(score)}}\
                {{#channel}}, by {{word(channel)}}{{/channel}}{{#comment}}, \
                “{{comment}}”{{/comment}}
                """,
            ru: """
                Клиент ответил на опрос {{survey_id}}: {{coded(score)}}\
                {{#channel}}, канал: {{word(channel)}}{{/channel}}{{#comment}}, \
                «{{comment}}»{{/comment}}
                """
        ),
        PhraseText(
            journal: "nps.survey_requested",
            en: "Ask the client now",
            ru: "Опросить клиента сейчас"
        ),
        PhraseText(
            journal: "internal.client_answered",
            en: "The client's answer counts: {{coded(score)}}",
            ru: "Ответ клиента учтён: {{coded(score)}}"
        ),
    ]

    package static let words: [Word] = [
        Word("bad", en: "bad", ru: "плохо"),
        Word("good", en: "good", ru: "хорошо"),
        Word("excellent", en: "excellent", ru: "отлично"),
        Word("nps_questionnaire", en: "questions to the client", ru: "опрос клиента"),
        Word("unknown_survey", en: "unknown survey", ru: "неизвестный опрос"),
        Word(
            "surveys_are_off",
            en: "surveys are turned off in the settings",
            ru: "опросы выключены в настройках"
        ),
        Word("client_not_asked", en: "this client is not asked", ru: "этого клиента не опрашивают"),
        Word("client_left", en: "not a client any more", ru: "больше не клиент"),
        Word(
            "client_opted_out",
            en: "the client wants no surveys",
            ru: "клиент отказался от опросов"
        ),
        Word(
            "client_has_no_address",
            en: "the client has no e-mail address",
            ru: "у клиента нет адреса почты"
        ),
        Word(
            "client_asked_lately",
            en: "the client was asked lately",
            ru: "клиента спрашивали недавно"
        ),
        Word("survey_expired", en: "the time to answer is over", ru: "срок ответа на опрос истёк"),
        Word("timer.surveys.survey_call", en: "call with a survey", ru: "звонок с опросом клиенту"),
        Word("timer.surveys.survey_mail", en: "mail with a survey", ru: "письмо с опросом клиенту"),
        Word(
            "timer.surveys.survey_reminder",
            en: "reminder of a survey",
            ru: "напомнить клиенту об опросе"
        ),
    ]
}
