extension Language {
    /// The mails that clients get.
    static let englishLetters = englishSurveyLetters.merging(englishThanks) { letter, _ in letter }

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

    private static let englishSurveyLetters = [
        "mail.survey.subject": "How are we doing? One question",
        "mail.survey.html": LetterLayout.html(
            language: "en",
            title: "How are we doing?",
            preheader: "One question, one tap. The head of the department reads the answer.",
            body: [
                LetterLayout.paragraph(
                    """
                    Hello! Every now and then we ask each client one thing: are you happy with our
                    work?{{#project_manager}} {{project_manager}} works with you.
                    {{/project_manager}}
                    """
                ),
                LetterLayout.buttons(englishButtons),
                LetterLayout.paragraph(
                    """
                    A page opens where you can add a few words. The head of the department reads the
                    answer; you can change your mind until {{date(until)}}.
                    """
                ),
            ],
            footer: "This mail is for {{client}}. \(englishNoSurveys)"
        ),
        "mail.survey.text": """
        Hello!

        Every now and then we ask each client one thing: are you happy with our work?\
        {{#project_manager}} {{project_manager}} works with you.{{/project_manager}}

        \(englishPlainButtons)

        A page opens where you can add a few words. The head of the department reads the answer; \
        you can change your mind until {{date(until)}}.

        This mail is for {{client}}.
        \(englishNoSurveys)
        """,
        "mail.reminder.subject": "A reminder: how are we doing?",
        "mail.reminder.html": LetterLayout.html(
            language: "en",
            title: "We would love your answer",
            preheader: "One tap, and we will not bother you again.",
            body: [
                LetterLayout.paragraph(
                    """
                    Hello! A few days ago we asked whether you are happy with our work. An answer
                    takes seconds, and it helps us to become better.
                    """
                ),
                LetterLayout.buttons(englishButtons),
                LetterLayout.paragraph("The links work until {{date(until)}}."),
            ],
            footer: "This mail is for {{client}}. \(englishNoSurveys)"
        ),
        "mail.reminder.text": """
        Hello!

        A few days ago we asked whether you are happy with our work. An answer takes seconds, and \
        it helps us to become better.

        \(englishPlainButtons)

        The links work until {{date(until)}}.

        This mail is for {{client}}.
        \(englishNoSurveys)
        """,
    ]

    private static let englishThanks = [
        "mail.review.subject": "Thank you for “excellent”! Would you tell others?",
        "mail.review.html": LetterLayout.html(
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
                    {{^review_url}}Just reply to this mail with a sentence or two.{{/review_url}}
                    {{#review_url}}Or just reply to this mail.{{/review_url}}
                    """
                ),
            ],
            footer: "This mail is for {{client}}, in reply to your answer."
        ),
        "mail.review.text": """
        Thank you for “excellent”!

        You made our day.{{#project_manager}} {{project_manager}} knows about it already.\
        {{/project_manager}} If you have two minutes, tell others how it is to work with us: such \
        reviews help them to decide.

        {{#review_url}}Leave a review: {{review_url}}{{/review_url}}\
        {{^review_url}}Just reply to this mail with a sentence or two.{{/review_url}}

        This mail is for {{client}}, in reply to your answer.
        """,
        "mail.growth.subject": "Thank you! What should we improve?",
        "mail.growth.html": LetterLayout.html(
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
                    You can also just reply to this mail. {{#project_manager}}{{project_manager}}
                    gets your words and comes back with ideas.{{/project_manager}}
                    """
                ),
            ],
            footer: "This mail is for {{client}}, in reply to your answer."
        ),
        "mail.growth.text": """
        Thank you for “good”! We would like to make it “excellent”.

        What should we improve first: timing, communication, reports, results?

        {{#good}}Tell us: {{good}}
        {{/good}}You can also just reply to this mail.\
        {{#project_manager}} {{project_manager}} gets your words and comes back with ideas.\
        {{/project_manager}}

        This mail is for {{client}}, in reply to your answer.
        """,
    ]
}
