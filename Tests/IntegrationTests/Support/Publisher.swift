import AMQP
import Foundation
import Glibc

/// An event as another service of the company publishes it.
struct SentEvent: Sendable {
    let id: String
    let type: String
    let json: String

    static let source = "crm"

    init(id: String, type: String, data: String) {
        self.id = id
        self.type = type
        json = """
            {"specversion":"1.0","id":"\(id)","source":"\(Self.source)","type":"\(type)",\
            "data":\(data)}
            """
    }

    var message: OutgoingMessage {
        OutgoingMessage(
            exchange: "crm.events",
            routingKey: type,
            properties: AMQPProperties(
                contentType: "application/cloudevents+json",
                messageID: id,
                type: type
            ),
            body: Array(json.utf8)
        )
    }
}

extension VirtualHost {
    /// Publishes in order and returns once the broker has confirmed all, as good services do.
    ///
    /// Where the broker goes away it is looked for again, and what is unconfirmed is repeated; so
    /// is what it refuses, or returns as nowhere to be routed.
    func publish(
        _ messages: [OutgoingMessage],
        pause: Duration = .zero,
        through proxy: Proxy? = nil
    ) throws {
        let deadline = ContinuousClock.now + .seconds(90)
        var confirmed = 0
        while confirmed < messages.count {
            do throws(AMQPError) {
                try publish(messages, from: &confirmed, pause, proxy)
            } catch {
                let isHopeless = error.code == .invalidArgument || ContinuousClock.now > deadline
                guard !isHopeless else { throw error }
                poll(nil, 0, 50)
            }
        }
    }

    func publish(_ events: [SentEvent], pause: Duration = .zero) throws {
        try publish(events.map(\.message), pause: pause)
    }

    private func publish(
        _ messages: [OutgoingMessage],
        from confirmed: inout Int,
        _ pause: Duration,
        _ proxy: Proxy?
    ) throws(AMQPError) {
        let connection = try connect(through: proxy)
        defer { connection.close() }
        try connection.selectConfirms()
        let first = confirmed
        var window = ConfirmWindow<Int>(capacity: messages.count - first)
        var next = first
        while confirmed < messages.count {
            if next < messages.count {
                window.published(try connection.publish(messages[next]), token: next)
                next += 1
            }
            if pause > .zero || next == messages.count {
                try connection.wait(for: pause > .zero ? pause : .milliseconds(200))
            }
            while let event = try connection.nextEvent() {
                switch event {
                case .confirmed(let sequence, let multiple):
                    window.confirmed(sequence, multiple: multiple)
                case .refused, .returned:
                    throw AMQPError(.channelClosed, "not taken", context: "publishing events")
                case .delivery, .blocked, .unblocked, .cancelled:
                    break
                }
            }
            confirmed = first + Int(window.confirmedPrefix)
        }
    }
}
