import AMQP
import ArgumentParser
import Bulk
import Bus
import Console
import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store

/// `baton erase`: forgets people outside the company.
struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Forget somebody outside the company.",
        subcommands: [PersonData.self]
    )

    /// `baton erase person-data`: finds what is kept of somebody, shows it, takes it out.
    struct PersonData: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "person-data",
            abstract: "Find what is kept of somebody, show it, and after a yes take it out.",
            discussion: """
                baton erase person-data --phone '+7 913 000-00-01' --email ivan@example.org
                baton erase person-data --lead L1 --except call/C77
                baton erase person-data --client C-7 --yes

                Names, numbers, addresses and free texts become “\(Eraser.mark)”; ids, times and \
                figures stay, and so do all reports. The daemon may run meanwhile. What cannot be \
                undone is shown first.
                """
        )

        @OptionGroup var options: ConfigurationOption

        @Option(help: "A phone number of his; may be given several times.")
        var phone: [String] = []

        @Option(help: "An e-mail address of his; may be given several times.")
        var email: [String] = []

        @Option(help: "A lead that is his; may be given several times.")
        var lead: [String] = []

        @Option(help: "A client that he is; may be given several times.")
        var client: [String] = []

        @Option(help: "What is not his though it shares a number with him, such as lead/L2.")
        var except: [String] = []

        @Option(help: "Seconds to wait for what is under way: the inbox, jobs, what is published.")
        var patience = 60

        @Flag(help: "Do not wait for what lies in inbox and positions; it is kept once it is read.")
        var leaveInbox = false

        @Flag(help: "Do not ask.")
        var yes = false

        @Flag(help: "Only show what would be erased.")
        var dryRun = false

        func validate() throws {
            guard !(phone + email + lead + client).isEmpty else {
                throw ValidationError("say whom: --phone, --email, --lead or --client")
            }
        }

        func run() throws {
            let settings = try options.load()
            let wanted = try self.wanted()
            let connection = try settings.connectToErase()
            defer { connection.close() }
            let desk = ErasureDesk(connection, contacts: settings.policies.contacts)
            do {
                try lookAtQueues(settings, connection)
                let found = try desk.find(wanted)
                show(found)
                guard !found.isEmpty, !dryRun else { return }
                guard yes || isConfirmed() else { throw CommandFailure("nothing was erased") }
                try desk.awaitJobs(found, patience: .seconds(patience))
                // Their answers may have come off the inbox only now.
                try lookAtQueues(settings, connection)
                try emptyStages(connection)
                let counts = try desk.erase(found, at: Date(), patience: .seconds(patience))
                Output.standard.write("Erased: \(text(counts)).")
                try takeOffQueues(found, settings)
            } catch let error as ErasureDesk.Unpublished {
                throw CommandFailure(
                    (error.isBegun ? "only the states are erased" : "nothing is erased")
                        + "; entry \(error.seq) of lane \(error.lane) is not published yet, and "
                        + "what is to be published can't be erased: run the same command again "
                        + "once baton_journal_unpublished is 0"
                )
            } catch let error as ErasureDesk.AtWork {
                throw CommandFailure(Self.sentence(error))
            } catch let error as StoreError {
                throw CommandFailure(Self.sentence(error))
            } catch let error as PostgresError {
                throw CommandFailure(error)
            }
        }

        /// What lies in the queues is decided and loaded first; where nobody does that, nothing is
        /// erased.
        private func lookAtQueues(_ settings: Settings, _ connection: PostgresConnection) throws {
            do {
                let barrier = try InboxBarrier(settings)
                guard !dryRun, !leaveInbox else { return try tell(barrier.waiting()) }
                let topology = settings.amqp.topology
                let positions = try PositionsBarrier(settings)
                if try positions?.pass(connection, within: .seconds(patience)) == false {
                    try giveUp(barrier, topology.positionsQueue, "loaded")
                }
                if try !barrier.pass(connection, within: .seconds(patience)) {
                    try giveUp(barrier, topology.queue, "decided")
                }
            } catch let error as AMQPError {
                throw CommandFailure(
                    "nothing is erased: the broker can't be asked what waits there "
                        + "(\(error.message)); try again once it answers"
                )
            }
        }

        private func giveUp(_ barrier: InboxBarrier, _ queue: String, _ done: String) throws {
            try tell(barrier.waiting())
            throw CommandFailure(
                "nothing is erased: what lies in \(queue) was not \(done) within \(patience) s, "
                    + "and may name him; start the daemon, or wait longer with --patience; "
                    + "--leave-inbox goes on all the same, and what names him there is kept once "
                    + "it is \(done)"
            )
        }

        private func emptyStages(_ connection: PostgresConnection) throws {
            guard try !PositionStages.empty(connection, within: .seconds(patience)) else { return }
            throw CommandFailure(
                "nothing is erased: positions are being loaded all the time; try again once the "
                    + "load has ended, or wait longer with --patience"
            )
        }

        private func tell(_ waiting: [(queue: String, messages: Int)]) {
            for (queue, messages) in waiting where messages > 0 {
                Output.standard.write("Not decided yet in \(queue): \(messages) messages.")
            }
        }

        /// Copies of dead letters, commands that nobody took, and positions where none are read:
        /// nobody works on these queues.
        private func takeOffQueues(_ found: ErasureDesk.Found, _ settings: Settings) throws {
            let topology = settings.amqp.topology
            var queues = [topology.deadLetters, topology.unrouted]
            if settings.policies.positions == nil { queues.append(topology.positionsQueue) }
            do {
                let erasure = QueueErasure(try settings.amqpConfiguration("erase"))
                for queue in queues {
                    let outcome = try erasure.take(from: queue) { ErasureDesk.concerns(found, $0) }
                    if outcome.taken > 0 {
                        Output.standard.write("Taken off \(queue): \(outcome.taken).")
                    }
                    guard outcome.unseen == 0 else {
                        throw CommandFailure(
                            "\(queue) holds \(outcome.unseen) messages more than can be looked "
                                + "through; purge it, or move them elsewhere"
                        )
                    }
                }
            } catch let error as AMQPError {
                throw CommandFailure(
                    "erased in the database; \(queues.joined(separator: ", ")) could not be "
                        + "looked through (\(error.message)): purge them"
                )
            }
        }

        private func wanted() throws -> ErasureDesk.Wanted {
            var wanted = ErasureDesk.Wanted()
            wanted.phones = phone
            wanted.emails = email
            wanted.subjects =
                lead.map { Subject(.lead, $0) } + client.map { Subject(.client, $0) }
            for text in except {
                guard let parts = text.halves(at: "/"),
                    let kind = SubjectKind(rawValue: String(parts.before))
                else {
                    throw CommandFailure(
                        "--except \(text): write a kind and an id, such as lead/L2",
                        status: ExitStatus.usage
                    )
                }
                wanted.except.insert(Subject(kind, String(parts.behind)))
            }
            return wanted
        }

        // MARK: - Showing

        private func show(_ found: ErasureDesk.Found) {
            guard !found.isEmpty else {
                return Output.standard.write("Nothing is kept of him.")
            }
            let traces = found.traces
            var lines = ["Kept of him:"]
            lines += traces.subjects.sorted().map { "  \($0.kind.rawValue)/\($0.id)" }
            let known: [(String, [String])] = [
                ("names", traces.names.sorted()),
                ("numbers", traces.phones.map(\.rawValue).sorted()),
                ("addresses", traces.emails.sorted()),
            ]
            for (title, values) in known where !values.isEmpty {
                lines.append("\(title): \(values.joined(separator: ", "))")
            }
            lines.append("in: \(text(found.counts))")
            Output.standard.write(lines.map(\.harmlessLine).joined(separator: "\n"))
        }

        private func text(_ counts: [ErasureDesk.Count]) -> String {
            counts.filter { $0.rows > 0 }.map { "\($0.rows) \($0.title)" }
                .joined(separator: ", ")
        }

        private func isConfirmed() -> Bool {
            Output.standard.write("Erase all of this? It can't be undone. Write yes:")
            return readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes"
        }

        private static func sentence(_ error: ErasureDesk.AtWork) -> String {
            (error.isBegun ? "not everything is erased" : "nothing is erased")
                + "; jobs about him are not done, or their answers are not out: "
                + error.keys.prefix(5).joined(separator: ", ")
                + (error.keys.count > 5 ? ", …" : "")
                + "; run the same command again once baton_jobs shows none waiting or unsent"
        }

        private static func sentence(_ error: StoreError) -> String {
            switch error {
            case .refused(let what), .misconfigured(let what), .incompatible(let what): what
            case .unavailable(let what), .outcomeUnknown(let what), .ownershipLost(let what),
                .conflict(let what):
                "not finished, run the same command again: \(what)"
            }
        }
    }
}

extension Settings {
    /// A connection that reads whole tables, as long as that takes.
    fileprivate func connectToErase() throws -> PostgresConnection {
        var configuration = postgresConfiguration("erase")
        configuration.statementTimeout = .seconds(590)
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? ""
        ]
        do {
            return try PostgresConnection(configuration)
        } catch {
            throw CommandFailure(error)
        }
    }
}
