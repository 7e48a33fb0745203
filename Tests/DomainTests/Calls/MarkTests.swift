import Domain
import Foundation
import Testing

/// After the call somebody says whether it was real or spam.
@Suite struct `The mark of a call` {
    @Test func `is asked of whoever answered, with a button for each verdict`() throws {
        var exchange = try Exchange.agency()
        exchange.talk(with: "head1")
        let question = try #require(
            exchange.all(ChatNotify.self).first { $0.template == "calls.mark" }
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
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.pass(599)
        #expect(exchange.told("calls.mark_reminder").isEmpty)
        exchange.pass(1)
        #expect(exchange.told("calls.mark_reminder") == ["head1"])
        exchange.pass(1200)
        #expect(exchange.told("calls.mark_reminder").count == 3)
        #expect(exchange.told("calls.unmarked").isEmpty)
        exchange.pass(600)
        #expect(exchange.told("calls.unmarked") == ["dir"])
        exchange.pass(100_000)
        #expect(exchange.told("calls.mark_reminder").count == 3)
        #expect(exchange.told("calls.unmarked") == ["dir"])
        #expect(!exchange.isTimed("C1"))
    }

    @Test func `is not asked for again once it is there`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.spam)
        exchange.pass(100_000)
        #expect(exchange.told("calls.mark_reminder").isEmpty)
    }

    @Test func `is not asked for where it came during the call`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.answered("head1")
        exchange.marked(.spam)
        exchange.ended()
        #expect(exchange.told("calls.mark").isEmpty)
        #expect(!exchange.isTimed("C1"))
    }

    @Test(arguments: ["head1", "head3", "dir", "anna"] as [PersonID])
    func `is for the one who answered, for heads and directors`(_ person: PersonID) throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.answered("anna")
        exchange.ended()
        exchange.marked(.spam, by: person)
        #expect(exchange.call()?.verdict == .spam)
    }

    @Test func `of anybody else is turned away with a word to him`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.spam, by: "anna")
        #expect(exchange.outcome == "actor_not_allowed")
        #expect(exchange.told("calls.rejected.actor_not_allowed") == ["anna"])
        #expect(exchange.call()?.verdict == nil)
    }

    @Test func `of a stranger or of an unknown call is bad input`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.spam, by: "stranger")
        #expect(exchange.outcome == "unknown_person")
        exchange.marked(.spam, "C9")
        #expect(exchange.outcome == "unknown_call")
    }

    @Test func `of a call that nobody answered is turned away`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.marked(.real)
        #expect(exchange.outcome == "call_not_answered")
        exchange.ended()
        exchange.marked(.real)
        #expect(exchange.outcome == "call_not_answered")
        #expect(exchange.told("calls.rejected.call_not_answered") == ["head1", "head1"])
    }

    @Test func `may be corrected: the last one counts and the history stays`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.spam)
        exchange.marked(.real, by: "dir")
        exchange.marked(.spam, by: "head2")
        #expect(exchange.call()?.marking.history.map(\.verdict) == [.spam, .real, .spam])
        #expect(exchange.call()?.marking.history.map(\.personID) == ["head1", "dir", "head2"])
        #expect(exchange.call()?.verdict == .spam)
        #expect(exchange.state(Callers.self, Exchange.caller)?.spamCalls == ["C1"])
    }

    @Test func `can be read off what the button publishes`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        let button = try #require(exchange.all(ChatNotify.self).last?.actions?.first)
        let data = try JSONEncoder().encode(button.event.data)
        exchange.take(try JSONDecoder().decode(CallMarked.self, from: data))
        #expect(exchange.call()?.verdict == .real)
    }
}

/// What becomes of a call that was real.
@Suite struct `A real call` {
    @Test func `becomes a lead of the line's campaign, and of whoever answered`() throws {
        var exchange = try Exchange.agency()
        exchange.talk(with: "head4")
        exchange.marked(.real, by: "dir")
        let create = try #require(exchange.all(LeadCreate.self).first)
        #expect(create.leadRef == "call-C1")
        #expect(create.callID == "C1")
        #expect(create.responsibleID == "head4")
        #expect(create.source.channel == "yandex_direct")
        #expect(create.source.campaign == "autumn")
        #expect(create.contact.phone == Exchange.caller)
    }

    @Test func `becomes nobody's lead where leads are distributed`() throws {
        var exchange = try Exchange.agency { $0.realCall = .distribute }
        exchange.talk()
        exchange.marked(.real)
        #expect(exchange.all(LeadCreate.self).map(\.responsibleID) == [nil])
    }

