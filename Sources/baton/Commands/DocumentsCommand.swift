import AMQP
import ArgumentParser
import Bus
import Console
import Contract
import Domain
import Foundation
import Postgres
import Settings
import Store

/// `baton documents`: sets of documents, for the accountant.
struct DocumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents",
        abstract: "Look at sets of documents, save them, send them again, void them.",
        subcommands: [ListSets.self, ShowSet.self, ResendSet.self, VoidSet.self]
    )

    /// `baton documents list`: what is where, and why.
    struct ListSets: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Sets by client, the latest first; those that are blocked with the reason."
        )

        @OptionGroup var options: ConfigurationOption

        @Option(help: "Only sets of this client.")
        var client: String?

        @Option(help: "Only sets in this state, such as blocked.")
        var state: String?

        @Option(help: "At most this many.")
        var limit = 50

        func run() throws {
            let settings = try options.load()
            let phase = try state.map(phase)
            let sets = try settings.reading("documents") { connection throws(PostgresError) in
                try DocumentDesk(connection).sets(client: client, phase: phase, limit: limit)
            }
            guard !sets.isEmpty else { return Output.standard.write("There are no such sets.") }
            for set in sets { Output.standard.write(set.text) }
        }

        private func phase(_ text: String) throws -> DocumentSet.Phase {
            guard let phase = DocumentSet.Phase(rawValue: text) else {
                let known = DocumentSet.Phase.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(
                    "--state is one of \(known), not \(text)",
                    status: ExitStatus.usage
                )
            }
            return phase
        }
    }

    /// `baton documents show`: one set, and its files.
    struct ShowSet: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "One set with its documents; --save writes them as files.",
            discussion: """
                baton documents show R-7 --save /tmp     the set that answers the request R-7
                """
        )

        @OptionGroup var options: ConfigurationOption

        @Argument(help: "The request that the set answers.")
        var request: String

        @Option(help: "The folder into which its files are written.")
        var save: String?

        func run() throws {
            let settings = try options.load()
            let found = try settings.reading("documents") { connection throws(PostgresError) in
                let desk = DocumentDesk(connection)
                let set = try desk.set(request: request)
                let files = try set.map { set throws(PostgresError) in
                    try DocumentShelf(connection).files(ClientID(trusted: set.client), set.number)
                }
                return (set, files ?? [])
            }
            guard let set = found.0 else {
                throw CommandFailure("there is no set for the request \(request)")
            }
            Output.standard.write(set.text)
            for document in set.documents { Output.standard.write("    " + document) }
            guard let save else { return }
            for file in found.1 { try write(file, of: set, into: save) }
        }

        private func write(
            _ file: DocumentShelf.File,
            of set: DocumentDesk.Line,
            into folder: String
        ) throws {
            let name = "\(file.kind.rawValue)-\(set.number).\(file.ending)"
            let url = URL(filePath: folder).appending(path: name)
            do {
                try Data(file.content).write(to: url)
            } catch {
                throw CommandFailure(
                    "\(url.path) can't be written: \(error.localizedDescription)"
                )
            }
            Output.standard.write("saved \(url.path), sha256 \(file.sha256)")
        }
    }

    /// `baton documents resend`: the same bytes once more.
    struct ResendSet: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resend",
            abstract: "Mail a set once more: the same files under the same numbers."
        )

        @OptionGroup var options: ConfigurationOption

        @Argument(help: "The request that the set answers.")
        var request: String

        @Option(help: "To this address instead of the client's; may be there several times.")
        var to: [String] = []

        func run() throws {
            let settings = try options.load()
            let set = try settings.documentSet(request)
            if let obstacle = set.obstacleToResend { throw CommandFailure(obstacle) }
            let wish = DocumentsRequested(
                requestID: RequestID(trusted: "resend-\(UUID().uuidString.lowercased())"),
                clientID: ClientID(trusted: set.client),
                period: ReportedPeriod(from: set.from, to: set.to),
                kinds: set.kinds,
                legalEntity: LegalEntityID(rawValue: set.legalEntity),
                mode: .resend,
                sendTo: to.isEmpty ? nil : to
            )
            try settings.tell(wish)
            Output.standard.write("asked to send \(request) again, as \(wish.requestID)")
        }
    }

    /// `baton documents void`: it no longer holds.
    struct VoidSet: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "void",
            abstract: "Void a set: its numbers stay taken, and it is not sent again."
        )

        @OptionGroup var options: ConfigurationOption

        @Argument(help: "The request that the set answers.")
        var request: String

        @Option(help: "Why, for the journal.")
        var reason: String?

        func run() throws {
            let settings = try options.load()
            let set = try settings.documentSet(request)
            try settings.tell(
                DocumentsVoided(
                    requestID: RequestID(trusted: request),
                    clientID: ClientID(trusted: set.client),
                    reason: reason
                )
            )
            Output.standard.write("asked to void \(request)")
        }
    }
}

extension Settings {
    /// What a body reads over a connection of its own.
    fileprivate func reading<T>(
        _ purpose: String,
        _ body: (PostgresConnection) throws(PostgresError) -> T
    ) throws -> T {
        do {
            let connection = try PositionBureau(self).connectForReading(purpose)
            defer { connection.close() }
            return try body(connection)
        } catch let error as PostgresError {
            throw CommandFailure(error)
        }
    }

    /// The set that answers a request.
    fileprivate func documentSet(_ request: String) throws -> DocumentDesk.Line {
        let set = try reading("documents") { connection throws(PostgresError) in
            try DocumentDesk(connection).set(request: request)
        }
        guard let set else {
            throw CommandFailure("there is no set for the request \(request)")
        }
        return set
    }

    /// Publishes an event for the lanes.
    fileprivate func tell(_ message: some Message) throws {
        do {
            let id = "documents-\(UUID().uuidString.lowercased())"
            let writer = EventWriter(source: service.source + "/documents")
            let origin = Origin(causationID: id, correlationID: id, time: Date())
            let written = try writer.write(message, id: id, origin)
            let bus = try busConfiguration("documents")
            let address = bus.address(of: written.type, about: written.subject)
            let outgoing = OutgoingMessage(
                exchange: address.exchange,
                routingKey: address.key,
                properties: AMQPProperties(
                    contentType: "application/cloudevents+json",
                    messageID: id,
                    type: written.type
                ),
                body: written.json
            )
            guard try SingleSender(bus.connection).send(outgoing) == .confirmed else {
                throw CommandFailure("no queue of this broker wants \(written.type)")
            }
        } catch let error as AMQPError {
            throw CommandFailure(error)
        }
    }
}
