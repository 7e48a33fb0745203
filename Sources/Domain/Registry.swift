/// The processes that run, in the order in which they decide about one event.
///
/// Those that keep facts come before those that work with them. To add a process is to add its
/// folder and one line here.
package enum Registry {
    package static let processes: [any BusinessProcess.Type] = [
        People.self,
        Rotations.self,
        Telephones.self,
        Leads.self,
        Clients.self,
        Portfolios.self,
        Surveys.self,
        Recoveries.self,
        Loyalty.self,
        Callers.self,
        OutgoingCalls.self,
        Qualification.self,
        Calls.self,
        Deals.self,
        Ranking.self,
        DistributionMembers.self,
        NightPool.self,
        LeadDistribution.self,
        RuleChains.self,
        Rules.self,
    ]

    /// Every message that is read off the bus, by its type.
    package static let reads: [String: any Message.Type] = byType(processes.flatMap { $0.reads })

    /// Every command and fact that may be published, by its type.
    package static let publishes: [String: any Message.Type] = byType(
        processes.flatMap { $0.publishes }
    )

    /// The tables of facts, each once.
    package static let factTables: [FactTable] = {
        var names: Set<String> = []
        return processes.flatMap { $0.facts }.map { $0.table }
            .filter { names.insert($0.name).inserted }
    }()

    private static func byType(_ messages: [any Message.Type]) -> [String: any Message.Type] {
        Dictionary(messages.map { ($0.type, $0) }) { first, _ in first }
    }
}
