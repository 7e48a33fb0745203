import Domain
import Foundation
import Testing

@Suite("The item between marketer and sales")
struct QualificationTests {
    // MARK: - Start

    @Test func `a marketer's lead opens an item with the lead's fields`() {
        let bench = QualificationBench.opened(fields: ["direction": .text("ftl")])
        let create = bench.command(QualificationCreate.self)
        #expect(bench.types == ["qualification.create"])
        #expect(create?.itemID == "Q1-L1")
        #expect(create?.responsibleID == "marina")
        #expect(create?.stage == "new")
        #expect(create?.fields["direction"] == .text("ftl"))
        #expect(create?.fields["company"] == .text("ООО Ромашка"))
    }

    @Test(arguments: ["kira", "anna", "nobody-knows", nil] as [PersonID?])
    func `a lead of anybody else produces nothing`(_ person: PersonID?) {
        var bench = QualificationBench()
        bench.created(by: person)
        #expect(bench.outcome == "ignored: not_a_marketers_lead")
        #expect(bench.published.isEmpty)
    }

    @Test func `only listed people own qualification where the configuration lists them`() {
        var bench = QualificationBench()
        bench.policies.qualification.marketers = .listed(["kira"])
        bench.created(by: "marina")
        #expect(bench.published.isEmpty)
        bench.responsible("kira")
        #expect(bench.command(QualificationCreate.self)?.responsibleID == "kira")
    }

    @Test func `a lead that becomes a marketer's later opens an item once`() {
        var bench = QualificationBench()
        bench.created(by: "kira")
        bench.responsible("marina")
        #expect(bench.types == ["qualification.create"])
        bench.responsible("marina")
        #expect(bench.outcome == "ignored: item_already_open")
    }

