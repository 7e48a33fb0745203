import Domain
import Foundation
import Testing

/// The names by which other services know these messages.
@Suite struct `Messages about calls` {
    private func keys(_ message: some Message) throws -> Set<String> {
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(message))
        return Set(try #require(json as? [String: Any]).keys)
    }

    @Test func `are read with the names of the contract`() throws {
        let incoming = try read(
            CallIncoming.self,
            ["call_id": "C1", "from": "a", "to": "b", "more": 1]
        )
        #expect(incoming == CallIncoming(callID: "C1", from: "a", to: "b"))
        let answered = try read(CallAnswered.self, ["call_id": "C1", "extension": "101"])
        #expect(answered == CallAnswered(callID: "C1", phoneExtension: "101"))
        let declined = try read(
            CallDeclined.self,
            ["call_id": "C1", "person_id": "p", "cause": "busy"]
        )
        #expect(declined == CallDeclined(callID: "C1", personID: "p", cause: .busy))
        let ended = try read(
            CallEnded.self,
            ["call_id": "C1", "duration": 63, "cause": "normal", "recording_url": "u"]
        )
        #expect(
            ended
                == CallEnded(callID: "C1", duration: 63, cause: "normal", recordingURL: "u")
        )
        let marked = try read(
            CallMarked.self,
            ["call_id": "C1", "person_id": "p", "verdict": "spam", "comment": "again"]
        )
        #expect(
            marked
                == CallMarked(callID: "C1", personID: "p", verdict: .spam, comment: "again")
        )
    }

    @Test func `are written with the names of the contract`() throws {
        var exchange = try Exchange.agency {
            $0.fallback = CallPolicy.Fallback(action: .queue, target: "q")
        }
        exchange.incoming()
        exchange.pass(40)
        exchange.answered("head1")
        exchange.ended()
        exchange.marked(.real)
        let ring = try #require(exchange.all(CallRing.self).first)
        #expect(
            try keys(ring) == ["call_id", "person_id", "extension", "timeout", "step"]
        )
        let stop = try #require(exchange.all(CallStopRing.self).first)
        #expect(try keys(stop) == ["call_id", "person_id", "reason"])
        let fallback = try #require(exchange.all(CallFallback.self).first)
        #expect(try keys(fallback) == ["call_id", "action", "target"])
        let create = try #require(exchange.all(LeadCreate.self).first)
        #expect(
            try keys(create) == ["lead_ref", "source", "contact", "responsible_id", "call_id"]
        )
    }

    @Test func `need a person or an extension`() {
        let messages: [any Message] = [
            CallRinging(callID: "C1"), CallAnswered(callID: "C1"), CallDeclined(callID: "C1"),
        ]
        for message in messages {
            #expect(message.flaw?.code == .missingField)
            #expect(message.flaw?.field == "data.person_id")
        }
        #expect(CallRinging(callID: "C1", phoneExtension: "1").flaw == nil)
        #expect(CallRinging(callID: "C1", personID: "p").flaw == nil)
    }

    @Test func `belong to the call`() {
        #expect(CallIncoming(callID: "C1", from: "a", to: "b").subject == "C1")
        #expect(CallEnded(callID: "C1").subject == "C1")
    }

    @Test func `leave a state that can be kept and read again`() throws {
        var exchange = try Exchange.agency()
        exchange.talk()
        exchange.marked(.real)
        try exchange.lead("L1", ref: "call-C1")
        let call = try #require(exchange.call())
        let kept = try JSONWriter.bytes(of: call)
        #expect(try JSONReader.decode(Call.self, from: kept) == call)
        let caller = try #require(exchange.state(Callers.self, Exchange.caller))
        let keptCaller = try JSONWriter.bytes(of: caller)
        #expect(try JSONReader.decode(Caller.self, from: keptCaller) == caller)
    }
}
