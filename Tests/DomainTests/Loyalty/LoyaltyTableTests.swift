import Domain
import Foundation
import Testing

/// Every pair of state and input has its answer.
@Suite struct `Every state of a client's surveys` {
    typealias Input = Surveys.Input

    private static let answer = SurveyAnswered(surveyID: "S1-C1", score: .good)
    private static let stray = SurveyAnswered(surveyID: "S9-C1", score: .good)

    private static let inputs: [Input] = [
        .clientChanged("C1"), .requested("C1"), .answered(answer, at: SalesFloor.noon),
        .answered(stray, at: SalesFloor.noon), .mailDue(generation: 99),
        .reminderDue(generation: 99), .callDue(generation: 99),
    ]

    enum Case: String, CaseIterable {
        case unheardOf, scheduled, asked, answered, left, optedOut, turnedOff
    }

    private static let answers: [Case: [String]] = [
        .unheardOf: [
            "applied", "applied", "refused unknown_survey", "refused unknown_survey",
            "late_timer", "late_timer", "late_timer",
        ],
        .scheduled: [
            "nothing_new", "applied", "refused unknown_survey", "refused unknown_survey",
            "late_timer", "late_timer", "late_timer",
        ],
        .asked: [
            "nothing_new", "applied", "applied", "refused unknown_survey", "late_timer",
            "late_timer", "late_timer",
        ],
        .answered: [
            "nothing_new", "applied", "nothing_new", "refused unknown_survey", "late_timer",
            "late_timer", "late_timer",
        ],
        .left: [
            "client_not_asked", "rejected client_left", "applied", "refused unknown_survey",
            "late_timer", "late_timer", "late_timer",
        ],
        .optedOut: [
            "client_not_asked", "rejected client_opted_out", "applied", "refused unknown_survey",
            "late_timer", "late_timer", "late_timer",
        ],
        .turnedOff: [
            "surveys_are_off", "surveys_are_off", "applied", "refused unknown_survey",
            "late_timer", "late_timer", "late_timer",
        ],
    ]

    @Test(arguments: Case.allCases)
    func `answers every input`(_ state: Case) throws {
        let floor = floor(in: state)
        let answers = try #require(Self.answers[state])
        #expect(answers.count == Self.inputs.count)
        let surveys = state == .unheardOf ? nil : floor.state(of: Surveys.self, "C1")
        for (input, expected) in zip(Self.inputs, answers) {
            let answer = floor.answer(of: Surveys.self, in: surveys, to: input)
            #expect(answer == expected, "\(state): \(input)")
        }
    }

    @Test(arguments: Case.allCases)
    func `is the same after being stored`(_ state: Case) throws {
        guard let surveys = floor(in: state).state(of: Surveys.self, "C1") else { return }
        #expect(try stored(surveys) == surveys)
    }

