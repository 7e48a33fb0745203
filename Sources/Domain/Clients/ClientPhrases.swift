extension Clients {
    /// How the journal tells of what is sent to clients, and of tasks about them.
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: "mail.send",
            en: "Send a mail to {{to}}: “{{subject}}” ({{template}})",
            ru: "Отправить письмо {{to}}: «{{subject}}» ({{template}})"
        ),
        PhraseText(
            journal: "task.create",
            en: """
                Create a task: {{assignee}}, “{{title}}”{{#due_at}}, due {{moment(due_at)}}\
                {{/due_at}}
                """,
            ru: """
                Поставить задачу: {{assignee}}, «{{title}}»{{#due_at}}, срок {{moment(due_at)}}\
                {{/due_at}}
                """
        ),
    ]

    package static let words: [Word] = [
        Word("mail", en: "mail", ru: "письмо"),
        Word("call", en: "call", ru: "звонок"),
        Word("unknown_client", en: "unknown client", ru: "неизвестный клиент"),
    ]
}
