import Domain

/// The AsyncAPI 3 document: where the messages travel; what they look like the schemas say.
struct AsyncAPIDocument {
    private let messages: [RecordedMessage]
    private let descriptions: Descriptions

    init(_ messages: [RecordedMessage], _ descriptions: Descriptions) {
        self.messages = messages
        self.descriptions = descriptions
    }

    /// The document as YAML.
    var text: String {
        "# Made from the code by the contract's tests; see README.md here.\n" + document.yaml()
    }

    var document: JSON {
        [
            "asyncapi": "3.0.0",
            "info": [
                "title": "Baton", "version": "1",
                "description": """
                Events that Baton reads and commands that it publishes, as CloudEvents 1.0 over \
                AMQP 0-9-1 (RabbitMQ). Names of exchanges and queues are the defaults.
                """,
            ],
            "defaultContentType": "application/cloudevents+json",
            "channels": channels,
            "operations": operations,
            "components": [
                "messages": .object(
                    messages.map { JSON.Member(name: $0.name, value: message($0)) } + [
                        JSON.Member(name: "deadLetter", value: deadLetter)
                    ]
                )
            ],
        ]
    }

    private var events: [RecordedMessage] { messages.filter { $0.direction == .read } }
    private var bulk: [RecordedMessage] { messages.filter { $0.direction == .readInBulk } }
    private var facts: [RecordedMessage] { published.filter { $0.name.hasPrefix("baton.") } }
    private var commands: [RecordedMessage] { published.filter { !$0.name.hasPrefix("baton.") } }
    private var published: [RecordedMessage] { messages.filter { $0.direction == .published } }

    // MARK: Channels

    private var channels: JSON {
        [
            "events": exchange(
                "crm.events",
                "topic",
                """
                Services publish events here, each with its type as routing key. Baton announces \
                its own facts here too; their types begin with baton.
                """,
                refs(events + bulk + facts, "#/components/messages")
            ),
            "inbox": queue(
                "baton.inbox",
                "What Baton reads: bound to crm.events once for every event type that it reads.",
                refs(events, "#/components/messages")
            ),
            "positions": queue(
                "baton.positions",
                "Positions of sites, read beside the inbox: bound to crm.events by positions.* and "
                    + "keywords.upserted.",
                refs(bulk, "#/components/messages")
            ),
            "commands": exchange(
                "crm.commands",
                "topic",
                """
                Baton publishes commands here, each with its type as routing key; each service \
                that carries them out binds a queue of its own.
                """,
                refs(commands, "#/components/messages")
            ),
            "unrouted": queue(
                "baton.unrouted",
                "Commands for which nobody has bound a queue, by way of the alternate exchange.",
                refs(commands, "#/components/messages")
            ),
            "dead": queue(
                "baton.dead",
                "Messages that could not be processed, as they came, with the reason in headers.",
                ["deadLetter": ["$ref": "#/components/messages/deadLetter"]]
            ),
        ]
    }

    private func exchange(
        _ name: String,
        _ kind: String,
        _ description: String,
        _ messages: JSON
    ) -> JSON {
        [
            "address": "{type}",
            "description": .text(description),
            "parameters": ["type": ["description": "The CloudEvents type of the message."]],
            "messages": messages,
            "bindings": [
                "amqp": [
                    "is": "routingKey",
                    "exchange": [
                        "name": .text(name), "type": .text(kind), "durable": true,
                        "autoDelete": false, "vhost": "/",
                    ],
                    "bindingVersion": "0.3.0",
                ]
            ],
        ]
    }

    private func queue(_ name: String, _ description: String, _ messages: JSON) -> JSON {
        [
            "address": .text(name),
            "description": .text(description),
            "messages": messages,
            "bindings": [
                "amqp": [
                    "is": "queue",
                    "queue": [
                        "name": .text(name), "durable": true, "exclusive": false,
                        "autoDelete": false, "vhost": "/",
                    ],
                    "bindingVersion": "0.3.0",
                ]
            ],
        ]
    }

    private func refs(_ messages: [RecordedMessage], _ place: String) -> JSON {
        .object(
            messages.map {
                JSON.Member(name: $0.name, value: ["$ref": .text("\(place)/\($0.name)")])
            }
        )
    }

    // MARK: Operations

    private var operations: JSON {
        let all: JSON = [
            "readEvents": operation(
                "receive",
                "inbox",
                "Baton reads events and acknowledges them once what follows is stored.",
                ["ack": true],
                events
            ),
            "readPositions": operation(
                "receive",
                "positions",
                "Baton reads positions and keywords, and acknowledges them once they are stored.",
                ["ack": true],
                bulk
            ),
            "publishCommands": operation(
                "send",
                "commands",
                "Baton publishes commands at least once, in order for each lead, call or client.",
                ["deliveryMode": 2, "mandatory": true],
                commands
            ),
            "announceFacts": operation(
                "send",
                "events",
                "Baton announces facts that may interest others.",
                ["deliveryMode": 2, "mandatory": false],
                facts
            ),
        ]
        return .object(all.members.filter { $0.value["messages"] != [] })
    }

    private func operation(
        _ action: String,
        _ channel: String,
        _ description: String,
        _ binding: JSON,
        _ messages: [RecordedMessage]
    ) -> JSON {
        [
            "action": .text(action),
            "channel": ["$ref": .text("#/channels/\(channel)")],
            "description": .text(description),
            "bindings": ["amqp": binding.merging(["bindingVersion": "0.3.0"])],
            "messages": .list(
                messages.map { ["$ref": .text("#/channels/\(channel)/messages/\($0.name)")] }
            ),
        ]
    }

    // MARK: Messages

    private func message(_ message: RecordedMessage) -> JSON {
        [
            "name": .text(message.name),
            "summary": .text(descriptions.entry(of: message.name).description ?? ""),
            "contentType": "application/cloudevents+json",
            "payload": [
                "allOf": [
                    ["$ref": "schemas/envelope.json"],
                    [
                        "properties": [
                            "type": ["const": .text(message.name)],
                            "data": ["$ref": .text("schemas/\(message.name).json")],
                        ]
                    ],
                ]
            ],
        ]
    }

    private var deadLetter: JSON {
        let text: JSON = ["type": "string"]
        return [
            "name": "deadLetter",
            "summary": "A message that could not be processed: body and properties as it came.",
            "headers": [
                "type": "object",
                "required": ["baton-error-code", "baton-error"],
                "properties": [
                    "baton-error-code": [
                        "description": "What is wrong, as one word.", "type": "string",
                        "enum": .list(Registry.flaws.map { .text($0.rawValue) }),
                    ],
                    "baton-error": text.merging(
                        ["description": "What is wrong, as one sentence that names the field."]
                    ),
                    "baton-error-field": text.merging(
                        ["description": "Path of the field at fault, such as data.contact.phone."]
                    ),
                    "baton-exchange": text.merging(["description": "Where it was published."]),
                    "baton-routing-key": text.merging(["description": "With which routing key."]),
                ],
            ],
            "payload": ["description": "The body as it came; it need not be JSON."],
        ]
    }
}
