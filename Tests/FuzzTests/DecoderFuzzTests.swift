import Contract
import Domain
import Engine
import Foundation
import SeededChance
import Settings
import Testing
import Texts

/// Everything that reads what others have written: spoilt input ends as a value or as an error.
@Suite struct `What reads spoilt` {
    private static let received = Date(timeIntervalSince1970: 1_788_256_800)

    /// What was read comes out of the journal as it went in.
    @Test func `events ends with an event or a flaw`() throws {
        let (events, reader) = (try Events(), EventReader())
        try Fuzzer("events").run { chance in
            let message = try events.message(&chance, received: Self.received)
            let read: ReadEvent
            do {
                read = try reader.read(message)
            } catch let flaw as Flaw {
                guard !flaw.message.isEmpty else { throw Broken(what: "a flaw without a word") }
                return
            }
            let again = try reader.read(
                Incoming(
                    contentType: "application/cloudevents+json",
                    body: read.json,
                    received: Self.received
                )
            )
            guard again.event.key == read.event.key, again.event.occurred == read.event.occurred
            else { throw Broken(what: "another event after being written") }
        }
    }

    @Test func `states ends with states or an error, and they are written as they were`() throws {
        let coder = StateCoder()
        let samples = try Self.states()
        let values = try samples.map { try JSONReader.decode(Value.self, from: [UInt8]($0)) }
        try Fuzzer("states").run { chance in
            var bytes = try JSONWriter.bytes(of: chance.spoil(chance.pick(values), with: values))
            if chance.once(in: 4) { bytes = chance.spoil(bytes) }
            let row = StoredSubject(subject: Subject(.lead, "L1"), version: 1, state: bytes)
            do {
                let states = try coder.decode(row)
                let written = try coder.encode(states.unwritten)
                let again = StoredSubject(subject: row.subject, version: 1, state: written)
                let twice = try coder.encode(coder.decode(again).unwritten)
                let both = try [written, twice].map {
                    try JSONReader.decode(Value.self, from: $0)
                }
                guard both[0] == both[1] else {
                    throw Broken(what: "other states after being written")
                }
            } catch is StoreError {}
        }
    }

    /// States as the processes make them of good events.
    private static func states() throws -> [Data] {
        var office = try Office()
        let events = try Events()
        for seed in 1...300 {
            var chance = SplitMix(seed: seed)
            try office.take([try events.message(&chance, spoils: false, received: received)])
        }
        return office.states
    }

    @Test func `configurations ends with settings or with what is wrong`() throws {
        let files = try Corpus.files("Tests/FuzzTests/Corpus/settings", ".toml").map(\.data)
        let example = try Data(
            contentsOf: Corpus.root.appending(path: "config.example.toml")
        )
        // With its commented keys too.
        let full = String(decoding: example, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).map { $0.hasPrefix("# ") && $0.contains(" = ") ? String($0.dropFirst(2)) : String($0) }
            .joined(separator: "\n")
        let samples = (files + [example, Data(full.utf8)]).map { [UInt8]($0) }
        try Fuzzer("settings").run { chance in
            var text = chance.pick(samples)
            for _ in 0...chance.below(3) { text = chance.spoil(text) }
            do {
                _ = try Settings.parse(String(decoding: text, as: UTF8.self))
            } catch let error as SettingsError {
                guard !error.problems.isEmpty else { throw Broken(what: "an error of nothing") }
            }
        }
    }

    @Test func `templates ends with texts or with what is wrong`() throws {
        let samples = try Corpus.files("Tests/FuzzTests/Corpus/templates", ".mustache")
            .map { [UInt8]($0.data) }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "baton-fuzz-\(UUID().uuidString)")
        let own = folder.appending(path: "ru")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let name = "qualification.rejected.required_fields_missing"
        let file = own.appending(path: "\(name).mustache")
        try Fuzzer("templates").run { chance in
            var text = chance.pick(samples)
            for _ in 0...chance.below(3) { text = chance.spoil(text) }
            try Data(text).write(to: file)
            do {
                let texts = try Texts(locale: .ru, overrides: folder)
                let fields = Value.list([.text("company"), .null, .number(1)])
                _ = texts.text(Phrase(name, ["fields": fields, "lead": .text("{{lead}}")]))
            } catch let error as TextsError {
                guard !error.problems.isEmpty else { throw Broken(what: "an error of nothing") }
            }
        }
    }

    @Test func `numbers, addresses and times ends with a value or nothing`() throws {
        let samples = [
            "+7 (3812) 12-34-56 доб. 5", "8 800 555 35 35", "0049 30 123456", "12345", "tel:+1-212",
            "Иван <ivan@пример.рф>", "a.b+c@example.com", "\"x y\"@example.org",
            "2026-09-01T10:00:00.123456789+03:00", "2026-12-31T23:59:60Z", "2024-02-29T00:00:00Z",
        ].map { Array($0.utf8) }
        let regions = ["RU", "DE", "US", "KZ", "XX", "", "\u{0}"]
        try Fuzzer("words").run { chance in
            let text = String(decoding: chance.spoil(chance.pick(samples)), as: UTF8.self)
            if let number = PhoneNumber(text, region: chance.pick(regions)) {
                guard PhoneNumber(rawValue: number.rawValue) == number else {
                    throw Broken(what: "a number that is not read again: \(number)")
                }
            }
            if let address = EmailAddress(text) {
                guard EmailAddress(rawValue: address.rawValue) == address else {
                    throw Broken(what: "an address that is not read again: \(address)")
                }
            }
            if let date = Timestamp.date(text) {
                let written = Timestamp.text(date)
                guard let again = Timestamp.date(written),
                    abs(again.timeIntervalSince(date)) < 0.001
                else { throw Broken(what: "an instant that is not read again: \(written)") }
            }
        }
    }
}

/// A promise that was not kept.
struct Broken: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
