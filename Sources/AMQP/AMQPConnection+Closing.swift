import CRabbitMQ

extension AMQPConnection {
    /// How long a farewell may take at most.
    private static let farewellMax: Duration = .seconds(3)

    /// Closes the channel, and with it every subscription: unacknowledged deliveries go back to
    /// their queues in order.
    ///
    /// Events that came before stay available; then every call throws `channelClosed`. Does nothing
    /// on a lost connection.
    package func closeChannel() {
        sayFarewell("the channel is closed", .channelClosed) { state in
            amqp_channel_close(state, Self.channel, AMQP_REPLY_SUCCESS)
        }
    }

    /// Closes the connection; later calls throw `connectionClosed`.
    ///
    /// Letting the connection go without this is right too: the broker then sees the socket end.
    package func close() {
        sayFarewell("the connection is closed", .connectionClosed) { state in
            amqp_connection_close(state, AMQP_REPLY_SUCCESS)
        }
    }

    private func sayFarewell(
        _ message: String,
        _ code: AMQPError.Code,
        _ request: (amqp_connection_state_t) -> amqp_rpc_reply_t
    ) {
        guard failure == nil else { return }
        // A broker in alarm does not read, so it would not answer either.
        if !isBlocked, isWritable() {
            flush()
            handle.setAnswerTimeout(min(configuration.rpcTimeout, Self.farewellMax))
            _ = request(handle.state)
        }
        _ = fail(code, message, "closing")
    }

    private func isWritable() -> Bool {
        // Nobody is left to tell an error to: what ends the connection is kept in `failure`, and a
        // broker that reads nothing is let be.
        (try? awaitWritable("closing", unlessBlocked: true, within: Self.farewellMax)) != nil
    }
}
