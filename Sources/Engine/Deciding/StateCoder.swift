package import Domain

/// Subjects' states to and from the JSON that the store keeps.
package struct StateCoder: Sendable {
    private let processes: [String: ErasedProcess]
    /// Those that a row can have that was only written here.
    private static let versions: ClosedRange<Int64> = 1...(1 << 62)

    package init(_ processes: [any BusinessProcess.Type] = Registry.processes) {
        let erased = processes.map { ErasedProcess($0) }
        self.processes = Dictionary(uniqueKeysWithValues: erased.map { ($0.name, $0) })
    }

    /// The states as JSON, an object with one member a process; those that have not changed since
    /// they were read or written are not written again.
    package func encode(_ states: inout SubjectStates) throws(StoreError) -> [UInt8] {
        do {
            try states.writeChanged()
            return JSONWriter.bytes { json in
                json.openObject()
                for slot in states.slots {
                    guard let state = slot.json else { continue }
                    json.begin(slot.process)
                    json.write(state)
                }
            }
        } catch {
            throw .refused("a state can't be written as JSON: \(error)")
        }
    }

    /// The states as JSON.
    package func encode(_ states: SubjectStates) throws(StoreError) -> [UInt8] {
        var states = states
        return try encode(&states)
    }

    /// The states that were kept as JSON; those of processes that this version does not know too.
    package func decode(_ stored: StoredSubject) throws(StoreError) -> SubjectStates {
        guard Self.versions.contains(stored.version) else {
            throw .misconfigured("the row of \(stored.subject) has version \(stored.version)")
        }
        // What stays in memory for good need not be there twice.
        let isKept = !stored.subject.isResident
        do {
            return try JSONReader.read(stored.state) { row in
                var states = SubjectStates()
                // From behind, since the first counts of a slot that stands there twice.
                for (process, slot) in try row.members().reversed() {
                    let state = try processes[process]?.decode(slot)
                    let json = isKept ? slot.json : nil
                    states.set(state ?? ForeignState(slot.json), of: process, json: json)
                }
                return states
            }
        } catch {
            throw .misconfigured("the row of \(stored.subject) can't be read: \(error.message)")
        }
    }
}

/// What a process that this version does not know remembers: kept and written back as it is, so
/// that a version that knows it finds it again.
private struct ForeignState: ProcessState {
    let json: JSONText

    init(_ json: JSONText) { self.json = json }
    init(from decoder: any Decoder) throws { json = try JSONText(from: decoder) }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}
