extension Language {
    /// The mails that clients get.
    static let russianLetters = russianSurveyLetters.merging(russianThanks) { letter, _ in letter }

    private static let russianButtons: [LetterLayout.Button] = [
        .bad("Плохо"), .good("Хорошо"), .excellent("Отлично"),
    ]

    private static let russianPlainButtons = """
        Плохо: {{bad}}
        Хорошо: {{good}}
        Отлично: {{excellent}}
        """

    private static let russianNoSurveys =
        "Не хотите получать такие письма? Ответьте на это письмо, и мы перестанем спрашивать."

    private static let russianSurveyLetters = [
        "mail.survey.subject": "Как вам работа с нами? Один вопрос",
        "mail.survey.html": LetterLayout.html(
            language: "ru",
            title: "Как вам работа с нами?",
            preheader: "Один вопрос, одно нажатие. Ответ прочитает руководитель.",
            body: [
                LetterLayout.paragraph(
                    """
                    Здравствуйте! Мы регулярно спрашиваем каждого клиента об одном: довольны ли вы
                    нашей работой?{{#project_manager}} С вами работает {{project_manager}}.
                    {{/project_manager}}
                    """
                ),
                LetterLayout.buttons(russianButtons),
                LetterLayout.paragraph(
                    """
                    Откроется страница, где можно добавить пару слов. Ответ прочитает руководитель;
                    передумать можно до {{date(until)}}.
                    """
                ),
            ],
            footer: "Это письмо для {{client}}. \(russianNoSurveys)"
        ),
        "mail.survey.text": """
        Здравствуйте!

        Мы регулярно спрашиваем каждого клиента об одном: довольны ли вы нашей работой?\
        {{#project_manager}} С вами работает {{project_manager}}.{{/project_manager}}

        \(russianPlainButtons)

        По ссылке откроется страница, где можно добавить пару слов. Ответ прочитает руководитель; \
        передумать можно до {{date(until)}}.

        Это письмо для {{client}}.
        \(russianNoSurveys)
        """,
        "mail.reminder.subject": "Напоминаем: как вам работа с нами?",
        "mail.reminder.html": LetterLayout.html(
            language: "ru",
            title: "Очень ждём вашего ответа",
            preheader: "Одно нажатие, и мы больше не побеспокоим.",
            body: [
                LetterLayout.paragraph(
                    """
                    Здравствуйте! Недавно мы спросили, довольны ли вы нашей работой. Ответ займёт
                    несколько секунд, а нам он поможет стать лучше.
                    """
                ),
                LetterLayout.buttons(russianButtons),
                LetterLayout.paragraph("Ссылки работают до {{date(until)}}."),
            ],
            footer: "Это письмо для {{client}}. \(russianNoSurveys)"
        ),
        "mail.reminder.text": """
        Здравствуйте!

        Недавно мы спросили, довольны ли вы нашей работой. Ответ займёт несколько секунд, а нам он \
        поможет стать лучше.

        \(russianPlainButtons)

        Ссылки работают до {{date(until)}}.

        Это письмо для {{client}}.
        \(russianNoSurveys)
        """,
    ]

    private static let russianThanks = [
        "mail.review.subject": "Спасибо за «отлично»! Расскажете о нас?",
        "mail.review.html": LetterLayout.html(
            language: "ru",
            title: "Спасибо за «отлично»!",
            preheader: "Нам очень приятно. Маленькая просьба внутри.",
            body: [
                LetterLayout.paragraph(
                    """
                    Нам очень приятно.{{#project_manager}} {{project_manager}} уже знает о вашей
                    оценке.{{/project_manager}} Если найдёте две минуты, расскажите о работе с нами:
                    такие отзывы помогают другим решиться.
                    """
                ),
                LetterLayout.button("Оставить отзыв", to: "review_url"),
                LetterLayout.paragraph(
                    """
                    {{^review_url}}Просто ответьте на это письмо парой предложений.{{/review_url}}
                    {{#review_url}}Или просто ответьте на это письмо.{{/review_url}}
                    """
                ),
            ],
            footer: "Это письмо для {{client}}, в ответ на вашу оценку."
        ),
        "mail.review.text": """
        Спасибо за «отлично»!

        Нам очень приятно.{{#project_manager}} {{project_manager}} уже знает о вашей оценке.\
        {{/project_manager}} Если найдёте две минуты, расскажите о работе с нами: такие отзывы \
        помогают другим решиться.

        {{#review_url}}Оставить отзыв: {{review_url}}{{/review_url}}\
        {{^review_url}}Просто ответьте на это письмо парой предложений.{{/review_url}}

        Это письмо для {{client}}, в ответ на вашу оценку.
        """,
        "mail.growth.subject": "Спасибо за ответ! Что нам улучшить?",
        "mail.growth.html": LetterLayout.html(
            language: "ru",
            title: "Чего не хватило до «отлично»?",
            preheader: "Одна фраза поможет нам понять, что улучшить.",
            body: [
                LetterLayout.paragraph(
                    """
                    Спасибо за «хорошо»! Хотим дотянуть до «отлично». Скажите, что нам улучшить в
                    первую очередь: сроки, общение, отчёты, результат?
                    """
                ),
                LetterLayout.button("Написать, что улучшить", to: "good"),
                LetterLayout.paragraph(
                    """
                    Можно и просто ответить на это письмо. {{#project_manager}}{{project_manager}}
                    получит ваши слова и вернётся с предложениями.{{/project_manager}}
                    """
                ),
            ],
            footer: "Это письмо для {{client}}, в ответ на вашу оценку."
        ),
        "mail.growth.text": """
        Спасибо за «хорошо»! Хотим дотянуть до «отлично».

        Скажите, что нам улучшить в первую очередь: сроки, общение, отчёты, результат?

        {{#good}}Написать: {{good}}
        {{/good}}Можно и просто ответить на это письмо.\
        {{#project_manager}} {{project_manager}} получит ваши слова и вернётся с предложениями.\
        {{/project_manager}}

        Это письмо для {{client}}, в ответ на вашу оценку.
        """,
    ]
}
