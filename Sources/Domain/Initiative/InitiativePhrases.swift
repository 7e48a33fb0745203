/// What people read of accounts of initiative.
extension Initiative {
    package static let phrases: [PhraseText] =
        told + PassedOver.allCases.map(\.phrase) + [
            PhraseText(
                journal: InitiativeChanged.type,
                en: """
                    Initiative of {{person}}: {{word(reason)}} {{points(amount)}}, \
                    balance {{points(balance)}}
                    """,
                ru: """
                    Инициатива {{person}}: {{word(reason)}} {{points(amount)}}, \
                    остаток {{points(balance)}}
                    """
            )
        ]

    /// What processes tell one another, as the journal has it.
    private static let told: [PhraseText] = [
        PhraseText(
            journal: TurnAsked.type,
            en: "A project manager is looked for, attempt {{attempt}}",
            ru: "Ищем проджекта, попытка {{attempt}}"
        ),
        PhraseText(
            journal: TurnGiven.type,
            en: "The turn is decided, attempt {{attempt}}",
            ru: "Очередь определена, попытка {{attempt}}"
        ),
        PhraseText(
            journal: TurnConfirmed.type,
            en: "{{person}} takes it",
            ru: "{{person}} берёт на себя"
        ),
        PhraseText(
            journal: TurnTakenBack.type,
            en: "The turn{{#person}} of {{person}}{{/person}} is taken back",
            ru: "Очередь{{#person}} {{person}}{{/person}} отменена"
        ),
        PhraseText(
            journal: ManagerRated.type,
            en: "The rating of {{person}} is known to the accounts",
            ru: "Рейтинг {{person}} передан в счета инициативы"
        ),
        PhraseText(
            journal: ManagerAvailabilityChanged.type,
            en: "{{person}} came or went",
            ru: "{{person}}: доступность изменилась"
        ),
        PhraseText(
            journal: ClientManagerChanged.type,
            en: "The client's project manager has changed",
            ru: "У клиента сменился проджект"
        ),
    ]

    package static let words: [Word] = [
        Word("open", en: "opened with", ru: "счёт открыт на"),
        Word("debit", en: "debit", ru: "списание"),
        Word("refill", en: "refill", ru: "пополнение"),
        Word("reversal", en: "reversal", ru: "отмена"),
        Word("hold", en: "held", ru: "отложено"),
        Word("release", en: "released", ru: "возвращено"),
        Word(
            "initiative_is_off",
            en: "initiative is turned off",
            ru: "инициатива выключена в настройках"
        ),
        Word("no_account", en: "the person has no account", ru: "у человека нет счёта"),
        Word(
            "timer.initiative.initiative_waiting",
            en: "somebody may be there again for whom requests wait",
            ru: "может освободиться тот, кого ждут запросы"
        ),
    ]
}

extension PassedOver {
    /// A note of the journal.
    fileprivate var phrase: PhraseText {
        switch self {
        case .unavailable:
            PhraseText(
                "initiative.passed_over.unavailable",
                ["person"],
                en: "{{person}} was passed over: not there.",
                ru: "{{person}}: очередь пропущена, нет на месте."
            )
        case .asked:
            PhraseText(
                "initiative.passed_over.asked",
                ["person"],
                en: "{{person}} was passed over: was asked before.",
                ru: "{{person}}: очередь пропущена, уже спрашивали."
            )
        case .full:
            PhraseText(
                "initiative.passed_over.full",
                ["person"],
                en: "{{person}} was passed over: has had enough new clients.",
                ru: "{{person}}: очередь пропущена, новых клиентов уже достаточно."
            )
        }
    }
}