    @Test func `another marketer takes the open item over with the lead`() {
        var bench = QualificationBench.opened()
        bench.responsible("misha")
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "misha")
        #expect(bench.item?.marketerID == "misha")
    }

    @Test func `after the end a new round opens with an id of its own`() {
        var bench = QualificationBench.passed()
        bench.move("accepted_by_sales", by: "anna")
        bench.responsible("marina")
        #expect(bench.command(QualificationCreate.self)?.itemID == "Q2-L1")
        bench.move("junk", by: "marina", junk: "spam", item: "Q1-L1")
        #expect(bench.outcome == "rejected: item_closed")
    }

    // MARK: - Pass

    @Test func `passing makes the named manager responsible and schedules his call`() {
        var bench = QualificationBench.opened()
        bench.move("passed_to_sales", by: "marina", manager: "boris")
        #expect(bench.types == ["qualification.assign", "call.schedule"])
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "boris")
        let call = bench.command(CallSchedule.self)
        #expect(call?.assigneeID == "boris")
        #expect(call?.leadID == "L1")
        #expect(call?.dueAt == QualificationBench.now)
    }

    @Test func `without a name the manager who had the item before gets it again`() {
        var bench = QualificationBench.passed()
        bench.move("returned_by_sales", by: "anna", comment: "Нет бюджета")
        bench.move("passed_to_sales", by: "marina")
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "anna")
    }

    @Test func `managers take turns where nobody had the item before`() {
        var company = QualificationBench().company
        var order: [PersonID?] = []
        for _ in 0..<4 {
            var bench = QualificationBench.opened()
            bench.company = company
            bench.move("passed_to_sales", by: "marina")
            order.append(bench.command(QualificationAssign.self)?.responsibleID)
            company = bench.company
        }
        #expect(order == ["anna", "boris", "anna", "boris"])
    }

    @Test func `a lead that comes back to its manager, or was meant for one, costs no turn`() {
        var bench = QualificationBench.opened()
        bench.move("passed_to_sales", by: "marina")
        #expect(bench.told.count { $0 is RotationMoved } == 1)
        bench.move("returned_by_sales", by: "anna", comment: "Нет бюджета")
        bench.move("passed_to_sales", by: "marina")
        #expect(bench.told.count { $0 is RotationMoved } == 0)
        bench.move("returned_by_sales", by: "anna", comment: "Нет бюджета")
        bench.move("passed_to_sales", by: "marina", manager: "boris")
        #expect(bench.told.count { $0 is RotationMoved } == 0)
    }

    @Test func `the least loaded manager gets the item where the policy says so`() {
        var bench = QualificationBench.opened()
        bench.policies.qualification.salesPolicy = .leastLoaded
        bench.company.load = ["anna": 3, "boris": 1]
        bench.move("passed_to_sales", by: "marina")
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "boris")
    }

    @Test func `an absent manager is skipped, named or not, and the journal says why`() {
        var bench = QualificationBench.opened()
        bench.away("boris")
        bench.move("passed_to_sales", by: "marina", manager: "boris")
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "anna")
        #expect(bench.notes.contains { $0.template == "person.skipped.absent" })
    }

    @Test func `a manager whose plate is full is skipped`() {
        var bench = QualificationBench.opened()
        bench.company.people["anna"]?.openLeadsMax = 2
        bench.company.load = ["anna": 2]
        bench.move("passed_to_sales", by: "marina")
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "boris")
    }

    @Test func `with nobody available the item stays and marketer and heads are told`() {
        var bench = QualificationBench.opened()
        bench.away("anna")
        bench.away("boris")
        bench.move("passed_to_sales", by: "marina")
        #expect(bench.outcome == "rejected: nobody_available")
        let rejection = bench.command(QualificationRejectTransition.self)
        #expect(rejection?.stage == "passed_to_sales")
        #expect(rejection?.backTo == "new")
        #expect(bench.commands(ChatNotify.self).map(\.recipientID) == ["marina", "head"])
        #expect(bench.item?.responsibleID == "marina")
    }

    @Test func `a person who is no sales manager can't be named`() {
        var bench = QualificationBench.opened()
        bench.move("passed_to_sales", by: "marina", manager: "kira")
        #expect(bench.outcome == "rejected: not_a_sales_manager")
        bench.move("passed_to_sales", by: "marina", manager: "stranger")
        #expect(bench.outcome == "refused: unknown_person data.sales_manager_id")
    }

    @Test func `naming another manager while it is at sales passes it on to him`() {
        var bench = QualificationBench.passed()
        bench.move("passed_to_sales", by: "head", manager: "boris")
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "boris")
        bench.move("passed_to_sales", by: "head", manager: "boris")
        #expect(bench.outcome == "ignored: already_at_this_stage")
    }

    // MARK: - Return

    @Test(arguments: [nil, "", "   ", "\n\t"])
    func `a return without a comment is put back`(_ comment: String?) {
        var bench = QualificationBench.passed()
        bench.move("returned_by_sales", by: "anna", comment: comment)
        let rejection = bench.command(QualificationRejectTransition.self)
        #expect(bench.types == ["qualification.reject_transition"])
        #expect(rejection?.stage == "returned_by_sales")
        #expect(rejection?.backTo == "passed_to_sales")
        #expect(rejection?.actorID == "anna")
        #expect(bench.item?.stage == .passedToSales)
    }

    @Test func `a return with a comment gives the item and a call back to the marketer`() {
        var bench = QualificationBench.passed()
        bench.move("returned_by_sales", by: "anna", comment: "Нет бюджета до весны")
        #expect(bench.types == ["qualification.assign", "call.schedule"])
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "marina")
        #expect(bench.command(CallSchedule.self)?.assigneeID == "marina")
        #expect(bench.command(CallSchedule.self)?.note == "Нет бюджета до весны")
    }

    @Test func `pass and return may alternate for ever, each time doing the same`() {
        var bench = QualificationBench.passed()
        for round in 1...20 {
            bench.move("returned_by_sales", by: "anna", comment: "Рано")
            #expect(bench.types == ["qualification.assign", "call.schedule"])
            bench.move("passed_to_sales", by: "marina")
            #expect(bench.types == ["qualification.assign", "call.schedule"])
            #expect(bench.item?.facts.returns == round)
            #expect(bench.item?.facts.passes == round + 1)
        }
    }

    @Test func `an item that is not at sales can't be returned`() {
        var bench = QualificationBench.opened()
        bench.move("returned_by_sales", by: "head", comment: "Не то")
        #expect(bench.outcome == "rejected: not_passed_to_sales")
    }

    // MARK: - Ends

    @Test func `an accept moves the lead to the manager and closes the item at the marketer`() {
        var bench = QualificationBench.passed()
        bench.move("accepted_by_sales", by: "anna")
        #expect(
            bench.types == [
                "lead.set_stage", "lead.assign", "qualification.assign", "qualification.close",
            ]
        )
        #expect(bench.command(LeadSetStage.self)?.stage == "in_progress")
        #expect(bench.command(LeadAssign.self)?.assigneeID == "anna")
        #expect(bench.command(LeadAssign.self)?.reason == .acceptedBySales)
        #expect(bench.command(QualificationAssign.self)?.responsibleID == "marina")
        #expect(bench.command(QualificationClose.self)?.outcome == .acceptedBySales)
        #expect(bench.item?.isOpen == false)
    }

    @Test func `junk closes the lead at the same junk stage`() {
        var bench = QualificationBench.opened()
        bench.move("junk", by: "marina", junk: "no_answer")
        #expect(bench.types == ["lead.close", "qualification.close"])
        #expect(bench.command(LeadClose.self)?.stage == "no_answer")
        #expect(bench.command(LeadClose.self)?.outcome == .junk)
    }

    @Test func `a junk stage may be named as the stage itself`() {
        var bench = QualificationBench.opened()
        bench.move("duplicate", by: "marina")
        #expect(bench.command(LeadClose.self)?.stage == "duplicate")
    }

    @Test func `junk without a known junk stage is put back`() {
        var bench = QualificationBench.opened()
        bench.move("junk", by: "marina")
        #expect(bench.outcome == "rejected: junk_stage_needed")
        bench.move("junk", by: "marina", junk: "boring")
        #expect(bench.outcome == "rejected: junk_stage_unknown")
    }

    @Test func `a target lead needs its fields, and the rejection lists what is missing`() {
        var bench = QualificationBench.opened()
        bench.move("target_lead", by: "marina", fields: ["company": "  "])
        #expect(bench.outcome == "rejected: required_fields_missing")
        #expect(
            bench.command(QualificationRejectTransition.self)?.missingFields == [
                "company", "contact_phone", "direction",
            ]
        )
    }

    @Test func `a complete target lead converts into deal, contact and company`() {
        var bench = QualificationBench.opened(fields: ["direction": .text("ftl")])
        bench.move("target_lead", by: "marina", fields: ["budget": "5"])
        let convert = bench.command(LeadConvert.self)
        #expect(bench.types == ["lead.convert", "qualification.close"])
        #expect(convert?.responsibleID == "marina")
        #expect(convert?.create == [.deal, .contact, .company])
        #expect(convert?.fields["direction"] == .text("ftl"))
        #expect(convert?.fields["budget"] == .text("5"))
        #expect(convert?.fields["contact_phone"] == .text("+79130000001"))
    }

    @Test func `a lead closed or deleted in the CRM closes the item without commands for it`() {
        var bench = QualificationBench.opened()
        bench.leadStage("anything", closed: false)
        #expect(bench.outcome == "no concern")
        bench.leadStage("lost", closed: true)
        #expect(bench.types == ["qualification.close"])
        #expect(bench.command(QualificationClose.self)?.outcome == .leadClosed)
        bench.leadDeleted()
        #expect(bench.outcome == "ignored: no_open_item")
    }

    // MARK: - Who may

    struct Attempt: CustomTestStringConvertible {
        let actor: String
        let stage: String
        let isAllowed: Bool
        var testDescription: String { "\(actor) → \(stage)" }
    }

    @Test(arguments: [
        Attempt(actor: "marina", stage: "in_progress", isAllowed: true),
        Attempt(actor: "marina", stage: "accepted_by_sales", isAllowed: false),
        Attempt(actor: "marina", stage: "returned_by_sales", isAllowed: false),
        Attempt(actor: "marina", stage: "new", isAllowed: false),
        Attempt(actor: "anna", stage: "accepted_by_sales", isAllowed: true),
        Attempt(actor: "anna", stage: "returned_by_sales", isAllowed: true),
        Attempt(actor: "anna", stage: "junk", isAllowed: false),
        Attempt(actor: "anna", stage: "target_lead", isAllowed: false),
        Attempt(actor: "boris", stage: "accepted_by_sales", isAllowed: false),
        Attempt(actor: "kira", stage: "in_progress", isAllowed: false),
        Attempt(actor: "stranger", stage: "in_progress", isAllowed: false),
        Attempt(actor: "head", stage: "accepted_by_sales", isAllowed: true),
        Attempt(actor: "dir", stage: "new", isAllowed: true),
    ])
    func `an actor moves only what is his`(_ attempt: Attempt) {
        var bench = QualificationBench.passed()
        bench.move(attempt.stage, by: attempt.actor, comment: "так надо", junk: "spam")
        #expect((bench.outcome == "changed") == attempt.isAllowed)
        if !attempt.isAllowed {
            #expect(bench.outcome == "rejected: actor_not_allowed")
            #expect(bench.item?.stage == .passedToSales)
        }
    }

    @Test func `anybody moves anything where actors are not enforced`() {
        var bench = QualificationBench.passed()
        bench.policies.qualification.enforcesActors = false
        bench.move("accepted_by_sales", by: "kira")
        #expect(bench.outcome == "changed")
    }

    // MARK: - Stage names

    @Test func `the CRM's stage names are understood and used`() {
        var bench = QualificationBench()
        bench.policies.qualification.stages = [
            "DT:NEW": "new", "DT:PREPARATION": "passed_to_sales", "DT:DOUBLE": "duplicate",
        ]
        bench.created(by: "marina")
        #expect(bench.command(QualificationCreate.self)?.stage == "DT:NEW")
        bench.move("DT:PREPARATION", by: "marina")
        #expect(bench.item?.stage == .passedToSales)
        bench.move("returned_by_sales", by: "anna")
        #expect(bench.command(QualificationRejectTransition.self)?.backTo == "DT:PREPARATION")
        bench.move("DT:DOUBLE", by: "marina")
        #expect(bench.command(LeadClose.self)?.stage == "duplicate")
    }

    @Test func `an unknown stage or item is put aside, naming the field`() {
        var bench = QualificationBench.opened()
        bench.move("levitating", by: "marina")
        #expect(bench.outcome == "refused: unknown_stage data.stage")
        bench.move("in_progress", by: "marina", item: "Q7-L1")
        #expect(bench.outcome == "refused: unknown_item data.item_id")
    }

    @Test(arguments: ["returned_by_sales", "accepted_by_sales", "passed_to_sales", "junk"])
    func `whoever is paused and moves an item is asked again`(_ stage: String) {
        var bench = QualificationBench.passed()
        let now = QualificationBench.now
        bench.company.people["anna"]?.silence = Silence(
            misses: 0,
            pausedUntil: now.addingTimeInterval(60)
        )
        bench.move(stage, by: "anna")
        #expect(bench.told.compactMap { ($0 as? PersonActed)?.personID } == ["anna"])
        bench.company.people["anna"]?.silence = Silence(misses: 2)
        bench.move(stage, by: "anna")
        #expect(bench.told.isEmpty)
    }

    // MARK: - Every stage against every stage

    @Test(
        arguments: QualificationItem.Stage.allCases,
        QualificationItem.Stage.allCases
    )
    func `every move from every stage has an answer, and repeats change nothing`(
        from: QualificationItem.Stage,
        to: QualificationItem.Stage
    ) {
        var bench = QualificationBench.opened(fields: ["direction": .text("ftl")])
        bench.move("passed_to_sales", manager: "anna")
        if from == .new || from == .inProgress { bench.move(from.rawValue) }
        if from != .passedToSales { bench.move(from.rawValue, comment: "да", junk: "spam") }
        #expect(bench.item?.stage == from)
        let before = bench.state
        bench.move(to.rawValue, comment: "да", junk: "spam")
        let isChanged = bench.outcome == "changed"
        #expect(isChanged == (bench.state != before))
        if from == to { #expect(bench.outcome == "ignored: already_at_this_stage") }
        if before?.items.last?.isOpen == false, from != to {
            #expect(bench.outcome == "rejected: item_closed")
        }
    }
}
