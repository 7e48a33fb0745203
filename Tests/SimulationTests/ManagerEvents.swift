import Domain

/// Project managers at work, and those who want something of them.
enum ManagerEvents: EventSource {
    static let weight = 40

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let request = #""request_id":"\#(dice.pick(Cast.requests))""#
        let person = dice.pick(Cast.projectManagers)
        let answer = #"\#(request),"person_id":"\#(person)""#
        switch dice.number(0...11) {
        case 0...1: return Letter(id, PresaleRequested.type, #"\#(request),"requester_id":"h1""#)
        case 2:
            let client = dice.pick(Cast.clients)
            return Letter(id, ClientManagerRequested.type, #"\#(request),"client_id":"\#(client)""#)
        case 3: return Letter(id, PresaleAccepted.type, answer)
        case 4: return Letter(id, ClientManagerAccepted.type, answer)
        case 5: return Letter(id, PresaleDeclined.type, answer)
        case 6: return Letter(id, ClientManagerDeclined.type, answer)
        case 7:
            let type = dice.falls(500) ? PresaleCancelled.type : ClientManagerCancelled.type
            return Letter(id, type, request)
        default: return said(id, about: person, using: &dice)
        }
    }

    /// What moves ratings, and who is there.
    private static func said(
        _ id: String,
        about person: String,
        using dice: inout Dice
    ) -> Letter {
        switch dice.number(0...3) {
        case 0:
            return Letter(
                id,
                FeedbackGiven.type,
                #""feedback_id":"\#(id)","person_id":"\#(person)","by":"h1","#
                    + #""score":\#(dice.number(1...5))"#
            )
        case 1:
            return Letter(
                id,
                ReviewReceived.type,
                #""review_id":"v\#(dice.number(1...3))","client_id":"\#(dice.pick(Cast.clients))","#
                    + #""person_id":"\#(person)","real":\#(dice.falls(700))"#
            )
        case 2:
            let roles = dice.falls(800) ? #""project_manager""# : #""sales_manager""#
            return Letter(
                id,
                PersonUpserted.type,
                #""person_id":"\#(person)","name":"\#(person)","roles":[\#(roles)]"#
            )
        default:
            return Letter(
                id,
                AvailabilityChanged.type,
                #""person_id":"\#(person)","available":\#(dice.falls(600))"#
            )
        }
    }
}
