import AMQP
import Testing

@Suite struct `The broker's URL` {
    struct Good: CustomTestStringConvertible {
        let url, user, password, host: String
        let port: UInt16
        let virtualHost: String
        var testDescription: String { url }

        init(
            _ url: String,
            _ user: String,
            _ password: String,
            _ host: String,
            _ port: UInt16,
            _ virtualHost: String
        ) {
            (self.url, self.user, self.password) = (url, user, password)
            (self.host, self.port, self.virtualHost) = (host, port, virtualHost)
        }
    }

    // The examples of RabbitMQ's URI specification, and some more.
    static let good = [
        Good("amqp://user:pass@host:10000/vhost", "user", "pass", "host", 10000, "vhost"),
        Good(
            "amqp://user%61:%61pass@ho%61st:10000/v%2fhost",
            "usera",
            "apass",
            "hoast",
            10000,
            "v/host"
        ),
        Good("amqp://", "guest", "guest", "localhost", 5672, "/"),
        Good("amqp://:@/", "", "", "localhost", 5672, ""),
        Good("amqp://user@", "user", "guest", "localhost", 5672, "/"),
        Good("amqp://user:pass@", "user", "pass", "localhost", 5672, "/"),
        Good("amqp://host", "guest", "guest", "host", 5672, "/"),
        Good("amqp://:10000", "guest", "guest", "localhost", 10000, "/"),
        Good("amqp:///vhost", "guest", "guest", "localhost", 5672, "vhost"),
        Good("amqp://host/", "guest", "guest", "host", 5672, ""),
        Good("amqp://host/%2f", "guest", "guest", "host", 5672, "/"),
        Good("amqp://[::1]", "guest", "guest", "::1", 5672, "/"),
        Good("amqp://[::1]:7000/v", "guest", "guest", "::1", 7000, "v"),
        Good("AMQPS://host", "guest", "guest", "host", 5671, "/"),
        Good("amqps://u:p%40%3A%2F@host:1/%D0%B1", "u", "p@:/", "host", 1, "б"),
        Good("amqp://u:p@ss@host:5672/%2F", "u", "p@ss", "host", 5672, "/"),
        Good("amqp://host:", "guest", "guest", "host", 5672, "/"),
        // An accent is part of no sign before it.
        Good("amqp://u:\u{301}p@\u{301}h:1/\u{301}v", "u", "\u{301}p", "\u{301}h", 1, "\u{301}v"),
    ]

    @Test(arguments: good)
    func `is read by RabbitMQ's own rules`(_ good: Good) throws {
        let configuration = try AMQPConfiguration(url: good.url)
        #expect(configuration.user == good.user)
        #expect(configuration.password == good.password)
        #expect(configuration.host == good.host)
        #expect(configuration.port == good.port)
        #expect(configuration.virtualHost == good.virtualHost)
        #expect((configuration.tls != nil) == good.url.lowercased().hasPrefix("amqps"))
    }

    @Test(arguments: [
        "", "amqp", "amqp:", "amqp:/host", "http://host", "localhost:5672", "amqp://host:port",
        "amqp://host:0",
        "amqp://host:65536", "amqp://host:-1", "amqp://host:+1", "amqp://host:5672:1",
        "amqp://host/a/b",
        "amqp://u:secret%@host", "amqp://u:secret%4@host", "amqp://u:secret%zz@host",
        "amqp://u:secret%00@host",
        "amqp://u:secret%ff@host", "amqp://[::1", "amqp://[host]", "amqp://[::1]x", "amqp://a b",
        "amqp://host#x",
        "amqp://host?unknown=1", "amqp://host?heartbeat", "amqp://host?heartbeat=0",
        "amqp://host?heartbeat=ten",
        "amqp://host?heartbeat=65536", "amqp://host?cacertfile=x", "amqps://host?verify=maybe",
        " amqp://host",
        "amqp://u:secret@host:99999",
    ])
    func `is refused when it cannot be meant, without repeating a secret`(_ url: String) throws {
        let error = try #require(throws: AMQPError.self) { try AMQPConfiguration(url: url) }
        #expect(error.code == .invalidURL)
        #expect(!error.description.contains("secret"))
        #expect(!error.isTransient)
    }

    @Test func `carries parameters`() throws {
        let configuration = try AMQPConfiguration(
            url:
                "amqps://host/?heartbeat=7&connection_timeout=1500"
                + "&cacertfile=%2Fa%20b.pem&certfile=c&keyfile=k"
        )
        #expect(configuration.heartbeat == .seconds(7))
        #expect(configuration.connectTimeout == .milliseconds(1500))
        #expect(configuration.tls?.caFile == "/a b.pem")
        #expect(configuration.tls?.certificateFile == "c")
        #expect(configuration.tls?.keyFile == "k")
        #expect(configuration.tls?.verifiesPeer == true)
        #expect(configuration.tls?.verifiesHostName == true)
    }

    @Test func `turns verification off only when told so`() throws {
        let tls = try AMQPConfiguration(url: "amqps://host?verify=verify_none").tls
        #expect(tls?.verifiesPeer == false)
        #expect(tls?.verifiesHostName == false)
    }

    @Test func `never shows its password`() throws {
        let configuration = try AMQPConfiguration(url: "amqps://user:secret@host/v")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [
            "\(configuration)", String(reflecting: configuration),
            String(describing: configuration), dumped,
        ] {
            #expect(!text.contains("secret"))
            #expect(text.contains("user@host:5671"))
        }
    }

    @Test func `a NUL that C would cut at is refused before anything is sent`() throws {
        var configuration = AMQPConfiguration()
        configuration.user = "gue\0st"
        let error = try #require(throws: AMQPError.self) { try AMQPConnection(configuration) }
        #expect(error.code == .invalidArgument)
    }
}
