import Contract
import Domain
import Engine
import Foundation

/// A queue as RabbitMQ keeps it: redelivers in order, to one consumer at a time.
struct SimulatedBroker {
    /// A message in the queue; its serial is its place.
    struct Message {
        let serial: Int
        let letter: Letter
        var deliveries = 0
        /// What tells it from others with the same body.
        var messageID: String { "m\(serial)" }
    }

    private struct Consumer {
        let name: Int
        var lastTag: UInt64 = 0
        var unacknowledged: [(tag: UInt64, message: Message)] = []
    }

    /// Whether only the first of several consumers is served.
    var hasSingleActiveConsumer = true
    private var ready: [Message] = []
    private var consumers: [Consumer] = []
    private(set) var serial = 0
    /// Where each event stood in the queue first.
    private(set) var firstSerial: [String: Int] = [:]
    private var connections = 0

    var isEmpty: Bool { ready.isEmpty && consumers.allSatisfy(\.unacknowledged.isEmpty) }

    mutating func publish(_ letter: Letter) {
        serial += 1
        if firstSerial[letter.id] == nil { firstSerial[letter.id] = serial }
        ready.append(Message(serial: serial, letter: letter))
    }

    mutating func subscribe() -> Int {
        connections += 1
        consumers.append(Consumer(name: connections))
        return connections
    }

    /// The connection ends: what was not acknowledged goes back to its place.
    mutating func unsubscribe(_ name: Int) {
        guard let index = consumers.firstIndex(where: { $0.name == name }) else { return }
        let back = consumers.remove(at: index).unacknowledged.map { _, message in
            var message = message
            message.deliveries += 1
            return message
        }
        ready = (back + ready).sorted { $0.serial < $1.serial }
    }

    mutating func deliver(to name: Int) -> (tag: UInt64, message: Message)? {
        guard let index = consumers.firstIndex(where: { $0.name == name }), !ready.isEmpty,
            index == 0 || !hasSingleActiveConsumer
        else { return nil }
        let message = ready.removeFirst()
        consumers[index].lastTag += 1
        consumers[index].unacknowledged.append((consumers[index].lastTag, message))
        return (consumers[index].lastTag, message)
    }

    /// Forgets everything of the consumer up to the tag, and answers what that was.
    mutating func acknowledge(_ name: Int, upTo tag: UInt64) -> [Message] {
        guard let index = consumers.firstIndex(where: { $0.name == name }) else { return [] }
        let taken = consumers[index].unacknowledged.prefix { $0.tag <= tag }
        consumers[index].unacknowledged.removeFirst(taken.count)
        return taken.map(\.message)
    }
}

extension Arrival {
    /// A delivery of the simulated broker.
    init(_ message: SimulatedBroker.Message, tag: DeliveryTag, received: Date) {
        self.init(
            message: Incoming(
                contentType: "application/cloudevents+json",
                messageID: message.messageID,
                body: message.letter.body,
                received: received
            ),
            exchange: "crm.events",
            routingKey: message.letter.type,
            deliveryCount: message.deliveries,
            tag: tag
        )
    }
}
