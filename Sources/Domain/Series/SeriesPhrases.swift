extension Series {
    /// How the journal tells of numbers.
    package static let phrases: [PhraseText] = [
        PhraseText(
            "journal.internal.number_wanted",
            ["series"],
            en: "Number of series {{series}} wanted",
            ru: "Нужен номер серии {{series}}"
        ),
        PhraseText(
            "journal.internal.number_taken",
            ["series", "number"],
            en: "Number {{number}} of series {{series}} taken",
            ru: "Выдан номер {{number}} серии {{series}}"
        ),
    ]
}
