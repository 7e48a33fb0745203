import Testing

/// News of a lead that come in another order than they happened.
@Suite struct `A lead whose news come late` {
    /// Closed before it was announced, it was not distributed when it was announced, and nothing
    /// of the distribution was remembered that its opening could have begun anew.
    @Test func `races when it was closed before it was announced, and is opened`() {
        var floor = SalesFloor.racing()
        floor.hear(
            "lead.stage_changed",
            #"{"lead_id": "H1", "stage": "lost", "closed": true}"#
        )
        floor.lead()
        #expect(floor.decided() == [])
        floor.hear(
            "lead.stage_changed",
            #"{"lead_id": "H1", "stage": "new", "closed": false}"#
        )
        #expect(floor.decided() == ["offer H1 anna 1"])
    }
}