    private func floor(in state: Case) -> SalesFloor {
        var floor = SalesFloor.asking()
        floor.announce()
        switch state {
        case .unheardOf, .scheduled: break
        case .asked: floor.ask()
        case .answered:
            floor.ask()
            floor.answer("good")
        case .left:
            floor.ask()
            floor.announce("C1", #""active": false"#)
        case .optedOut:
            floor.ask()
            floor.announce("C1", #""survey_opt_out": true"#)
        case .turnedOff:
            floor.ask()
            floor.policies.loyalty = nil
        }
        return floor
    }
}

/// The same for recoveries.
@Suite struct `Every state of a recovery` {
    typealias Input = Recoveries.Input

    enum Case: String, CaseIterable {
        case none, waiting, exhausted, accepted, overdue, closed
    }

    private static func said(_ score: Satisfaction) -> Input {
        let care = Care(projectManagerID: "pavel", salesHeadID: "head1", department: nil)
        return .answered(
            ClientAnswered(
                clientID: "C1",
                surveyID: "S2-C1",
                score: score,
                scoreBefore: nil,
                comment: nil,
                at: SalesFloor.noon,
                firstAt: SalesFloor.noon,
                care: care
            )
        )
    }

    private func inputs() throws -> [Input] {
        func read<T: Decodable>(_ json: String) throws -> T {
            try JSONDecoder().decode(T.self, from: Data(json.utf8))
        }
        return [
            Self.said(.bad), Self.said(.good),
            .accepted(try read(#"{"client_id": "C1", "person_id": "head1"}"#)),
            .accepted(try read(#"{"client_id": "C1", "person_id": "dir"}"#)),
            .accepted(try read(#"{"client_id": "C1", "person_id": "anna"}"#)),
            .accepted(try read(#"{"client_id": "C1", "person_id": "nobody"}"#)),
            .closed(try read(#"{"client_id": "C1", "outcome": "x", "actor_id": "pavel"}"#)),
            .closed(try read(#"{"client_id": "C1", "outcome": "x", "actor_id": "anna"}"#)),
            .holderLeft("head1"), .reactionDue(generation: 77), .closeDue(generation: 77),
        ]
    }

    private static let answers: [Case: [String]] = [
        .none: [
            "applied", "client_not_unhappy", "rejected recovery_over", "rejected recovery_over",
            "rejected recovery_over", "refused unknown_person", "rejected recovery_over",
            "rejected recovery_over", "no_open_recovery", "late_timer", "late_timer",
        ],
        .waiting: [
            "applied", "applied", "applied", "applied", "rejected actor_not_allowed",
            "refused unknown_person", "applied", "rejected actor_not_allowed", "applied",
            "late_timer", "late_timer",
        ],
        .exhausted: [
            "applied", "applied", "applied", "applied", "rejected actor_not_allowed",
            "refused unknown_person", "applied", "rejected actor_not_allowed", "not_their_turn",
            "late_timer", "late_timer",
        ],
        .accepted: [
            "applied", "applied", "rejected recovery_taken", "already_theirs",
            "rejected recovery_taken", "refused unknown_person", "applied",
            "rejected actor_not_allowed", "not_their_turn", "late_timer", "late_timer",
        ],
        .overdue: [
            "applied", "applied", "applied", "applied", "rejected actor_not_allowed",
            "refused unknown_person", "applied", "rejected actor_not_allowed", "not_their_turn",
            "late_timer", "late_timer",
        ],
        .closed: [
            "applied", "client_not_unhappy", "rejected recovery_over", "rejected recovery_over",
            "rejected recovery_over", "refused unknown_person", "rejected recovery_over",
            "rejected recovery_over", "no_open_recovery", "late_timer", "late_timer",
        ],
    ]

    @Test(arguments: Case.allCases)
    func `answers every input`(_ state: Case) throws {
        let floor = floor(in: state)
        let answers = try #require(Self.answers[state])
        let inputs = try inputs()
        #expect(answers.count == inputs.count)
        let recoveries = state == .none ? nil : floor.state(of: Recoveries.self, "C1")
        for (input, expected) in zip(inputs, answers) {
            let answer = floor.answer(of: Recoveries.self, in: recoveries, to: input)
            #expect(answer == expected, "\(state): \(input)")
        }
    }

    @Test(arguments: Case.allCases)
    func `is the same after being stored`(_ state: Case) throws {
        guard let recoveries = floor(in: state).state(of: Recoveries.self, "C1") else { return }
        #expect(try stored(recoveries) == recoveries)
    }

    private func floor(in state: Case) -> SalesFloor {
        var floor = SalesFloor.asked()
        guard state != .none else { return floor }
        floor.answer("bad")
        switch state {
        case .none, .waiting: break
        case .exhausted: floor.pass(.seconds(3600))
        case .accepted:
            floor.hear("recovery.accepted", #"{"client_id": "C1", "person_id": "dir"}"#)
        case .overdue: floor.pass(.days(5))
        case .closed:
            let closing = #"{"client_id": "C1", "outcome": "x", "actor_id": "head1"}"#
            floor.hear("recovery.closed", closing)
        }
        return floor
    }
}

extension SalesFloor {
    /// What a process answers about the client it is asked of, in words.
    fileprivate func answer<P: BusinessProcess>(
        of process: P.Type,
        in state: P.State?,
        to input: P.Input
    ) -> String {
        let client = self.state(of: Clients.self, "C1")
        let context = Context(
            now: now,
            policies: policies,
            company: company,
            subject: SubjectStates(slots: client.map { [Clients.name: $0] } ?? [:]),
            text: { $0.template }
        )
        let outcome = WiredOutcome(process.decide(state, input, context))
        return outcome.words.replacing("ignored ", with: "")
    }
}

/// A state after it was written and read.
private func stored<T: Codable>(_ state: T) throws -> T {
    try JSONReader.decode(T.self, from: JSONWriter.bytes(of: state))
}
