import Domain
import Testing

/// Taking one person out of what is kept, and nobody else.
@Suite struct `An eraser` {
    private var contacts: ContactReader {
        var policies = Policies()
        policies.phoneRegion = "RU"
        return policies.contacts
    }

    private var traces: PersonalTraces {
        var traces = PersonalTraces(contacts: contacts)
        traces.add(phone: "8 (913) 555-44-33")
        traces.add(email: "Ivan@Example.org")
        traces.add(name: "Иван Забываев")
        traces.add(name: "Ваня")
        traces.add(Subject(.lead, "L1"))
        return traces
    }

    private var eraser: Eraser { Eraser(traces) }

    private func value(_ json: String) throws -> Value {
        try JSONReader.decode(Value.self, from: Array(json.utf8))
    }

    @Test(arguments: [
        "+79135554433", "Перезвоните: 8 (913) 555‑44‑33 до шести", "89135554433;ivan",
        "пишите на IVAN@example.org", "это  Иван\nЗабываев",
    ])
    func `recognises a person in any spelling`(text: String) {
        #expect(traces.areIn(text))
    }

    @Test(arguments: ["+79135554434", "Ваня", "Иван", "2026-11-30T09:13:55.443Z", "L1", ""])
    func `takes nobody for him`(text: String) {
        #expect(!traces.areIn(text))
    }

    @Test func `leaves ids, times and figures of a lead`() throws {
        let event = try value(
            #"""
            {"id":"e1","source":"crm","type":"lead.created","time":"2026-11-30T10:00:00Z",
            "data":{"lead_id":"L1","source":{"channel":"site"},"responsible_id":"anna",
            "contact":{"name":"Ваня","phone":"89135554433","email":"ivan@example.org"},
            "fields":{"budget":150000,"note":"дома собака"},"utm":{"street":"Тайная","n":5},
            "seen_at":"2026-11-30T10:00:00Z"}}
            """#
        )
        let expected = try value(
            #"""
            {"id":"e1","source":"crm","type":"lead.created","time":"2026-11-30T10:00:00Z",
            "data":{"lead_id":"L1","source":{"channel":"site"},"responsible_id":"anna",
            "contact":{"name":"erased"},
            "fields":{"budget":150000,"note":"erased"},"utm":{"street":"erased","n":5},
            "seen_at":"2026-11-30T10:00:00Z"}}
            """#
        )
        #expect(eraser.erased(event: event, isOwn: false) == expected)
        #expect(eraser.erased(event: expected, isOwn: true) == expected, "once is enough")
    }

    @Test func `leaves what is about somebody else`() throws {
        let event = try value(
            #"{"type":"lead.created","data":{"lead_id":"L2","contact":{"name":"Ваня"}}}"#
        )
        #expect(eraser.erased(event: event, isOwn: false) == event)
    }

    @Test func `takes out of others' messages only the texts that name him`() throws {
        let event = try value(
            #"""
            {"type":"lead.created","data":{"lead_id":"L2","contact":{"name":"Пётр"},
            "fields":{"friend":"Иван Забываев","note":"свой"}}}
            """#
        )
        let erased = try value(
            #"""
            {"type":"lead.created","data":{"lead_id":"L2","contact":{"name":"erased"},
            "fields":{"friend":"erased","note":"erased"}}}
            """#
        )
        // Whoever names him by number, address or full name writes about him.
        #expect(eraser.erased(event: event, isOwn: false) == erased)
    }

    @Test func `empties a lead's state so that nobody is found under it`() throws {
        let state = try value(
            #"""
            {"id":"L1","contact":{"name":"Ваня","phone":"89135554433"},"company":"ИП",
            "fields":{"x":"y","n":1},"contact_keys":["+79135554433"],
            "created_at":"2026-11-30T10:00:00.000Z"}
            """#
        )
        let erased = eraser.erased(state: state, of: Leads.name)
        let expected = try value(
            #"""
            {"id":"L1","contact":{"name":"erased"},"company":"erased",
            "fields":{"x":"erased","n":1},"contact_keys":[],
            "created_at":"2026-11-30T10:00:00.000Z"}
            """#
        )
        #expect(erased == expected)
        let lead = try JSONReader.decode(Lead.self, from: JSONWriter.bytes(of: erased))
        #expect(lead.lookupKeys == [])
    }

    @Test func `reads out of states who somebody is`() throws {
        var traces = PersonalTraces(contacts: contacts)
        let state = try value(
            #"{"id":"K","name":"ООО «Ива»","emails":["a@b.ru"],"phones":["+79135554433"]}"#
        )
        traces.add(state, Clients.personal.state)
        #expect(traces.emails == ["a@b.ru"])
        #expect(traces.phones.map(\.rawValue) == ["+79135554433"])
        #expect(traces.names == ["ооо «ива»"])
    }
}
