extension CommandAnswers {
    package static let phrases: [PhraseText] = [
        PhraseText(
            failedNotice,
            ["command", "type", "reason"],
            en: "A command could not be carried out{{#type}} ({{type}}){{/type}}: {{reason}}. "
                + "It lies aside at the adapter: baton-adapter parked.",
            ru: "Команду выполнить не удалось{{#type}} ({{type}}){{/type}}: {{reason}}. "
                + "Она отложена у адаптера: baton-adapter parked."
        ),
        PhraseText(
            journal: "command.failed",
            en: "A command could not be carried out: {{reason}}",
            ru: "Команду выполнить не удалось: {{reason}}"
        ),
        PhraseText(
            journal: "mail.delivered",
            en: "The letter was delivered{{#to}} to {{to}}{{/to}}",
            ru: "Письмо доставлено{{#to}}: {{to}}{{/to}}"
        ),
        PhraseText(
            journal: "internal.command_answered",
            en: "What became of a command was passed on",
            ru: "Итог команды передан дальше"
        ),
    ]

    package static let words: [Word] = [
        Word(
            "nobody_waits_for_command",
            en: "nothing depends on this command",
            ru: "от этой команды ничего не зависит"
        )
    ]
}
