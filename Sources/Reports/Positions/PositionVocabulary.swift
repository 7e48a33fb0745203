/// The words of position reports.
enum PositionVocabulary {
    static let russian: [String: String] = [
        "title": "Позиции сайтов", "made": "Отчёт составлен", "asked": "на",
        "outdated": "Отчёт устарел: после того как он был составлен, часть данных в нём исправили. "
            + "Запросите новый.",
        "engine.yandex": "Яндекс", "engine.google": "Google", "engine.bing": "Bing",
        "region": "регион", "device.desktop": "компьютеры", "device.mobile": "телефоны",
        "device.tablet": "планшеты", "source.parsed": "места в выдаче",
        "source.yandex_webmaster": "Яндекс.Вебмастер, средние по показам",
        "source.search_console": "Search Console, средние по показам",
        "rose": "Видимость выросла на %", "fell": "Видимость упала на %",
        "stayed": "Видимость не изменилась", "points": "п. п.", "from_to": "с % до %",
        "same_keywords.one": "по % запросу, измеренному в оба дня",
        "same_keywords.many": "по % запросам, измеренным в оба дня",
        "nothing_to_compare": "Сравнить не с чем",
        "incomplete": "этот день измерен не полностью",
        "no_complete_day": "рядом нет полностью измеренного дня",
        "no_common_keywords": "нет запросов, измеренных в оба дня",
        "visibility": "Видимость", "weighted": "с учётом частотности",
        "unweighted": "без учёта частотности: она известна не для всех запросов",
        "top": "Топ-%", "median": "Медиана", "mean": "Среднее место найденных",
        "of_found": "по % из найденных", "coverage": "Измерено",
        "of": "% из %", "by_frequency": "по частотности", "depth": "Глубина",
        "depth.note": "мест проверено", "fresh": "Свежесть",
        "day_is_incomplete": "День измерен не полностью: ни с чем не сравнивается.",
        "seen_only": "Список запросов не передан: ожидаемыми считаются запросы, "
            + "которые пробовали измерить за последние 14 дней.",
        "groups": "Измерено по группам", "against.day": "к прошлому дню",
        "against.week": "к прошлой неделе", "against.month": "к прошлому месяцу",
        "chart.visibility": "Видимость по дням, %", "chart.tops": "Доля запросов в топе, %",
        "chart.bands": "Где стоят запросы", "chart.median": "Медиана мест",
        "chart.hint": "Пустая точка — день измерен не полностью; разрыв линии — измерений не было.",
        "chart.from_to": "С % по %", "chart.last": "последнее значение %",
        "band.3": "1–3", "band.10": "4–10", "band.30": "11–30", "band.50": "31–50",
        "band.100": "51–100", "band.more": "дальше 100", "not_found": "не найдено",
        "not_measured": "не измерено", "not_tracked": "не отслеживалось",
        "movers.up": "Выросли", "movers.down": "Упали", "movers.entered": "Вошли в выдачу",
        "movers.left": "Вышли из выдачи", "movers.trail": "последние недели",
        "pages": "Страницы", "pages.changed": "Страница сменилась",
        "pages.competing": "Страницы чередуются", "pages.not_target": "Не та страница",
        "pages.target": "должна быть",
        "keywords": "Все запросы", "query": "Запрос", "group": "Группа",
        "frequency": "Частотность", "today": "Место", "day": "Прошлый день",
        "week": "−7 дней", "month": "−месяц", "change": "Изменение", "page": "Страница",
        "state.up": "вырос", "state.down": "упал", "state.same": "без изменений",
        "state.entered": "вошёл", "state.left": "вышел",
        "state.not_compared": "не сравнивается",
        "nothing": "По этому клиенту нет позиций на выбранный день.",
        "how": "Как посчитано",
        "how.four": "У запроса в день четыре возможных значения: место, «не найдено» в пределах "
            + "глубины проверки, «не измерено» (попытка не удалась) и «не отслеживалось». "
            + "Неудавшееся измерение не считается падением и ни в один показатель не входит.",
        "how.visibility":
            "Видимость — 100 · Σ частотность · вес места / Σ частотность по измеренным "
            + "запросам. Веса мест, начиная с первого: %. Если хотя бы у одного запроса нет "
            + "частотности, все запросы равны, и это подписано.",
        "how.top": "Топ-N — доля измеренных запросов на местах до N; «—» там, где проверяли не так "
            + "глубоко.",
        "how.median": "Медиана — по всем измеренным; ненайденные стоят после последнего места.",
        "how.change": "Изменения считаются только по запросам, измеренным в оба дня, и по глубине, "
            + "общей для обоих дней. У вошедших и вышедших нет числа: неизвестно, откуда и куда.",
        "how.days": "Прошлый день — последний полностью измеренный, не дальше трёх дней; неделя — "
            + "семь дней назад ± 1; месяц — то же число прошлого месяца ± 3.",
        "how.complete": "День измерен полностью, если измерено не меньше % запросов и новых данных "
            + "больше не ждут.",
        "how.pages":
            "Страницы сравниваются целиком, без протокола, www и косой черты в конце, за 14 "
            + "последних измерений.",
        "how.median_rail": "Нижняя дорожка «>100» — не найдено в пределах глубины.",
        "overview.title": "Позиции всех клиентов", "overview.client": "Клиент",
        "overview.series": "Сайт", "overview.fresh": "Измерено",
        "overview.up": "Сильнее всех вырос", "overview.down": "Сильнее всех упал",
    ]

