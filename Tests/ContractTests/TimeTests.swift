import Contract
import Domain
import Foundation
import Testing

/// Times that nobody can have meant.
@Suite struct `A time of an event` {
    /// Every field that holds a time, with an event that has it.
    static let fields: [(type: String, field: String, data: JSON)] = [
        ("call.incoming", "at", ["call_id": "C", "from": "1", "to": "2"]),
        ("call.answered", "at", ["call_id": "C", "person_id": "anna"]),
        ("call.ended", "at", ["call_id": "C"]),
        ("call.made", "at", ["call_id": "C", "person_id": "anna", "to": "1"]),
        (
            "deal.won", "closed_at",
            [
                "deal_id": "D", "manager_id": "anna",
                "amount": ["amount": "1.00", "currency": "RUB"],
            ]
        ),
        ("person.availability_changed", "until", ["person_id": "anna", "available": false]),
        ("distribution.member_added", "until", ["person_id": "anna"]),
    ]

    private func flaw(_ type: String, _ data: JSON, time: String? = nil) -> Flaw? {
        var event = `Reading events`.event
        event["type"] = .text(type)
        event["data"] = data
        if let time { event["time"] = .text(time) }
        do {
            _ = try `Reading events`.reader.read(.structured(event))
            return nil
        } catch {
            return error
        }
    }

    private func flaw(_ field: (type: String, field: String, data: JSON), at time: String) -> Flaw?
    {
        var data = field.data
        data[field.field] = .text(time)
        return flaw(field.type, data)
    }

    @Test(arguments: ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z"])
    func `before 2000 is bad input that names the field`(time: String) {
        for field in Self.fields {
            let flaw = flaw(field, at: time)
            #expect(flaw?.code == .invalidValue, "\(field.type)")
            #expect(flaw?.field == "data.\(field.field)")
        }
        let data = `Reading events`.data
        #expect(flaw("lead.created", data, time: time)?.field == "time")
    }

    @Test func `at which a deal was won lies no more than two days ahead`() {
        let receipt = Incoming.receiptTime
        let (near, far) = (receipt + 2 * 86_400, receipt + 2 * 86_400 + 1)
        for field in Self.fields where field.field == "closed_at" {
            #expect(flaw(field, at: Timestamp.text(near)) == nil)
            #expect(flaw(field, at: Timestamp.text(far))?.field == "data.\(field.field)")
        }
    }

    @Test func `of the envelope far ahead is that of receipt`() throws {
        var event = `Reading events`.event
        event["time"] = "2999-01-01T00:00:00Z"
        let read = try `Reading events`.reader.read(.structured(event))
        #expect(read.event.occurred == Incoming.receiptTime)
    }

    @Test func `at which something ends may lie far ahead`() {
        for field in Self.fields where field.field == "until" {
            #expect(flaw(field, at: "9999-12-31T23:59:59Z") == nil)
        }
    }

    @Test(arguments: [
        "15.01.2026", "2026-02-30", "0001-01-01", "01/15/2026", "2026-1-5", "yesterday",
        "2026-01-15x",
    ])
    func `as a day is bad input where it is none`(day: String) {
        let data: JSON = ["client_id": "K1", "name": "Daisy", "contract_from": .text(day)]
        let flaw = flaw("client.upserted", data)
        #expect(flaw?.code == .invalidValue)
        #expect(flaw?.field == "data.contract_from")
    }

    @Test(arguments: ["2026-01-15", "2026-01-15T00:00:00", "2026-01-15 00:00:00", "1998-01-01"])
    func `as a day is read with a time after it too`(day: String) {
        let data: JSON = ["client_id": "K1", "name": "Daisy", "contract_from": .text(day)]
        #expect(flaw("client.upserted", data) == nil)
    }

    @Test func `apart, a bound of open leads is not negative`() {
        let data: JSON = [
            "person_id": "anna", "name": "Anna", "roles": ["sales_manager"],
            "max_open_leads": -1,
        ]
        #expect(flaw("person.upserted", data)?.field == "data.max_open_leads")
    }
}
