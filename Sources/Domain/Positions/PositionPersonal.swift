extension PositionReports {
    /// To whom reports go, and the pages themselves, which are headed by the client.
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
            )
        ]
    )
}
