/// What people read of ratings.
extension Rating {
    package static let phrases: [PhraseText] =
        notices + portrait + [
            PhraseText(
                journal: FeedbackGiven.type,
                en: """
                    Feedback on {{person}} by {{by}}: {{score}} of 5\
                    {{#comment}}, “{{comment}}”{{/comment}}
                    """,
                ru: """
                    Оценка работы {{person}}: {{score}} из 5, оценивает {{by}}\
                    {{#comment}}, «{{comment}}»{{/comment}}
                    """
            ),
            PhraseText(
                journal: RatingChanged.type,
                en: """
                    Rating of {{person}}: {{points(rating)}}\
                    {{#before}}, before {{points(before)}}{{/before}}
                    """,
                ru: """
                    Рейтинг {{person}}: {{points(rating)}}\
                    {{#before}}, был {{points(before)}}{{/before}}
                    """
            ),
            PhraseText(
                journal: ManagerRoleChanged.type,
                en: """
                    {{person}} {{#is_manager}}became a project manager{{/is_manager}}\
                    {{^is_manager}}is not a project manager any more{{/is_manager}}
                    """,
                ru: """
                    {{person}}: {{#is_manager}}теперь проджект{{/is_manager}}\
                    {{^is_manager}}больше не проджект{{/is_manager}}
                    """
            ),
            PhraseText(
                journal: RatingEvidence.type,
                en: "What the client says of {{person}} counts in the rating",
                ru: "Мнение клиента учтено в рейтинге {{person}}"
            ),
        ]

    private static let notices: [PhraseText] = [
        PhraseText(
            "rating.changed",
            ["rating", "before", "cause", "rose"],
            en: """
                Your rating {{#rose}}rose{{/rose}}{{^rose}}fell{{/rose}} to {{points(rating)}}, \
                it was {{points(before)}}. The reason: {{word(cause)}}.
                """,
            ru: """
                Ваш рейтинг {{#rose}}вырос{{/rose}}{{^rose}}снизился{{/rose}}: {{points(rating)}}, \
                было {{points(before)}}. Причина: {{word(cause)}}.
                """
        ),
        PhraseText(
            "rating.rejected.not_a_project_manager",
            ["person"],
            en: "Your feedback was not counted: {{person}} is not a project manager.",
            ru: "Оценка не учтена: {{person}} не работает проджектом."
        ),
        PhraseText(
            "rating.rejected.feedback_on_own_work",
            ["person"],
            en: "Your feedback was not counted: nobody rates his own work.",
            ru: "Оценка не учтена: собственную работу никто не оценивает."
        ),
    ]

    private static let fading = (
        en: "{{#fades}}, less from {{fades}} on{{/fades}}",
        ru: "{{#fades}}, с {{fades}} весит меньше{{/fades}}"
    )

    /// What `explain` tells of a manager.
    private static let portrait: [PhraseText] = [
        PhraseText(
            "rating.portrait.total",
            ["rating"],
            en: "Rating {{points(rating)}}:",
            ru: "Рейтинг {{points(rating)}}:"
        ),
        PhraseText(
            "rating.portrait.component",
            ["component", "share", "points"],
            en: "{{word(component)}}: {{points(share)}} of 1, {{points(points)}} points",
            ru: "{{word(component)}}: {{points(share)}} из 1, баллов {{points(points)}}"
        ),
        PhraseText(
            "rating.portrait.answer",
            ["score", "client", "day", "points", "lowers", "fades"],
            en: "{{day}} client {{client}}: {{word(score)}}, {{points(points)}}\(fading.en)",
            ru: "{{day}} клиент {{client}}: {{word(score)}}, {{points(points)}}\(fading.ru)"
        ),
        PhraseText(
            "rating.portrait.review",
            ["client", "review", "counts", "day", "points", "lowers", "fades"],
            en: """
                {{day}} review of client {{client}}, {{points(points)}}\
                {{^counts}}: does not count, too soon after the last one{{/counts}}\(fading.en)
                """,
            ru: """
                {{day}} отзыв клиента {{client}}, {{points(points)}}\
                {{^counts}}: не считается, слишком скоро после прошлого{{/counts}}\(fading.ru)
                """
        ),
        PhraseText(
            "rating.portrait.feedback",
            ["by", "score", "day", "points", "lowers", "fades"],
            en: "{{day}} feedback of {{by}}: {{score}} of 5, {{points(points)}}\(fading.en)",
            ru: "{{day}} оценка, {{by}}: {{score}} из 5, {{points(points)}}\(fading.ru)"
        ),
        PhraseText(
            "rating.portrait.services",
            ["clients", "services"],
            en: "clients with {{services}} services: {{clients}}",
            ru: "клиентов, у которых услуг {{services}}: {{clients}}"
        ),
        PhraseText(
            "rating.portrait.outlook",
            ["answer", "service", "review"],
            en: """
                What would raise it: one more “excellent” {{points(answer)}}, one more service \
                {{points(service)}}, one more review {{points(review)}}
                """,
            ru: """
                Что поднимет: ещё одно «отлично» {{points(answer)}}, ещё одна услуга \
                {{points(service)}}, ещё один отзыв {{points(review)}}
                """
        ),
    ]

    package static let words: [Word] = [
        Word("rating_reviews", en: "reviews", ru: "отзывы"),
        Word("column.survey", en: "Surveys", ru: "Опросы"),
        Word("rating_survey", en: "surveys", ru: "опросы"),
        Word("rating_feedback", en: "heads", ru: "руководители"),
        Word("rating_matrix", en: "services of clients", ru: "матрица услуг"),
        Word("answer", en: "a client's answer to a survey", ru: "ответ клиента на опрос"),
        Word("review", en: "a client's review", ru: "отзыв клиента"),
        Word("feedback", en: "a head's feedback", ru: "оценка руководителя"),
        Word(
            "ratings_are_off",
            en: "ratings are turned off",
            ru: "рейтинги выключены в настройках"
        ),
        Word(
            "older_feedback",
            en: "later feedback of the same head is known",
            ru: "от этого руководителя уже есть более поздняя оценка"
        ),
        Word("not_a_project_manager", en: "not a project manager", ru: "не проджект"),
        Word("feedback_on_own_work", en: "feedback on own work", ru: "оценка собственной работы"),
        Word(
            "timer.rating.rating_fade",
            en: "the day on which something said of a manager loses weight",
            ru: "день, когда мнение о проджекте теряет вес"
        ),
    ]
}

extension RatingSources {
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: ReviewReceived.type,
            en: """
                Review {{review_id}}{{#person}} of {{person}}{{/person}}\
                {{#url}}, {{url}}{{/url}}{{#text}}, “{{text}}”{{/text}}
                """,
            ru: """
                Отзыв клиента {{review_id}}{{#person}} о работе {{person}}{{/person}}\
                {{#url}}, {{url}}{{/url}}{{#text}}, «{{text}}»{{/text}}
                """
        )
    ]

    package static let words: [Word] = [
        Word(
            "nobody_serves_the_client",
            en: "the client has no project manager",
            ru: "у клиента нет проджекта"
        )
    ]
}
