import Domain
import Foundation
import Testing

@testable import AdapterKit

/// The kit around an adapter, on a real broker and a real database.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `A command on its way` {
    @Test func `is carried out once though it comes twice`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let side = OtherSide()
        try rig.running(side) {
            try rig.send("c1")
            try rig.send("c1")
            try rig.send("c2")
            try rig.until { side.made.count == 2 }
        }
        #expect(side.made == ["c1", "c2"])
    }

    @Test func `keeps its place within its subject while the other side is away`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let side = OtherSide()
        side.fail("c1", .away("gone", isUnclear: false), .away("gone", isUnclear: false))
        try rig.running(side) {
            try rig.send("c1")
            try rig.send("c2")
            try rig.until { side.made.count == 2 }
        }
        #expect(side.made == ["c1", "c2"])
    }

    @Test func `that is refused goes aside, is told of, and lets the next go on`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let side = OtherSide()
        side.fail("c1", .refused(code: "no", "не буду"))
        try rig.running(side) {
            try rig.send("c1")
            try rig.send("c2")
            let event = try rig.nextEvent()
            #expect(event["type"] == .text("command.failed"))
            #expect(event["data"]["command_id"] == .text("c1"))
            #expect(event["data"]["code"] == .text("no"))
            #expect(event["data"]["permanent"] == .bool(true))
            try rig.until { side.made == ["c2"] }
            let desk = Desk(Database(rig.postgres), instance: "main")
            #expect(try desk.parked().map(\.id) == ["c1"])
            #expect(try desk.retry("c1", now: Date()) == 1)
            try rig.until { side.made == ["c2", "c1"] }
            #expect(try desk.parked().isEmpty)
        }
    }

    @Test func `of which nobody knows whether it was done goes aside where that is wanted`() throws
    {
        let rig = try Rig()
        defer { rig.remove() }
        let side = OtherSide(onUnclear: .park)
        side.fail("c1", .away("lost", isUnclear: true))
        try rig.running(side) {
            try rig.send("c1")
            let event = try rig.nextEvent()
            #expect(event["data"]["code"] == .text("unclear"))
            #expect(event["data"]["permanent"] == .bool(false))
            #expect(side.made.isEmpty)
            // A person has looked, and wants it to be done.
            #expect(
                try Desk(Database(rig.postgres), instance: "main").retry("c1", now: Date()) == 1
            )
            try rig.until { side.made == ["c1"] }
        }
    }

    @Test func `waits for a side that is away, and that was there before`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let side = OtherSide()
        let gone = Failure.away("gone", isUnclear: false)
        side.failToPrepare(gone, gone, hasBegun: true)
        // Ready at once, as what comes is kept.
        try rig.running(side) {
            try rig.send("c1")
            try rig.until { side.made == ["c1"] }
        }
    }

    @Test func `that is none goes to the dead letters and stops nothing`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let side = OtherSide()
        try rig.running(side) {
            try rig.send("", "task.create")
            try rig.send("c1")
            try rig.until { side.made == ["c1"] }
        }
    }
}
