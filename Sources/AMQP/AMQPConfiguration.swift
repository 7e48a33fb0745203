/// How to reach the broker and as whom.
public struct AMQPConfiguration: Equatable, Sendable {
    /// The broker's host name or address; with TLS a name, as this library version cannot match
    /// addresses.
    public var host = "localhost"

    /// The port: 5672, with TLS 5671.
    public var port: UInt16 = 5672

    /// Further nodes of the same broker, with the same users and virtual hosts; tried in turn.
    public var others: [AMQPAddress] = []

    /// The virtual host.
    public var virtualHost = "/"

    /// The user.
    public var user = "guest"

    /// The password; no description shows it.
    public var password = "guest"

    /// How long silence may last before a side has to say that it lives: whole seconds, at least
    /// one.
    ///
    /// A broker that asks for less wins.
    public var heartbeat: Duration = .seconds(20)

    /// TLS, or `nil` for a plain connection.
    public var tls: AMQPTLS?

    /// How long connecting may take, and again the handshake after it.
    ///
    /// Looking the name up comes on top. Several nodes share it.
    public var connectTimeout: Duration = .seconds(10)

    /// How long the broker may take to answer a request, or to read what is sent to it; where
    /// there are other nodes to ask, 5 s at most.
    public var rpcTimeout: Duration = .seconds(10)

    /// The name that the broker's management pages show.
    public var connectionName = "baton"

    /// The version that the broker's management pages show.
    public var productVersion = "0"

    /// The largest body that is kept whole; RabbitMQ's own limit is 128 MiB.
    ///
    /// Of a larger one only the head is kept: it takes no more memory, however large it is.
    public var bodySizeMax = 128 << 20

    /// How much is kept of a body that is too large.
    public var bodyHeadMax = 64 << 10

    /// Creates the settings of a broker on this machine as it comes out of the box.
    public init() {}
}

/// Where one node of the broker listens.
public struct AMQPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The host name or address.
    public let host: String
    /// The port.
    public let port: UInt16

    /// Creates an address from its parts.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// As in a URL.
    public var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// How the broker proves who it is, and we ourselves.
public struct AMQPTLS: Equatable, Sendable {
    /// PEM file of the authorities to trust; `nil` means those of the system.
    public var caFile: String?

    /// PEM file with our certificate and what leads to its authority.
    public var certificateFile: String?

    /// PEM file with the key of our certificate, without a password.
    public var keyFile: String?

    /// Whether the broker's certificate must come from a trusted authority.
    public var verifiesPeer = true

    /// Whether the broker's certificate must be made out to the host we connect to.
    public var verifiesHostName = true

    /// Creates settings that verify everything against the system's authorities.
    public init() {}
}

extension AMQPConfiguration {
    /// Every node, as they were given.
    public var addresses: [AMQPAddress] { [AMQPAddress(host: host, port: port)] + others }

    /// The same for one node, with its share of the time and less patience.
    func only(_ address: AMQPAddress) -> AMQPConfiguration {
        var only = self
        (only.host, only.port, only.others) = (address.host, address.port, [])
        guard !others.isEmpty else { return only }
        // A node that waits for one that it has lost answers later than another one would.
        only.rpcTimeout = min(rpcTimeout, .seconds(5))
        only.connectTimeout = max(
            connectTimeout / (others.count + 1),
            min(connectTimeout, .seconds(1))
        )
        return only
    }
}

extension AMQPConfiguration: CustomStringConvertible, CustomReflectable {
    /// The broker without the password.
    public var description: String {
        let nodes = addresses.map { "\($0)" }.joined(separator: ",")
        return "\(tls == nil ? "amqp" : "amqps")://\(user)@\(nodes)/\(virtualHost)"
    }

    /// Everything but the password, for debuggers and `dump`.
    public var customMirror: Mirror {
        Mirror(self, children: ["broker": description, "connectionName": connectionName])
    }
}
