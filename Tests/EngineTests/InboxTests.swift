import Engine
import Foundation
import Synchronization
import Testing
import Threads

/// Deliveries on their way to the lane.
@Suite struct `The inbox` {
    private let inbox = Inbox(countMax: 3, lane: Signal(), wakeReceiver: {})

    private func put(_ numbers: ClosedRange<UInt64>, on connection: Int) {
        for number in numbers {
            inbox.put(Arrival.message("\(number)").delivered(number, on: connection))
        }
    }

    private func taken(_ count: Int = 9) -> [UInt64] {
        inbox.take(atMost: count).map(\.tag.number)
    }

    @Test func `hands over in order`() {
        inbox.open()
        put(1...3, on: inbox.beginConnection())
        #expect(taken(2) == [1, 2])
        #expect(taken() == [3])
        #expect(inbox.isEmpty)
    }

    @Test func `is full at its bound, and wakes the receiver once it is not`() {
        let woken = Mutex(0)
        let inbox = Inbox(countMax: 2, lane: Signal()) { woken.withLock { $0 += 1 } }
        inbox.open()
        let connection = inbox.beginConnection()
        for number: UInt64 in 1...2 {
            #expect(!inbox.isFull)
            inbox.put(Arrival.message("").delivered(number, on: connection))
        }
        #expect(inbox.isFull)
        let before = woken.withLock(\.self)
        _ = inbox.take(atMost: 1)
        #expect(!inbox.isFull)
        #expect(woken.withLock(\.self) == before + 1)
    }

    @Test func `is full with few large messages`() {
        let inbox = Inbox(countMax: 1000, lane: Signal(), wakeReceiver: {})
        inbox.open()
        let connection = inbox.beginConnection()
        let large = String(repeating: "x", count: 8 << 20)
        for number: UInt64 in 1...4 {
            inbox.put(Arrival.message(large).delivered(number, on: connection))
        }
        #expect(inbox.isFull)
        _ = inbox.take(atMost: 1)
        #expect(!inbox.isFull)
    }

    @Test func `acknowledges each position once`() {
        inbox.open()
        let connection = inbox.beginConnection()
        put(1...3, on: connection)
        #expect(inbox.takeAcknowledgement(of: connection) == nil)
        inbox.acknowledge(upTo: DeliveryTag(connection: connection, number: 2))
        #expect(inbox.takeAcknowledgement(of: connection) == 2)
        #expect(inbox.takeAcknowledgement(of: connection) == nil)
        inbox.acknowledge(upTo: DeliveryTag(connection: connection, number: 1))
        #expect(inbox.takeAcknowledgement(of: connection) == nil)
    }

    @Test func `acknowledges nothing of an earlier connection`() {
        inbox.open()
        let first = inbox.beginConnection()
        put(1...3, on: first)
        let old = inbox.take(atMost: 3)
        let second = inbox.beginConnection()
        put(1...1, on: second)
        for arrival in old { inbox.acknowledge(upTo: arrival.tag) }
        #expect(inbox.takeAcknowledgement(of: second) == nil)
        #expect(inbox.takeAcknowledgement(of: first) == nil)
    }

    @Test func `forgets what an earlier connection brought`() {
        inbox.open()
        let first = inbox.beginConnection()
        put(1...2, on: first)
        let second = inbox.beginConnection()
        put(3...3, on: first)
        put(1...1, on: second)
        #expect(inbox.take(atMost: 9).map(\.tag) == [DeliveryTag(connection: 2, number: 1)])
    }

    @Test func `takes nothing while it is closed`() {
        let connection = inbox.beginConnection()
        put(1...1, on: connection)
        #expect(inbox.isEmpty)
        inbox.open()
        put(2...2, on: connection)
        #expect(taken() == [2])
        inbox.close()
        #expect(!inbox.isOpen)
        #expect(inbox.isEmpty)
    }

    /// Closed and opened again before the receiving thread looked, the connection stayed in use:
    /// what closing had dropped never came again, and the next acknowledgement, which covers
    /// everything before it, made the broker forget it.
    @Test func `never works on with a connection that it dropped deliveries of`() {
        inbox.open()
        let connection = inbox.beginConnection()
        put(1...2, on: connection)
        inbox.close()
        inbox.open()
        #expect(!inbox.wants(connection))
        put(3...3, on: connection)
        #expect(inbox.isEmpty)
        let next = inbox.beginConnection()
        #expect(inbox.wants(next))
        put(1...1, on: next)
        #expect(taken() == [1])
    }

    /// The lane took some, then its store failed.
    @Test func `keeps what was given for when the store answers, in order, what was taken first`() {
        inbox.open()
        let connection = inbox.beginConnection()
        put(1...2, on: connection)
        #expect(taken(1) == [1])
        inbox.keep()
        #expect(!inbox.isOpen)
        #expect(inbox.wants(connection))
        put(3...3, on: connection)
        inbox.open()
        #expect(taken() == [1, 2, 3])
        inbox.acknowledge(upTo: DeliveryTag(connection: connection, number: 3))
        #expect(inbox.takeAcknowledgement(of: connection) == 3)
    }

    @Test func `keeps nothing of what was acknowledged`() {
        inbox.open()
        let connection = inbox.beginConnection()
        put(1...3, on: connection)
        #expect(taken() == [1, 2, 3])
        inbox.acknowledge(upTo: DeliveryTag(connection: connection, number: 2))
        inbox.keep()
        inbox.open()
        #expect(taken() == [3])
    }

    @Test func `counts what it keeps, and is full with it`() {
        inbox.open()
        let connection = inbox.beginConnection()
        put(1...3, on: connection)
        _ = taken()
        #expect(!inbox.isFull)
        inbox.keep()
        #expect(inbox.isFull)
    }

    /// Another instance may have the store, and wait for these.
    @Test func `keeps nothing for longer than allowed`() {
        let inbox = Inbox(countMax: 3, keepMax: .zero, lane: Signal(), wakeReceiver: {})
        inbox.open()
        let connection = inbox.beginConnection()
        inbox.put(Arrival.message("1").delivered(1, on: connection))
        inbox.keep()
        #expect(!inbox.wants(connection))
        inbox.open()
        #expect(!inbox.wants(connection))
        #expect(inbox.isEmpty)
    }

    @Test func `keeps nothing once it was closed`() {
        inbox.open()
        let connection = inbox.beginConnection()
        put(1...1, on: connection)
        inbox.close()
        inbox.keep()
        #expect(!inbox.wants(connection))
    }
}
