extension PositionReports {
    /// To whom reports go, and the pages themselves, which are headed by the client; what people
    /// search for, and addresses of pages, only where they name somebody.
    package static let personal = PersonalData(
        state: [.neededEmail("send_to")],
        messages: [ReportRequested.type: [.email("send_to")]],
        tables: [
            PersonalTable(
                "position_report",
                title: "reports of positions",
                owners: [.client: "client_id"],
                columns: [PersonalTable.Column("content", .bytes)],
                stamp: "revoked_at"
            ),
            PersonalTable(
                "position_query",
                title: "queries",
                columns: [PersonalTable.Column("text", .uniqueText)]
            ),
            PersonalTable(
                "position_url",
                title: "addresses of pages",
                columns: [PersonalTable.Column("address", .uniqueText)]
            ),
            PersonalTable(
                "position_watch",
                title: "announced keywords",
                columns: [
                    PersonalTable.Column("target_url", .text), PersonalTable.Column("grp", .text),
                ]
            ),
            PersonalTable(
                "position_keyword",
                title: "keywords",
                columns: [
                    PersonalTable.Column("target_url", .text), PersonalTable.Column("grp", .text),
                ]
            ),
        ]
    )
}
