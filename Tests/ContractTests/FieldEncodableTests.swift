import Domain
import Foundation
import Testing

/// Types that write their own fields write those that they read, in the same order.
struct FieldEncodableTests {
    /// Those of the registry, each with what it is made of.
    private let types: [any (FieldEncodable & Decodable).Type] = {
        let read: [any Decodable.Type] = Registry.reads.values.map { $0 }
        let published: [any Decodable.Type] = Registry.publishes.values.map { $0 }
        let states = Registry.processes.map { state(of: $0) }
        var seen: Set<ObjectIdentifier> = []
        return (read + published + states)
            .compactMap { $0 as? any (FieldEncodable & Decodable).Type }
            .filter { seen.insert(ObjectIdentifier($0)).inserted }
    }()

    private static func state<P: BusinessProcess>(of process: P.Type) -> any Decodable.Type {
        P.State.self
    }

    @Test func `are the states and commands of most events`() {
        let names = Set(types.map { "\($0)" })
        let expected: Set = [
            "CallSchedule", "ChatNotify", "Lead", "LeadAssign", "LeadOffer", "LeadOfferWithdrawn",
            "LeadRace", "QualificationAssign", "QualificationClose", "QualificationCreate",
            "QualificationState",
        ]
        #expect(names == expected)
    }

    @Test func `write what they read`() throws {
        for type in types { try expectSameFields(type) }
    }

    private func expectSameFields<T: FieldEncodable & Decodable>(_ type: T.Type) throws {
        let shape = Shape()
        let full = try RecordingDecoder(shape, fillsOptionals: true).value(of: type)
        let json = try JSONWriter.bytes(of: full)
        try JSONReader.read(json) { try expect($0, shape, "\(type)") }

        let bare = try RecordingDecoder(Shape(), fillsOptionals: false).value(of: type)
        for value in [full, bare] {
            let written = try JSONWriter.bytes(of: value)
            let read = try JSONReader.read(written) { try $0.decode(type) }
            #expect(try JSONWriter.bytes(of: read) == written)
        }
        let required = shape.fields.filter(\.isRequired).map(\.name)
        let names = try JSONReader.read(try JSONWriter.bytes(of: bare)) { node in
            try node.members().map(\.name)
        }
        #expect(names == required, "\(type) without what may be missing")
    }

    /// The same names in the same order, all the way down.
    private func expect(_ node: JSONNode, _ shape: Shape, _ path: String) throws {
        switch shape.kind {
        case .object:
            let members = try node.members()
            #expect(members.map(\.name) == shape.fields.map(\.name), "\(path)")
            for (member, field) in zip(members, shape.fields) {
                try expect(member.value, field.shape, "\(path).\(field.name)")
            }
        case .list:
            // A sample of a list of objects has one element.
            let element = Array(node.json.bytes.dropFirst().dropLast())
            guard let shape = shape.element, shape.kind == .object else { return }
            try JSONReader.read(element) { try expect($0, shape, "\(path)[0]") }
        case .text, .identifier, .date, .flag, .whole, .number, .money, .words, .formed, .open,
            .openObject, .map, nil:
            break
        }
    }
}
