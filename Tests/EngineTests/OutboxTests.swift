import Contract
import Domain
import Engine
import Foundation
import Testing
import Threads

/// What is committed, on its way to the broker.
@Suite struct `The outbox` {
    private let outbox = Outbox(lane: Signal(), wakePublisher: {})

    private func publication(_ seq: Int64, messages: Int = 1, bytes: Int = 10) -> Publication {
        let commands = (0..<messages).map { ordinal in
            Written(
                id: "\(seq)-\(ordinal)",
                type: "test",
                subject: "L",
                correlationID: "c",
                time: noon,
                json: [UInt8](repeating: 0, count: bytes)
            )
        }
        return Publication(seq: seq, commands: commands, deadLetter: nil)
    }

    private func offer(_ range: ClosedRange<Int64>, messages: Int = 1) -> Bool {
        outbox.offer(
            range.map { publication($0, messages: messages) },
            after: range.lowerBound - 1,
            upTo: range.upperBound
        )
    }

    @Test func `gives out in the order of the journal, each once`() {
        #expect(offer(1...5))
        #expect(outbox.take(messages: 2).map(\.seq) == [1, 2])
        #expect(outbox.take(messages: 9).map(\.seq) == [3, 4, 5])
        #expect(outbox.take(messages: 9).isEmpty)
    }

    @Test func `gives whole publications, for about as many messages as are wanted`() {
        #expect(offer(1...5, messages: 3))
        #expect(outbox.take(messages: 4).map(\.seq) == [1, 2])
        #expect(outbox.take(messages: 0).isEmpty)
    }

    @Test func `is confirmed as far as everything before is confirmed`() {
        #expect(offer(1...3, messages: 2))
        _ = outbox.take(messages: 9)
        #expect(outbox.confirmedSeq == 0)
        for seq: Int64 in [3, 2, 1] { outbox.confirm(seq, message: 0) }
        #expect(outbox.confirmedSeq == 0)
        for seq: Int64 in [3, 1] { outbox.confirm(seq, message: 1) }
        #expect(outbox.confirmedSeq == 1)
        outbox.confirm(2, message: 1)
        #expect(outbox.confirmedSeq == 3)
        #expect(outbox.isEmpty)
    }

    @Test func `counts entries without messages as published`() {
        #expect(outbox.offer([], after: 0, upTo: 7))
        #expect(outbox.confirmedSeq == 7)
        #expect(outbox.offer([publication(9)], after: 7, upTo: 12))
        #expect(outbox.confirmedSeq == 8)
    }

    @Test func `takes nothing behind a gap`() {
        #expect(offer(1...2))
        #expect(!outbox.offer([publication(4)], after: 3, upTo: 4))
        #expect(outbox.offeredSeq == 2)
        #expect(offer(3...4))
    }

    @Test func `is bounded in number, and takes more once there is room`() {
        #expect(offer(1...5000))
        #expect(!outbox.hasRoom)
        #expect(!offer(5001...5001))
        for publication in outbox.take(messages: 1000) {
            outbox.confirm(publication.seq, message: 0)
        }
        #expect(outbox.hasRoom)
        #expect(offer(5001...5001))
    }

    @Test func `is bounded in bytes`() {
        let large = (1...20).map { publication(Int64($0), bytes: 1 << 20) }
        #expect(outbox.offer(large, after: 0, upTo: 20))
        #expect(!outbox.hasRoom)
        _ = outbox.take(messages: 10)
        for seq in 1...10 { outbox.confirm(Int64(seq), message: 0) }
        #expect(outbox.hasRoom)
    }

    /// One command that nobody wanted kept its place, and all that was confirmed behind it kept
    /// theirs: after 4096 entries nothing went out any more.
    @Test func `is not filled by what is confirmed behind something that is not`() {
        #expect(offer(1...4096))
        _ = outbox.take(messages: 4096)
        for seq: Int64 in 2...4096 { outbox.confirm(seq, message: 0) }
        #expect(outbox.confirmedSeq == 0)
        #expect(offer(4097...4100))
        #expect(outbox.take(messages: 9).map(\.seq) == [4097, 4098, 4099, 4100])
        outbox.confirm(1, message: 0)
        #expect(outbox.confirmedSeq == 4096)
    }

    @Test func `is not filled by what the broker does not take for now, up to a bound`() {
        var last: Int64 = 0
        while outbox.hasRoom {
            #expect(offer(last + 1...last + 4096))
            for publication in outbox.take(messages: 4096) { outbox.park(publication.seq) }
            last += 4096
        }
        #expect(last == 16_384)
        outbox.confirm(7, message: 0)
        #expect(outbox.hasRoom)
        #expect(outbox.confirmedSeq == 0)
        for seq in 1...last { outbox.confirm(seq, message: 0) }
        #expect(outbox.isEmpty && outbox.confirmedSeq == last)
    }

    @Test func `wakes the lane once it is empty, and once it has room again`() {
        let lane = Signal()
        let outbox = Outbox(lane: lane, wakePublisher: {})
        #expect(outbox.offer([publication(1), publication(2)], after: 0, upTo: 2))
        _ = outbox.take(messages: 9)
        outbox.confirm(1, message: 0)
        outbox.confirm(2, message: 0)
        let began = ContinuousClock.now
        lane.wait(atMost: .seconds(30))
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func `sends again what a lost connection left unconfirmed, in order`() {
        #expect(offer(1...4))
        _ = outbox.take(messages: 3)
        outbox.confirm(1, message: 0)
        outbox.confirm(3, message: 0)
        outbox.resendUnconfirmed()
        #expect(outbox.take(messages: 9).map(\.seq) == [2, 4])
        outbox.confirm(2, message: 0)
        outbox.confirm(4, message: 0)
        #expect(outbox.confirmedSeq == 4)
    }

    @Test func `begins anew behind any position`() {
        #expect(offer(1...4))
        _ = outbox.take(messages: 9)
        outbox.begin(after: 2)
        #expect(outbox.confirmedSeq == 2)
        #expect(offer(3...4))
        #expect(outbox.take(messages: 9).map(\.seq) == [3, 4])
    }

    /// The publisher knows nothing of a new beginning: what it had sent before is confirmed too.
    ///
    /// Confirms were only counted, so two confirms of one message stood for a second message that
    /// was never confirmed; the cursor passed it, and a crash would have lost it.
    @Test func `does not take two confirms of one message for one of each`() {
        #expect(offer(1...1, messages: 2))
        _ = outbox.take(messages: 9)
        outbox.begin(after: 0)
        #expect(offer(1...1, messages: 2))
        _ = outbox.take(messages: 9)
        outbox.confirm(1, message: 0)
        outbox.confirm(1, message: 0)
        #expect(outbox.confirmedSeq == 0)
        outbox.confirm(1, message: 1)
        #expect(outbox.confirmedSeq == 1)
    }
}
