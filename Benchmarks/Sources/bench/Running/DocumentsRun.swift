import Foundation

/// Sets of documents from the request to the mail, with timers of leads beside them.
struct DocumentsRun {
    private let site: Site
    private let plan: DocumentPlan
    private let chains: Int

    init(_ site: Site, _ plan: DocumentPlan, chains: Int) {
        self.site = site
        self.plan = plan
        self.chains = chains
    }

    func outcome() throws -> Outcome {
        let workload = ExpiryWorkload(chains: chains, step: 8)
        let stage = try Stage(site.with(DocumentPlan.settings), workload)
        defer { stage.close() }
        try stage.begin(workload)
        let known = try stage.count("SELECT count(*) FROM baton.journal")
        let history = plan.history
        try Feeder(stage).publish(history)
        try stage.waitFor("the history to be known", atMost: .seconds(600)) {
            try stage.count("SELECT count(*) FROM baton.journal") >= known + history.count
        }
        let collector = try Collector(stage, workload, readsOffers: true)
        let begin = ContinuousClock.now
        try Feeder(stage).publish(plan.requests)
        _ = try Feeder(stage).publish(workload.events, rate: 250)
        var faults = try awaitMails(stage, collector)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        try? stage.waitFor("the last command", atMost: .seconds(60)) {
            try collector.look(\.isComplete)
        }
        let files = try stage.count(
            "SELECT count(*) FROM baton.document_file WHERE pdf IS NOT NULL"
        )
        if files != plan.sets * 3 { faults.append("\(files) PDFs instead of \(plan.sets * 3)") }
        let bytes = try stage.count(
            "SELECT coalesce(avg(length(pdf)), 0)::bigint FROM baton.document_file"
        )
        let peak = stage.daemon.tree?.peakResident() ?? 0
        try stage.daemon.stop()
        collector.stop()
        faults += try collector.look(\.faults)
        let lateness = Percentiles(seconds: try collector.look(\.lateness))
        return Outcome(
            figures: [
                Figure("from the first request to the last mail", seconds, "s", .atMost(300)),
                Figure("documents a second", Double(files) / seconds, "/s"),
                Figure("bytes a PDF", Double(bytes), "bytes"),
                Figure("daemon's peak resident", peak, "MiB", .atMost(150)),
            ] + lateness.figures(p50: .atMost(5), p99: .atMost(25), counted: "timers"),
            faults: faults
        )
    }

    /// What is wrong where not every set was mailed in time.
    private func awaitMails(_ stage: Stage, _ collector: Collector) throws -> [String] {
        do {
            try stage.waitFor("every set to be mailed", atMost: .seconds(900)) {
                try collector.look(\.mails) >= plan.sets
            }
            return []
        } catch {
            return ["\(try collector.look(\.mails)) of \(plan.sets) sets were mailed: \(error)"]
        }
    }
}
