import Contract
import CoreMetrics
import Domain
import Engine
import Foundation
import Logging
import Synchronization
import Threads

/// What the lane's thread tells when it ends.
private final class End: Sendable {
    let hasCome = Mutex(false)
}

/// A lane's loop on a thread of its own, between a queue and a consumer that the test plays.
final class RunningLane {
    let changed: Signal
    let script: Script
    let inbox: Inbox
    let outbox: Outbox
    let control: LaneControl
    private let end = End()

    /// The queue: what was not acknowledged, in order.
    private var queue: [Arrival] = []
    private var delivered = 0
    /// How often the queue was subscribed to; after each time everything is delivered again.
    private(set) var connection = 0
    /// Bodies in the order in which they were acknowledged.
    private(set) var acknowledged: [String] = []
    /// Ids of the messages that reached the consumer, in order, repeats included.
    private(set) var consumed: [String] = []
    var confirms = true

    init(database script: Script? = nil, drainTimeout: Duration = .seconds(5)) {
        changed = script?.changed ?? Signal()
        let changed = changed
        self.script = script ?? Script(changed: changed)
        control = LaneControl(
            rules: LaneControl.Rules(policies: Policies(), text: { $0.template })
        )
        inbox = Inbox(countMax: 1000, lane: control.signal) { changed.raise() }
        outbox = Outbox(lane: control.signal) { changed.raise() }
        outbox.resendUnconfirmed()
        start(drainTimeout)
    }

    private func start(_ drainTimeout: Duration) {
        var configuration = LaneConfiguration()
        configuration.drainTimeout = drainTimeout
        let parts = LaneParts(
            configuration: configuration,
            inbox: inbox,
            outbox: outbox,
            metrics: LaneMetrics(lane: 0, factory: NOOPMetricsHandler.instance)
        )
        let (control, script, end) = (control, script, end)
        let thread = Thread {
            let loop = LaneLoop(
                parts,
                control: control,
                decider: .puppets,
                clock: SystemClock(),
                chance: SystemRandomNumberGenerator(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                connect: { () throws(StoreError) in try ScriptedStore(script) }
            )
            loop.run()
            end.hasCome.withLock { $0 = true }
            script.changed.raise()
        }
        thread.start()
    }

    /// Whether the loop has come to its end.
    var hasEnded: Bool { end.hasCome.withLock(\.self) }

    /// Puts messages into the queue.
    func publish(_ arrivals: [Arrival]) { queue += arrivals }

    /// Waits until something holds, playing broker and consumer meanwhile; false when out of time.
    func wait(_ time: Duration = .seconds(20), until condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + time
        while ContinuousClock.now < deadline {
            play()
            if condition() { return true }
            changed.wait(atMost: .milliseconds(20))
        }
        return condition()
    }

    private func play() {
        receive()
        for publication in outbox.take(messages: 1000) {
            for (ordinal, command) in publication.commands.enumerated() {
                consumed.append(command.id)
                if confirms { outbox.confirm(publication.seq, message: ordinal) }
            }
            if publication.deadLetter != nil, confirms {
                outbox.confirm(publication.seq, message: publication.commands.count)
            }
        }
    }

    private func receive() {
        if connection > 0, let tag = inbox.takeAcknowledgement(of: connection) {
            let count = Int(tag) - (firstTag - 1)
            acknowledged += queue.prefix(count).map {
                String(decoding: $0.message.body, as: UTF8.self)
            }
            queue.removeFirst(count)
            delivered -= count
            firstTag += count
        }
        guard inbox.isOpen else { return }
        if connection == 0 || !inbox.wants(connection) {
            connection = inbox.beginConnection()
            (delivered, firstTag) = (0, 1)
        }
        while delivered < queue.count, !inbox.isFull {
            let tag = UInt64(firstTag + delivered)
            inbox.put(queue[delivered].delivered(tag, on: connection))
            delivered += 1
        }
    }

    private var firstTag = 1

    /// Whether everything that was published is acknowledged and everything decided confirmed.
    var isAtRest: Bool { queue.isEmpty && outbox.isEmpty }

    /// Ends the lane, and answers whether it has ended.
    @discardableResult
    func stop() -> Bool {
        control.stop()
        return wait { hasEnded }
    }
}
