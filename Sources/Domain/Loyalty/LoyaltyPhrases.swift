extension Loyalty {
    /// What people read of the NPS.
    package static let phrases: [PhraseText] = [
        PhraseText(
            "nps.below_target",
            ["nps", "target", "answers", "bad", "project_managers", "sales_heads", "departments"],
            en: """
                NPS of the quarter is {{nps}}, the target {{target}}. Answers: {{answers}}, \
                “bad”: {{bad}}.\
                {{#project_managers}} Project managers below: \
                {{project_managers}}.{{/project_managers}}\
                {{#sales_heads}} Sales heads: {{sales_heads}}.{{/sales_heads}}\
                {{#departments}} Departments: {{departments}}.{{/departments}}
                """,
            ru: """
                NPS за квартал {{nps}} при цели {{target}}. Ответов: {{answers}}, из них \
                «плохо»: {{bad}}.\
                {{#project_managers}} Ниже цели у проджектов: \
                {{project_managers}}.{{/project_managers}}\
                {{#sales_heads}} У РОПов: {{sales_heads}}.{{/sales_heads}}\
                {{#departments}} В отделах: {{departments}}.{{/departments}}
                """
        ),
        PhraseText(
            journal: "baton.nps.published",
            en: """
                NPS of the company: {{#overall.nps}}{{overall.nps}}{{/overall.nps}}\
                {{^overall.nps}}no answers{{/overall.nps}}, {{from}} to {{to}}, target {{target}}
                """,
            ru: """
                NPS компании: {{#overall.nps}}{{overall.nps}}{{/overall.nps}}\
                {{^overall.nps}}ответов нет{{/overall.nps}}, с {{from}} по {{to}}, цель {{target}}
                """
        ),
    ]

    package static let words: [Word] = [
        Word("report.nps", en: "NPS", ru: "NPS"),
        Word("column.nps", en: "NPS", ru: "NPS"),
        Word(
            "timer.loyalty.nps_warning",
            en: "compare NPS with its target",
            ru: "проверить NPS по цели"
        ),
    ]
}
