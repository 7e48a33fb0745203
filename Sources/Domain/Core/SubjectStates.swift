/// A subject that was found under a phone number or an address.
package struct RelatedSubject: Sendable {
    package let subject: Subject
    package let states: SubjectStates

    package init(subject: Subject, states: SubjectStates) {
        self.subject = subject
        self.states = states
    }
}

/// The states of all processes about one subject, by process name.
package struct SubjectStates: Sendable {
    package private(set) var slots: [String: any ProcessState]

    package init(slots: [String: any ProcessState] = [:]) {
        self.slots = slots
    }

    /// What a process remembers of this subject.
    package func state<P: BusinessProcess>(of process: P.Type) -> P.State? {
        slots[P.name] as? P.State
    }

    /// Replaces what a process remembers.
    package mutating func set(_ state: any ProcessState, of process: String) {
        slots[process] = state
    }

    /// Forgets what a process remembered.
    package mutating func forget(_ process: String) {
        slots[process] = nil
    }

    /// Under which keys the subject may be found, without repeats, in a stable order.
    package var lookupKeys: [String] {
        Set(slots.values.flatMap(\.allLookupKeys)).sorted()
    }

    /// On whose desks the subject lies.
    package var holders: [PersonID] {
        slots.sorted { $0.key < $1.key }.flatMap(\.value.holders)
    }

    /// What the client said of the company, whichever process asked him.
    package var opinions: [Opinion] {
        slots.sorted { $0.key < $1.key }.flatMap(\.value.opinions)
    }

    /// Why nothing should be asked of the client now.
    package var caution: Phrase? {
        slots.sorted { $0.key < $1.key }.lazy.compactMap(\.value.caution).first
    }

    /// What waits for the person; the process that decides last knows most of it.
    package func duty(of person: PersonID, on subject: String) -> Duty? {
        Registry.processes.reversed().lazy.compactMap {
            slots[$0.name]?.duty(of: person, on: subject, beside: self)
        }.first
    }
}