    @Test func `from a hidden number becomes a lead without a telephone`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming(from: "anonymous")
        exchange.answered("head1")
        exchange.ended()
        exchange.marked(.real)
        #expect(exchange.all(LeadCreate.self).map(\.contact.phone) == [nil])
    }

    @Test func `belongs to the caller's open lead`() throws {
        var exchange = try Exchange.agency()
        try exchange.lead("L1", phone: "8 (913) 123-45-67", of: "anna")
        exchange.talk()
        exchange.marked(.real)
        #expect(exchange.all(LeadCreate.self).isEmpty)
        #expect(exchange.call()?.lead?.leadID == "L1")
        #expect(exchange.call()?.lead?.isMade == false)
        #expect(exchange.noted("calls.attached"))
    }

    @Test func `becomes a lead of its own where the earlier one is closed`() throws {
        var exchange = try Exchange.agency()
        try exchange.lead("L1", of: "anna")
        exchange.take(
            try read(
                LeadStageChanged.self,
                ["lead_id": "L1", "stage": "lost", "closed": true]
            )
        )
        exchange.talk()
        exchange.marked(.real)
        #expect(exchange.trace.last == "create call-C1")
    }

    @Test func `belongs to a lead that was opened during the call`() throws {
        var exchange = try Exchange.agency()
        exchange.incoming()
        exchange.answered("head1")
        try exchange.lead("L1")
        exchange.ended()
        exchange.marked(.real)
        #expect(exchange.all(LeadCreate.self).isEmpty)
        #expect(exchange.call()?.lead?.leadID == "L1")
    }

    @Test func `becomes one lead, however often the mark is changed`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.real)
        exchange.marked(.spam)
        #expect(exchange.noted("calls.lead_stays"))
        exchange.marked(.real)
        exchange.marked(.real)
        #expect(exchange.all(LeadCreate.self).count == 1)
        #expect(exchange.call()?.verdict == .real)
    }

    @Test func `becomes a lead where spam was corrected`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.spam)
        #expect(exchange.all(LeadCreate.self).isEmpty)
        exchange.marked(.real, by: "dir")
        #expect(exchange.trace.last == "create call-C1")
        #expect(exchange.state(Callers.self, Exchange.caller)?.spamCalls == [])
    }

    @Test func `is linked with the lead that the CRM made of it`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.real)
        try exchange.lead("L7", of: "head1", ref: "call-C1")
        #expect(exchange.outcome == "applied")
        #expect(exchange.call()?.lead?.leadID == "L7")
        #expect(exchange.call()?.lead?.isMade == true)
        try exchange.lead("L8", ref: "call-C1")
        #expect(exchange.outcome == "lead_already_known")
        #expect(exchange.call()?.lead?.leadID == "L7")
    }

    @Test func `of a caller whose lead is just being made belongs to that one`() throws {
        var exchange = try Exchange.agency()
        exchange.talk("C1")
        exchange.talk("C2")
        exchange.marked(.real, "C1")
        exchange.marked(.real, "C2")
        #expect(exchange.all(LeadCreate.self).map(\.leadRef) == ["call-C1"])
        #expect(exchange.noted("calls.lead_awaited"))
        try exchange.lead("L1", ref: "call-C1")
        #expect(exchange.call("C1")?.lead?.leadID == "L1")
        #expect(exchange.call("C2")?.lead?.leadID == "L1")
        #expect(exchange.call("C2")?.lead?.isMade == false)
        #expect(exchange.state(Callers.self, Exchange.caller)?.leadAsked == nil)
    }

    @Test func `does not wait for ever for a lead that the CRM never makes`() throws {
        var exchange = try Exchange.agency()
        exchange.talk("C1")
        exchange.marked(.real, "C1")
        exchange.talk("C2")
        exchange.pass(601)
        exchange.marked(.real, "C2")
        #expect(exchange.all(LeadCreate.self).map(\.leadRef) == ["call-C1", "call-C2"])
    }

    @Test func `is not linked with a lead that nobody asked for`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        try exchange.lead("L7", ref: "call-C1")
        #expect(exchange.outcome == "lead_not_asked_for")
        try exchange.lead("L8", ref: "call-C9")
        #expect(exchange.outcome == "unknown_call")
        try exchange.lead("L9", ref: "order-1")
        #expect(exchange.outcome == nil)
    }
}
