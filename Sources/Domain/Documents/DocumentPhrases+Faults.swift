extension Documents {
    /// Why sets are blocked, by the words of ``DocumentFault/Code``.
    static let faults: [PhraseText] = [
        fault(
            .unknownClient,
            en: "There is no client {{found}}; publish client.upserted first.",
            ru: "Клиента {{found}} нет; сначала нужно событие client.upserted."
        ),
        fault(
            .unknownLegalEntity,
            en: """
                {{#found}}There is no legal entity {{found}}{{/found}}{{^found}}It is not said \
                whose documents are wanted{{/found}}; known are: {{expected}}.
                """,
            ru: """
                {{#found}}Юрлица {{found}} нет{{/found}}{{^found}}Не указано, от какого юрлица \
                нужны документы{{/found}}; известны: {{expected}}.
                """
        ),
        fault(
            .noAddress,
            en: "The client has no mail address to send to ({{field}}).",
            ru: "У клиента нет адреса электронной почты ({{field}})."
        ),
        fault(
            .badAddress,
            en: "{{field}}: {{found}} is no mail address.",
            ru: "{{field}}: {{found}} — не адрес электронной почты."
        ),
        fault(
            .noLines,
            en: "{{field}}: nothing was charged in the period.",
            ru: "{{field}}: за период ничего не начислено."
        ),
        fault(
            .lineSum,
            en: "{{field}}: the lines come to {{expected}}, the document says {{found}}.",
            ru: "{{field}}: по строкам получается {{expected}}, а в документе {{found}}."
        ),
        fault(
            .vatSum,
            en: "{{field}}: VAT comes to {{expected}}, the document says {{found}}.",
            ru: "{{field}}: НДС получается {{expected}}, а в документе {{found}}."
        ),
        fault(
            .words,
            en: "{{field}}: the words “{{found}}” are not {{expected}}.",
            ru: "{{field}}: сумма прописью «{{found}}» не равна {{expected}}."
        ),
        fault(
            .balance,
            en: "{{field}}: the lines come to {{expected}}, the act says {{found}}.",
            ru: "{{field}}: по строкам получается {{expected}}, а в акте {{found}}."
        ),
        fault(
            .ledgerSum,
            en: "{{field}}: the ledger sums up to {{expected}}, the act says {{found}}.",
            ru: "{{field}}: по журналу взаиморасчётов {{expected}}, а в акте {{found}}."
        ),
        fault(
            .opening,
            en: """
                {{field}}: the last act and what was learnt since come to {{expected}}, the act \
                says {{found}}.
                """,
            ru: """
                {{field}}: прошлый акт и то, что отражено после него, дают {{expected}}, а в акте \
                {{found}}.
                """
        ),
        fault(
            .inn,
            en: "{{field}}: {{found}} is no INN, its control digits don't fit.",
            ru: "{{field}}: {{found}} — не ИНН, контрольные цифры не сходятся."
        ),
        fault(
            .kpp,
            en: "{{field}}: {{found}} is no KPP, which has nine signs.",
            ru: "{{field}}: {{found}} — не КПП, в нём девять знаков."
        ),
        fault(
            .account,
            en: "{{field}}: the key of {{found}} doesn't fit the bank {{expected}}.",
            ru: "{{field}}: ключ счёта {{found}} не подходит к БИК {{expected}}."
        ),
        fault(
            .paymentCode,
            en: """
                {{field}}: the code for banks' applications can't be made{{#expected}}: at most \
                {{expected}} fit, there are {{found}}{{/expected}}.
                """,
            ru: """
                {{field}}: код для банковских приложений не составить{{#expected}}: помещается \
                {{expected}}, а нужно {{found}}{{/expected}}.
                """
        ),
        fault(
            .paymentCodeReadBack,
            en: "{{field}}: the code reads “{{found}}”, not {{expected}}.",
            ru: "{{field}}: код читается как «{{found}}», а должно быть {{expected}}."
        ),
        fault(
            .documentsDisagree,
            en: "{{field}}: one document says {{expected}}, another {{found}}.",
            ru: "{{field}}: в одном документе {{expected}}, в другом {{found}}."
        ),
        fault(
            .looseNumber,
            en: "{{field}}: “{{found}}” has a number that belongs to no metric.",
            ru: "{{field}}: в тексте «{{found}}» есть число, не связанное с показателем."
        ),
        fault(
            .positionsCoverage,
            en: "{{field}}: {{found}} % of the keywords were measured, {{expected}} % are needed.",
            ru: "{{field}}: снято {{found}} % запросов, а нужно {{expected}} %."
        ),
        fault(
            .rendering,
            en: "The documents can't be drawn: {{found}}",
            ru: "Документы не удаётся напечатать: {{found}}"
        ),
        fault(
            .nothingToResend,
            en: "There is no set that could be sent again.",
            ru: "Нет готовых документов, которые можно отправить ещё раз."
        ),
        fault(
            .nothingToReplace,
            en: "There is no set that could be replaced.",
            ru: "Нет выпущенных документов, которые можно заменить."
        ),
        fault(
            .beingMade,
            en: """
                The set is being made right now, for the request {{found}}; ask again once it is \
                there.
                """,
            ru: "Комплект уже формируется по запросу {{found}}; повторите, когда он будет готов."
        ),
        fault(
            .unsettled,
            en: "The figures changed at every attempt; please ask again later.",
            ru: "Данные менялись при каждой попытке; запросите документы чуть позже."
        ),
    ]

    private static func fault(
        _ code: DocumentFault.Code,
        en english: String,
        ru russian: String
    ) -> PhraseText {
        PhraseText(
            "documents.fault.\(code.rawValue)",
            ["field", "expected", "found"],
            en: english,
            ru: russian
        )
    }

    package static let words: [Word] = [
        Word("documents_are_off", en: "documents are turned off", ru: "документы отключены"),
        Word("set_being_made", en: "the set is being made", ru: "комплект уже формируется"),
        Word("set_not_waited_for", en: "nobody waits for it", ru: "его никто не ждёт"),
        Word("old_command", en: "an earlier command", ru: "прежняя команда"),
        Word("set_already_voided", en: "voided already", ru: "уже аннулировано"),
        Word("already_posted", en: "posted already", ru: "уже учтено"),
        Word("already_reversed", en: "taken back already", ru: "уже сторнировано"),
        Word("unknown_legal_entity", en: "unknown legal entity", ru: "неизвестное юрлицо"),
        Word("unknown_charge", en: "unknown charge", ru: "неизвестное начисление"),
        Word("unknown_payment", en: "unknown payment", ru: "неизвестная оплата"),
        Word("nothing_to_resend", en: "nothing to send again", ru: "нечего отправлять повторно"),
        Word("nothing_to_replace", en: "nothing to replace", ru: "нечего заменять"),
        Word("unknown_request", en: "unknown request", ru: "неизвестный запрос"),
        Word("set_not_issued", en: "the set has no numbers", ru: "у комплекта нет номеров"),
        Word("address_is_none", en: "an address is none", ru: "неверный адрес"),
        Word("conflict", en: "asked for otherwise before", ru: "раньше запрашивали иначе"),
        Word(
            "timer.documents.documents_due",
            en: "makes the month's documents",
            ru: "сформирует документы за месяц"
        ),
        Word(
            "timer.documents.documents_retry",
            en: "sends the documents again",
            ru: "отправит документы ещё раз"
        ),
        Word(
            "timer.documents.documents_delivery",
            en: "waits for the mail to be confirmed",
            ru: "ждёт подтверждения доставки"
        ),
    ]
}
