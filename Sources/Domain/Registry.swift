/// The processes that run, in the order in which they decide about one event.
///
/// Those that keep facts come before those that work with them. To add a process is to add its
/// folder and one line here.
package enum Registry {
    package static let processes: [any BusinessProcess.Type] = [
        People.self,
        Rotations.self,
        Series.self,
        Telephones.self,
        Leads.self,
        Clients.self,
        Postings.self,
        ClientLedger.self,
        LedgerPages.self,
        Portfolios.self,
        CommandAnswers.self,
        Salaries.self,
        Competitions.self,
        SalaryIndexes.self,
        Payrolls.self,
        Prices.self,
        Surveys.self,
        Recoveries.self,
        Loyalty.self,
        NoticeDays.self,
        Indexation.self,
        PositionReports.self,
        DocumentShelves.self,
        Documents.self,
        Standings.self,
        RatingSources.self,
        Rating.self,
        Initiative.self,
        ManagerRequests.self,
        Callers.self,
        OutgoingCalls.self,
        Qualification.self,
        Pay.self,
        Calls.self,
        Deals.self,
        Ranking.self,
        DistributionMembers.self,
        NightPool.self,
        LeadDistribution.self,
        RuleChains.self,
        Rules.self,
    ]

    /// The sections of the configuration that processes have, in the order of the processes.
    package static let policies: [any ProcessPolicy.Type] = processes.flatMap { $0.policies }

    /// Messages that are read and stand in the journal, and of which no process hears.
    package static let unheard: [any Message.Type] = [ErasureBegun.self]

    /// Every message that is read off the bus, by its type.
    package static let reads: [String: any Message.Type] = byType(
        processes.flatMap { $0.reads } + unheard
    )

    /// Messages that are read beside the lanes, from a queue of their own, by type.
    package static let readsInBulk: [String: any Message.Type] = byType([
        PositionsObserved.self, KeywordsUpserted.self, PositionsClosed.self,
    ])

    /// Every command and fact that may be published, by its type.
    package static let publishes: [String: any Message.Type] = byType(
        processes.flatMap { $0.publishes }
    )

    /// Names of the processes whose row of the company every lane keeps in memory.
    package static let residents = Set(
        processes.filter { $0.subject == .company && $0.residence == .allLanes }.map { $0.name }
    )

    /// Every code of a flaw, those of processes last.
    package static let flaws = Flaw.Code.general + processes.flatMap { $0.flaws }

    /// The tables of facts, each once.
    package static let factTables: [FactTable] = {
        var names: Set<String> = []
        return processes.flatMap { $0.facts }.map { $0.table }
            .filter { names.insert($0.name).inserted }
    }()
    /// The reports that processes describe.
    package static let reports: [FactReport] = processes.flatMap { $0.reports }
    /// What two configurations are compared by.
    package static let commandCounts: [CommandCount] = processes.flatMap { $0.counts }

    /// Every message that has to do with a process, those between processes too.
    package static let messages: [String: any Message.Type] = byType(
        processes.flatMap { $0.reads + $0.hears + $0.publishes } + unheard
    )

    /// The texts of all processes in one language, by their names.
    package static func phrases(_ language: KeyPath<PhraseText, String>) -> [String: String] {
        Dictionary(processes.flatMap { $0.phrases }.map { ($0.name, $0[keyPath: language]) }) {
            first,
            _ in first
        }
    }

    /// The words of all processes in one language, by their codes.
    package static func words(_ language: KeyPath<Word, String>) -> [String: String] {
        Dictionary(processes.flatMap { $0.words }.map { ($0.code, $0[keyPath: language]) }) {
            first,
            _ in first
        }
    }

    private static func byType(_ messages: [any Message.Type]) -> [String: any Message.Type] {
        Dictionary(messages.map { ($0.type, $0) }) { first, _ in first }
    }
}
