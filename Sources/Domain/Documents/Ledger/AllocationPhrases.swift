import Foundation

extension PaymentAllocation {
    /// The explanation in sentences, the balance first.
    ///
    /// - Parameters:
    ///   - entity: As people call the legal entity.
    ///   - most: Payments and open charges beyond this many, the oldest of them, are counted only.
    package func phrases(_ entity: String, atMost most: Int) -> [Phrase] {
        let head = Phrase(
            "explain.settlements",
            [
                "legal_entity": .text(entity), "owed": .money(open.money),
                "advance": advance == .zero ? .null : .money(advance.money),
            ]
        )
        let open = dues.filter { $0.open > .zero }
        let left = open.suffix(most).map { due in
            Phrase(
                "explain.unpaid",
                Self.values(of: due.line).merging([
                    "open": .money(due.open.money), "amount": .money(due.line.amount.money),
                ]) { _, new in new }
            )
        }
        let paid = payments.suffix(most).map { payment in
            Phrase(
                "explain.paid",
                Self.values(of: payment.line).merging([
                    "amount": .money((-payment.line.amount).money),
                    "advance": payment.advance == .zero ? .null : .money(payment.advance.money),
                    "parts": .list(
                        payment.parts.map { part in
                            .object([
                                "is_opening": .bool(part.charge.kind == .opening),
                                "charge": .text(Self.name(of: part.charge)),
                                "charged_on": .text(part.charge.date.text),
                                "part": .money(part.amount.money),
                            ])
                        }
                    ),
                ]) { _, new in new }
            )
        }
        let others = max(0, payments.count - most) + max(0, open.count - most)
        let more = others == 0 ? [] : [Phrase("explain.older", ["count": .number(Decimal(others))])]
        return [head] + left + paid + more
    }

    private static func values(of line: Line) -> [String: Value] {
        [
            "is_opening": .bool(line.kind == .opening), "reference": .text(name(of: line)),
            "date": .text(line.date.text),
        ]
    }

    private static func name(of line: Line) -> String {
        (line.documentNo ?? line.reference).onOneLine
    }

    static let phrases: [PhraseText] = [
        PhraseText(
            "explain.settlements",
            ["legal_entity", "owed", "advance"],
            en: """
                Settlements with {{legal_entity}}: unpaid {{money(owed)}}\
                {{#advance}}, paid in advance {{money(advance)}}{{/advance}}
                """,
            ru: """
                Взаиморасчёты с {{legal_entity}}: не оплачено {{money(owed)}}\
                {{#advance}}, аванс {{money(advance)}}{{/advance}}
                """
        ),
        PhraseText(
            "explain.unpaid",
            ["is_opening", "reference", "date", "amount", "open"],
            en: """
                not paid: {{#is_opening}}opening balance{{/is_opening}}\
                {{^is_opening}}{{reference}}{{/is_opening}} of {{date(date)}}, \
                {{money(open)}} of {{money(amount)}}
                """,
            ru: """
                не оплачено: {{#is_opening}}входящее сальдо{{/is_opening}}\
                {{^is_opening}}{{reference}}{{/is_opening}} от {{date(date)}}, \
                {{money(open)}} из {{money(amount)}}
                """
        ),
        PhraseText(
            "explain.paid",
            [
                "is_opening", "reference", "date", "amount", "advance", "parts", "charge",
                "charged_on", "part",
            ],
            en: """
                {{#is_opening}}opening balance{{/is_opening}}\
                {{^is_opening}}payment {{reference}}{{/is_opening}} of {{date(date)}}, \
                {{money(amount)}}:\
                {{#parts}} {{money(part)}} for {{#is_opening}}the opening balance{{/is_opening}}\
                {{^is_opening}}{{charge}}{{/is_opening}} of {{date(charged_on)}};{{/parts}}\
                {{#advance}} {{money(advance)}} in advance{{/advance}}
                """,
            ru: """
                {{#is_opening}}входящее сальдо{{/is_opening}}\
                {{^is_opening}}оплата {{reference}}{{/is_opening}} от {{date(date)}}, \
                {{money(amount)}}:\
                {{#parts}} {{money(part)}} за {{#is_opening}}входящее сальдо{{/is_opening}}\
                {{^is_opening}}{{charge}}{{/is_opening}} от {{date(charged_on)}};{{/parts}}\
                {{#advance}} аванс {{money(advance)}}{{/advance}}
                """
        ),
        PhraseText(
            "explain.older",
            ["count"],
            en: "and {{count}} older lines",
            ru: "и ещё строк постарше: {{count}}"
        ),
    ]
}
