import Foundation
import Testing

/// What `baton explain` tells.
extension `With private servers` {
    @Suite struct Stories {
        @Test func `name the types of the contract, and of a person each subject`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let events = [
                    SentEvent(
                        id: "1",
                        type: "person.upserted",
                        data: #"{"person_id":"kira","name":"Кира","roles":["consultant"]}"#
                    ),
                    SentEvent(
                        id: "2",
                        type: "lead.responsible_changed",
                        data: #"{"lead_id":"L8","responsible_id":"kira"}"#
                    ),
                ]
                try rig.host.publish(events)
                try await eventually("the journal") {
                    try rig.database.number("SELECT count(*) FROM journal") == 2
                }
                let lead = try await daemon.explain("lead", "L8")
                #expect(lead.contains("  lead.responsible_changed  "))
                let person = try await daemon.explain("person", "kira")
                #expect(person.contains("  lead.responsible_changed L8  "))
                try await daemon.stop()
            }
        }
    }
}