    static let english: [String: String] = [
        "title": "Site positions", "made": "Made", "asked": "for",
        "outdated":
            "This report is outdated: some of what it shows was corrected after it was made. "
            + "Please ask for a new one.",
        "engine.yandex": "Yandex", "engine.google": "Google", "engine.bing": "Bing",
        "region": "region", "device.desktop": "desktop", "device.mobile": "mobile",
        "device.tablet": "tablet", "source.parsed": "places on result pages",
        "source.yandex_webmaster": "Yandex.Webmaster, averages over impressions",
        "source.search_console": "Search Console, averages over impressions",
        "rose": "Visibility rose by %", "fell": "Visibility fell by %",
        "stayed": "Visibility did not change", "points": "pp", "from_to": "from % to %",
        "same_keywords.one": "over % keyword measured on both days",
        "same_keywords.many": "over % keywords measured on both days",
        "nothing_to_compare": "Nothing to compare with",
        "incomplete": "this day was not measured completely",
        "no_complete_day": "no completely measured day is near",
        "no_common_keywords": "no keyword was measured on both days",
        "visibility": "Visibility", "weighted": "by frequency",
        "unweighted": "all keywords count the same: some have no frequency",
        "top": "Top %", "median": "Median", "mean": "Mean place of the found",
        "of_found": "of % found", "coverage": "Measured",
        "of": "% of %", "by_frequency": "by frequency", "depth": "Depth",
        "depth.note": "places looked at", "fresh": "Freshness",
        "day_is_incomplete": "The day was not measured completely: it is compared with nothing.",
        "seen_only": "No list of keywords was given: those are expected that somebody tried to "
            + "measure within the last 14 days.",
        "groups": "Measured by group", "against.day": "on the day before",
        "against.week": "on last week", "against.month": "on last month",
        "chart.visibility": "Visibility by day, %", "chart.tops": "Share of keywords in the top, %",
        "chart.bands": "Where keywords stand", "chart.median": "Median place",
        "chart.hint": "A hollow dot is a day that was not measured completely; a broken line means "
            + "that nothing was measured.",
        "chart.from_to": "From % to %", "chart.last": "last value %",
        "band.3": "1–3", "band.10": "4–10", "band.30": "11–30", "band.50": "31–50",
        "band.100": "51–100", "band.more": "beyond 100", "not_found": "not found",
        "not_measured": "not measured", "not_tracked": "not tracked",
        "movers.up": "Up", "movers.down": "Down", "movers.entered": "Entered the results",
        "movers.left": "Left the results", "movers.trail": "last weeks",
        "pages": "Pages", "pages.changed": "The page changed",
        "pages.competing": "Pages take turns", "pages.not_target": "Not the right page",
        "pages.target": "should be",
        "keywords": "All keywords", "query": "Keyword", "group": "Group",
        "frequency": "Frequency", "today": "Place", "day": "Day before",
        "week": "−7 days", "month": "−month", "change": "Change", "page": "Page",
        "state.up": "up", "state.down": "down", "state.same": "same",
        "state.entered": "entered", "state.left": "left", "state.not_compared": "not compared",
        "nothing": "There are no positions of this client on the day.",
        "how": "How it is counted",
        "how.four":
            "On a day a keyword has one of four values: a place, not found within the depth, "
            + "not measured (the attempt failed), not tracked. A failed measurement is no fall and "
            + "counts in no figure.",
        "how.visibility":
            "Visibility is 100 · Σ frequency · worth of the place / Σ frequency over the "
            + "measured keywords. Worth of places from the first on: %. Where one keyword has no "
            + "frequency, all count the same, and it says so.",
        "how.top":
            "Top N is the share of measured keywords on places up to N; “—” where nobody looked "
            + "so deep.",
        "how.median": "The median is over all measured; what is not found stands behind the last "
            + "place.",
        "how.change":
            "Changes are counted only over keywords measured on both days, at the depth that "
            + "both share. What entered or left has no number: nobody knows from where or to "
            + "where.",
        "how.days":
            "The day before is the last completely measured one, at most three days back; the "
            + "week is seven days ago ± 1, the month the same day of last month ± 3.",
        "how.complete":
            "A day is complete when at least % of the keywords are measured and nothing "
            + "more is expected.",
        "how.pages":
            "Pages are compared as a whole, without scheme, www and the slash at the end, over "
            + "the last 14 measurements.",
        "how.median_rail": "The rail “>100” at the bottom means not found within the depth.",
        "overview.title": "Positions of all clients", "overview.client": "Client",
        "overview.series": "Site", "overview.fresh": "Measured on",
        "overview.up": "Rose most", "overview.down": "Fell most",
    ]
}
