import Domain
import Foundation
import Metrics
import Postgres
import Testing

@testable import AdapterKit

/// What an adapter keeps, in a real database.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `The ledger` {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func job(_ ledger: Ledger, _ item: WorkItem) -> Job {
        Job(
            item,
            ledger: ledger,
            onUnclear: .again,
            metrics: AdapterMetrics(kind: "test", factory: NOOPMetricsHandler.instance),
            now: now
        )
    }

    private func take(_ id: String, lane: String, _ ledger: Ledger) throws {
        let body = Value.object(["data": .object([:])]).json
        try ledger.commit([
            Query(
                Statements.take,
                [.text(id), .text("task.create"), .text(lane), .bytes(body), .timestamp(now)]
            ),
            Query(
                Statements.takeWork,
                [
                    .text(ledger.adapter), .text(id), .texts([""]), .texts([lane]),
                    .timestamp(now),
                ]
            ),
        ])
    }

    @Test func `gives work lane by lane, in order`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let ledger = rig.ledger()
        try take("a1", lane: "a", ledger)
        try take("a2", lane: "a", ledger)
        try take("b1", lane: "b", ledger)
        let first = try #require(try ledger.claim(busy: [], now: now))
        #expect(first.command.id == "a1")
        #expect(try ledger.claim(busy: ["a"], now: now)?.command.id == "b1")
        #expect(try ledger.claim(busy: ["a", "b"], now: now) == nil)
        try ledger.end(first, "done", now: now)
        #expect(try ledger.claim(busy: ["b"], now: now)?.command.id == "a2")
    }

    @Test func `makes a thing once though the program dies between begin and done`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let ledger = rig.ledger()
        try take("a1", lane: "a", ledger)
        let before = job(ledger, try #require(try ledger.claim(busy: [], now: now)))
        #expect(throws: Failure.self) {
            try before.once("make") { () throws(Failure) in
                throw .away("lost", isUnclear: true)
            }
        }
        let again = try #require(try ledger.claim(busy: [], now: now))
        #expect(again.isUnclear)
        let after = job(ledger, again)
        let id = try after.once("make") { () throws(Failure) in
            "found"
        } make: { () throws(Failure) in
            Issue.record("it was made again")
            return ""
        }
        #expect(id == "found")
        #expect(try after.once("make") { () throws(Failure) in "twice" } == "found")
    }

    @Test func `has begun nothing that was surely not done`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let ledger = rig.ledger()
        try take("a1", lane: "a", ledger)
        let first = job(ledger, try #require(try ledger.claim(busy: [], now: now)))
        #expect(throws: Failure.self) {
            try first.once("make") { () throws(Failure) in
                throw .away("refused connection", isUnclear: false)
            }
        }
        #expect(try ledger.claim(busy: [], now: now)?.isUnclear == false)
    }

    @Test func `lets a button be pressed by its recipient, in time, once`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let ledger = rig.ledger()
        let button = Buttons.Button(
            token: Buttons.token(),
            recipient: "21",
            event: .object([
                "type": .text("lead.offer_accepted"),
                "data": .object(["lead_id": .text("7")]),
            ]),
            command: "c1",
            topic: "7",
            expires: now.addingTimeInterval(60)
        )
        try ledger.commit([
            Buttons.keep(button, ledger, now: now),
            Buttons.sent([button.token], message: "m1"),
        ])
        func press(_ token: String, by person: String, after: TimeInterval = 0) throws -> String {
            let then = now.addingTimeInterval(after)
            return switch try Buttons.press(token, by: person, ledger, now: then) {
            case .taken(let type, let data, let message, let isFinal):
                "\(type) \(data["lead_id"]?.text ?? "") \(message?.id ?? "") \(isFinal)"
            case .repeated: "repeated"
            case .expired: "expired"
            case .notTheirs: "not theirs"
            case .unknown: "unknown"
            }
        }
        #expect(try press(button.token, by: "22") == "not theirs")
        #expect(try press("forged", by: "21") == "unknown")
        #expect(try press(button.token, by: "21", after: 61) == "expired")
        #expect(try press(button.token, by: "21") == "lead.offer_accepted 7 m1 true")
        try ledger.commit([Buttons.pressed(button.token, now: now)])
        #expect(try press(button.token, by: "21") == "repeated")
        #expect(
            try Buttons.messages(topic: "7", recipient: "21", ledger).map(\.id) == ["m1"]
        )
        try ledger.commit([Buttons.gone("m1", ledger)])
        #expect(try Buttons.messages(topic: "7", recipient: "21", ledger).isEmpty)
    }
}
