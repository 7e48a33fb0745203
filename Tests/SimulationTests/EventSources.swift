import Contract
import Domain
import Foundation

/// A message that some service publishes.
struct Letter {
    let id: String
    let type: String
    let body: [UInt8]
    /// Whether it is an event at all.
    var isReadable = true

    var key: EventKey { EventKey(source: "crm", id: id) }

    /// An event with its data as JSON.
    init(_ id: String, _ type: String, _ data: String) {
        self.id = id
        self.type = type
        let head = #""specversion":"1.0","id":"\#(id)","source":"crm","type":"\#(type)""#
        body = Array(#"{\#(head),"data":{\#(data)}}"#.utf8)
    }

    /// What no one can read.
    init(unreadable text: String, _ id: String) {
        self.id = id
        type = "lead.created"
        body = Array(text.utf8)
        isReadable = false
    }
}

extension Letter {
    /// What follows outside once a command is carried out, in the CRM or with a client who got a
    /// mail; nil where nothing does.
    init?(answering command: Written) {
        guard [LeadCreate.type, MailSend.type].contains(command.type),
            let event = try? JSONSerialization.jsonObject(with: Data(command.json)),
            let data = (event as? [String: Any])?["data"] as? [String: Any]
        else { return nil }
        if let survey = data["survey_id"] as? String {
            let answer = #""survey_id":"\#(survey)","score":"bad""#
            self.init("answer-\(command.id)", SurveyAnswered.type, answer)
            return
        }
        guard let ref = data["lead_ref"] as? String else { return nil }
        let owner = (data["responsible_id"] as? String).map { #","responsible_id":"\#($0)""# }
        self.init(
            "reply-\(command.id)",
            LeadCreated.type,
            #""lead_id":"of-\#(ref)","lead_ref":"\#(ref)","source":{"channel":"phone"}"#
                + (owner ?? "")
        )
    }
}

/// Thinks up the events that concern one process; a new process is a new source in the list.
protocol EventSource: Sendable {
    /// How often it speaks beside the others.
    static var weight: Int { get }
    /// The event that happens next.
    static func next(_ id: String, using dice: inout Dice) -> Letter
}

/// All that happens.
enum EventSources {
    static let all: [any EventSource.Type] = [
        LeadEvents.self, QualificationEvents.self, OfferEvents.self, CallEvents.self,
        MemberEvents.self, PeopleEvents.self, DealEvents.self, ClientEvents.self,
        ManagerEvents.self,
        Garbage.self,
    ]

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        dice.pick(weighted: all.map { ($0.weight, $0) }).next(id, using: &dice)
    }
}

/// The company that is simulated.
enum Cast {
    static let marketers = ["m1", "m2"]
    static let managers = ["s1", "s2", "s3"]
    static let heads = ["h1", "h2"]
    static let leads = ["1", "2", "3", "4", "5"]
    static let calls = ["k1", "k2"]
    static let clients = ["c1"]
    static let directors = ["d1"]
    static let projectManagers = ["p1", "p2", "p3"]
    static let requests = ["r1", "r2", "r3", "r4"]
    static let phones = ["+79130000001", "+79130000002"]

