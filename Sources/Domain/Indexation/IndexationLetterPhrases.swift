extension IndexationLetter {
    /// Subject, HTML and plain text of both letters.
    static let phrases: [PhraseText] = noticePhrases + withdrawalPhrases

    private static let values = [
        "client", "fee", "new_fee", "difference", "percent", "effective_on", "decide_until",
        "index_percent", "payroll_percent", "price_today", "covered", "covers", "will_cover",
        "again", "head", "head_phone", "head_email", "clause", "confirmed", "notice_days",
    ]

    // MARK: - The fee rises

    private static let noticePhrases: [PhraseText] = [
        PhraseText(
            "mail.indexation.notice.subject",
            values,
            en: "Your fee from {{date(effective_on)}}: {{money(new_fee)}} a month",
            ru: "Стоимость с {{date(effective_on)}}: {{money(new_fee)}} в месяц"
        ),
        PhraseText(
            "mail.indexation.notice.text",
            values,
            en: plain(noticeInEnglish),
            ru: plain(noticeInRussian)
        ),
        PhraseText(
            "mail.indexation.notice.html",
            values,
            en: html(
                "en",
                "Your fee from {{date(effective_on)}}",
                noticeInEnglish,
                footerInEnglish
            ),
            ru: html("ru", "Стоимость с {{date(effective_on)}}", noticeInRussian, footerInRussian)
        ),
    ]

    private static let noticeInEnglish = [
        "Hello!",
        """
        From {{date(effective_on)}} our work for you costs {{money(new_fee)}} a month. Today it \
        is {{money(fee)}}, so that is {{money(difference)}} more, or {{percent}}%.\
        {{#confirmed}} Should this letter reach you late, the new fee holds no sooner than \
        {{notice_days}} days after you got it.{{/confirmed}}
        """,
        """
        There is one reason: the people who work for you are paid more than a year ago\
        \(figuresInEnglish). Once a year the fee follows, as our contract allows\
        {{#clause}} ({{clause}}){{/clause}}.
        """,
        """
        You need not do anything. What we do for you stays the same, and up to that day so does \
        the fee.
        """,
        """
        Would you rather talk about it? Just answer this letter\
        {{#head}}, or turn to {{head}}{{#head_phone}}, {{head_phone}}{{/head_phone}}\
        {{#head_email}}, {{head_email}}{{/head_email}}{{/head}}. If the new fee does not suit you, \
        tell us before {{date(effective_on)}}: we will find an amount of work that does, or end \
        the contract on its terms and hand over everything that was done.
        """,
    ]

    private static let noticeInRussian = [
        "Здравствуйте!",
        """
        С {{date(effective_on)}} наша работа для вас будет стоить {{money(new_fee)}} в месяц. \
        Сейчас — {{money(fee)}}, то есть на {{money(difference)}} больше: это {{percent}} %.\
        {{#confirmed}} Если письмо дойдёт до вас с опозданием, новая стоимость начнёт действовать \
        не раньше чем через {{notice_days}} дней после его получения.{{/confirmed}}
        """,
        """
        Причина одна: за год выросла оплата труда тех, кто с вами работает\(figuresInRussian). \
        Раз в год стоимость пересматривается вслед за ней: это предусмотрено договором\
        {{#clause}} ({{clause}}){{/clause}}.
        """,
        """
        Делать ничего не нужно. Состав работ не меняется, и до этого дня стоимость остаётся \
        прежней.
        """,
        """
        Хотите обсудить? Просто ответьте на это письмо\
        {{#head}} или обратитесь напрямую: {{head}}{{#head_phone}}, {{head_phone}}{{/head_phone}}\
        {{#head_email}}, {{head_email}}{{/head_email}}{{/head}}. Если новая стоимость вам не \
        подходит, скажите до {{date(effective_on)}}: подберём другой объём работ или завершим \
        договор на его условиях и передадим вам всё, что сделано.
        """,
    ]

    private static let figuresInEnglish = """
        {{#index_percent}} (the salary index grew by {{index_percent}}%\
        {{#payroll_percent}}, pay in your team by {{payroll_percent}}%{{/payroll_percent}})\
        {{/index_percent}}{{^index_percent}}{{#payroll_percent}} (pay in your team grew by \
        {{payroll_percent}}%){{/payroll_percent}}{{/index_percent}}
        """
    private static let figuresInRussian = """
        {{#index_percent}} (индекс зарплат вырос на {{index_percent}} %\
        {{#payroll_percent}}, оплата труда вашей команды — на {{payroll_percent}} %\
        {{/payroll_percent}}){{/index_percent}}\
        {{^index_percent}}{{#payroll_percent}} (оплата труда вашей команды выросла на \
        {{payroll_percent}} %){{/payroll_percent}}{{/index_percent}}
        """

    private static let footerInEnglish = "You get this letter because you are our client."
    private static let footerInRussian = "Вы получили это письмо, потому что вы наш клиент."

    // MARK: - It does not rise after all

    private static let withdrawalPhrases: [PhraseText] = [
        PhraseText(
            "mail.indexation.withdrawn.subject",
            values,
            en: "Your fee stays {{money(fee)}} a month",
            ru: "Стоимость остаётся прежней: {{money(fee)}} в месяц"
        ),
        PhraseText(
            "mail.indexation.withdrawn.text",
            values,
            en: plain(withdrawalInEnglish),
            ru: plain(withdrawalInRussian)
        ),
        PhraseText(
            "mail.indexation.withdrawn.html",
            values,
            en: html("en", "Your fee stays as it is", withdrawalInEnglish, footerInEnglish),
            ru: html("ru", "Стоимость остаётся прежней", withdrawalInRussian, footerInRussian)
        ),
    ]

    private static let withdrawalInEnglish = [
        "Hello!",
        """
        Your fee stays {{money(fee)}} a month. We wrote to you that it would be \
        {{money(new_fee)}} from {{date(effective_on)}}; that no longer holds.
        """,
        """
        You need not do anything. If you have questions, just answer this letter\
        {{#head}}, or turn to {{head}}{{#head_phone}}, {{head_phone}}{{/head_phone}}{{/head}}.
        """,
    ]

    private static let withdrawalInRussian = [
        "Здравствуйте!",
        """
        Стоимость нашей работы для вас остаётся прежней: {{money(fee)}} в месяц. Мы писали, что \
        с {{date(effective_on)}} она составит {{money(new_fee)}}, — это больше не действует.
        """,
        """
        Делать ничего не нужно. Если есть вопросы, просто ответьте на это письмо\
        {{#head}} или обратитесь напрямую: {{head}}{{#head_phone}}, {{head_phone}}{{/head_phone}}\
        {{/head}}.
        """,
    ]

    // MARK: - Forms

    private static func plain(_ paragraphs: [String]) -> String {
        paragraphs.joined(separator: "\n\n") + "\n"
    }

    private static func html(
        _ language: String,
        _ title: String,
        _ paragraphs: [String],
        _ footer: String
    ) -> String {
        LetterLayout.html(
            language: language,
            title: title,
            preheader: "{{client}}",
            body: paragraphs.map(LetterLayout.paragraph),
            footer: footer
        )
    }
}
