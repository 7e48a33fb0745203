package import Foundation

/// What is remembered of a call that one of the company made.
package struct OutgoingCall: ProcessState {
    package let personID: PersonID
    package let to: String
    package let leadID: LeadID?
    package fileprivate(set) var clientID: ClientID?
    package let at: Date
    package let answered: Bool?

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case to
        case leadID = "lead_id"
        case clientID = "client_id"
        case at, answered
    }
}

/// Finds which leads were worked on by a call to the client.
package enum OutgoingCalls: BusinessProcess {
    package typealias State = OutgoingCall

    /// What can happen to an outgoing call.
    package enum Input: Sendable {
        case made(CallMade, at: Date)
        /// The leads under the dialled number were looked up.
        case dialled(NumberDialled)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case callKnown = "call_already_known"
        case noLead = "no_lead_under_this_number"
    }

    package static let name = "outgoing_call"
    package static let subject = SubjectKind.call
    package static let facts: [any FactRow.Type] = [OutgoingCallFact.self]
    package static let reads: [any Message.Type] = [CallMade.self]
    package static let hears: [any Message.Type] = [NumberDialled.self]
    package static let tells: [any Message.Type] = [
        LeadWorkSeen.self, NumberDialled.self, PersonActed.self,
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as CallMade:
            [Concern(body.subject, .made(body, at: body.at ?? event.occurred))]
        case let body as NumberDialled:
            [Concern(body.subject, .dialled(body), lookups: [body.phone])]
        default: []
        }
    }

    package static func decide(
        _ state: OutgoingCall?,
        _ input: Input,
        _ context: Context
    ) -> Decision<OutgoingCall> {
        switch (state, input) {
        // An exchange that counts its calls may begin again: the same id with other news is
        // another call.
        case (let known?, .made(let call, let instant))
        where known == OutgoingCall(call, at: instant):
            return .ignored(Ignored.callKnown)
        case (_, .made(let call, let instant)):
            guard context.company.people[call.personID] != nil else {
                return .refused(.unknownPerson(call.personID, field: "data.person_id"))
            }
            return .changed(
                to: OutgoingCall(call, at: instant.notAhead(of: context.now)),
                effects: [.tell(PersonActed(call.personID))] + worked(call, context)
            )
        case (nil, .dialled):
            return .ignored(Ignored.noLead)
        case (var call?, .dialled(let number)):
            let clients = context.related.filter { $0.subject.kind == .client }
            call.clientID =
                call.clientID ?? clients.first.flatMap { ClientID(rawValue: $0.subject.id) }
            let leads = context.related.filter { $0.subject.kind == .lead }
            return .changed(
                to: call,
                effects: leads.compactMap { LeadID(rawValue: $0.subject.id) }.map {
                    .tell(LeadWorkSeen($0, by: number.personID))
                }
            )
        }
    }

    private static func worked(_ call: CallMade, _ context: Context) -> [Effect] {
        if let lead = call.leadID { return [.tell(LeadWorkSeen(lead, by: call.personID))] }
        guard let phone = context.policies.contacts.phone(call.to)?.rawValue else { return [] }
        let number = NumberDialled(callID: call.callID, personID: call.personID, phone: phone)
        return [.tell(number)]
    }
}

extension OutgoingCall {
    fileprivate init(_ call: CallMade, at instant: Date) {
        self.init(
            personID: call.personID,
            to: call.to,
            leadID: call.leadID,
            clientID: call.clientID,
            at: instant,
            answered: call.answered
        )
    }
}
