import Contract
import Domain
import Engine
import Foundation
import Testing

/// What a process remembers, stored and read again.
@Suite struct `A stored state` {
    /// Half of all whole milliseconds are a hair below as a double, and the text of a time cut the
    /// rest off: instants in a state went back a millisecond each time that it was stored.
    @Test func `keeps its instants to the millisecond`() throws {
        for offset in 0..<1000 {
            let millisecond = 1_800_000_000_000 + offset * 7919
            let instant = Date(timeIntervalSince1970: Double(millisecond) / 1000)
            let read = try #require(Timestamp.date(Timestamp.text(instant)))
            #expect(Int((read.timeIntervalSince1970 * 1000).rounded()) == millisecond)
        }
    }

    /// A version that did not know a process wrote the subject without what it remembered: going
    /// back behind a version that added a process lost it.
    @Test func `of a process that is not known here is written back as it is`() throws {
        let foreign = #"{"due":"2026-01-01T00:00:00.000Z","levels":[1,2.50,null],"open":true}"#
        let row =
            Data(#"{"later":\#(foreign),"puppet":{"count":1,"found":[],"fired":[],"#.utf8)
            + Data(#""lookupKeys":[],"holders":[]}}"#.utf8)
        let coder = StateCoder([Puppet.self])
        var states = try coder.decode(
            StoredSubject(subject: Subject(.lead, "L"), version: 1, state: Array(row))
        )
        var puppet = try #require(states.state(of: Puppet.self))
        puppet.count = 2
        states.set(puppet, of: Puppet.name)
        let written = try JSONReader.read(try coder.encode(states)) { row in
            try row.members().map { ($0.name, $0.value.json.text) }
        }
        #expect(written.map(\.0) == ["later", "puppet"])
        #expect(written.first?.1 == foreign)
    }

    /// A process that compares an instant it kept with one it is told must not see a change only
    /// because another instance took the lane over and read its rows.
    @Test func `keeps the instants of decisions to the last bit`() throws {
        for offset in 0..<1000 {
            let instant = noon + Double(offset) * 7.919_123
            let decided = instant.roundedUpToMillisecond
            #expect(decided > instant - 0.000_001 && decided < instant + 0.001)
            #expect(Timestamp.date(Timestamp.text(decided)) == decided)
            #expect(decided.roundedUpToMillisecond == decided)
        }
    }

    /// Found by fuzzing: counting on from the largest number there is ended the program.
    @Test func `is not read where it counts beyond reason`() throws {
        func read(_ calls: String, version: Int64 = 1) throws {
            let row = #"{"caller":{"phone":"+73812000001","calls":\#(calls),"spam_calls":[]}}"#
            _ = try StateCoder().decode(
                StoredSubject(
                    subject: Subject(.caller, "+73812000001"),
                    version: version,
                    state: Array(row.utf8)
                )
            )
        }
        try read("7")
        for calls in ["9223372036854775807", "-1", "1e15"] {
            #expect(throws: StoreError.self) { try read(calls) }
        }
        for version in [Int64.max, .min, 0] {
            #expect(throws: StoreError.self) { try read("7", version: version) }
        }
    }
}
