extension Language {
    /// The page on which a client answers.
    static let englishPages = [
        "page.survey.title": "How are we doing?",
        "page.survey.html": PageLayout.form(
            PageLayout.Form(
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
        "page.survey.choose": "Please choose one of the three.",
        "page.thanks.title": "Thank you",
        "page.thanks.html": PageLayout.message(
            "thanks",
            "Thank you!",
            [
                """
                {{#bad}}You answered “bad”. We are sorry. The head of the department is told right
                now and will get in touch with you.{{/bad}}{{#good}}You answered “good”. We will
                find out what was missing for “excellent”.{{/good}}{{#excellent}}You answered
                “excellent”. You made our day!{{/excellent}}
                """,
                "Changed your mind? Open the link in the mail again: the last answer counts.",
            ]
        ),
        "page.forged.title": "This link does not work",
        "page.forged.html": PageLayout.message(
            "problem",
            "This link does not work",
            [
                """
                It seems to be incomplete. Please open it right from the mail, or reply to the
                mail in words.
                """
            ]
        ),
        "page.expired.title": "This link has expired",
        "page.expired.html": PageLayout.message(
            "problem",
            "This link has expired",
            ["This survey is closed. If there is something to say, just reply to the mail."]
        ),
        "page.later.title": "Your answer could not be saved",
        "page.later.html": PageLayout.message(
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
    ]
}
