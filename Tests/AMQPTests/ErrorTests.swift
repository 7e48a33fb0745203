import AMQP
import Testing

@Suite struct `An error` {
    @Test(
        arguments: [
            (-0x0005, AMQPError.Code.unreachable), (-0x0007, .connectionClosed), (-0x0009, .socket),
            (-0x000D, .timedOut),
            (-0x000F, .heartbeatMissed), (-0x0011, .connectionClosed), (-0x0100, .socket),
            (-0x0200, .tls),
            (-0x0201, .tls), (-0x0202, .tls), (-0x0203, .tls), (-0x0001, .outOfResources),
            (-0x0002, .protocolViolation),
            (-0x0010, .protocolViolation), (-0x000A, .invalidArgument),
            (-0x7FFF, .protocolViolation),
        ] as [(Int32, AMQPError.Code)]
    )
    func `has a code for every status of the library`(_ status: Int32, _ code: AMQPError.Code) {
        #expect(AMQPError.Code(status: status) == code)
    }

    @Test(
        arguments: [
            (403, AMQPError.Code.accessRefused), (404, .notFound), (405, .resourceLocked),
            (406, .preconditionFailed),
            (311, .channelClosed), (0, .channelClosed),
        ] as [(UInt16, AMQPError.Code)]
    )
    func `has a code for every way to close a channel`(_ reply: UInt16, _ code: AMQPError.Code) {
        #expect(AMQPError.Code(channelReply: reply) == code)
    }

    @Test(
        arguments: [
            (320, AMQPError.Code.connectionClosed), (530, .accessRefused),
            (501, .protocolViolation), (541, .connectionClosed),
        ] as [(UInt16, AMQPError.Code)]
    )
    func `has a code for every way to close a connection`(_ reply: UInt16, _ code: AMQPError.Code) {
        #expect(AMQPError.Code(connectionReply: reply) == code)
    }

    @Test func `says what was done, what happened and its code`() {
        let error = AMQPError(.notFound, "NOT_FOUND - no queue 'q'", context: "declaring queue 'q'")
        #expect("\(error)" == "declaring queue 'q': NOT_FOUND - no queue 'q' (notFound)")
    }
}

@Suite struct `A field value` {
    @Test(
        arguments: [
            (AMQPValue.int8(-1), -1), (.uint8(255), 255), (.int16(-2), -2), (.uint16(3), 3),
            (.int32(-4), -4),
            (.uint32(5), 5), (.int64(-6), -6), (.uint64(7), 7), (.uint64(.max), nil), ("1", nil),
            (.void, nil),
        ] as [(AMQPValue, Int64?)]
    )
    func `gives its whole number if it is one`(_ value: AMQPValue, _ number: Int64?) {
        #expect(value.integer == number)
    }

    @Test func `gives its text only if it is text`() {
        #expect(AMQPValue.string("x").text == "x")
        #expect(AMQPValue.bytes([1]).text == nil)
    }

    @Test func `is written as a literal`() {
        let table: [String: AMQPValue] = ["a": true, "b": 1, "c": "text"]
        #expect(table == ["a": .bool(true), "b": .int64(1), "c": .string("text")])
    }
}
