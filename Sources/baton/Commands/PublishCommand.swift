import AMQP
import ArgumentParser
import Bus
import Console
import Contract
import Domain
import Foundation
import Settings

/// `baton publish`: put one event on the bus, for people who try things.
struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish one event, from a file or from --type and --data.",
        discussion: """
            baton publish --type lead.created \\
                --data '{"lead_id": "L1", "source": {"channel": "site"}}'
            baton publish event.json        (a whole CloudEvent; - reads standard input)

            The event is checked first; --force publishes it all the same.
            """
    )

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "A file with one CloudEvent in JSON, or - for standard input.")
    var file: String?

    @Option(help: "The event's type, such as lead.created.")
    var type: String?

    @Option(help: "The event's data, a JSON object.")
    var data: String?

    @Option(help: "The event's id; by default a new one.")
    var id: String?

    @Option(help: "The service that the event comes from.")
    var source = "baton-publish"

    @Option(help: "When it happened, RFC 3339; by default now.")
    var time: String?

    @Flag(help: "Publish even what Baton could not read.")
    var force = false

    func validate() throws {
        guard (file == nil) == (type != nil) else {
            throw ValidationError("give either a file or --type with --data")
        }
        guard (type == nil) == (data == nil) else {
            throw ValidationError("--type and --data belong together")
        }
    }

    func run() throws {
        let settings = try options.load()
        let body = try self.body()
        let (type, subject) = try check(body)
        let id = try send(body, type, about: subject, settings)
        Output.standard.write("published \(type), id \(id)")
    }

    private func body() throws -> [UInt8] {
        if let type, let data { return try wrapped(type, data) }
        do {
            let handle =
                file == "-"
                ? FileHandle.standardInput
                : try FileHandle(forReadingFrom: URL(filePath: file ?? ""))
            return ByteOrderMark.dropped(from: [UInt8](try handle.readToEnd() ?? Data()))
        } catch {
            let isThere = FileManager.default.fileExists(atPath: file ?? "")
            let why = isThere ? error.localizedDescription : "there is no such file"
            throw CommandFailure("\(file ?? "") can't be read: \(why)")
        }
    }

    private func wrapped(_ type: String, _ data: String) throws -> [UInt8] {
        let object = try? JSONReader.read(Array(data.utf8)) { data in
            try data.requireObject()
            return data.json
        }
        guard let object else {
            throw CommandFailure(
                "--data is not a JSON object, such as '{\"lead_id\": \"L1\"}'",
                status: ExitStatus.usage
            )
        }
        let attributes = [
            ("specversion", "1.0"), ("id", id ?? UUID().uuidString.lowercased()),
            ("source", source), ("type", type), ("time", time ?? Timestamp.text(Date())),
        ]
        return JSONWriter.bytes { json in
            json.openObject()
            for (name, text) in attributes {
                json.begin(name)
                json.write(text)
            }
            json.begin("data")
            json.write(object)
        }
    }

    /// The event's type and subject, once it is one that Baton reads.
    private func check(_ body: [UInt8]) throws -> (type: String, subject: String) {
        do throws(Flaw) {
            let incoming = Incoming(
                contentType: "application/cloudevents+json",
                body: body,
                received: Date()
            )
            let read = try EventReader().read(incoming)
            return (read.event.type, read.subject)
        } catch {
            guard force else {
                throw CommandFailure(
                    "Baton could not read this event: \(error.message)\n"
                        + "(--force publishes it all the same; it becomes a dead letter)"
                )
            }
            let type = type ?? head(body, "type") ?? "unknown"
            return (type, head(body, "subject") ?? type)
        }
    }

    private func head(_ body: [UInt8], _ key: String) -> String? {
        try? JSONReader.read(body) { try $0.member(key)?.text() }
    }

    private func send(
        _ body: [UInt8],
        _ type: String,
        about subject: String,
        _ settings: Settings
    ) throws -> String {
        let id = head(body, "id") ?? ""
        let bus = try settings.busConfiguration("publish")
        let (exchange, routingKey) = bus.address(of: type, about: subject)
        let message = OutgoingMessage(
            exchange: exchange,
            routingKey: routingKey,
            properties: AMQPProperties(
                contentType: "application/cloudevents+json",
                messageID: id,
                type: type
            ),
            body: body
        )
        do {
            let sender = try SingleSender(bus.connection)
            guard try sender.send(message) == .confirmed else {
                throw CommandFailure(
                    "no queue of this broker wants \(type); the daemon binds its inbox "
                        + "when it starts, for the events it reads"
                )
            }
            return id
        } catch let error as AMQPError {
            throw CommandFailure(error)
        }
    }
}
