import Domain
import Foundation
import Testing

/// After the call somebody says whether it was real or spam.
@Suite struct `The mark of a call` {
    @Test func `is asked of whoever answered, with a button for each verdict`() throws {
        var office = try Office.agency()
        office.talk(with: "head1")
        let question = try #require(
            office.all(ChatNotify.self).first { $0.template == "calls.mark" }
        )
        #expect(question.recipientID == "head1")
        #expect(question.callID == "C1")
        let actions = try #require(question.actions)
        #expect(actions.map(\.id) == ["real", "spam"])
        #expect(actions.map(\.event.type) == ["call.marked", "call.marked"])
        #expect(
            actions.first?.event.data
                == ["call_id": "C1", "person_id": "head1", "verdict": "real"].mapValues(Value.text)
        )
    }

    @Test func `is asked for three times more, then by the directors`() throws {
        var office = try Office.agency()
        office.talk()
        office.pass(599)
        #expect(office.told("calls.mark_reminder").isEmpty)
        office.pass(1)
        #expect(office.told("calls.mark_reminder") == ["head1"])
        office.pass(1200)
        #expect(office.told("calls.mark_reminder").count == 3)
        #expect(office.told("calls.unmarked").isEmpty)
        office.pass(600)
        #expect(office.told("calls.unmarked") == ["dir"])
        office.pass(100_000)
        #expect(office.told("calls.mark_reminder").count == 3)
        #expect(office.told("calls.unmarked") == ["dir"])
        #expect(!office.isTimed("C1"))
    }

    @Test func `is not asked for again once it is there`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.spam)
        office.pass(100_000)
        #expect(office.told("calls.mark_reminder").isEmpty)
    }

    @Test func `is not asked for where it came during the call`() throws {
        var office = try Office.agency()
        office.incoming()
        office.answered("head1")
        office.marked(.spam)
        office.ended()
        #expect(office.told("calls.mark").isEmpty)
        #expect(!office.isTimed("C1"))
    }

    @Test(arguments: ["head1", "head3", "dir", "anna"] as [PersonID])
    func `is for the one who answered, for heads and directors`(_ person: PersonID) throws {
        var office = try Office.agency()
        office.incoming()
        office.answered("anna")
        office.ended()
        office.marked(.spam, by: person)
        #expect(office.call()?.verdict == .spam)
    }

    @Test func `of anybody else is turned away with a word to him`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.spam, by: "anna")
        #expect(office.outcome == "actor_not_allowed")
        #expect(office.told("calls.rejected.actor_not_allowed") == ["anna"])
        #expect(office.call()?.verdict == nil)
    }

    @Test func `of a stranger or of an unknown call is bad input`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.spam, by: "stranger")
        #expect(office.flaw?.code == .unknownPerson)
        office.marked(.spam, "C9")
        #expect(office.flaw?.code == .unknownCall)
    }

    @Test func `of a call that nobody answered is turned away`() throws {
        var office = try Office.agency()
        office.incoming()
        office.marked(.real)
        #expect(office.outcome == "call_not_answered")
        office.ended()
        office.marked(.real)
        #expect(office.outcome == "call_not_answered")
        #expect(office.told("calls.rejected.call_not_answered") == ["head1", "head1"])
    }

    @Test func `may be corrected: the last one counts and the history stays`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.spam)
        office.marked(.real, by: "dir")
        office.marked(.spam, by: "head2")
        #expect(office.call()?.marking.history.map(\.verdict) == [.spam, .real, .spam])
        #expect(office.call()?.marking.history.map(\.personID) == ["head1", "dir", "head2"])
        #expect(office.call()?.verdict == .spam)
        #expect(office.state(Callers.self, Office.caller)?.spamCalls == ["C1"])
    }

    @Test func `can be read off what the button publishes`() throws {
        var office = try Office.agency()
        office.talk()
        let button = try #require(office.all(ChatNotify.self).last?.actions?.first)
        let data = try JSONEncoder().encode(button.event.data)
        office.take(try JSONDecoder().decode(CallMarked.self, from: data))
        #expect(office.call()?.verdict == .real)
    }
}

/// What becomes of a call that was real.
@Suite struct `A real call` {
    @Test func `becomes a lead of the line's campaign, and of whoever answered`() throws {
        var office = try Office.agency()
        office.talk(with: "head4")
        office.marked(.real, by: "dir")
        let create = try #require(office.all(LeadCreate.self).first)
        #expect(create.leadRef == "call-C1")
        #expect(create.callID == "C1")
        #expect(create.responsibleID == "head4")
        #expect(create.source.channel == "yandex_direct")
        #expect(create.source.campaign == "autumn")
        #expect(create.contact.phone == Office.caller)
    }

