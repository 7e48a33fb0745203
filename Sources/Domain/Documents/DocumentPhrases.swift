extension Documents {
    package static let phrases: [PhraseText] =
        letters + notices + journal + faults
        + PaperPhrase.phrases + PaymentAllocation.phrases

    private static let notices: [PhraseText] = [
        PhraseText("documents.language", en: "en", ru: "ru"),
        PhraseText(
            "documents.blocked",
            ["client", "request_id", "reasons", "sentence"],
            en: """
                The documents {{request_id}} of {{client}} are blocked, no number was taken:\
                {{#reasons}} {{sentence}}{{/reasons}}
                """,
            ru: """
                Документы {{request_id}} по клиенту {{client}} не сформированы, номера не заняты:\
                {{#reasons}} {{sentence}}{{/reasons}}
                """
        ),
        PhraseText(
            "documents.schedule_blocked",
            ["client", "from", "to", "reasons", "sentence"],
            en: """
                The documents of {{client}} for {{date(from)}} to {{date(to)}} are due and blocked:\
                {{#reasons}} {{sentence}}{{/reasons}}
                """,
            ru: """
                Пора отправить документы клиенту {{client}} за период \
                {{date(from)}} — {{date(to)}}, но они не сформированы:\
                {{#reasons}} {{sentence}}{{/reasons}}
                """
        ),
        PhraseText(
            "documents.rejected.conflict",
            ["client", "request_id"],
            en: "The documents {{request_id}} of {{client}} were asked for before, and otherwise.",
            ru: """
                Документы {{request_id}} по клиенту {{client}} уже запрашивали, но с другими \
                условиями.
                """
        ),
        PhraseText(
            "documents.issued",
            ["client", "documents"],
            en: "Numbered: {{documents}}",
            ru: "Присвоены номера: {{documents}}"
        ),
        PhraseText(
            "documents.handed_over",
            ["client", "documents"],
            en: "Handed over to be mailed: {{documents}}",
            ru: "Переданы на отправку: {{documents}}"
        ),
        PhraseText(
            "documents.voided",
            ["client", "documents", "reason"],
            en: "Voided: {{documents}}{{#reason}} ({{reason}}){{/reason}}",
            ru: "Аннулированы: {{documents}}{{#reason}} ({{reason}}){{/reason}}"
        ),
        PhraseText(
            "documents.not_drawn",
            ["client", "documents", "reason"],
            en: "{{documents}} of {{client}} have numbers, but can't be drawn: {{reason}}",
            ru: """
                Документам клиента {{client}} присвоены номера ({{documents}}), но напечатать их \
                не удалось: {{reason}}
                """
        ),
        PhraseText(
            "documents.send_failed",
            ["client", "documents", "reason", "to"],
            en: "{{documents}} did not reach {{client}} ({{to}}): {{reason}}",
            ru: """
                Документы не дошли до клиента {{client}} ({{to}}): {{reason}}. \
                Не отправлены: {{documents}}
                """
        ),
        PhraseText(
            "documents.not_confirmed",
            ["client", "documents"],
            en: "Nobody has confirmed that {{documents}} reached {{client}}.",
            ru: "Нет подтверждения, что клиент {{client}} получил документы: {{documents}}."
        ),
    ]

    private static let journal: [PhraseText] = [
        PhraseText(
            journal: "charge.posted",
            en: "{{client_id}} was charged, {{charge_id}} of {{date}}",
            ru: "Начисление {{charge_id}} клиенту {{client_id}} от {{date}}"
        ),
        PhraseText(
            journal: "charge.reversed",
            en: "The charge {{charge_id}} is taken back",
            ru: "Начисление {{charge_id}} сторнировано"
        ),
        PhraseText(
            journal: "payment.received",
            en: "{{client_id}} paid on {{paid_on}}, {{payment_id}}",
            ru: "Оплата {{payment_id}} от клиента {{client_id}} за {{paid_on}}"
        ),
        PhraseText(
            journal: "payment.reversed",
            en: "The payment {{payment_id}} is taken back",
            ru: "Оплата {{payment_id}} сторнирована"
        ),
        PhraseText(
            journal: "balance.observed",
            en: "The books say what {{client_id}} owes at the end of {{as_of}}",
            ru: "По учёту сообщено сальдо клиента {{client_id}} на конец {{as_of}}"
        ),
        PhraseText(
            journal: "documents.requested",
            en: "Documents of {{client_id}} are wanted, {{request_id}}",
            ru: "Запрошены документы по клиенту {{client_id}}, {{request_id}}"
        ),
        PhraseText(
            journal: "documents.voided",
            en: "The documents {{request_id}} of {{client_id}} are voided",
            ru: "Документы {{request_id}} по клиенту {{client_id}} аннулированы"
        ),
        PhraseText(
            journal: "documents.collected",
            en: "The documents of {{client_id}} were drawn on trial",
            ru: "Документы клиента {{client_id}} проверены пробной печатью"
        ),
        PhraseText(
            journal: "documents.rendered",
            en: "The documents of {{client_id}} were drawn",
            ru: "Документы клиента {{client_id}} напечатаны"
        ),
        PhraseText(
            journal: "documents.handed_over",
            en: "The mail {{command_id}} with documents of {{client_id}} was handed over",
            ru: "Письмо {{command_id}} с документами клиента {{client_id}} передано на отправку"
        ),
        PhraseText(
            journal: "internal.ledger_posted",
            en: "{{reference}} goes into the ledger of {{client_id}}",
            ru: "{{reference}} учтено во взаиморасчётах с клиентом {{client_id}}"
        ),
        PhraseText(
            journal: "internal.ledger_entered",
            en: "a line in the ledger of {{client_id}}",
            ru: "строка во взаиморасчётах с клиентом {{client_id}}"
        ),
        PhraseText(
            journal: "internal.ledger_taken_back",
            en: "{{reference}} is taken back in the ledger of {{client_id}}",
            ru: "{{reference}} сторнировано во взаиморасчётах с клиентом {{client_id}}"
        ),
        PhraseText(
            journal: "internal.sets_shelved",
            en: "sets of documents of {{client_id}} that are over leave his row",
            ru: "давно готовые комплекты документов клиента {{client_id}} убраны в архив"
        ),
        PhraseText(
            journal: "internal.ledger_changed",
            en: "The ledger of {{client_id}} has a new line, {{reference}}",
            ru: "Во взаиморасчётах с клиентом {{client_id}} новая строка, {{reference}}"
        ),
        PhraseText(
            journal: "baton.document.ready",
            ["number"],
            en: "the documents {{request_id}} are ready",
            ru: "документы {{request_id}} готовы"
        ),
        PhraseText(
            journal: "baton.document.blocked",
            ["sentence"],
            en: "the documents {{request_id}} are blocked:{{#reasons}} {{sentence}}{{/reasons}}",
            ru: """
                документы {{request_id}} не сформированы:{{#reasons}} {{sentence}}{{/reasons}}
                """
        ),
        PhraseText(
            journal: "baton.document.outdated",
            en: "more is known than the documents {{request_id}} say",
            ru: "документы {{request_id}} устарели: появились новые данные"
        ),
    ]

    /// What letters may name; `total` is the invoice's, `closing` what the client owes by the act.
    private static let letterValues = [
        "client", "seller", "signatory", "from", "to", "documents", "title", "link", "total",
        "closing", "missing", "sentence",
    ]

    private static let letters: [PhraseText] = [
        PhraseText(
            "mail.documents.subject",
            letterValues,
            en: "Documents for {{date(from)}} to {{date(to)}}: {{client}}",
            ru: "Документы за период {{date(from)}} — {{date(to)}}: {{client}}"
        ),
        PhraseText(
            "mail.documents.text",
            letterValues,
            en: """
                Please find the documents for {{date(from)}} to {{date(to)}} with this letter.

                {{#documents}}
                {{title}}
                {{link}}
                {{/documents}}
                {{#missing}}
                {{sentence}}
                {{/missing}}

                If something in them is not right, simply answer this letter.
                """,
            ru: """
                Направляем документы за период {{date(from)}} — {{date(to)}}.

                {{#documents}}
                {{title}}
                {{link}}
                {{/documents}}
                {{#missing}}
                {{sentence}}
                {{/missing}}

                Если что-то в них неверно, просто ответьте на это письмо.
                """
        ),
        PhraseText(
            "mail.documents.html",
            letterValues,
            en: html(
                "en",
                "Documents for {{date(from)}} to {{date(to)}}",
                "Please find the documents for {{date(from)}} to {{date(to)}} with this letter.",
                "If something in them is not right, simply answer this letter."
            ),
            ru: html(
                "ru",
                "Документы за период {{date(from)}} — {{date(to)}}",
                "Направляем документы за период {{date(from)}} — {{date(to)}}.",
                "Если что-то в них неверно, просто ответьте на это письмо."
            )
        ),
    ]

    /// A mail that any program shows: a link a document.
    private static func html(
        _ language: String,
        _ title: String,
        _ lead: String,
        _ footer: String
    ) -> String {
        let item = LetterLayout.paragraph("<a href=\"{{link}}\">{{title}}</a>")
        return LetterLayout.html(
            language: language,
            title: title,
            preheader: lead,
            body: [
                LetterLayout.paragraph(lead), "{{#documents}}" + item + "{{/documents}}",
                "{{#missing}}" + LetterLayout.paragraph("{{sentence}}") + "{{/missing}}",
            ],
            footer: footer
        )
    }
}
