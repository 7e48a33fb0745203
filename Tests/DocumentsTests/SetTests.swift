import Domain
import Engine
import Foundation
import Testing

/// What becomes of a request.
@Suite struct `A set of documents` {
    private func office(_ documents: String = "schedule = \"off\"") throws -> DocumentOffice {
        let office = try DocumentOffice(documents)
        try office.client()
        try office.charge("c1", "1000.00", on: "2026-02-10")
        return office
    }

    @Test func `is named to whoever asks for the same again, and mailed once`() throws {
        let office = try office()
        try office.want("R1")
        try office.want("R1")
        try office.want("R2")
        #expect(try office.ready().map(\.requestID) == ["R1", "R1", "R2"])
        #expect(Set(try office.ready().map { $0.documents.map(\.sha256) }).count == 1)
        #expect(office.mails.map(\.to) == [["buh@client.test"]])
    }

    @Test func `is rejected under the id of another`() throws {
        let office = try office()
        try office.want("R1")
        try office.want("R1", month: "2026-01", #", "requester_id": "pavel""#)
        #expect(office.lastOutcome?.0 == .rejected)
        #expect(office.notices.map(\.severity) == ["warning"])
        #expect(try office.ready().count == 1)
    }

    @Test func `takes no number before everything is right`() throws {
        let office = try DocumentOffice()
        try office.client("C1", #", "emails": [], "legal": {"inn": "7707083894"}"#)
        try office.want("R1", #"["invoice", "act"]"#)
        #expect(office.blocked == [["no_address", "no_lines", "inn"]])
        try office.client()
        try office.charge("c1", "10.00", on: "2026-02-10")
        try office.want("R2", #"["invoice", "act"]"#)
        #expect(try office.ready().map(\.requestID) == ["R2"])
        #expect(office.frozen.map { $0.heads.map(\.number) } == [[118, 1]])
    }

    @Test func `is blocked by what a trial finds, and tried again when asked`() throws {
        let office = try office()
        office.faults = [DocumentFault(.ledgerSum, field: "act.closing", expected: "1", found: "2")]
        try office.want("R1")
        #expect(office.blocked == [["ledger_sum"]])
        try office.want("R1")
        #expect(try office.ready().map(\.requestID) == ["R1"])
        #expect(office.frozen.map { $0.act?.head.number } == [1])
    }

    @Test func `waits for what is learnt while it is drawn on trial`() throws {
        let office = try office()
        office.worksAtOnce = false
        try office.want("R1")
        try office.charge("c2", "500.00", on: "2026-02-11")
        office.worksAtOnce = true
        try office.work()
        #expect(office.frozen.map { $0.act?.closing.text } == ["1500.00"])
    }

    @Test func `whose client is not known is answered`() throws {
        let office = try DocumentOffice()
        try office.want("R1", client: "C9")
        #expect(office.blocked == [["unknown_client"]])
        #expect(office.lastOutcome?.0 == .rejected)
    }

    @Test func `of an unknown legal entity is answered`() throws {
        let office = try office()
        try office.want("R1", #"["act"]"#, #", "legal_entity": "romaska""#)
        #expect(office.blocked == [["unknown_legal_entity"]])
    }

    @Test func `goes out again as it is`() throws {
        let office = try office()
        try office.want("R1")
        try office.want("R2", #"["act"]"#, #", "mode": "resend", "send_to": ["boss@client.test"]"#)
        #expect(office.mails.map(\.to) == [["buh@client.test"], ["boss@client.test"]])
        #expect(Set(office.mails.map(\.id)).count == 2)
        #expect(office.frozen.count == 1)
        #expect(Set(try office.ready().map { $0.documents.map(\.sha256) }).count == 1)
    }

    @Test func `is replaced by another that says so`() throws {
        let office = try office()
        try office.want("R1")
        try office.charge("c2", "1.00", on: "2026-02-12")
        try office.want("R2", #"["act"]"#, #", "mode": "reissue""#)
        let second = try #require(office.frozen.last?.act)
        #expect(second.head.number == 2 && second.head.replaces?.number == 1)
        #expect(second.closing.text == "1001.00" && second.previous == nil)
        try office.want("R3")
        #expect(try office.ready().last?.documents.first?.number == "2")
    }

    @Test func `can't be sent again or replaced before it is there`() throws {
        let office = try office()
        try office.want("R1", #"["act"]"#, #", "mode": "resend""#)
        try office.want("R2", #"["act"]"#, #", "mode": "reissue""#)
        #expect(office.blocked == [["nothing_to_resend"], ["nothing_to_replace"]])
    }

    @Test func `is not replaced twice at once, and whoever asks hears why`() throws {
        let office = try office()
        try office.want("R1")
        office.worksAtOnce = false
        try office.want("R2", #"["act"]"#, #", "mode": "reissue""#)
        try office.want("R3", #"["act"]"#, #", "mode": "reissue""#)
        try office.want("R4", #"["act"]"#, #", "mode": "resend""#)
        #expect(office.blocked == [["being_made"], ["being_made"]])
        let sentence = office.sent("baton.document.blocked").last?["reasons"].map { "\($0)" }
        #expect(sentence?.contains("R2") == true)
        office.worksAtOnce = true
        try office.work()
        try office.want("R5", #"["act"]"#, #", "mode": "reissue""#)
        #expect(office.frozen.compactMap { $0.act?.head.number } == [1, 2, 3])
        #expect(office.frozen.last?.act?.head.replaces?.number == 2)
    }

    @Test func `that was delivered stays so while it goes out once more`() throws {
        let office = try office()
        try office.want("R1")
        try office.deliver(try #require(office.mails.last?.id))
        let delivered = try #require(office.fact("C1"))
        #expect(delivered.progress.phase == .delivered && delivered.resend == nil)
        try office.wait(seconds: 3600)
        try office.want("R2", #"["act"]"#, #", "mode": "resend""#)
        let resent = try #require(office.fact("C1"))
        #expect(resent.progress == delivered.progress && resent.resend?.phase == .handedOver)
        try office.fail(try #require(office.mails.last?.id), permanently: true)
        let failed = try #require(office.fact("C1"))
        #expect(failed.progress == delivered.progress && failed.resend?.phase == .sendFailed)
        try office.want("R3", #"["act"]"#, #", "mode": "resend""#)
        try office.deliver(try #require(office.mails.last?.id))
        #expect(office.fact("C1")?.progress == delivered.progress)
        #expect(office.fact("C1")?.resend?.phase == .delivered)
        #expect(office.fact("C1")?.requests.map(\.id.rawValue) == ["R1", "R2", "R3"])
    }

    @Test func `that is voided keeps its number`() throws {
        let office = try office()
        try office.want("R1")
        try office.publish(
            "documents.voided",
            #"{"request_id": "R1", "client_id": "C1", "reason": "не тот период"}"#
        )
        try office.want("R2")
        #expect(office.frozen.compactMap { $0.act?.head.number } == [1, 2])
    }

    @Test func `that fails to go out is sent again, and then people are told`() throws {
        let office = try office()
        try office.want("R1", #"["act"]"#, #", "requester_id": "pavel""#)
        for wait in [60.0, 600, 3600] {
            try office.fail(try #require(office.mails.last?.id))
            let count = office.mails.count
            try office.wait(seconds: wait - 1)
            #expect(office.mails.count == count)
            try office.wait(seconds: 2)
            #expect(office.mails.count == count + 1)
        }
        #expect(office.notices.isEmpty)
        try office.fail(try #require(office.mails.last?.id))
        #expect(office.notices.map(\.severity) == ["critical"])
        try office.wait(seconds: 10 * 86_400)
        #expect(office.mails.count == 4 && Set(office.mails.map(\.id)).count == 4)
    }

    @Test func `whose mail nobody confirms is warned about once`() throws {
        let office = try office("schedule = \"off\"\ndelivery_within = \"2h\"")
        try office.want("R1", #"["act"]"#, #", "requester_id": "pavel""#)
        try office.wait(seconds: 3 * 3600)
        #expect(office.notices.map(\.severity) == ["warning"])
        try office.wait(seconds: 86_400)
        #expect(office.notices.count == 1)
        try office.deliver(try #require(office.mails.last?.id))
        #expect(office.lastOutcome?.0 == .applied)
    }

    @Test func `sends what there is where the company wants that`() throws {
        let office = try DocumentOffice("schedule = \"off\"\npartial = \"send_named\"")
        try office.client()
        try office.observe("100.00", asOf: "2026-01-31")
        try office.want("R1", #"["invoice", "act"]"#)
        let set = try #require(office.frozen.first)
        #expect(set.invoice == nil && set.act?.closing.text == "100.00")
        #expect(set.missing.map(\.kind) == [.invoice])
        #expect(office.letters.first?.contains("Счёта нет: за период ничего не начислено.") == true)
    }

    @Test func `has an analysis in which every number is a metric`() throws {
        let office = try office()
        office.figures.positions = [
            .init(
                site: "site24.test",
                engine: "yandex",
                region: "213",
                date: CalendarDay(year: 2026, month: 2, day: 27),
                visibility: 57.86,
                top10: 40,
                coverage: 83.33,
                change: -2.38,
                trend: []
            )
        ]
        try office.want("R1", #"["act", "analysis"]"#)
        let analysis = try #require(office.frozen.first?.analysis)
        #expect(analysis.sections.count == 2)
        let text = analysis.sections.flatMap(\.sentences).map(analysis.text).joined(separator: " ")
        #expect(text.contains("57,86 %") && text.contains("снизилась на 2,38"))
        #expect(text.contains("1\u{A0}000,00\u{A0}₽"))
    }

    @Test func `tells of leads and calls, and of none where there were none`() throws {
        let office = try office()
        office.figures = CollectedFigures(
            leads: .init(count: 12, deals: 3),
            calls: .init(incoming: 9, missed: 1, outgoing: 14)
        )
        try office.want("R1", #"["analysis"]"#)
        office.figures = CollectedFigures(
            leads: .init(count: 0, deals: 0),
            calls: .init(incoming: 0, missed: 0, outgoing: 0)
        )
        try office.want("R2", #"["analysis"]"#, month: "2026-01")
        let texts = office.frozen.compactMap { set in
            set.analysis.map { $0.sections.flatMap(\.sentences).map($0.text).joined() }
        }
        #expect(texts.count == 2 && office.blocked.isEmpty)
        #expect(texts[0].contains("Лидов за период — 12, из них стали сделками — 3."))
        #expect(
            texts[0].contains("Звонков от вас — 9, из них без ответа — 1; наших звонков вам — 14.")
        )
        #expect(texts[1].contains("лидов за период не было"))
        #expect(texts[1].contains("Звонков за период не было"))
        let known = office.frozen[0].analysis?.metrics.map(\.id) ?? []
        for id in [
            "leads.count", "leads.deals", "calls.incoming", "calls.missed", "calls.outgoing",
        ] {
            #expect(known.contains(id))
        }
    }

    /// A trial is drawn with everything in it, so it is drawn once.
    @Test func `is drawn on trial once, whatever is looked up`() throws {
        let office = try office()
        office.figures = CollectedFigures(leads: .init(count: 2, deals: 0))
        try office.want("R1", #"["analysis"]"#)
        #expect(office.trials == 1 && office.frozen.count == 1)
    }
}
