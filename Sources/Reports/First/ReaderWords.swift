/// The words of everybody's first page.
enum ReaderWords {
    static let russian: [String: String] = [
        "reader.director": "Директору", "reader.head": "РОПу", "reader.manager": "Проджекту",
        "reader.marketer": "Маркетологу", "reader.accountant": "Бухгалтеру",
        "reader.operator": "Дежурному",
        "reader.director.what": "лиды, продажи, прибавка к плате, долги, ответы клиентов",
        "reader.head.what": "звонки, гонка, недовольные клиенты, решения о плате",
        "reader.manager.what": "рейтинг, инициатива, ответы клиентов",
        "reader.marketer.what": "лиды и начисления, кампании, каналы",
        "reader.accountant.what": "документы, долги, начисления",
        "reader.operator.what": "очереди, неразобранные сообщения, отказы, полосы",
        "first.all": "Весь отчёт", "first.more": "и ещё %",
    ]

    static let english: [String: String] = [
        "reader.director": "Director", "reader.head": "Sales head",
        "reader.manager": "Project manager", "reader.marketer": "Marketer",
        "reader.accountant": "Accountant", "reader.operator": "Operator",
        "reader.director.what": "leads, sales, raised fees, debts, clients’ answers",
        "reader.head.what": "calls, the race, unhappy clients, raises to decide",
        "reader.manager.what": "ratings, initiative, clients’ answers",
        "reader.marketer.what": "leads and pay, campaigns, channels",
        "reader.accountant.what": "documents, debts, pay",
        "reader.operator.what": "queues, dead letters, rejections, lanes",
        "first.all": "Whole report", "first.more": "and % more",
    ]
}
