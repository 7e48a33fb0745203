import AMQP
import Engine
import FakeBroker
import Foundation
import Logging
import Testing
import Threads

@testable import Bus

/// What the receiving thread does where a real broker can't be made to press it.
@Suite struct `The receiver of the inbox` {
    private struct Rig: Sendable {
        let inbox: Inbox
        let bell: Bell

        init(room: Int) throws {
            let bell = try Bell()
            self.bell = bell
            inbox = Inbox(countMax: room, lane: Signal(), wakeReceiver: { bell.ring() })
        }

        /// Receives from the broker on a thread of its own, until the bell tells to stop.
        func receive(from broker: FakeBroker) async throws {
            let (inbox, bell, port) = (inbox, bell, broker.port)
            try await onThread {
                var connection = AMQPConfiguration()
                connection.host = "127.0.0.1"
                connection.port = port
                inbox.open()
                InboxReceiver(
                    BusConfiguration(connection: connection, eventTypes: ["a.b"]),
                    inbox: inbox,
                    bell: bell,
                    status: BusStatus(),
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
                ).run()
            }
        }
    }

    @Test func `keeps beating, and takes no more, while the inbox is full`() async throws {
        let rig = try Rig(room: 5)
        let taken = Handed<Int>()
        let broker = try FakeBroker { peer in
            try peer.welcome(heartbeat: 1)
            // The queue of what was set aside, then the inbox.
            try peer.answer(upTo: .consume)
            try peer.answer(upTo: .consume)
            for tag in 1...200 as ClosedRange<UInt8> {
                try peer.deliver(tag: tag)
                try peer.header(bodySize: 1)
                try peer.body([0x30])
            }
            var beats = 0
            while beats < 4 {
                guard try peer.readFrame().type == 8 else { continue }
                beats += 1
                try peer.beat()
            }
            taken.give(rig.inbox.take(atMost: 1000).count)
            rig.bell.stop()
            _ = peer.answerToTheEnd()
        }
        try await rig.receive(from: broker)
        #expect(try await taken.take() == 5)
    }

    @Test func `takes leave of channel and connection when it stops`() async throws {
        let rig = try Rig(room: 5)
        let farewell = Handed<[FakePeer.Request]>()
        let broker = try FakeBroker { peer in
            try peer.welcome()
            // The queue of what was set aside, then the inbox.
            try peer.answer(upTo: .consume)
            try peer.answer(upTo: .consume)
            rig.bell.stop()
            farewell.give(peer.answerToTheEnd())
        }
        try await rig.receive(from: broker)
        #expect(try await farewell.take() == [.closeChannel, .closeConnection])
    }
}
