import Domain

/// Clients who come, go and answer, and those who win them back.
enum ClientEvents: EventSource {
    static let weight = 30

    static func next(_ id: String, using dice: inout Dice) -> Letter {
        let client = dice.pick(Cast.clients)
        let subject = #""client_id":"\#(client)""#
        switch dice.number(0...9) {
        case 0...3: return Letter(id, ClientUpserted.type, announced(subject, using: &dice))
        case 4...5: return Letter(id, SurveyRequested.type, subject)
        case 6...7:
            let survey = "S\(dice.number(1...3))-\(client)"
            let score = dice.pick(["bad", "bad", "good", "excellent"])
            var data = #""survey_id":"\#(survey)","score":"\#(score)""#
            if dice.falls(500) { data += #","channel":"call""# }
            if dice.falls(300) { data += #","comment":"\#(id)""# }
            return Letter(id, SurveyAnswered.type, data)
        case 8:
            let person = dice.pick(Cast.heads + Cast.directors + Cast.managers)
            return Letter(id, RecoveryAccepted.type, #"\#(subject),"person_id":"\#(person)""#)
        default:
            let person = dice.pick(Cast.heads + Cast.directors)
            return Letter(
                id,
                RecoveryClosed.type,
                #"\#(subject),"outcome":"kept","actor_id":"\#(person)""#
            )
        }
    }

    private static func announced(_ subject: String, using dice: inout Dice) -> String {
        var data = #"\#(subject),"name":"client""#
        if dice.falls(850) { data += #","emails":["a@client.test"]"# }
        if dice.falls(700) { data += #","sales_head_id":"\#(dice.pick(Cast.heads))""# }
        if dice.falls(100) { data += #","active":false"# }
        if dice.falls(100) { data += #","survey_opt_out":true"# }
        return data
    }
}
