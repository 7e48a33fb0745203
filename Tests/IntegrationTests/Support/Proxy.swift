import Foundation
import Glibc
import Synchronization

/// Stands between the daemon and a server and does to the bytes what a bad network does.
///
/// A link is one connection through it; links are told apart by a text in the first bytes that the
/// client sends, such as the name under which the daemon connects.
final class Proxy: Sendable {
    /// Which way bytes go.
    enum Way: Hashable, Sendable {
        case toServer, toClient
    }

    /// What happens to the bytes of one way.
    struct Shape: Sendable {
        enum Mode: Sendable {
            case pass
            /// Nothing is read: it stays in the kernel, later it may go on.
            case freeze
            /// Read and thrown away.
            case swallow
        }

        var mode = Mode.pass
        var delay: Duration = .zero
        /// The most bytes handed on at once.
        var slice: Int?
        /// A byte that becomes another one on its way.
        var swap: (from: UInt8, to: UInt8)?
    }

    /// Waits for bytes on one way of a link and then changes how the link behaves, once.
    struct Trap: Sendable {
        let link: String
        let way: Way
        /// All of them, in this order.
        let bytes: [[UInt8]]
        /// Before the bytes that spring it are handed on.
        var before: [Way: Shape] = [:]
        /// From the bytes that come next.
        var after: [Way: Shape] = [:]
    }

    struct State {
        var links: [ProxyLink] = []
        var rules: [(link: String, way: Way, shape: Shape)] = []
        var traps: [Trap] = []
        var sprung = 0
        var accepted = 0
        var isRefusing = false
        var isStopping = false
    }

    let port: UInt16
    private let target: UInt16
    private let listener: Int32
    private let waker: (read: Int32, write: Int32)
    private let state = Mutex(State())

    init(to target: UInt16) throws {
        self.target = target
        (listener, port) = try Sockets.listener()
        waker = try Sockets.pipe()
        let thread = Thread { [self] in run() }
        thread.name = "proxy"
        thread.start()
    }

    // MARK: - What a test says

    /// From now on bytes of links with this text go so; an empty text means every link.
    func shape(_ link: String = "", _ way: Way, _ shape: Shape) {
        change { $0.rules.append((link, way, shape)) }
    }

    /// Every link passes everything again.
    func heal() {
        change { state in
            state.rules = []
            state.traps = []
            state.isRefusing = false
            for index in state.links.indices { state.links[index].own = [:] }
        }
    }

    func set(_ trap: Trap) {
        change { $0.traps.append(trap) }
    }

    /// How many traps have sprung.
    var sprung: Int { state.withLock(\.sprung) }

    /// How many connections have come so far.
    var accepted: Int { state.withLock(\.accepted) }

    /// The links that there are now fall silent for ever, both ways.
    func hang(_ link: String) {
        let frozen = Shape(mode: .freeze)
        change { state in
            for index in state.links.indices where state.links[index].matches(link) {
                state.links[index].own = [.toServer: frozen, .toClient: frozen]
            }
        }
    }

    /// Ends links with a reset.
    func cut(_ link: String = "") {
        change { state in
            for index in state.links.indices where state.links[index].matches(link) {
                state.links[index].end()
            }
        }
    }

    /// Ends every link, and new ones as soon as they come.
    func refuse() {
        change { $0.isRefusing = true }
        cut()
    }

    /// Ends everything; the port is free afterwards.
    func stop() {
        change { $0.isStopping = true }
    }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { body(&$0) }
        var byte: UInt8 = 1
        _ = write(waker.write, &byte, 1)
    }

    // MARK: - The thread

    private func run() {
        while true {
            var (descriptors, timeout) = state.withLock { state in
                state.links.removeAll { $0.isOver }
                return Self.interests(of: &state)
            }
            descriptors += [
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
                pollfd(fd: waker.read, events: Int16(POLLIN), revents: 0),
            ]
            poll(&descriptors, nfds_t(descriptors.count), timeout)
            var bytes = [UInt8](repeating: 0, count: 256)
            _ = read(waker.read, &bytes, bytes.count)
            let isStopping = state.withLock { state in
                work(&state, descriptors)
                return state.isStopping
            }
            guard !isStopping else { return finish() }
        }
    }

    private static func interests(of state: inout State) -> ([pollfd], Int32) {
        var timeout: Int32 = 1000
        var descriptors: [pollfd] = []
        for index in state.links.indices {
            let rules = state.rules
            let wait = state.links[index].prepare(rules)
            timeout = min(timeout, wait)
            descriptors += state.links[index].descriptors
        }
        return (descriptors, timeout)
    }

    private func work(_ state: inout State, _ descriptors: [pollfd]) {
        for index in state.links.indices {
            let pair = descriptors[(2 * index)..<(2 * index + 2)].map(\.revents)
            state.sprung += state.links[index].work(pair, &state.traps)
        }
        guard descriptors[descriptors.count - 2].revents != 0 else { return }
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        state.accepted += 1
        guard !state.isRefusing, let server = Sockets.connected(to: target) else {
            close(client)
            return
        }
        state.links.append(ProxyLink(client: client, server: server))
    }

    private func finish() {
        state.withLock { state in
            for index in state.links.indices { state.links[index].end() }
            state.links = []
        }
        close(listener)
        close(waker.read)
        close(waker.write)
    }
}

/// TCP on loopback.
enum Sockets {
    struct Failed: Error { let what: String }

    /// A listening socket on a port of the kernel's choice.
    static func listener() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = stream()
        var address = loopback(0)
        guard withAddress(&address, { bind(descriptor, $0, $1) }) == 0,
            listen(descriptor, 64) == 0
        else { throw Failed(what: String(cString: strerror(errno))) }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// A port that is free at the moment.
    static func freePort() throws -> UInt16 {
        let (descriptor, port) = try listener()
        close(descriptor)
        return port
    }

    /// A connected socket, or nil where nobody listens.
    static func connected(to port: UInt16, at host: String = "127.0.0.1") -> Int32? {
        let descriptor = stream()
        var address = loopback(port)
        inet_pton(AF_INET, host, &address.sin_addr)
        guard withAddress(&address, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func stream() -> Int32 {
        socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    /// A pipe that never blocks.
    static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else {
            throw Failed(what: String(cString: strerror(errno)))
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func withAddress(
        _ address: inout sockaddr_in,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
