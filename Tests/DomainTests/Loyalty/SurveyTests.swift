import Domain
import Foundation
import Testing

@Suite struct SurveyTests {
    private let survey = #"mail C1 nps.survey ["a@client.test"]"#
    private let reminder = #"mail C1 nps.reminder ["a@client.test"]"#

    // MARK: - The schedule

    @Test func `a client is asked once a period, and reminded once`() {
        var floor = SalesFloor.asking()
        floor.announce()
        floor.pass(.days(9))
        #expect(floor.said() == [])
        floor.pass(.days(22))
        #expect(floor.said() == [survey, reminder, survey, reminder, survey])
    }

    @Test func `what is missed while nothing runs comes once`() {
        var floor = SalesFloor.asking { $0.remindAfter = nil }
        floor.announce()
        floor.sleep(.days(95))
        floor.pass(.zero)
        #expect(floor.said() == [survey])
        floor.pass(.days(6))
        #expect(floor.said() == [survey])
    }

    @Test func `a client who changes is asked as he would have been`() {
        var (one, other) = (SalesFloor.asking(), SalesFloor.asking())
        one.announce()
        other.announce()
        other.pass(.days(4))
        other.announce("C1", #""emails": ["a@client.test"], "region": "omsk""#)
        let (due, changed) = (
            one.timer("surveys", "survey_mail"), other.timer("surveys", "survey_mail")
        )
        #expect(due?.1 == changed?.1)
    }

    @Test func `another date of contract moves the schedule`() {
        var floor = SalesFloor.asking { $0.every = .months(3) }
        floor.announce()
        let before = floor.timer("surveys", "survey_mail")?.1.due
        floor.announce("C1", #""emails": ["a@client.test"], "contract_from": "2026-06-01""#)
        #expect(floor.timer("surveys", "survey_mail")?.1.due != before)
    }

    @Test(arguments: [#""active": false"#, #""survey_opt_out": true"#])
    func `whoever leaves or opts out is asked no more, and on return again`(_ state: String) {
        var floor = SalesFloor.asking { $0.callsEvery = .fixed(.days(10)) }
        floor.announce()
        floor.pass(.days(11))
        floor.forget()
        floor.announce("C1", #""emails": ["a@client.test"], \#(state)"#)
        #expect(floor.timers.isEmpty)
        floor.pass(.days(30))
        #expect(floor.said() == [])
        floor.announce()
        floor.pass(.days(11))
        #expect(floor.said().filter { $0 == survey }.count == 1)
    }

    @Test func `without an address nothing is sent, and the call is made all the same`() {
        var floor = SalesFloor.asking { $0.callsEvery = .fixed(.days(10)) }
        floor.announce("C1", "")
        floor.pass(.days(11))
        #expect(floor.decided() == [])
        #expect(floor.journal.contains("note nps.no_address"))
        #expect(floor.state(of: Surveys.self, "C1")?.surveys.map(\.channel) == [.call])
    }

    @Test func `nobody is asked within the cooldown, but as soon as it is over`() {
        var floor = SalesFloor.asking {
            $0.cooldown = .days(6)
            $0.remindAfter = nil
        }
        floor.announce()
        floor.pass(.days(8))
        floor.ask()
        #expect(floor.said() == [survey])
        floor.pass(.days(5))
        #expect(floor.said() == [])
        #expect(floor.journal.contains("note nps.asked_lately"))
        floor.pass(.days(2))
        #expect(floor.said() == [survey])
    }

    @Test func `out of working time a mail waits for the opening`() throws {
        var floor = SalesFloor.asking(calendar: try office("Europe/Moscow"))
        floor.announce()
        floor.pass(.days(9))
        // The tenth day is a Saturday; the outage ends on it.
        floor.sleep(.days(1))
        floor.pass(.zero)
        #expect(floor.said() == [])
        floor.pass(.days(2))
        #expect(floor.said() == [survey])
        #expect(floor.policies.calendar.isOpen(at: try #require(floor.surveys().first).askedAt))
    }

    @Test func `turned off nobody is asked, and turned on again everybody`() {
        var floor = SalesFloor.asking()
        floor.announce()
        let policy = floor.policies.loyalty
        floor.policies.loyalty = nil
        floor.pass(.days(15))
        #expect(floor.said() == [])
        floor.policies.loyalty = policy
        floor.pass(.days(2))
        #expect(floor.said() == [survey])
    }

    // MARK: - On request

    @Test(arguments: [
        (#""emails": ["a@client.test"], "active": false"#, "client_left"),
        (#""emails": ["a@client.test"], "survey_opt_out": true"#, "client_opted_out"),
        (#""emails": ["not an address"]"#, "client_has_no_address"),
    ])
    func `a request that can't be followed is answered to the client's head`(
        _ client: String,
        _ reason: String
    ) {
        var floor = SalesFloor.asking()
        floor.announce("C1", client)
        floor.ask()
        #expect(floor.said() == ["chat head1 info nps.rejected.\(reason)"])
        #expect(floor.journal.last == "surveys rejected \(reason)")
    }

    @Test func `calls that are turned on later begin without moving the mails`() {
        var floor = SalesFloor.asking()
        floor.announce()
        let mail = floor.state(of: Surveys.self, "C1")?.mail
        floor.policies.loyalty?.callsEvery = .fixed(.days(20))
        floor.announce()
        #expect(floor.state(of: Surveys.self, "C1")?.call != nil)
        #expect(floor.state(of: Surveys.self, "C1")?.mail == mail)
    }

    @Test func `a request within the cooldown is answered to the client's head`() {
        var floor = SalesFloor.asked { $0.cooldown = .days(1) }
        floor.ask()
        #expect(floor.said() == ["chat head1 info nps.rejected.client_asked_lately"])
    }

    @Test func `a client of whom nobody has heard can't be asked`() {
        var floor = SalesFloor.asking()
        floor.ask("C9")
        #expect(floor.journal == ["surveys refused unknown_client"])
    }

    // MARK: - The mail

    @Test func `a mail goes to one mailbox, with three links and one line for a subject`() throws {
        var floor = SalesFloor.asking()
        let emails =
            #"["x@a.test,evil@b.test", "A <a@b.test>", "a@b.test\nBcc: c@d.test", "#
            + #"" Anna@Client.Test "]"#
        floor.announce("C1", #""emails": \#(emails)"#)
        floor.ask()
        let mail = try #require(floor.published.compactMap { $0 as? MailSend }.first)
        // The first address that is found counts, and nothing beside it.
        #expect(mail.to == ["x@a.test"])
        #expect(mail.clientID == "C1" && mail.surveyID == "S1-C1")
    }

    @Test(arguments: [
        ("one\r\nBcc: two@x.test", "one Bcc: two@x.test"), ("a\u{0}b\u{2028}c\td", "a b c d"),
        ("  spaces  ", "spaces"),
        (String(repeating: "x", count: 300), String(repeating: "x", count: 200)),
    ])
    func `a title stays on one line`(_ text: String, _ line: String) {
        #expect(text.onOneLine == line)
    }

    // MARK: - Answers

    @Test func `excellent is thanked for, and a review is asked for`() {
        var floor = SalesFloor.asked()
        floor.answer("excellent")
        #expect(
            floor.said() == [
                "nps 100 of 1", #"mail C1 nps.review ["a@client.test"]"#,
                "chat pavel info nps.answer", "chat head1 info nps.answer",
            ]
        )
    }

    @Test func `good is asked what to improve, and the project manager gets a task`() {
        var floor = SalesFloor.asked()
        floor.answer("good")
        #expect(
            floor.said() == [
                "nps 0 of 1", #"mail C1 nps.growth ["a@client.test"]"#,
                "task pavel nps.growth.title",
            ]
        )
    }

    @Test func `whoever answered the call is not reminded of the mail`() {
        var floor = SalesFloor.asking { $0.callsEvery = .fixed(.days(10)) }
        floor.announce()
        floor.pass(.days(11))
        let channels = floor.surveys().map(\.channel)
        let call = floor.surveys().first { $0.channel == .call }
        #expect(channels.contains(.mail))
        floor.answer("bad", call?.id.rawValue ?? "", #""channel": "call""#)
        floor.pass(.days(8))
        #expect(!floor.said().contains(reminder))
    }

    @Test func `whoever answered is not reminded`() {
        var floor = SalesFloor.asked()
        floor.answer("good")
        floor.forget()
        floor.pass(.days(4))
        #expect(floor.said() == [])
    }

    @Test func `a later answer replaces the earlier one, and the history stays`() {
        var floor = SalesFloor.asked()
        for score in ["good", "good", "excellent", "good"] { floor.answer(score) }
        let survey = floor.surveys().first
        #expect(survey?.answers.map(\.score) == [.good, .excellent, .good])
        #expect(survey?.answer?.score == .good)
        let said = floor.said()
        #expect(said.filter { $0.hasPrefix("mail ") }.count == 2)
        #expect(said.filter { $0.hasPrefix("task ") }.count == 1)
        #expect(
            said.filter { $0.hasPrefix("nps ") } == ["nps 0 of 1", "nps 100 of 1", "nps 0 of 1"]
        )
    }

    @Test func `the same answer once more changes nothing`() {
        var floor = SalesFloor.asked()
        floor.answer("good")
        floor.forget()
        floor.answer("good")
        #expect(floor.said() == [])
        #expect(floor.journal == ["surveys ignored nothing_new"])
    }

    @Test func `a remark that comes later is passed on`() {
        var floor = SalesFloor.asked()
        floor.answer("good")
        floor.forget()
        floor.answer("good", "S1-C1", #""comment": "reports""#)
        #expect(floor.said() == ["chat pavel info nps.answer", "chat head1 info nps.answer"])
    }

    @Test func `an answer by mail comes too late once the link has expired, one by call does not`()
    {
        var floor = SalesFloor.asked()
        floor.pass(.days(5))
        floor.forget()
        floor.answer("bad")
        #expect(floor.journal == ["surveys rejected survey_expired"])
        floor.answer("good", "S1-C1", #""channel": "call""#)
        #expect(floor.surveys().first?.answer?.channel == .call)
    }

    @Test(arguments: ["S2-C1", "S1-C9", "S-C1", "C1", "Sx-C1", "S1-"])
    func `an answer to a survey that nobody sent goes to the dead letters`(_ survey: String) {
        var floor = SalesFloor.asked()
        floor.answer("bad", survey)
        #expect(floor.journal == ["surveys refused unknown_survey"])
    }

    @Test func `whoever changes his mind for ever does not fill the row`() {
        var floor = SalesFloor.asked()
        for round in 0..<100 { floor.answer(round.isMultiple(of: 2) ? "good" : "excellent") }
        #expect(floor.surveys().first?.answers.count == Limits.answersKeptMax)
        floor.forget()
        floor.answer("good")
        #expect(floor.said().filter { $0.hasPrefix("nps ") } == ["nps 0 of 1"])
    }

    @Test func `whoever opted out meanwhile gets no mail in reply`() {
        var floor = SalesFloor.asked()
        floor.announce("C1", #""emails": ["a@client.test"], "survey_opt_out": true"#)
        floor.answer("excellent")
        #expect(!floor.said().contains { $0.hasPrefix("mail ") })
        #expect(floor.journal.contains("note nps.no_letter"))
    }

    // MARK: - The call

    @Test func `the client's head calls, and may record the answer`() throws {
        var floor = SalesFloor.asking { $0.callsEvery = .fixed(.days(4)) }
        floor.announce()
        floor.pass(.days(5))
        #expect(
            floor.published.map(PublishedLine.text) == [
                "schedule head1 nps_questionnaire", "chat head1 info nps.questionnaire.notice",
            ]
        )
        let chat = try #require(floor.published.compactMap { $0 as? ChatNotify }.first)
        #expect(chat.actions?.map(\.id) == ["bad", "good", "excellent"])
        #expect(chat.actions?.first?.event.data["survey_id"] == .text("S1-C1"))
        floor.answer("good", "S1-C1", #""channel": "call""#)
        #expect(floor.surveys().first?.answer?.score == .good)
    }

    @Test func `where the client's head is away another one calls, and where all are, tomorrow`() {
        var floor = SalesFloor.asking { $0.callsEvery = .fixed(.days(4)) }
        floor.announce()
        floor.away("head1")
        floor.pass(.days(5))
        #expect(floor.said().first == "schedule head2 nps_questionnaire")
        floor.away("head2")
        floor.pass(.days(4))
        #expect(floor.said() == [])
        #expect(floor.journal.contains("note nps.nobody_calls"))
        floor.back("head1")
        floor.pass(.days(1))
        // A mail is due on the same day.
        #expect(floor.said().contains("schedule head1 nps_questionnaire"))
    }
}
