/// A subject that was found under a phone number or an address.
package struct RelatedSubject: Sendable {
    package let subject: Subject
    package let states: SubjectStates

    package init(subject: Subject, states: SubjectStates) {
        self.subject = subject
        self.states = states
    }
}

/// The states of all processes about one subject.
///
/// A list and no dictionary: a subject has a handful of them, and each decision looks for some.
package struct SubjectStates: Sendable {
    /// What one process remembers.
    package struct Slot: Sendable {
        package let process: String
        package let state: any ProcessState
        /// The state as it was read or written last; nil since it was changed.
        package var json: JSONText?
    }

    /// By the names of the processes.
    package private(set) var slots: [Slot] = []

    package init() {}

    package init(slots: [String: any ProcessState]) {
        for (process, state) in slots { set(state, of: process) }
    }

    /// What a process remembers of this subject.
    package func state<P: BusinessProcess>(of process: P.Type) -> P.State? {
        for slot in slots where slot.process == P.name { return slot.state as? P.State }
        return nil
    }

    /// Replaces what a process remembers.
    ///
    /// - Parameter json: The state as it is kept, where that is known.
    package mutating func set(
        _ state: any ProcessState,
        of process: String,
        json: JSONText? = nil
    ) {
        let slot = Slot(process: process, state: state, json: json)
        let index = slots.firstIndex { $0.process >= process } ?? slots.count
        if index < slots.count, slots[index].process == process {
            slots[index] = slot
        } else {
            slots.insert(slot, at: index)
        }
    }

    /// Forgets what a process remembered.
    package mutating func forget(_ process: String) {
        slots.removeAll { $0.process == process }
    }

    /// Writes the states that have changed; the others are known as JSON.
    package mutating func writeChanged() throws {
        for index in slots.indices where slots[index].json == nil {
            let state = slots[index].state
            slots[index].json = JSONText(try JSONWriter.bytes(of: state))
        }
    }

    /// The same, nothing of it known as JSON: written, they have the members that this version
    /// knows and no others.
    package var unwritten: SubjectStates {
        var states = self
        for index in states.slots.indices { states.slots[index].json = nil }
        return states
    }

    /// Under which keys the subject may be found, without repeats, in a stable order.
    package var lookupKeys: [String] {
        var keys: [String] = []
        for slot in slots { keys += slot.state.allLookupKeys }
        return keys.count < 2 ? keys : Set(keys).sorted()
    }

    /// On whose desks the subject lies.
    package var holders: [PersonID] { slots.flatMap(\.state.holders) }

    /// What the client said of the company, whichever process asked him.
    package var opinions: [Opinion] { slots.flatMap(\.state.opinions) }

    /// Why nothing should be asked of the client now.
    package var caution: Phrase? { slots.lazy.compactMap(\.state.caution).first }

    /// What waits for the person; the process that decides last knows most of it.
    package func duty(of person: PersonID, on subject: String) -> Duty? {
        Registry.processes.reversed().lazy.compactMap { process in
            slots.first { $0.process == process.name }?.state
                .duty(of: person, on: subject, beside: self)
        }.first
    }
}
