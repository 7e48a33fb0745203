import Foundation
import Testing

/// Every figure of a report can be counted again from the journal.
extension `With private servers` {
    @Suite struct `The figures of a year` {
        private typealias Row = [String: Any]

        @Test func `are those that follow from its journal, counted without the program`()
            async throws
        {
            let year = try ShortYear()
            try await Rig.use { rig in
                try await year.takeIn(rig)
                let desk = Desk(config: rig.folder.appending(path: "year.toml").path)
                let recount = try Recount(rig.database, before: "2026-04-01T00:00:00+03:00")
                try await checkPeople(desk, recount)
                try await checkLeads(desk, recount)
                try await checkManagers(desk, recount)
                try await checkClients(desk, recount)
            }
        }

        /// Reports, as the command tells them.
        private struct Desk {
            let config: String

            func rows(
                _ report: String,
                by: String,
                to: String = "2026-03-31"
            ) async throws -> [String: Row] {
                let (status, output) = try await Program.run(
                    [
                        "report", report, "--by", by, "--from", "2026-01-01", "--to", to,
                        "--format", "json", "--config", config,
                    ]
                )
                #expect(status == .exited(0), "\(output)")
                let json = try JSONSerialization.jsonObject(with: Data(output.utf8))
                let rows = try #require((json as? Row)?["rows"] as? [Row])
                #expect(!rows.isEmpty, "\(report) is empty")
                return Recount.last(rows, by: "key")
            }
        }

        private func expect(
            _ rows: [String: Row],
            _ column: String,
            are figures: [String: Int],
            _ report: String
        ) {
            for key in Set(rows.keys).union(figures.keys) {
                let shown = (rows[key]?[column] as? NSNumber)?.intValue ?? 0
                #expect(shown == figures[key] ?? 0, "\(report), \(column) of \(key)")
            }
        }

        private func expect(
            _ rows: [String: Row],
            _ column: String,
            amountTo sums: [String: Int],
            _ report: String
        ) {
            for key in Set(rows.keys).union(sums.keys) {
                let shown = Recount.hundredths(rows[key]?[column])
                #expect(shown == sums[key] ?? 0, "\(report), \(column) of \(key)")
            }
        }

        private func checkPeople(_ desk: Desk, _ recount: Recount) async throws {
            let heads = try await desk.rows("heads", by: "person")
            let rings = Recount.count(recount.commands("call.ring"), by: "person_id")
            expect(heads, "rings", are: rings, "heads")
            let answered = Recount.count(recount.events("call.answered"), by: "person_id")
            expect(heads, "answered", are: answered, "heads")
            let race = try await desk.rows("race", by: "person")
            let offers = Recount.count(recount.commands("lead.offer"), by: "person_id")
            expect(race, "offers", are: offers, "race")
            let accepted = recount.commands("lead.assign")
                .filter { $0["reason"] as? String == "offer_accepted" }
            let won = Recount.count(accepted, by: "assignee_id")
            expect(race, "won", are: won, "race")
            let ranking = try await desk.rows("ranking", by: "person")
            let sold = recount.sales(from: "2026-01-01", to: "2026-04-01")
            expect(ranking, "amount", amountTo: sold, "ranking")
        }

        private func checkLeads(_ desk: Desk, _ recount: Recount) async throws {
            let channels = try await desk.rows("channels", by: "channel")
            let found = recount.channels(ShortYear.channels)
            for column in ["calls", "real", "spam", "leads", "deals"] {
                expect(channels, column, are: found.compactMapValues { $0[column] }, "channels")
            }
            let marketing = try await desk.rows("marketing", by: "marketer")
            let opened = recount.commands("qualification.create")
            let arrived = Recount.count(opened, by: "responsible_id")
            expect(marketing, "arrived", are: arrived, "marketing")
            // An item is its first marketer's, whoever has it when it is closed.
            let marketers = Recount.last(opened, by: "item_id")
                .mapValues { $0["responsible_id"] as? String ?? "" }
            var closed: [String: [String: Int]] = [:]
            for item in recount.commands("qualification.close") {
                let marketer = marketers[item["item_id"] as? String ?? ""] ?? ""
                closed[item["outcome"] as? String ?? "", default: [:]][marketer, default: 0] += 1
            }
            let accepted = closed["accepted_by_sales"] ?? [:]
            expect(marketing, "accepted", are: accepted, "marketing")
            expect(marketing, "junk", are: closed["junk"] ?? [:], "marketing")
            let targets = closed["target_lead"] ?? [:]
            expect(marketing, "target", are: targets, "marketing")
            let pay = accepted.mapValues { $0 * 300_00 }
                .merging(targets.mapValues { $0 * 500_00 }) { $0 + $1 }
            expect(marketing, "pay", amountTo: pay, "marketing")
        }

        private func checkManagers(_ desk: Desk, _ recount: Recount) async throws {
            let ratings = Recount.last(recount.commands("baton.rating.changed"), by: "person_id")
            let rating = try await desk.rows("rating", by: "person")
            for (person, row) in rating {
                let announced = Recount.hundredths(ratings[person]?["rating"])
                #expect(Recount.hundredths(row["rating"]) == announced, "rating of \(person)")
            }
            var balances: [String: Int] = [:]
            for change in recount.commands("baton.initiative.changed") {
                balances[change["person_id"] as? String ?? "", default: 0] +=
                    Recount.hundredths(change["amount"])
            }
            let initiative = try await desk.rows("initiative", by: "person")
            expect(initiative, "balance", amountTo: balances, "initiative")
            let presales = Recount.count(recount.commands("presale.assign"), by: "person_id")
            expect(initiative, "presales", are: presales, "initiative")
            let clients = recount.commands("client.assign_manager")
            let served = Recount.count(clients, by: "person_id")
            expect(initiative, "clients", are: served, "initiative")
        }

        private func checkClients(_ desk: Desk, _ recount: Recount) async throws {
            let documents = try await desk.rows("documents", by: "client")
            expect(documents, "invoiced", amountTo: recount.invoices(), "documents")
            expect(documents, "debt", amountTo: recount.debts(), "documents")
            let nps = try await desk.rows("nps", by: "head")
            for (head, row) in nps {
                let found = recount.answers()[head] ?? [:]
                for score in ["excellent", "good", "bad"] {
                    let shown = (row[score] as? NSNumber)?.intValue
                    #expect(shown == found[score] ?? 0, "nps, \(score) of \(head)")
                }
            }
            let prices = try await desk.rows("prices", by: "region")
            for (region, found) in recount.prices() {
                let row = prices[region]
                #expect((row?["quoted"] as? NSNumber)?.intValue == found.quoted, "\(region)")
                #expect(Recount.hundredths(row?["average_price"]) == found.mean, "\(region)")
            }
            let raises = try await desk.rows("indexation", by: "client", to: "2026-12-31")
            let applied = recount.commands("baton.indexation.applied")
            #expect(!applied.isEmpty)
            for raise in applied {
                let row = raises[raise["client_id"] as? String ?? ""]
                #expect(row?["state"] as? String == "applied")
                let fee = Recount.hundredths(raise["new_fee"])
                #expect(Recount.hundredths(row?["new_fee"]) == fee, "\(raise)")
            }
        }
    }
}
