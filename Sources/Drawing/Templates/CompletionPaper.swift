import Domain

/// Акт выполненных работ: what was done in the period, and that both agree.
struct CompletionPaper {
    let set: FrozenSet
    let completion: FrozenCompletion
    let words: PaperWords

    var paper: Paper {
        let title = words(
            .completion,
            ["number": String(completion.head.number), "date": words.long(completion.head.date)]
        )
        let lines = LinesTable(
            completion.lines,
            completion.vatByRate,
            completion.total,
            words,
            isToPay: false
        )
        return set.paper(
            completion.head,
            title: title,
            [
                .title(title, under: words.replaces(completion.head)),
                .rule,
                .pairs([
                    Paper.Pair(words(.seller), words.party(set.seller)),
                    Paper.Pair(words(.buyer), words.party(set.client)),
                    Paper.Pair(words(.period), words.period(set.period)),
                ]),
                .table(lines.table),
                .text(Paper.Text(lines.summary)),
                .text(Paper.Text(words.inWords(completion.total), isStrong: true)),
                .text(Paper.Text(words(.done))),
            ] + words.note(.completion) + [
                .rule,
                .signatures([
                    set.signature(as: words(.seller)),
                    Paper.Signature(role: words(.buyer), name: ""),
                ]),
            ]
        )
    }
}
