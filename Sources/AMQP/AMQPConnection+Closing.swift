import CRabbitMQ

extension AMQPConnection {
    /// How long a farewell may take at most.
    private static let farewellMax: Duration = .seconds(3)

    /// Closes the channel, and with it every subscription: unacknowledged deliveries go back to
    /// their queues in order.
    ///
    /// Events that came before stay available; then every call throws `channelClosed`, and `close`
    /// is all that is left to do. Does nothing on a lost connection.
    public func closeChannel() {
        guard failure == nil else { return }
        let isAnswered = unsafe sayFarewell { state in
            unsafe amqp_channel_close(state, Self.channel, AMQP_REPLY_SUCCESS)
        }
        failure =
            failure ?? AMQPError(.channelClosed, "the channel is closed", context: "closing")
        if !isAnswered { disconnect() }
    }

    /// Closes the connection; later calls throw `connectionClosed`, or what they threw before.
    ///
    /// Letting the connection go without this is right too: the broker then sees the socket end,
    /// and complains of it in its log.
    public func close() {
        guard isConnected else { return }
        _ = unsafe sayFarewell { state in unsafe amqp_connection_close(state, AMQP_REPLY_SUCCESS) }
        failure =
            failure
            ?? AMQPError(.connectionClosed, "the connection is closed", context: "closing")
        disconnect()
    }

    /// Asks the broker to let us go; answers whether it did.
    private func sayFarewell(
        _ request: (amqp_connection_state_t) -> amqp_rpc_reply_t
    ) -> Bool {
        // A broker in alarm does not read, so it would not answer either.
        guard !isBlocked, isWritable() else { return false }
        flush()
        handle.setAnswerTimeout(min(configuration.rpcTimeout, Self.farewellMax))
        return unsafe request(handle.state).reply_type == AMQP_RESPONSE_NORMAL
    }

    private func isWritable() -> Bool {
        // Nobody is left to tell an error to: what ends the connection is kept in `failure`, and a
        // broker that reads nothing is let be.
        (try? awaitWritable("closing", unlessBlocked: true, within: Self.farewellMax)) != nil
    }
}
