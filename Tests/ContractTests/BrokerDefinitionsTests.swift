import Domain
import Foundation
import Testing

@Suite struct `The broker's definitions` {
    @Test func `bind the inbox to every event that is read`() throws {
        let file = "deploy/rabbitmq/definitions.json"
        let definitions = try Project.json(Project.root.appending(path: file))
        let bindings = definitions["bindings"]?.elements ?? []
        let bound = bindings.filter { $0["destination"] == "baton.inbox" }
            .compactMap { $0["routing_key"]?.text }
        let missing = Set(Registry.reads.keys).subtracting(bound).sorted()
        expectNone(missing.map { "\(file): no binding of baton.inbox for \($0)" })
    }
}
