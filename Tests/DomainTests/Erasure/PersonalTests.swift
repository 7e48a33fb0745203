import Domain
import Testing

/// What processes say of themselves, compared with what they really keep.
@Suite struct `What is personal` {
    private func complaints(
        about shape: Shape,
        _ declared: Set<String>,
        at path: String,
        of owner: String
    ) -> [String] {
        var complaints: [String] = []
        for field in shape.fields where !declared.contains(field.name) {
            let place = path.isEmpty ? field.name : "\(path).\(field.name)"
            if isFree(field.shape), !isHarmless(place, of: owner) {
                complaints.append("\(owner): \(place)")
            }
            complaints += self.complaints(about: field.shape, declared, at: place, of: owner)
            if let element = field.shape.element {
                complaints += self.complaints(about: element, declared, at: place, of: owner)
            }
        }
        return complaints
    }

    private func isFree(_ shape: Shape) -> Bool {
        switch shape.kind {
        case .text, .open, .openObject: true
        case .formed(let sample): sample.hasPrefix("+") || sample.contains("@")
        case .list, .map: shape.element.map(isFree) ?? false
        case .identifier, .date, .flag, .whole, .number, .money, .words, .object, nil: false
        }
    }

    private func isHarmless(_ place: String, of owner: String) -> Bool {
        HarmlessTexts.decided[owner]?.contains(place) == true || place.hasSuffix("_id")
            || place.hasSuffix("_ids")
    }

    /// Messages about the company's own people, who are not erased.
    private static let aboutStaff: Set<String> = ["person.upserted"]
    /// States whose own reading refuses what stands for a text here: looked at by a person, they
    /// hold figures, codes and ids.
    private static let unrecorded: Set<String> = ["rating"]

    @Test func `is said of every free text in a state`() throws {
        var complaints: [String] = []
        var unrecorded: Set<String> = []
        // People of the company are not erased, and series of pay have the names of their sources.
        for process in Registry.processes
        where ![People.name, SalaryIndexes.name].contains(process.name) {
            guard let shape = try? Self.shape(of: process) else {
                unrecorded.insert(process.name)
                continue
            }
            let declared = Set(process.personal.state.map(\.name))
            complaints += self.complaints(about: shape, declared, at: "", of: process.name)
        }
        #expect(complaints.sorted() == [])
        #expect(unrecorded == Self.unrecorded)
    }

    @Test func `is said of every free text in a message on the bus`() throws {
        var complaints: [String] = []
        for process in Registry.processes {
            for message in process.reads + process.publishes
            where !Self.aboutStaff.contains(message.type) {
                let shape = try Self.shape(of: message)
                let declared = Set(
                    Registry.processes.flatMap { $0.personal.messages[message.type] ?? [] }
                        .map(\.name)
                )
                complaints += self.complaints(about: shape, declared, at: "", of: message.type)
            }
        }
        #expect(Set(complaints).sorted() == [])
    }

    private static func shape<P: BusinessProcess>(of process: P.Type) throws -> Shape {
        try shape(decoding: P.State.self)
    }

    private static func shape<M: Message>(of message: M.Type) throws -> Shape {
        try shape(decoding: M.self)
    }

    private static func shape<T: Decodable>(decoding type: T.Type) throws -> Shape {
        let shape = Shape()
        _ = try RecordingDecoder(shape, fillsOptionals: true).value(of: type)
        return shape
    }
}
