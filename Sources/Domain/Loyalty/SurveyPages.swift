/// The pages of the web on which a client answers, and their titles.
enum SurveyPages {
    static let phrases: [PhraseText] = [
        PhraseText(
            "page.survey.title",
            en: "How are we doing?",
            ru: "Как вам работа с нами?"
        ),
        PhraseText(
            "page.survey.html",
            ["bad", "good", "excellent", "comment", "problem"],
            en: SurveyPageLayout.form(
                SurveyPageLayout.Form(
                    title: "How are we doing?",
                    lead: "Check your choice and press “Send”. Only then do we record it.",
                    legend: "Your answer",
                    bad: "Bad",
                    good: "Good",
                    excellent: "Excellent",
                    comment: "What should we know?",
                    optional: "(optional)",
                    hint: "Your project manager and the head of the department read it.",
                    submit: "Send"
                )
            ),
            ru: SurveyPageLayout.form(
                SurveyPageLayout.Form(
                    title: "Как вам работа с нами?",
                    lead:
                        "Проверьте оценку и нажмите «Отправить ответ». Только тогда мы её запишем.",
                    legend: "Ваша оценка",
                    bad: "Плохо",
                    good: "Хорошо",
                    excellent: "Отлично",
                    comment: "Что нам стоит знать?",
                    optional: "(необязательно)",
                    hint: "Ответ прочитают ваш проджект и руководитель отдела.",
                    submit: "Отправить ответ"
                )
            )
        ),
        PhraseText(
            "page.survey.choose",
            en: "Please choose one of the three.",
            ru: "Выберите одну из трёх оценок."
        ),
        PhraseText(
            "page.thanks.title",
            en: "Thank you",
            ru: "Спасибо за ответ"
        ),
        PhraseText(
            "page.thanks.html",
            ["bad", "good", "excellent", "comment"],
            en: SurveyPageLayout.message(
                "thanks",
                "Thank you!",
                [
                    """
                    {{#bad}}You answered “bad”. We are sorry. The head of the department is told \
                    right
                    now and will get in touch with you.{{/bad}}{{#good}}You answered “good”. We will
                    find out what was missing for “excellent”.{{/good}}{{#excellent}}You answered
                    “excellent”. You made our day!{{/excellent}}
                    """,
                    "Changed your mind? Open the link in the mail again: the last answer counts.",
                ]
            ),
            ru: SurveyPageLayout.message(
                "thanks",
                "Спасибо за ответ!",
                [
                    """
                    {{#bad}}Вы ответили «плохо». Нам жаль, что так вышло. Руководитель узнает об \
                    этом
                    прямо сейчас и свяжется с вами.{{/bad}}{{#good}}Вы ответили «хорошо». \
                    Разберёмся,
                    чего не хватило до «отлично».{{/good}}{{#excellent}}Вы ответили «отлично». \
                    Нам очень
                    приятно!{{/excellent}}
                    """,
                    "Передумали? Откройте ссылку из письма ещё раз: засчитаем последний ответ.",
                ]
            )
        ),
        PhraseText(
            "page.forged.title",
            en: "This link does not work",
            ru: "Ссылка не подходит"
        ),
        PhraseText(
            "page.forged.html",
            en: SurveyPageLayout.message(
                "problem",
                "This link does not work",
                [
                    """
                    It seems to be incomplete. Please open it right from the mail, or reply to the
                    mail in words.
                    """
                ]
            ),
            ru: SurveyPageLayout.message(
                "problem",
                "Ссылка не подходит",
                [
                    """
                    Похоже, она скопирована не целиком. Откройте её прямо из письма или ответьте на
                    письмо словами.
                    """
                ]
            )
        ),
        PhraseText(
            "page.expired.title",
            en: "This link has expired",
            ru: "Срок ссылки истёк"
        ),
        PhraseText(
            "page.expired.html",
            en: SurveyPageLayout.message(
                "problem",
                "This link has expired",
                ["This survey is closed. If there is something to say, just reply to the mail."]
            ),
            ru: SurveyPageLayout.message(
                "problem",
                "Срок ссылки истёк",
                ["Этот опрос уже закрыт. Если хотите что-то сказать, просто ответьте на письмо."]
            )
        ),
        PhraseText(
            "page.later.title",
            en: "Your answer could not be saved",
            ru: "Не получилось сохранить ответ"
        ),
        PhraseText(
            "page.later.html",
            ["score", "comment"],
            en: SurveyPageLayout.message(
                "problem",
                "Your answer could not be saved",
                [
                    "It is not recorded yet. Please wait a minute and send it again.",
                    """
                    <a class="again" href="?score={{score}}">Back to the answer</a>
                    """,
                    "{{#comment}}Your remark, so that it is not lost: “{{comment}}”{{/comment}}",
                ]
            ),
            ru: SurveyPageLayout.message(
                "problem",
                "Не получилось сохранить ответ",
                [
                    "Ответ пока не записан. Подождите минуту и отправьте его ещё раз.",
                    """
                    <a class="again" href="?score={{score}}">Вернуться к ответу</a>
                    """,
                    "{{#comment}}Ваш комментарий, чтобы он не пропал: «{{comment}}»{{/comment}}",
                ]
            )
        ),
    ]
}