    @Test func `becomes nobody's lead where leads are distributed`() throws {
        var office = try Office.agency { $0.realCall = .distribute }
        office.talk()
        office.marked(.real)
        #expect(office.all(LeadCreate.self).map(\.responsibleID) == [nil])
    }

    @Test func `from a hidden number becomes a lead without a telephone`() throws {
        var office = try Office.agency()
        office.incoming(from: "anonymous")
        office.answered("head1")
        office.ended()
        office.marked(.real)
        #expect(office.all(LeadCreate.self).map(\.contact.phone) == [nil])
    }

    @Test func `belongs to the caller's open lead`() throws {
        var office = try Office.agency()
        try office.lead("L1", phone: "8 (913) 123-45-67", of: "anna")
        office.talk()
        office.marked(.real)
        #expect(office.all(LeadCreate.self).isEmpty)
        #expect(office.call()?.lead?.leadID == "L1")
        #expect(office.call()?.lead?.isMade == false)
        #expect(office.noted("calls.attached"))
    }

    @Test func `becomes a lead of its own where the earlier one is closed`() throws {
        var office = try Office.agency()
        try office.lead("L1", of: "anna")
        office.take(
            try read(
                LeadStageChanged.self,
                ["lead_id": "L1", "stage": "lost", "closed": true]
            )
        )
        office.talk()
        office.marked(.real)
        #expect(office.trace.last == "create call-C1")
    }

    @Test func `belongs to a lead that was opened during the call`() throws {
        var office = try Office.agency()
        office.incoming()
        office.answered("head1")
        try office.lead("L1")
        office.ended()
        office.marked(.real)
        #expect(office.all(LeadCreate.self).isEmpty)
        #expect(office.call()?.lead?.leadID == "L1")
    }

    @Test func `becomes one lead, however often the mark is changed`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.real)
        office.marked(.spam)
        #expect(office.noted("calls.lead_stays"))
        office.marked(.real)
        office.marked(.real)
        #expect(office.all(LeadCreate.self).count == 1)
        #expect(office.call()?.verdict == .real)
    }

    @Test func `becomes a lead where spam was corrected`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.spam)
        #expect(office.all(LeadCreate.self).isEmpty)
        office.marked(.real, by: "dir")
        #expect(office.trace.last == "create call-C1")
        #expect(office.state(Callers.self, Office.caller)?.spamCalls == [])
    }

    @Test func `is linked with the lead that the CRM made of it`() throws {
        var office = try Office.agency()
        office.talk()
        office.marked(.real)
        try office.lead("L7", of: "head1", ref: "call-C1")
        #expect(office.outcome == "applied")
        #expect(office.call()?.lead?.leadID == "L7")
        #expect(office.call()?.lead?.isMade == true)
        try office.lead("L8", ref: "call-C1")
        #expect(office.outcome == "lead_already_known")
        #expect(office.call()?.lead?.leadID == "L7")
    }

    @Test func `of a caller whose lead is just being made belongs to that one`() throws {
        var office = try Office.agency()
        office.talk("C1")
        office.talk("C2")
        office.marked(.real, "C1")
        office.marked(.real, "C2")
        #expect(office.all(LeadCreate.self).map(\.leadRef) == ["call-C1"])
        #expect(office.noted("calls.lead_awaited"))
        try office.lead("L1", ref: "call-C1")
        #expect(office.call("C1")?.lead?.leadID == "L1")
        #expect(office.call("C2")?.lead?.leadID == "L1")
        #expect(office.call("C2")?.lead?.isMade == false)
        #expect(office.state(Callers.self, Office.caller)?.leadAsked == nil)
    }

    @Test func `does not wait for ever for a lead that the CRM never makes`() throws {
        var office = try Office.agency()
        office.talk("C1")
        office.marked(.real, "C1")
        office.talk("C2")
        office.pass(601)
        office.marked(.real, "C2")
        #expect(office.all(LeadCreate.self).map(\.leadRef) == ["call-C1", "call-C2"])
    }

    @Test func `is not linked with a lead that nobody asked for`() throws {
        var office = try Office.agency()
        office.talk()
        try office.lead("L7", ref: "call-C1")
        #expect(office.outcome == "lead_not_asked_for")
        try office.lead("L8", ref: "call-C9")
        #expect(office.outcome == "unknown_call")
        try office.lead("L9", ref: "order-1")
        #expect(office.outcome == nil)
    }
}
