import Domain
import Foundation
import Testing

/// Holds the registry, the sources and `docs/connected.md` together.
@Suite struct `How the processes are connected` {
    @Test func `the page says what the registry says`() throws {
        let variable = ContractDocuments.updateVariable
        let page = try ConnectedPage()
        expectNone(page.complaints)
        let renewed = page.renewed
        if ProcessInfo.processInfo.environment[variable] == "1" {
            try Data(renewed.utf8).write(to: ConnectedPage.url)
        }
        let hint = "run `\(variable)=1 swift test --filter ContractTests` and commit the changes"
        let isFresh = try String(contentsOf: ConnectedPage.url, encoding: .utf8) == renewed
        expectNone(isFresh ? [] : ["docs/connected.md is not what the registry says; \(hint)"])
    }

    @Test func `every process declares what it tells`() throws {
        let connections = try Connections()
        let internals = Registry.messages.values.filter { $0.type.hasPrefix("internal.") }
        for system in connections.systems {
            let declared = Set(
                connections.processes(of: system).flatMap { $0.tells.map { $0.type } }
            )
            let made = Set(
                internals.filter { connections.declarations.makes($0, system) }.map { $0.type }
            )
            expectNone(
                made.subtracting(declared).sorted().map {
                    "\(system) tells \($0): name it in `tells` of the process that does"
                }
                    + declared.subtracting(made).sorted().map {
                        "\(system) never tells \($0): take it out of `tells`"
                    }
            )
        }
    }

    @Test func `whatever is told is heard, and whatever is heard is told or published`() {
        let told = Set(Registry.processes.flatMap { $0.tells.map { $0.type } })
        let heard = Set(Registry.processes.flatMap { $0.hears.map { $0.type } })
        let published = Set(Registry.publishes.keys)
        expectNone(told.subtracting(heard).sorted().map { "nobody hears \($0)" })
        expectNone(
            heard.subtracting(told).subtracting(published).sorted().map { "nobody tells \($0)" }
        )
    }

    @Test func `every process declares what it asks of any state, and what its own answer`() throws
    {
        let connections = try Connections()
        for system in connections.systems {
            let own = connections.processes(of: system)
            let asked = Set(own.flatMap { $0.asks })
            let answered = Set(own.flatMap { $0.answers })
            #expect(asked == connections.declarations.asks(system), "asked by \(system)")
            #expect(answered == connections.declarations.answers(system), "answered by \(system)")
        }
    }

    @Test func `every process declares at whose states it looks`() throws {
        let connections = try Connections()
        for system in connections.systems {
            let own = connections.processes(of: system)
            let declared = Set(own.flatMap { $0.looksAt.map { $0.name } })
            let others = Registry.processes.filter { other in
                !own.contains { $0.name == other.name }
            }
            let seen = Set(
                others.filter { connections.declarations.looks(at: $0, system) }.map { $0.name }
            )
            let foreign = declared.filter { name in others.contains { $0.name == name } }
            expectNone(
                seen.subtracting(declared).sorted().map {
                    "\(system) looks at \($0): name it in `looksAt` of the process that does"
                }
                    + foreign.subtracting(seen).sorted().map {
                        "\(system) never looks at \($0): take it out of `looksAt`"
                    }
            )
        }
    }
}
