import Contract
package import Domain
import Foundation

/// Subjects' states to and from the JSON that the store keeps.
package struct StateCoder: Sendable {
    private let decoder: JSONDecoder
    /// Those that a row can have that was only written here.
    private static let versions: ClosedRange<Int64> = 1...(1 << 62)

    package init(_ processes: [any BusinessProcess.Type] = Registry.processes) {
        decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let date = Timestamp.date(try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "not a time"
                )
            }
            return date
        }
        let erased = processes.map { ErasedProcess($0) }
        decoder.userInfo[.processes] = Dictionary(
            uniqueKeysWithValues: erased.map { ($0.name, $0) }
        )
    }

    /// The states as JSON, an object with one member a process.
    package func encode(_ states: SubjectStates) throws(StoreError) -> [UInt8] {
        do {
            return try CompactJSON.bytes(of: Row(states: states))
        } catch {
            throw .refused("a state can't be written as JSON: \(error)")
        }
    }

    /// The states that were kept as JSON; those of processes that this version does not know too.
    package func decode(_ stored: StoredSubject) throws(StoreError) -> SubjectStates {
        guard Self.versions.contains(stored.version) else {
            throw .misconfigured("the row of \(stored.subject) has version \(stored.version)")
        }
        do {
            return try decoder.decode(Row.self, from: Data(stored.state)).states
        } catch {
            throw .misconfigured("the row of \(stored.subject) can't be read: \(error)")
        }
    }
}

extension CodingUserInfoKey {
    fileprivate static let processes = CodingUserInfoKey(rawValue: "processes").unsafelyUnwrapped
}

private struct Row: Codable {
    let states: SubjectStates

    init(states: SubjectStates) {
        self.states = states
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: SlotKey.self)
        let processes = decoder.userInfo[.processes] as? [String: ErasedProcess] ?? [:]
        var states = SubjectStates()
        for key in container.allKeys {
            let state =
                try processes[key.stringValue]?.decode(container, key)
                ?? ForeignState(value: container.decode(Value.self, forKey: key))
            states.set(state, of: key.stringValue)
        }
        self.states = states
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: SlotKey.self)
        for (process, state) in states.slots {
            try container.encode(state, forKey: SlotKey(stringValue: process))
        }
    }
}

/// What a process that this version does not know remembers: kept and written back as it is, so
/// that a version that knows it finds it again.
private struct ForeignState: ProcessState {
    let value: Value

    init(value: Value) { self.value = value }
    init(from decoder: any Decoder) throws { value = try Value(from: decoder) }
    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}
