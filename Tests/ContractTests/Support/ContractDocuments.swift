import Foundation

/// The documents under docs/contract that follow from the code, as they should be.
struct ContractDocuments {
    /// Set to 1, the test writes the files instead of comparing them.
    static let updateVariable = "BATON_UPDATE_SCHEMAS"

    /// Text by path below docs/contract.
    let files: [String: String]
    /// Schemas by message.
    let schemas: [String: JSON]
    let messages: [RecordedMessage]
    /// What people still have to write, and what they wrote in vain.
    let complaints: [String]

    init() throws {
        let descriptions = try Descriptions()
        messages = try RecordedMessage.all()
        var files: [String: String] = [:]
        var schemas: [String: JSON] = [:]
        for message in messages {
            let schema = SchemaBuilder(message: message, descriptions: descriptions).schema()
            schemas[message.name] = schema
            files["schemas/\(message.name).json"] = schema.pretty() + "\n"
        }
        files["schemas/envelope.json"] = EnvelopeSchema.schema.pretty() + "\n"
        files["asyncapi.yaml"] = AsyncAPIDocument(messages, descriptions).text
        self.files = files
        self.schemas = schemas
        complaints = descriptions.complaints + descriptions.leftovers
    }

    /// How the files on disk differ, as sentences.
    func differences() throws -> [String] {
        var found: [String] = []
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            let url = Project.contract.appending(path: path)
            if (try? String(contentsOf: url, encoding: .utf8)) != text {
                found.append("docs/contract/\(path) is not what the code says")
            }
        }
        return found + (try leftovers().map { "docs/contract/schemas/\($0) has no message" })
    }

    func write() throws {
        for (path, text) in files {
            let url = Project.contract.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        for name in try leftovers() {
            try FileManager.default.removeItem(
                at: Project.contract.appending(path: "schemas").appending(path: name)
            )
        }
    }

    /// Schemas on disk of messages that are no more.
    private func leftovers() throws -> [String] {
        let folder = Project.contract.appending(path: "schemas")
        guard FileManager.default.fileExists(atPath: folder.path()) else { return [] }
        return try Project.files(in: folder, ending: ".json").map(\.lastPathComponent)
            .filter { files["schemas/\($0)"] == nil }
    }
}

/// The schema of the CloudEvent around every message.
enum EnvelopeSchema {
    static let schema: JSON = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "envelope",
        "description": """
        A CloudEvent 1.0 in structured mode (content type application/cloudevents+json). In \
        binary mode the attributes travel as headers such as cloudEvents:id, and the body is \
        data alone. Unknown attributes and unknown fields of data are ignored.
        """,
        "type": "object",
        "required": ["specversion", "id", "source", "type", "data"],
        "properties": [
            "specversion": ["description": "The version of CloudEvents.", "const": "1.0"],
            "id": identifier(
                """
                Unique within the source. An event with a source and id that Baton has seen before \
                changes nothing; a command that is published again carries the same id.
                """
            ),
            "source": identifier(
                "The service that publishes; of Baton's own messages the configured one, baton."
            ),
            "type": ["description": "What it is; also the routing key.", "type": "string"],
            "subject": text(
                "Id of the lead, call, client or person it is about. Baton reads it off data."
            ),
            "time": [
                "description": """
                When it happened, RFC 3339 with offset and at most nanoseconds. Without it the \
                time of receipt counts.
                """, "type": ["string", "null"], "format": "date-time",
            ],
            "datacontenttype": text("application/json."),
            "causationid": text("Id of the event or timer that Baton published this because of."),
            "correlationid": text(
                "The first cause; Baton passes on what an event says, else the event's own id."
            ),
            "traceparent": text("W3C trace context, passed through from event to command."),
            "data": ["description": "The message, by its own schema.", "type": "object"],
        ],
        "examples": [
            [
                "specversion": "1.0", "id": "7c9b3b1e", "source": "crm", "type": "lead.deleted",
                "subject": "L-1042", "time": "2026-09-01T10:00:00+03:00",
                "data": ["lead_id": "L-1042"],
            ]
        ],
    ]

    private static func identifier(_ description: String) -> JSON {
        [
            "description": .text(description), "type": "string", "minLength": 1,
            "maxLength": 255,
        ]
    }

    private static func text(_ description: String) -> JSON {
        ["description": .text(description), "type": ["string", "null"]]
    }
}
