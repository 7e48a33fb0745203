/// The mails that clients get: each has a subject, an HTML text and a plain one.
enum SurveyLetters {
    private static let englishButtons: [LetterLayout.Button] = [
        .bad("Bad"), .good("Good"), .excellent("Excellent"),
    ]

    private static let englishPlainButtons = """
        Bad: {{bad}}
        Good: {{good}}
        Excellent: {{excellent}}
        """

    private static let englishNoSurveys =
        "No more such mails? Just reply to this one, and we stop asking."

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

    private static let ofLetter = [
        "client", "project_manager", "review_url", "until", "bad", "good", "excellent",
    ]

    static let phrases: [PhraseText] = [
        PhraseText(
            "mail.survey.subject",
            ofLetter,
            en: "How are we doing? One question",
            ru: "Как вам работа с нами? Один вопрос"
        ),
        PhraseText(
            "mail.survey.html",
            ofLetter,
            en: LetterLayout.html(
                language: "en",
                title: "How are we doing?",
                preheader: "One question, one tap. The head of the department reads the answer.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Hello! Every now and then we ask each client one thing: are you happy \
                        with our
                        work?{{#project_manager}} {{project_manager}} works with you.
                        {{/project_manager}}
                        """
                    ),
                    LetterLayout.buttons(englishButtons),
                    LetterLayout.paragraph(
                        """
                        A page opens where you can add a few words. The head of the department \
                        reads the
                        answer; you can change your mind until {{date(until)}}.
                        """
                    ),
                ],
                footer: "This mail is for {{client}}. \(englishNoSurveys)"
            ),
            ru: LetterLayout.html(
                language: "ru",
                title: "Как вам работа с нами?",
                preheader: "Один вопрос, одно нажатие. Ответ прочитает руководитель.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Здравствуйте! Мы регулярно спрашиваем каждого клиента об одном: довольны \
                        ли вы
                        нашей работой?{{#project_manager}} С вами работает {{project_manager}}.
                        {{/project_manager}}
                        """
                    ),
                    LetterLayout.buttons(russianButtons),
                    LetterLayout.paragraph(
                        """
                        Откроется страница, где можно добавить пару слов. Ответ прочитает \
                        руководитель;
                        передумать можно до {{date(until)}}.
                        """
                    ),
                ],
                footer: "Это письмо для {{client}}. \(russianNoSurveys)"
            )
        ),
        PhraseText(
            "mail.survey.text",
            ofLetter,
            en: """
                Hello!

                Every now and then we ask each client one thing: are you happy with our work?\
                {{#project_manager}} {{project_manager}} works with you.{{/project_manager}}

                \(englishPlainButtons)

                A page opens where you can add a few words. The head of the department reads the \
                answer; \
                you can change your mind until {{date(until)}}.

                This mail is for {{client}}.
                \(englishNoSurveys)
                """,
            ru: """
                Здравствуйте!

                Мы регулярно спрашиваем каждого клиента об одном: довольны ли вы нашей работой?\
                {{#project_manager}} С вами работает {{project_manager}}.{{/project_manager}}

                \(russianPlainButtons)

                По ссылке откроется страница, где можно добавить пару слов. Ответ прочитает \
                руководитель; \
                передумать можно до {{date(until)}}.

                Это письмо для {{client}}.
                \(russianNoSurveys)
                """
        ),
        PhraseText(
            "mail.reminder.subject",
            ofLetter,
            en: "A reminder: how are we doing?",
            ru: "Напоминаем: как вам работа с нами?"
        ),
        PhraseText(
            "mail.reminder.html",
            ofLetter,
            en: LetterLayout.html(
                language: "en",
                title: "We would love your answer",
                preheader: "One tap, and we will not bother you again.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Hello! A few days ago we asked whether you are happy with our work. An \
                        answer
                        takes seconds, and it helps us to become better.
                        """
                    ),
                    LetterLayout.buttons(englishButtons),
                    LetterLayout.paragraph("The links work until {{date(until)}}."),
                ],
                footer: "This mail is for {{client}}. \(englishNoSurveys)"
            ),
            ru: LetterLayout.html(
                language: "ru",
                title: "Очень ждём вашего ответа",
                preheader: "Одно нажатие, и мы больше не побеспокоим.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Здравствуйте! Недавно мы спросили, довольны ли вы нашей работой. Ответ \
                        займёт
                        несколько секунд, а нам он поможет стать лучше.
                        """
                    ),
                    LetterLayout.buttons(russianButtons),
                    LetterLayout.paragraph("Ссылки работают до {{date(until)}}."),
                ],
                footer: "Это письмо для {{client}}. \(russianNoSurveys)"
            )
        ),
        PhraseText(
            "mail.reminder.text",
            ofLetter,
            en: """
                Hello!

                A few days ago we asked whether you are happy with our work. An answer takes \
                seconds, and \
                it helps us to become better.

                \(englishPlainButtons)

                The links work until {{date(until)}}.

                This mail is for {{client}}.
                \(englishNoSurveys)
                """,
            ru: """
                Здравствуйте!

                Недавно мы спросили, довольны ли вы нашей работой. Ответ займёт несколько \
                секунд, а нам он \
                поможет стать лучше.

                \(russianPlainButtons)

                Ссылки работают до {{date(until)}}.

                Это письмо для {{client}}.
                \(russianNoSurveys)
                """
        ),
        PhraseText(
            "mail.review.subject",
            ofLetter,
            en: "Thank you for “excellent”! Would you tell others?",
            ru: "Спасибо за «отлично»! Расскажете о нас?"
        ),
        PhraseText(
            "mail.review.html",
            ofLetter,
            en: LetterLayout.html(
                language: "en",
                title: "Thank you for “excellent”!",
                preheader: "You made our day. A small request inside.",
                body: [
                    LetterLayout.paragraph(
                        """
                        You made our day.{{#project_manager}} {{project_manager}} knows about it
                        already.{{/project_manager}} If you have two minutes, tell others how it is
                        to work with us: such reviews help them to decide.
                        """
                    ),
                    LetterLayout.button("Leave a review", to: "review_url"),
                    LetterLayout.paragraph(
                        """
                        {{^review_url}}Just reply to this mail with a sentence or \
                        two.{{/review_url}}
                        {{#review_url}}Or just reply to this mail.{{/review_url}}
                        """
                    ),
                ],
                footer: "This mail is for {{client}}, in reply to your answer."
            ),
            ru: LetterLayout.html(
                language: "ru",
                title: "Спасибо за «отлично»!",
                preheader: "Нам очень приятно. Маленькая просьба внутри.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Нам очень приятно.{{#project_manager}} {{project_manager}} уже знает о вашей
                        оценке.{{/project_manager}} Если найдёте две минуты, расскажите о работе \
                        с нами:
                        такие отзывы помогают другим решиться.
                        """
                    ),
                    LetterLayout.button("Оставить отзыв", to: "review_url"),
                    LetterLayout.paragraph(
                        """
                        {{^review_url}}Просто ответьте на это письмо парой \
                        предложений.{{/review_url}}
                        {{#review_url}}Или просто ответьте на это письмо.{{/review_url}}
                        """
                    ),
                ],
                footer: "Это письмо для {{client}}, в ответ на вашу оценку."
            )
        ),
        PhraseText(
            "mail.review.text",
            ofLetter,
            en: """
                Thank you for “excellent”!

                You made our day.{{#project_manager}} {{project_manager}} knows about it already.\
                {{/project_manager}} If you have two minutes, tell others how it is to work with \
                us: such \
                reviews help them to decide.

                {{#review_url}}Leave a review: {{review_url}}{{/review_url}}\
                {{^review_url}}Just reply to this mail with a sentence or two.{{/review_url}}

                This mail is for {{client}}, in reply to your answer.
                """,
            ru: """
                Спасибо за «отлично»!

                Нам очень приятно.{{#project_manager}} {{project_manager}} уже знает о вашей \
                оценке.\
                {{/project_manager}} Если найдёте две минуты, расскажите о работе с нами: такие \
                отзывы \
                помогают другим решиться.

                {{#review_url}}Оставить отзыв: {{review_url}}{{/review_url}}\
                {{^review_url}}Просто ответьте на это письмо парой предложений.{{/review_url}}

                Это письмо для {{client}}, в ответ на вашу оценку.
                """
        ),
        PhraseText(
            "mail.growth.subject",
            ofLetter,
            en: "Thank you! What should we improve?",
            ru: "Спасибо за ответ! Что нам улучшить?"
        ),
        PhraseText(
            "mail.growth.html",
            ofLetter,
            en: LetterLayout.html(
                language: "en",
                title: "What was missing for “excellent”?",
                preheader: "One sentence helps us to see what to improve.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Thank you for “good”! We would like to make it “excellent”. What should we
                        improve first: timing, communication, reports, results?
                        """
                    ),
                    LetterLayout.button("Tell us what to improve", to: "good"),
                    LetterLayout.paragraph(
                        """
                        You can also just reply to this mail. \
                        {{#project_manager}}{{project_manager}}
                        gets your words and comes back with ideas.{{/project_manager}}
                        """
                    ),
                ],
                footer: "This mail is for {{client}}, in reply to your answer."
            ),
            ru: LetterLayout.html(
                language: "ru",
                title: "Чего не хватило до «отлично»?",
                preheader: "Одна фраза поможет нам понять, что улучшить.",
                body: [
                    LetterLayout.paragraph(
                        """
                        Спасибо за «хорошо»! Хотим дотянуть до «отлично». Скажите, что нам \
                        улучшить в
                        первую очередь: сроки, общение, отчёты, результат?
                        """
                    ),
                    LetterLayout.button("Написать, что улучшить", to: "good"),
                    LetterLayout.paragraph(
                        """
                        Можно и просто ответить на это письмо. \
                        {{#project_manager}}{{project_manager}}
                        получит ваши слова и вернётся с предложениями.{{/project_manager}}
                        """
                    ),
                ],
                footer: "Это письмо для {{client}}, в ответ на вашу оценку."
            )
        ),
        PhraseText(
            "mail.growth.text",
            ofLetter,
            en: """
                Thank you for “good”! We would like to make it “excellent”.

                What should we improve first: timing, communication, reports, results?

                {{#good}}Tell us: {{good}}
                {{/good}}You can also just reply to this mail.\
                {{#project_manager}} {{project_manager}} gets your words and comes back with ideas.\
                {{/project_manager}}

                This mail is for {{client}}, in reply to your answer.
                """,
            ru: """
                Спасибо за «хорошо»! Хотим дотянуть до «отлично».

                Скажите, что нам улучшить в первую очередь: сроки, общение, отчёты, результат?

                {{#good}}Написать: {{good}}
                {{/good}}Можно и просто ответить на это письмо.\
                {{#project_manager}} {{project_manager}} получит ваши слова и вернётся с \
                предложениями.\
                {{/project_manager}}

                Это письмо для {{client}}, в ответ на вашу оценку.
                """
        ),
    ]
}
