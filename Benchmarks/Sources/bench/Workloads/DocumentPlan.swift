import Foundation

/// Clients with a month behind them, and the request for their documents.
struct DocumentPlan {
    let sets: Int

    /// Keys of the daemon's configuration: one legal entity, nothing on schedule.
    static let settings = [
        "documents.schedule": "\"off\"", "documents.charge_on": "\"invoice\"",
        "http.secret": "\"0123456789abcdef0123456789abcdef0123456789ab\"",
        "[legal_entities].id": "\"romashka\"",
        "[legal_entities].name": "\"ООО «Ромашка Диджитал»\"",
        "[legal_entities].inn": "\"5503000013\"", "[legal_entities].kpp": "\"550301001\"",
        "[legal_entities].bank": "\"ОМСКОЕ ОТДЕЛЕНИЕ N8634 ПАО СБЕРБАНК\"",
        "[legal_entities].bic": "\"045209673\"",
        "[legal_entities].account": "\"40702810245000012345\"",
        "[legal_entities].correspondent_account": "\"30101810900000000673\"",
        "[legal_entities].signatory": "\"И. О. Директор\"",
        "[legal_entities].vat": "[{ from = \"2026-01-01\", rate = \"22\" }]",
    ]

    /// What each client is known by and owes: told before anything is measured.
    var history: [PlannedEvent] {
        (0..<sets).flatMap { client -> [PlannedEvent] in
            let charges = (0..<4).map { line in
                """
                {"title":"Работа \(line + 1) за месяц","price":{"amount":\
                "\(10_000 + client * 7 + line).\(10 + line * 13)","currency":"RUB"}}
                """
            }
            return [
                event(
                    "client.upserted",
                    client,
                    """
                    "name":"ООО «Клиент \(client)»","emails":["buh\(client)@example.org"],\
                    "active":true,"legal":{"inn":"7707083893","kpp":"770701001",\
                    "address":"117312, Москва, ул. Вавилова, 19"}
                    """
                ),
                event(
                    "charge.posted",
                    client,
                    """
                    "charge_id":"charge-\(client)","kind":"invoice","date":"\(Self.to)",\
                    "lines":[\(charges.joined(separator: ","))]
                    """
                ),
                event(
                    "payment.received",
                    client,
                    """
                    "payment_id":"payment-\(client)","paid_on":"\(Self.from)",\
                    "amount":{"amount":"\(20_000 + client).00","currency":"RUB"}
                    """
                ),
            ]
        }
    }

    /// One request a client.
    var requests: [PlannedEvent] {
        (0..<sets).map { client in
            event(
                "documents.requested",
                client,
                """
                "request_id":"request-\(client)","period":{"from":"\(Self.from)",\
                "to":"\(Self.to)"},"kinds":["invoice","act","analysis"]
                """
            )
        }
    }

    /// The last month that is over.
    private static let (from, to): (String, String) = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let month = calendar.dateInterval(of: .month, for: .now)?.start ?? .now
        let last = month.addingTimeInterval(-12 * 3600)
        let text = last.formatted(.iso8601.year().month().day())
        return (text.prefix(8) + "01", text)
    }()

    private func event(_ type: String, _ client: Int, _ data: String) -> PlannedEvent {
        // Numbers of their own, far from those of the workload beside.
        let number = 10_000_000 + client * 10 + (Self.order.firstIndex(of: type) ?? 0)
        return PlannedEvent(
            number: number,
            type: type,
            lead: nil,
            subject: "D\(client)",
            data: "{\"client_id\":\"D\(client)\",\(data)}",
            commands: []
        )
    }

    private static let order = [
        "client.upserted", "charge.posted", "payment.received", "documents.requested",
    ]
}
