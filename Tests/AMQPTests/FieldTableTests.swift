import AMQP
import FakeBroker
import SeededChance
import Testing

/// Headers of deliveries as no library would write them.
@Suite struct `The headers of a delivery` {
    /// A table that is right in most places: lengths that lie, kinds that nobody knows, texts that
    /// are none, values within values.
    private struct Writer {
        var generator: SplitMix

        private static let kinds = Array("tbBsuIilLfdDTSxFAV".utf8) + [0, 0xFF, 0x7F]

        private mutating func bytes(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }

        /// The length of something, seldom another one.
        private mutating func length(_ count: Int) -> [UInt8] {
            guard generator.below(12) == 0 else { return Wire.long(UInt32(count)) }
            let lies: [UInt32] = [0, 1, .max, 1 << 31, UInt32(count) + 1, 0x00FF_FFFF]
            return Wire.long(lies[generator.below(lies.count)])
        }

        private mutating func value(_ depth: Int) -> [UInt8] {
            let kind = Self.kinds[generator.below(Self.kinds.count)]
            return [kind] + content(of: kind, depth)
        }

        private mutating func content(of kind: UInt8, _ depth: Int) -> [UInt8] {
            switch kind {
            case UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "B"): return bytes(1)
            case UInt8(ascii: "s"), UInt8(ascii: "u"): return bytes(2)
            case UInt8(ascii: "I"), UInt8(ascii: "i"), UInt8(ascii: "f"): return bytes(4)
            case UInt8(ascii: "D"): return bytes(5)
            case UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "d"), UInt8(ascii: "T"):
                return bytes(8)
            case UInt8(ascii: "S"), UInt8(ascii: "x"):
                let text = bytes(generator.below(10) == 0 ? 60_000 : generator.below(40))
                return length(text.count) + text
            case UInt8(ascii: "F") where depth < 6: return table(depth + 1)
            case UInt8(ascii: "A") where depth < 6:
                let values = (0..<generator.below(5)).flatMap { _ in value(depth + 1) }
                return length(values.count) + values
            case UInt8(ascii: "F"), UInt8(ascii: "A"): return Wire.long(0)
            default: return []
            }
        }

        mutating func table(_ depth: Int = 0) -> [UInt8] {
            let entries = (0..<generator.below(6)).flatMap { _ in
                let key = bytes(generator.below(8))
                return [generator.below(15) == 0 ? 255 : UInt8(key.count)] + key + value(depth)
            }
            return length(entries.count) + entries
        }
    }

    @Test(arguments: [UInt64(1), 101, 201])
    func `end with a delivery or an error, whatever they hold`(first: UInt64) async throws {
        for seed in first..<(first + 100) {
            let (events, error) = try await `A connection and a difficult peer`.failure { peer in
                var writer = Writer(generator: SplitMix(seed: seed))
                for _ in 0..<8 {
                    try peer.deliver()
                    try peer.header(bodySize: 0, properties: [0x20, 0] + writer.table())
                }
                throw FakePeer.Gone()
            }
            #expect(!error.message.isEmpty, "seed \(seed)")
            for case .delivery(let delivery) in events {
                #expect(delivery.body.isEmpty, "seed \(seed)")
            }
        }
    }
}