    static let everybody: [Person] =
        marketers.map { Person(id: .init(trusted: $0), name: $0, roles: [.marketer]) }
        + managers.map { Person(id: .init(trusted: $0), name: $0, roles: [.salesManager]) }
        + heads.map { Person(id: .init(trusted: $0), name: $0, roles: [.salesHead]) }
        + directors.map { Person(id: .init(trusted: $0), name: $0, roles: [.director]) }
        + projectManagers.map { Person(id: .init(trusted: $0), name: $0, roles: [.projectManager]) }
}

/// What the CRM says of leads.
enum LeadEvents: EventSource {
    static let weight = 30

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let lead = #""lead_id":"\#(dice.pick(Cast.leads))""#
        let owner = dice.pick(Cast.marketers + Cast.marketers + ["c9", "s1"])
        switch dice.number(0...9) {
        case 0...4:
            var rest = #""source":{"channel":"site"}"#
            if dice.falls(600) { rest += #","responsible_id":"\#(owner)""# }
            if dice.falls(300) { rest += #","hot":\#(dice.falls(500))"# }
            if dice.falls(500) { rest += #","contact":{"phone":"\#(dice.pick(Cast.phones))"}"# }
            return Letter(id, LeadCreated.type, "\(lead),\(rest)")
        case 5...6:
            let person = dice.falls(300) ? "null" : "\"\(owner)\""
            let type = LeadResponsibleChanged.type
            return Letter(id, type, #"\#(lead),"responsible_id":\#(person)"#)
        case 7:
            return Letter(id, LeadUpdated.type, #"\#(lead),"fields":{"company":"\#(id)"}"#)
        case 8:
            let closed = dice.falls(500)
            return Letter(id, LeadStageChanged.type, #"\#(lead),"stage":"x","closed":\#(closed)"#)
        default:
            return Letter(id, dice.falls(500) ? LeadDeleted.type : LeadConverted.type, lead)
        }
    }
}

/// Marketers and sales managers at work.
enum QualificationEvents: EventSource {
    static let weight = 55

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let lead = #""lead_id":"\#(dice.pick(Cast.leads))""#
        guard dice.falls(900) else {
            let type = QualificationFieldsChanged.type
            return Letter(id, type, #"\#(lead),"fields":{"direction":"\#(id)"}"#)
        }
        var data = lead
        let stages = [
            "passed_to_sales", "passed_to_sales", "passed_to_sales", "returned_by_sales",
            "returned_by_sales", "accepted_by_sales", "in_progress", "junk", "target_lead",
        ]
        data += #","stage":"\#(dice.pick(stages))""#
        if dice.falls(300) { data += #","sales_manager_id":"\#(dice.pick(Cast.managers))""# }
        if dice.falls(300) { data += #","actor_id":"\#(dice.pick(Cast.everybody).id)""# }
        if dice.falls(700) { data += #","comment":"because""# }
        if dice.falls(900) { data += #","junk_stage":"spam""# }
        if dice.falls(200) { data += #","fields":{"contact_phone":"1","direction":"d"}"# }
        return Letter(id, QualificationStageChanged.type, data)
    }
}

/// Sellers who take leads, or don't.
enum OfferEvents: EventSource {
    static let weight = 20

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let person = dice.pick(Cast.managers + Cast.heads)
        return Letter(
            id,
            dice.falls(600) ? LeadOfferAccepted.type : LeadOfferDeclined.type,
            #""lead_id":"\#(dice.pick(Cast.leads))","person_id":"\#(person)""#
        )
    }
}

/// What the telephone exchange says.
enum CallEvents: EventSource {
    static let weight = 35

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let call = #""call_id":"\#(dice.pick(Cast.calls))""#
        let head = #"\#(call),"person_id":"\#(dice.pick(Cast.heads))""#
        switch dice.number(0...11) {
        case 0...3:
            let from = dice.pick(Cast.phones + ["anonymous"])
            return Letter(id, CallIncoming.type, #"\#(call),"from":"\#(from)","to":"100""#)
        case 4: return Letter(id, CallRinging.type, head)
        case 5: return Letter(id, CallDeclined.type, head)
        case 6...7: return Letter(id, CallAnswered.type, head)
        case 8: return Letter(id, CallEnded.type, call)
        default:
            let verdict = dice.falls(800) ? "real" : "spam"
            return Letter(id, CallMarked.type, #"\#(head),"verdict":"\#(verdict)""#)
        }
    }
}

/// Who takes part in the race beside the best.
enum MemberEvents: EventSource {
    static let weight = 4

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let types = [
            DistributionJoinRequested.type, DistributionMemberAdded.type,
            DistributionMemberRemoved.type,
        ]
        return Letter(id, dice.pick(types), #""person_id":"\#(dice.pick(Cast.heads))""#)
    }
}

/// People who come, go and change.
enum PeopleEvents: EventSource {
    static let weight = 10

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let person = dice.pick(Cast.managers + Cast.marketers)
        guard dice.falls(700) else {
            let role = Cast.managers.contains(person) ? "sales_manager" : "marketer"
            let active = dice.falls(800)
            return Letter(
                id,
                PersonUpserted.type,
                #""person_id":"\#(person)","name":"\#(person)","roles":["\#(role)"],"#
                    + #""active":\#(active)"#
            )
        }
        let available = dice.falls(500)
        return Letter(
            id,
            AvailabilityChanged.type,
            #""person_id":"\#(person)","available":\#(available)"#
        )
    }
}

/// Deals that are won, and so count in the ranking.
enum DealEvents: EventSource {
    static let weight = 5

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let manager = dice.pick(Cast.managers + ["nobody"])
        return Letter(
            id,
            DealWon.type,
            #""deal_id":"d\#(dice.number(1...3))","manager_id":"\#(manager)","#
                + #""amount":{"amount":"\#(dice.number(1...9)).00","currency":"RUB"}"#
        )
    }
}

/// What should not be there at all.
enum Garbage: EventSource {
    static let weight = 4

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let bodies = [
            "", "{", "null", #"{"specversion":"1.0"}"#, "{\"a\":\"\\u0000\"}",
            #"{"specversion":"1.0","id":"x","source":"crm","type":"what.is_this","data":{}}"#,
            #"{"specversion":"1.0","id":"x","source":"crm","type":"lead.created","data":{}}"#,
        ]
        return Letter(unreadable: dice.pick(bodies), id)
    }
}
