import Foundation
import Testing

@testable import Postgres

@Suite struct `Parameters in binary format` {
    /// The type and the bytes of one parameter; nil bytes for NULL.
    private func encoded(_ parameter: Parameter) throws -> (oid: UInt32, bytes: [UInt8]?) {
        var buffer = ParameterBuffer()
        try buffer.append(parameter)
        let slot = try #require(buffer.slots.first)
        return (slot.oid, slot.range.map { Array(buffer.bytes[$0]) })
    }

    private static let id = UUID(uuid: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))

    static let scalars: [(Parameter, UInt32, [UInt8])] = [
        (.bool(true), 16, [1]),
        (.bool(false), 16, [0]),
        (.int(-2), 20, [255, 255, 255, 255, 255, 255, 255, 254]),
        (.double(1.5), 701, [0x3F, 0xF8, 0, 0, 0, 0, 0, 0]),
        (
            .decimal(Decimal(string: "-12345.6789") ?? 0), 1700,
            [0, 3, 0, 1, 0x40, 0, 0, 4, 0, 1, 0x09, 0x29, 0x1A, 0x85]
        ),
        (.decimal(0), 1700, [0, 0, 0, 0, 0, 0, 0, 0]),
        (.text("né"), 25, [0x6E, 0xC3, 0xA9]),
        (.text(""), 25, []),
        (.bytes([0, 255]), 17, [0, 255]),
        (
            .timestamp(Date(timeIntervalSinceReferenceDate: -366 * 86_400 + 1)), 1184,
            [0, 0, 0, 0, 0, 0x0F, 0x42, 0x40]
        ),
        (.uuid(id), 2950, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
        (.json(Array("{}".utf8)), 114, [0x7B, 0x7D]),
        (.jsonb(Array("{}".utf8)), 3802, [1, 0x7B, 0x7D]),
    ]

    @Test(arguments: scalars)
    func `a value has its type and its bytes`(
        _ parameter: Parameter,
        _ oid: UInt32,
        _ bytes: [UInt8]
    ) throws {
        let result = try encoded(parameter)
        #expect(result.oid == oid)
        #expect(result.bytes == bytes)
    }

    @Test(
        arguments: [
            (.bool(nil), 16), (.int(nil), 20), (.double(nil), 701), (.decimal(nil), 1700),
            (.text(nil), 25), (.bytes(nil), 17), (.timestamp(nil), 1184), (.uuid(nil), 2950),
            (.json(nil), 114), (.jsonb(nil), 3802),
        ] as [(Parameter, UInt32)]
    )
    func `a NULL keeps its type`(_ parameter: Parameter, _ oid: UInt32) throws {
        let result = try encoded(parameter)
        #expect(result.oid == oid)
        #expect(result.bytes == nil)
    }

    @Test(
        arguments: [
            (.bools([]), 1000, 16), (.ints([]), 1016, 20), (.doubles([]), 1022, 701),
            (.decimals([]), 1231, 1700), (.texts([]), 1009, 25), (.bytesArray([]), 1001, 17),
            (.timestamps([]), 1185, 1184), (.uuids([]), 2951, 2950), (.jsons([]), 199, 114),
            (.jsonbs([]), 3807, 3802),
        ] as [(Parameter, UInt32, UInt32)]
    )
    func `an empty array has no dimension, but a type`(
        _ parameter: Parameter,
        _ oid: UInt32,
        _ element: UInt32
    ) throws {
        let result = try encoded(parameter)
        let type = withUnsafeBytes(of: element.bigEndian) { Array($0) }
        #expect(result.oid == oid)
        #expect(result.bytes == [0, 0, 0, 0, 0, 0, 0, 0] + type)
    }

    @Test func `an array has a header, lengths, and -1 for NULL`() throws {
        let result = try encoded(.texts(["ab", nil, ""]))
        #expect(
            result.bytes == [
                0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 3, 0, 0, 0, 1,
                0, 0, 0, 2, 0x61, 0x62, 255, 255, 255, 255, 0, 0, 0, 0,
            ]
        )
    }

    @Test func `an array without NULL says so`() throws {
        let bytes = try encoded(.bools([true])).bytes
        #expect(bytes?.dropFirst(4).prefix(4) == [0, 0, 0, 0])
        #expect(bytes?.suffix(5) == [0, 0, 0, 1, 1])
    }

    @Test(
        arguments: [
            .text("a\0b"), .texts(["a", "\0"]), .json([0x22, 0, 0x22]), .jsonb([0]),
            .jsons([[0x31], [0]]), .jsonbs([nil, [0x31, 0]]),
        ] as [Parameter]
    )
    func `a text with U+0000 is refused before anything is sent`(_ parameter: Parameter) {
        let error = #expect(throws: PostgresError.self) { try encoded(parameter) }
        #expect(error?.code == .unstorableText)
        #expect(error?.kind == .dataRejected)
    }

    // Not as arguments: Foundation traps when the test library describes such dates.
    @Test func `a number without counterpart is refused`() {
        let dates = [Double.infinity, .nan, -1e13].map(Date.init(timeIntervalSinceReferenceDate:))
        let parameters =
            dates.map { Parameter.timestamp($0) } + [.timestamps(dates), .decimal(.nan)]
        for parameter in parameters {
            let error = #expect(throws: PostgresError.self) { try encoded(parameter) }
            #expect(error?.code == .unstorableNumber)
        }
    }
}

@Suite struct `Decimals in binary format` {
    @Test(arguments: [
        "0", "1", "-1", "9999", "10000", "100000000", "0.0001", "0.00001", "-0.5", "12345.6789",
        "100000000.0001", "99999999999999999999999999999999999999", "1e-20", "1e60",
    ])
    func `a decimal comes back`(_ text: String) throws {
        let decimal = try #require(Decimal(string: text))
        var bytes: [UInt8] = []
        try decimal.write(to: &bytes)
        #expect(PostgresNumeric.decimal(bytes) == decimal)
    }

    @Test(
        arguments: [
            [], [0, 0, 0, 0, 0xC0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0],
        ] as [[UInt8]]
    )
    func `NaN and broken bytes are no decimal`(_ bytes: [UInt8]) {
        #expect(PostgresNumeric.decimal(bytes) == nil)
    }
}

@Suite struct Timestamps {
    @Test func `every microsecond until 2270 survives both ways`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100_000 {
            let micros = Int64.random(
                in: -8_000_000_000_000_000...8_500_000_000_000_000,
                using: &generator
            )
            let date = PostgresTimestamp.date(ofMicroseconds: micros)
            #expect(date.flatMap(PostgresTimestamp.microseconds) == micros)
        }
    }

    @Test(arguments: [(0.5e-6, 1), (-0.5e-6, -1), (0.49e-6, 0), (1.5e-6, 2)])
    func `half a microsecond is rounded away from zero`(_ seconds: Double, _ micros: Int64) {
        let date = Date(timeIntervalSinceReferenceDate: seconds)
        #expect(PostgresTimestamp.microseconds(of: date) == 31_622_400_000_000 + micros)
    }

    @Test(arguments: [Int64.max, .min, .min + 1])
    func `infinities are no date`(_ stored: Int64) {
        #expect(PostgresTimestamp.date(ofMicroseconds: stored) == nil)
    }

    @Test func `the far future and the far past are dates`() {
        for date in [Date.distantFuture, .distantPast] {
            let micros = PostgresTimestamp.microseconds(of: date)
            #expect(micros.flatMap(PostgresTimestamp.date) == date)
        }
    }
}
