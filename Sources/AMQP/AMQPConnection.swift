import CRabbitMQ
import Glibc
import Synchronization

/// One connection to the broker with one channel, for one thread.
///
/// The thread that creates it is the only one that may touch it; `breaker` and `WakeUp` are for the
/// others. No call waits longer than the configuration's timeouts, apart from looking up the host's
/// name.
///
/// Heartbeats are sent and checked inside `nextEvent`: the owner calls it, until it answers `nil`,
/// at least every third of `heartbeatInterval`, or `beat` where it has no room for what would come.
/// `wait` never sleeps longer than that.
///
/// Once `failure` is set every call throws it again: let the connection go and make a new one. The
/// executable has to ignore SIGPIPE as a second line of defence; the C library avoids it itself.
public final class AMQPConnection {
    /// The only channel: the C library loses frames when several are in use.
    static let channel: UInt16 = 1

    /// Numbers connections, so that a delivery tag of an old one is recognised.
    private static let count = Atomic<UInt64>(0)

    let handle: AMQPHandle
    let configuration: AMQPConfiguration
    var arena = WireArena()
    var assembler: MessageAssembler
    var inbox = EventQueue()
    var heartbeat: HeartbeatTimer

    /// Why the connection cannot be used any more; `nil` while it can.
    public internal(set) var failure: AMQPError?

    /// Whether the socket has not been shut: without a channel a farewell is still possible.
    var isConnected = true

    /// Whether the last look found nothing to read, neither in the socket nor in TLS nor in the C
    /// library.
    var isDrained = false

    /// Whether small frames are being collected for one packet.
    var isCorked = false

    /// What the channel has been used for; it cannot be reopened behind the caller's back any more.
    var isConfirming = false
    var isConsuming = false

    /// The highest delivery number acknowledged together with all before it.
    var acknowledgedThrough: UInt64 = 0

    /// Cuts the connection from another thread.
    public let breaker: AMQPBreaker

    /// Which connection of this process this is; part of every `DeliveryTag`.
    public let number: UInt64

    /// The node that it is connected to.
    public let address: AMQPAddress

    /// How often the broker expects to hear from us; zero if both sides agreed on none.
    public let heartbeatInterval: Duration

    /// How many messages have been published since `selectConfirms`.
    public internal(set) var publishedCount: UInt64 = 0

    /// Whether the broker has asked publishers to stop; `publish` throws `blocked` meanwhile.
    public internal(set) var isBlocked = false

    /// Connects, logs in and opens the channel, at the first node that takes us.
    ///
    /// - Throws: `unreachable`, `tls`, `refusedLogin`, `timedOut` and others.
    public init(_ configuration: AMQPConfiguration) throws(AMQPError) {
        try Self.check(configuration)
        let entry = try Self.enter(configuration)
        breaker = entry.breaker
        heartbeatInterval = entry.heartbeatInterval
        heartbeat = HeartbeatTimer(interval: heartbeatInterval, now: .now)
        number = Self.count.add(1, ordering: .relaxed).newValue
        assembler = MessageAssembler(
            bodySizeMax: configuration.bodySizeMax,
            bodyHeadMax: configuration.bodyHeadMax
        )
        address = entry.address
        self.configuration = configuration.only(entry.address)
        handle = entry.handle
        try openChannel()
        AMQPNodes.known.withLock { [address] in $0.answered(address, at: .now) }
    }

    deinit {
        // The breaker's copy of the descriptor would keep the socket open after the C library has
        // closed its own.
        disconnect()
    }

    /// A node that has let us in.
    private struct Entry: ~Copyable {
        let handle: AMQPHandle
        let breaker: AMQPBreaker
        let heartbeatInterval: Duration
        let address: AMQPAddress
    }

    private static func enter(
        _ address: AMQPAddress,
        _ configuration: AMQPConfiguration
    ) throws(AMQPError) -> Entry {
        let only = configuration.only(address)
        var arena = WireArena()
        let handle = try AMQPHandle()
        try handle.open(only)
        let breaker = try AMQPBreaker(duplicating: handle.descriptor)
        try handle.login(only, &arena)
        let interval = try handle.takeOverHeartbeats()
        return Entry(
            handle: handle,
            breaker: breaker,
            heartbeatInterval: interval,
            address: address
        )
    }

    /// Tries the nodes in turn; where none takes us, says what each has said.
    private static func enter(_ configuration: AMQPConfiguration) throws(AMQPError) -> Entry {
        let addresses = AMQPNodes.known.withLock {
            $0.order(configuration.addresses, at: .now)
        }
        var failures: [AMQPError] = []
        for address in addresses {
            do throws(AMQPError) {
                return try enter(address, configuration)
            } catch {
                AMQPNodes.doubt(address)
                failures.append(error)
            }
        }
        throw AMQPError(of: failures)
    }

    /// Names that C would cut short at a NUL are refused.
    private static func check(_ configuration: AMQPConfiguration) throws(AMQPError) {
        let texts =
            [
                configuration.virtualHost, configuration.user, configuration.password,
            ] + configuration.addresses.map(\.host)
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw AMQPError(.invalidArgument, "a setting holds a NUL", context: "connecting")
        }
    }

    /// The version of the C library that is loaded.
    public static var libraryVersion: String { unsafe String(cString: amqp_version()) }

    /// The version of the headers with which this was built.
    public static var headerVersion: String {
        "\(AMQP_VERSION_MAJOR).\(AMQP_VERSION_MINOR).\(AMQP_VERSION_PATCH)"
    }
}
